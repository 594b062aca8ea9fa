package io.github.stitchopenmetadata.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.support.Patience;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkersTest {

    private final List<ExecutorService> started = new ArrayList<>();
    private final ExecutorService workers = started(Workers.each("edge", 2));

    private ExecutorService started(ExecutorService threads) {
        started.add(threads);
        return threads;
    }

    @AfterEach
    void end() {
        started.forEach(ExecutorService::shutdownNow);
    }

    @Test
    void workThatFindsAllBusyWaitsForOneOfThem() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        List<Future<String>> busy = occupy(workers, release);

        Future<String> third = workers.submit(() -> Thread.currentThread().getName());

        assertThat(third.isDone()).isFalse();
        release.countDown();
        assertThat(names(busy)).containsExactlyInAnyOrder("edge-1", "edge-2");
        assertThat(Patience.get(third)).isIn("edge-1", "edge-2");
    }

    @Test
    void letTheCallerWorkWhenAllAreBusyAndThereIsNoQueue() throws Exception {
        ExecutorService withoutQueue = started(Workers.withoutQueue("import", 2));
        CountDownLatch release = new CountDownLatch(1);
        List<Future<String>> busy = occupy(withoutQueue, release);

        Future<Thread> third = withoutQueue.submit(Thread::currentThread);

        assertThat(third.isDone()).isTrue();
        assertThat(third.get()).isSameAs(Thread.currentThread());
        release.countDown();
        assertThat(names(busy)).containsExactlyInAnyOrder("import-1", "import-2");
    }

    /** So the first of several sources is read soon, and its delivery begins. */
    @Test
    void theSplitThatBeganFirstGoesFirst() throws Exception {
        ExecutorService single = started(Workers.each("stream", 1));
        CountDownLatch release = new CountDownLatch(1);
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch done = new CountDownLatch(6);
        single.submit(() -> {
            release.await();
            return null;
        });
        for (String split : List.of("first", "second", "third")) {
            Runnable last = () -> {
                order.add(split);
                done.countDown();
            };
            single.submit(() -> {
                last.run();
                single.submit(last);
            });
        }
        release.countDown();

        Patience.await(done);
        assertThat(order).containsExactly("first", "first", "second", "second", "third", "third");
    }

    @Test
    void areTwiceAsManyAsTheCalls() throws Exception {
        ExecutorService forCalls = started(Workers.forCalls("stream", 2));
        CyclicBarrier together = new CyclicBarrier(4);
        List<Future<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(forCalls.submit(() -> together.await()));
        }

        for (Future<Integer> one : all) {
            assertThat(Patience.get(one)).isBetween(0, 3);
        }
    }

    private static List<Future<String>> occupy(ExecutorService workers, CountDownLatch release)
            throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(2);
        List<Future<String>> names = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            names.add(workers.submit(() -> {
                busy.countDown();
                release.await();
                return Thread.currentThread().getName();
            }));
        }
        busy.await();
        return names;
    }

    private static List<String> names(List<Future<String>> busy) throws Exception {
        return List.of(Patience.get(busy.get(0)), Patience.get(busy.get(1)));
    }

    /** As a parallel split does it: each piece of work begins the next one before it does its own. */
    @Test
    void doNotNestHoweverManyPiecesOfWorkFollowEachOther() throws Exception {
        int pieces = 200_000;
        CountDownLatch done = new CountDownLatch(pieces);

        begin(pieces, done);

        Patience.await(done);
    }

    private void begin(int pieces, CountDownLatch done) {
        workers.submit(() -> {
            if (pieces > 1) {
                begin(pieces - 1, done);
            }
            done.countDown();
        });
    }

    /** As large sources that are read at once share the workers: no split brings its items before there is a thread for them. */
    @Test
    void carrySplitsOfManyPiecesAtOnce() throws Exception {
        int pieces = 20_000;
        int atOnce = 4;
        AtomicInteger brought = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        AtomicInteger waiting = new AtomicInteger();
        ExecutorService callers = Executors.newFixedThreadPool(atOnce);
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:split")
                            .split(body())
                            .streaming()
                            .parallelProcessing()
                            .executorService(workers)
                            .synchronous()
                            .to("direct:piece");
                    from("direct:piece").process(piece -> {
                        waiting.accumulateAndGet(brought.get() - done.incrementAndGet(), Math::max);
                    });
                }
            });
            camel.start();
            try (ProducerTemplate template = camel.createProducerTemplate()) {
                List<Callable<Object>> splits = Collections.nCopies(
                        atOnce,
                        () -> template.requestBody(
                                "direct:split",
                                Stream.generate(brought::incrementAndGet)
                                        .limit(pieces)
                                        .iterator()));
                for (Future<Object> split : callers.invokeAll(splits)) {
                    split.get();
                }
            }
        } finally {
            callers.shutdownNow();
        }
        assertThat(done).hasValue(atOnce * pieces);
        assertThat(waiting.get()).isLessThan(10 * atOnce);
    }

    @Test
    void doNotKeepTheProcessAlive() throws Exception {
        assertThat(Patience.get(workers.submit(() -> Thread.currentThread().isDaemon())))
                .isTrue();
    }

    /** What hangs for one account takes no thread of another, and none of its work. */
    @Test
    void eachWhoComesFromOutsideHasItsOwn() throws Exception {
        ExecutorService each = started(Workers.each("source", 2));
        ExecutorService accounts = started(Workers.accounts("account", 2));
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch hanging = new CountDownLatch(2);
        accounts.submit(() -> {
            for (int i = 0; i < 2; i++) {
                each.submit(() -> {
                    hanging.countDown();
                    release.await();
                    return null;
                });
            }
        });
        hanging.await();

        Future<List<String>> others = accounts.submit(() -> {
            List<Future<String>> names = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                names.add(each.submit(() -> Thread.currentThread().getName()));
            }
            List<String> all = new ArrayList<>();
            for (Future<String> name : names) {
                all.add(name.get());
            }
            return all;
        });

        assertThat(Patience.get(others)).hasSize(2).allMatch(name -> name.startsWith("source-"));
    }

    @Test
    void neverMoreAtATimeThanThereAreThreads() throws Exception {
        ExecutorService accounts = started(Workers.accounts("account", 2));
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            all.add(accounts.submit(() -> {
                most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                Thread.yield();
                underWay.decrementAndGet();
            }));
        }
        for (Future<?> one : all) {
            Patience.get(one);
        }

        assertThat(most.get()).isBetween(1, 2);
    }
}
