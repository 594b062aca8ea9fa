package io.github.stitchopenmetadata.run;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for the accounts of passes, with a queue: of one pass never more than so many accounts are under way, and no pass waits for
 * another one, such as lineage for a run status that waits for Stitch's limit. A pass is known by the thread that it begins on.
 */
public final class AccountWorkers extends AbstractExecutorService {

    private static final long IDLE_SECONDS = 30;

    private final int atATime;
    private final AtomicInteger number = new AtomicInteger();
    private final Cache<Thread, ThreadPoolExecutor> passes =
            Caffeine.newBuilder().weakKeys().build();
    /** Of a thread of ours: a split brings the next account from within the one before. */
    private final ThreadLocal<ThreadPoolExecutor> ownPass = new ThreadLocal<>();

    private volatile boolean shutdown;

    /** @param atATime the setting {@code stitch.accounts.concurrency} */
    public AccountWorkers(int atATime) {
        this.atATime = atATime;
    }

    @Override
    public void execute(Runnable account) {
        ThreadPoolExecutor pass = ownPass.get();
        (pass == null ? passes.get(Thread.currentThread(), first -> threads()) : pass).execute(account);
    }

    private ThreadPoolExecutor threads() {
        ThreadPoolExecutor pass =
                new ThreadPoolExecutor(atATime, atATime, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        pass.setThreadFactory(work -> {
            Thread thread = new Thread(
                    () -> {
                        ownPass.set(pass);
                        work.run();
                    },
                    "account-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        pass.allowCoreThreadTimeOut(true);
        if (shutdown) {
            pass.shutdown();
        }
        return pass;
    }

    @Override
    public void shutdown() {
        shutdown = true;
        passes.asMap().values().forEach(ThreadPoolExecutor::shutdown);
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown = true;
        List<Runnable> notBegun = new ArrayList<>();
        passes.asMap().values().forEach(pass -> notBegun.addAll(pass.shutdownNow()));
        return notBegun;
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return shutdown && passes.asMap().values().stream().allMatch(ThreadPoolExecutor::isTerminated);
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        long end = System.nanoTime() + unit.toNanos(timeout);
        for (ThreadPoolExecutor pass : passes.asMap().values()) {
            if (!pass.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return false;
            }
        }
        return shutdown;
    }
}
