package io.github.stitchopenmetadata.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.support.Patience;
import io.github.stitchopenmetadata.text.OneAtATime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
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
    private ProducerTemplate template;

    @BeforeEach
    void start() throws Exception {
        camel.getRegistry().bind("oneAtATime", new ConcurrencyPolicy());
        ConcurrencyPolicy oneOfAll = new ConcurrencyPolicy();
        oneOfAll.setByKey(false);
        camel.getRegistry().bind("oneOfAll", oneOfAll);
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
}
