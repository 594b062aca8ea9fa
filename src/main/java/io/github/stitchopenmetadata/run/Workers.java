package io.github.stitchopenmetadata.run;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads for parallel splits. */
public final class Workers extends ThreadPoolExecutor {

    /** Deeper than any split stands in others. */
    private static final int DEEPEST = 16;

    private final Queue<Runnable> deferred = new ConcurrentLinkedQueue<>();
    private final ThreadLocal<Integer> depth = ThreadLocal.withInitial(() -> 0);

    private Workers(String name, int threads) {
        super(0, threads, 30, TimeUnit.SECONDS, new SynchronousQueue<>());
        AtomicInteger number = new AtomicInteger();
        setThreadFactory(work -> {
            Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        setRejectedExecutionHandler((work, pool) -> runHere(work));
    }

    /**
     * @param name    of the threads
     * @param threads the most at a time
     * @return threads without a queue: when all are busy, the caller does the work itself, so that splits inside splits
     *         can share them and nothing piles up
     */
    public static ExecutorService named(String name, int threads) {
        return new Workers(name, threads);
    }

    /**
     * A split begins its next piece of work from within the one before, which would nest as deep as there are pieces. From some
     * depth on a piece waits until this thread is back at the top.
     */
    private void runHere(Runnable work) {
        int around = depth.get();
        if (isShutdown()) {
            return;
        }
        if (around >= DEEPEST) {
            deferred.add(work);
            return;
        }
        nested(work, around + 1);
        if (around == 0) {
            runDeferred();
        }
    }

    @Override
    protected void afterExecute(Runnable work, Throwable failure) {
        runDeferred();
    }

    private void runDeferred() {
        for (Runnable work = deferred.poll(); work != null; work = deferred.poll()) {
            nested(work, 1);
        }
    }

    private void nested(Runnable work, int level) {
        int around = depth.get();
        depth.set(level);
        try {
            work.run();
        } finally {
            depth.set(around);
        }
    }
}
