package io.github.stitchopenmetadata.run;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Threads for parallel splits, with a queue. Each thread that comes from outside, such as that of an account, has its own threads: what
 * hangs for it takes none of the others. Of the splits that share threads, the one that began first goes first: it is done soon, instead
 * of all of them late.
 *
 * <p>A split that is streaming has no more than two pieces in the queue: its next item, and what brings the one after that. A split must
 * be synchronous: the thread that splits waits for the others, and takes no more work meanwhile. Splits inside splits need threads of
 * another name, or all could wait for each other.
 */
public final class Workers extends AbstractExecutorService {

    private static final long IDLE_SECONDS = 30;

    /** For whom a thread works, whatever its name: the thread that came from outside. */
    private static final ThreadLocal<Origin> ORIGIN = ThreadLocal.withInitial(Origin::new);

    private final int threads;
    private final boolean areOrigins;
    private final ThreadFactory daemons;
    private final Cache<Origin, ThreadPoolExecutor> pools =
            Caffeine.newBuilder().weakKeys().build();
    /** What a thread of ours works on: a split brings its next item from within the one before. */
    private final ThreadLocal<Piece> underWay = new ThreadLocal<>();

    private final AtomicLong splits = new AtomicLong();
    private final AtomicLong pieces = new AtomicLong();
    private volatile boolean shutdown;

    /** A thread that is none of ours. */
    private static final class Origin {}

    private Workers(String name, int threads, boolean areOrigins) {
        this.threads = threads;
        this.areOrigins = areOrigins;
        daemons = daemons(name);
    }

    /** @param threads the most at a time for each thread that comes from outside */
    public static ExecutorService each(String name, int threads) {
        return new Workers(name, threads, false);
    }

    /**
     * The same, for work that is little more than a call. There are twice as many threads as calls: while some work on their answers, others
     * wait to make the next ones, and no call that could be made is missed.
     *
     * @param calls that are made at a time for each thread that comes from outside
     */
    public static ExecutorService forCalls(String name, int calls) {
        return each(name, 2 * calls);
    }

    /**
     * The same for accounts: with other workers each of these threads counts as one that comes from outside. So no pass waits for another
     * one, such as lineage for a run status that waits for Stitch's limit, and no account for another one.
     */
    public static ExecutorService accounts(String name, int threads) {
        return new Workers(name, threads, true);
    }

    /** @return threads without a queue: when all are busy, the caller does the work itself, so that it brings no more meanwhile */
    public static ExecutorService withoutQueue(String name, int threads) {
        return new ThreadPoolExecutor(
                0,
                threads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                daemons(name),
                new ThreadPoolExecutor.CallerRunsPolicy());
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
        Piece around = underWay.get();
        Piece piece = around == null
                ? new Piece(work, pool(ORIGIN.get()), splits.incrementAndGet())
                : new Piece(work, around.pool, around.split);
        piece.pool.execute(piece);
    }

    private ThreadPoolExecutor pool(Origin origin) {
        return pools.get(origin, first -> {
            ThreadPoolExecutor pool = new ThreadPoolExecutor(
                    threads,
                    threads,
                    IDLE_SECONDS,
                    TimeUnit.SECONDS,
                    new PriorityBlockingQueue<>(),
                    work -> daemons.newThread(
                            areOrigins
                                    ? work
                                    : () -> {
                                        ORIGIN.set(origin);
                                        work.run();
                                    }));
            pool.allowCoreThreadTimeOut(true);
            if (shutdown) {
                pool.shutdown();
            }
            return pool;
        });
    }

    @Override
    public void shutdown() {
        shutdown = true;
        pools.asMap().values().forEach(ThreadPoolExecutor::shutdown);
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown = true;
        List<Runnable> notBegun = new ArrayList<>();
        pools.asMap().values().forEach(pool -> notBegun.addAll(pool.shutdownNow()));
        return notBegun;
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return shutdown && pools.asMap().values().stream().allMatch(ThreadPoolExecutor::isTerminated);
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        long end = System.nanoTime() + unit.toNanos(timeout);
        for (ThreadPoolExecutor pool : pools.asMap().values()) {
            if (!pool.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return false;
            }
        }
        return shutdown;
    }

    /** Of a split. Those of the split that began first come first, in the order in which they were brought. */
    private final class Piece implements Runnable, Comparable<Piece> {

        private static final Comparator<Piece> ORDER =
                Comparator.<Piece>comparingLong(piece -> piece.split).thenComparingLong(piece -> piece.number);

        private final Runnable work;
        private final ThreadPoolExecutor pool;
        private final long split;
        private final long number = pieces.incrementAndGet();

        Piece(Runnable work, ThreadPoolExecutor pool, long split) {
            this.work = work;
            this.pool = pool;
            this.split = split;
        }

        @Override
        public void run() {
            underWay.set(this);
            try {
                work.run();
            } finally {
                underWay.remove();
            }
        }

        @Override
        public int compareTo(Piece other) {
            return ORDER.compare(this, other);
        }
    }
}
