package io.github.stitchopenmetadata.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkersTest {

    private final ExecutorService workers = Workers.named("edge", 2);

    @AfterEach
    void end() {
        workers.shutdownNow();
    }

    @Test
    void letTheCallerWorkWhenAllAreBusy() throws Exception {
        CountDownLatch busy = new CountDownLatch(2);
        CountDownLatch release = new CountDownLatch(1);
        List<Future<String>> names = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            names.add(workers.submit(() -> {
                busy.countDown();
                release.await();
                return Thread.currentThread().getName();
            }));
        }
        busy.await();

        Future<Thread> third = workers.submit(Thread::currentThread);

        assertThat(third.isDone()).isTrue();
        assertThat(third.get()).isSameAs(Thread.currentThread());
        release.countDown();
        assertThat(List.of(names.get(0).get(30, TimeUnit.SECONDS), names.get(1).get(30, TimeUnit.SECONDS)))
                .containsExactlyInAnyOrder("edge-1", "edge-2");
    }

    @Test
    void canBeSharedBySplitsInsideSplits() throws Exception {
        Future<Integer> outer = workers.submit(() -> {
            int sum = 0;
            for (int i = 1; i <= 10; i++) {
                int number = i;
                sum += workers.submit(() -> workers.submit(() -> number).get()).get();
            }
            return sum;
        });

        assertThat(outer.get(30, TimeUnit.SECONDS)).isEqualTo(55);
    }

    /** As a parallel split does it: each piece of work begins the next one before it does its own. */
    @Test
    void doNotNestHoweverManyPiecesOfWorkFollowEachOther() throws Exception {
        int pieces = 200_000;
        CountDownLatch done = new CountDownLatch(pieces);

        begin(pieces, done);

        assertThat(done.await(50, TimeUnit.SECONDS)).isTrue();
    }

    private void begin(int pieces, CountDownLatch done) {
        workers.submit(() -> {
            if (pieces > 1) {
                begin(pieces - 1, done);
            }
            done.countDown();
        });
    }

    /** As large sources that are read at once share the workers: most pieces are done by those who split. */
    @Test
    void carrySplitsOfManyPiecesAtOnce() throws Exception {
        int pieces = 20_000;
        AtomicInteger done = new AtomicInteger();
        ExecutorService callers = Executors.newFixedThreadPool(4);
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:split")
                            .split(body())
                            .streaming()
                            .parallelProcessing()
                            .executorService(workers)
                            .to("direct:piece");
                    from("direct:piece").process(piece -> done.incrementAndGet());
                }
            });
            camel.start();
            try (ProducerTemplate template = camel.createProducerTemplate()) {
                List<Callable<Object>> splits = Collections.nCopies(
                        4, () -> template.requestBody("direct:split", Collections.nCopies(pieces, "piece")));
                for (Future<Object> split : callers.invokeAll(splits)) {
                    split.get();
                }
            }
        } finally {
            callers.shutdownNow();
        }
        assertThat(done).hasValue(4 * pieces);
    }

    @Test
    void doNotKeepTheProcessAlive() throws Exception {
        assertThat(workers.submit(() -> Thread.currentThread().isDaemon()).get(30, TimeUnit.SECONDS))
                .isTrue();
    }

    /** What hangs for one account takes no thread of another, and none of its work. */
    @Test
    void eachWhoComesFromOutsideHasItsOwn() throws Exception {
        ExecutorService each = Workers.each("source", 2);
        ExecutorService accounts = new AccountWorkers(2);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch hanging = new CountDownLatch(2);
        try {
            accounts.submit(() -> {
                for (int i = 0; i < 2; i++) {
                    each.submit(() -> {
                        hanging.countDown();
                        return release.await(50, TimeUnit.SECONDS);
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

            assertThat(others.get(30, TimeUnit.SECONDS)).hasSize(2).allMatch(name -> name.startsWith("source-"));
        } finally {
            release.countDown();
            each.shutdownNow();
            accounts.shutdownNow();
        }
    }

    @Test
    void neverMoreAtATimeThanThereAreThreads() throws Exception {
        ExecutorService accounts = new AccountWorkers(2);
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                all.add(accounts.submit(() -> {
                    most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                    Thread.yield();
                    underWay.decrementAndGet();
                }));
            }
            for (Future<?> one : all) {
                one.get(30, TimeUnit.SECONDS);
            }

            assertThat(most.get()).isBetween(1, 2);
        } finally {
            accounts.shutdownNow();
        }
    }
}
