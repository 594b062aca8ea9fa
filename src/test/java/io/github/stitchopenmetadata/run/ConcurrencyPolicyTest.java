package io.github.stitchopenmetadata.run;

import static io.github.stitchopenmetadata.support.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.http.Request;
import io.github.stitchopenmetadata.http.Side;
import io.github.stitchopenmetadata.support.Patience;
import io.github.stitchopenmetadata.text.OneAtATime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConcurrencyPolicyTest {

    private record Work(String correlationKey, CountDownLatch begun, CountDownLatch release, RuntimeException failure)
            implements OneAtATime {

        static Work of(String key) {
            return new Work(key, new CountDownLatch(1), new CountDownLatch(1), null);
        }

        static Work failing(String key) {
            return new Work(key, new CountDownLatch(1), new CountDownLatch(0), new IllegalStateException("failed"));
        }
    }

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final AtomicInteger within = new AtomicInteger();
    private final BlockingQueue<String> called = new LinkedBlockingQueue<>();
    private final Semaphore answers = new Semaphore(0);
    private final Semaphore reading = new Semaphore(0);
    private final CountDownLatch readers = new CountDownLatch(1);
    private ProducerTemplate template;

    @BeforeEach
    void start() throws Exception {
        camel.getRegistry().bind("oneAtATime", new ConcurrencyPolicy());
        ConcurrencyPolicy oneOfAll = new ConcurrencyPolicy();
        oneOfAll.setByKey(false);
        camel.getRegistry().bind("oneOfAll", oneOfAll);
        ConcurrencyPolicy calls = new ConcurrencyPolicy();
        calls.setByKey(false);
        calls.setAtATime(2);
        calls.setLast("getLastConnectionCheck,getStreams");
        camel.getRegistry().bind("calls", calls);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:work")
                        .errorHandler(noErrorHandler())
                        .policy("oneAtATime")
                        // ends on another thread than it begins
                        .threads(4)
                        .process(ConcurrencyPolicyTest.this::work);
                from("direct:alone")
                        .errorHandler(noErrorHandler())
                        .policy("oneOfAll")
                        .process(ConcurrencyPolicyTest.this::work);
                from("direct:call")
                        .errorHandler(noErrorHandler())
                        .policy("calls")
                        .process(ConcurrencyPolicyTest.this::call)
                        .end()
                        .process(ConcurrencyPolicyTest.this::read);
            }
        });
        camel.start();
        template = camel.createProducerTemplate();
    }

    @AfterEach
    void stop() throws Exception {
        template.close();
        camel.close();
    }

    private void work(Exchange exchange) throws InterruptedException {
        Work work = exchange.getMessage().getBody(Work.class);
        within.incrementAndGet();
        work.begun.countDown();
        work.release.await();
        within.decrementAndGet();
        if (work.failure != null) {
            throw work.failure;
        }
    }

    private void call(Exchange exchange) throws InterruptedException {
        called.put(exchange.getMessage().getBody(Request.class).operation());
        answers.acquire();
    }

    private void read(Exchange exchange) throws InterruptedException {
        reading.release();
        readers.await();
    }

    /** @return when the call has been sent to wait, and no later one comes before it */
    private CompletableFuture<Exchange> call(String operation) {
        CompletableFuture<Exchange> sent = new CompletableFuture<>();
        Thread caller = new Thread(() -> sent.complete(template.send("direct:call", exchange -> exchange.getMessage()
                .setBody(Request.of(operation, Side.STITCH, "GET", "/v4/sources")))));
        caller.start();
        await().until(() -> caller.getState() == Thread.State.WAITING || caller.getState() == Thread.State.TERMINATED);
        return sent;
    }

    private CompletableFuture<Exchange> send(Work work) {
        return send("direct:work", work);
    }

    private CompletableFuture<Exchange> send(String route, Work work) {
        return CompletableFuture.supplyAsync(
                () -> template.send(route, exchange -> exchange.getMessage().setBody(work)));
    }

    @Test
    void letsOthersOfTheSameKeyWait() throws Exception {
        Work first = Work.of("shop");
        Work second = Work.of("shop");
        Work other = Work.of("crm");
        CompletableFuture<Exchange> one = send(first);
        first.begun.await();
        CompletableFuture<Exchange> two = send(second);
        CompletableFuture<Exchange> three = send(other);
        other.begun.await();
        assertThat(second.begun.getCount()).isOne();
        assertThat(within).hasValue(2);

        first.release.countDown();
        second.begun.await();
        second.release.countDown();
        other.release.countDown();
        for (CompletableFuture<Exchange> each : List.of(one, two, three)) {
            assertThat(Patience.get(each).getException()).isNull();
        }
    }

    @Test
    void letsAllOthersWaitWhereTheKeyDoesNotMatter() throws Exception {
        Work first = Work.of("shop");
        Work other = Work.of("crm");
        CompletableFuture<Exchange> one = send("direct:alone", first);
        first.begun.await();
        CompletableFuture<Exchange> two = send("direct:alone", other);
        Work elsewhere = Work.of("crm");
        CompletableFuture<Exchange> three = send(elsewhere);
        elsewhere.begun.await();
        assertThat(other.begun.getCount()).isOne();

        first.release.countDown();
        other.begun.await();
        other.release.countDown();
        elsewhere.release.countDown();
        for (CompletableFuture<Exchange> each : List.of(one, two, three)) {
            assertThat(Patience.get(each).getException()).isNull();
        }
    }

    @Test
    void goesOnAfterAFailure() throws Exception {
        assertThat(Patience.get(send(Work.failing("shop"))).getException()).hasMessage("failed");
        Work next = Work.of("shop");
        next.release.countDown();

        assertThat(Patience.get(send(next)).getException()).isNull();
    }

    @Test
    void letsAllThroughInTheEnd() throws Exception {
        List<CompletableFuture<Exchange>> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Work work = Work.of("key " + i % 3);
            work.release.countDown();
            all.add(send(work));
        }

        for (CompletableFuture<Exchange> each : all) {
            assertThat(Patience.get(each).getException()).isNull();
        }
        assertThat(within).hasValue(0);
    }

    /** An answer that is being read takes no place. */
    @Test
    void letsSoManyThroughAndThoseThatBeginSomethingLast() throws Exception {
        List<CompletableFuture<Exchange>> all = Stream.of(
                        "getSources",
                        "getStreamSchema",
                        "getStreams",
                        "getLastConnectionCheck",
                        "getStreamSchema",
                        "getLoads")
                .map(this::call)
                .toList();
        List<String> order = new ArrayList<>(List.of(called.take(), called.take()));
        assertThat(called).isEmpty();

        for (int i = 0; i < 4; i++) {
            answers.release();
            reading.acquire();
            order.add(called.take());
        }
        assertThat(order)
                .containsExactly(
                        "getSources",
                        "getStreamSchema",
                        "getStreamSchema",
                        "getLoads",
                        "getStreams",
                        "getLastConnectionCheck");

        answers.release(2);
        readers.countDown();
        for (CompletableFuture<Exchange> each : all) {
            assertThat(Patience.get(each).getException()).isNull();
        }
    }
}
