package io.github.stitchopenmetadata.run;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for parallel splits. Each thread that comes from outside, such as that of an account, has its own share of them: what hangs for
 * it takes none of the others.
 */
public final class Workers extends ThreadPoolExecutor {

    /** Deeper than any split stands in others. */
    private static final int DEEPEST = 16;

    private static final long IDLE_SECONDS = 30;

    /** For whom a thread works, whatever pool it is of: the thread that came from outside. */
    private static final ThreadLocal<Origin> ORIGIN = new ThreadLocal<>();

    private final int share;
    private final Cache<Origin, Share> shares = Caffeine.newBuilder().weakKeys().build();
    private final ThreadLocal<Integer> depth = ThreadLocal.withInitial(() -> 0);

    /** A thread that is none of ours. */
    private static final class Origin {}

    /** What one origin has of these threads, and its work that waits. */
    private static final class Share {

        private final Semaphore threads;
        private final Queue<Runnable> deferred = new ConcurrentLinkedQueue<>();

        Share(int threads) {
            this.threads = new Semaphore(threads);
        }
    }

    private Workers(String name, int most, int share) {
        super(0, most, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), daemons(name));
        this.share = share;
    }

    /**
     * @param name    of the threads
     * @param threads the most at a time
     * @return threads without a queue: when all are busy, the caller does the work itself, so that splits inside splits
     *         can share them and nothing piles up
     */
    public static ExecutorService named(String name, int threads) {
        return new Workers(name, threads, threads);
    }

    /**
     * The same, where those who come from outside take none from each other.
     *
     * @param threads the most at a time for each of them
     */
    public static ExecutorService each(String name, int threads) {
        return new Workers(name, Integer.MAX_VALUE, threads);
    }

    private static ThreadFactory daemons(String name) {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public void execute(Runnable work) {
        Origin origin = origin();
        Share mine = shares.get(origin, first -> new Share(share));
        if (!mine.threads.tryAcquire()) {
            runHere(work, mine);
            return;
        }
        try {
            super.execute(() -> runThere(work, origin, mine));
        } catch (RejectedExecutionException full) {
            mine.threads.release();
            runHere(work, mine);
        }
    }

    private static Origin origin() {
        if (ORIGIN.get() == null) {
            ORIGIN.set(new Origin());
        }
        return ORIGIN.get();
    }

    private void runThere(Runnable work, Origin origin, Share mine) {
        ORIGIN.set(origin);
        try {
            work.run();
            runDeferred(mine);
        } finally {
            ORIGIN.remove();
            mine.threads.release();
        }
    }

    /**
     * A split begins its next piece of work from within the one before, which would nest as deep as there are pieces. From some
     * depth on a piece waits until a thread of the same origin is back at the top.
     */
    private void runHere(Runnable work, Share mine) {
        int around = depth.get();
        if (isShutdown()) {
            return;
        }
        if (around >= DEEPEST) {
            mine.deferred.add(work);
            return;
        }
        nested(work, around + 1);
        if (around == 0) {
            runDeferred(mine);
        }
    }

    private void runDeferred(Share mine) {
        for (Runnable work = mine.deferred.poll(); work != null; work = mine.deferred.poll()) {
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
