package io.github.stitchopenmetadata.support;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Waits for what must come. The limit is for what hangs: no machine is so busy that it takes that long. */
public final class Patience {

    public static final Duration LIMIT = Duration.ofMinutes(3);

    private Patience() {}

    public static ConditionFactory await() {
        return Awaitility.await().atMost(LIMIT).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(20));
    }

    /** @return what it gives when it is done */
    public static <T> T get(Future<T> future) throws Exception {
        return future.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Until it is at zero. */
    public static void await(CountDownLatch latch) throws InterruptedException {
        if (!latch.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("what is waited for does not come: " + latch);
        }
    }

    /** @return the exit status of a process that ends by itself; one that does not is killed */
    public static int exitStatus(Process process) throws InterruptedException {
        if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the process does not end: " + process);
        }
        return process.exitValue();
    }
}
