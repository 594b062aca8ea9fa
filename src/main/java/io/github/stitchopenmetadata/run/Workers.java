package io.github.stitchopenmetadata.run;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads for parallel splits. */
public final class Workers {

    private Workers() {}

    /**
     * @param name    of the threads
     * @param threads the most at a time
     * @return threads without a queue: when all are busy, the caller does the work itself, so that splits inside splits
     *         can share them and nothing piles up
     */
    public static ExecutorService named(String name, int threads) {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(
                0,
                threads,
                30,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                work -> {
                    Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.CallerRunsPolicy());
    }
}
