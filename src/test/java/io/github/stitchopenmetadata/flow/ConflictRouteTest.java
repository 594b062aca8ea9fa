package io.github.stitchopenmetadata.flow;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.Patience;
import io.github.stitchopenmetadata.support.Servers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.FluentProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers refuse one of two who write the same thing at the same time. */
class ConflictRouteTest {

    private final Servers servers = Servers.of(StitchAccount.generated(1, 2, 1, 1.0));

    @AfterEach
    void stop() {
        servers.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/pipelines, 409, Entity already exists",
        "/api/v1/lineage, 500, version_conflict_engine_exception",
        "/api/v1/tags, 409, Entity already exists"
    })
    void repeatsAWriteThatWasRefusedForAnother(String path, int status, String message) throws Exception {
        servers.catalog.stubFor(put(urlPathEqualTo(path))
                .inScenario("conflict")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("over")
                .willReturn(aResponse()
                        .withStatus(status)
                        .withBody("{\"code\": " + status + ", \"message\": \"" + message + "\"}")));

        assertThat(servers.ingest().failures()).isEmpty();
        assertThat(servers.catalogServer.catalog().edges()).hasSize(2);
    }

    @Test
    void givesUpInTheEnd() throws Exception {
        servers.catalog.stubFor(
                put(urlPathEqualTo("/api/v1/pipelines")).willReturn(aResponse().withStatus(409)));

        try (Connector connector = servers.connector(Map.of("retry.attempts", "3"))) {
            Pass pass = connector.ingest();

            assertThat(pass.exitStatus()).isOne();
            assertThat(pass.runs().get(0).failures())
                    .singleElement()
                    .extracting("why")
                    .asString()
                    .contains("/api/v1/pipelines", "409");
            servers.catalog.verify(4, putRequestedFor(urlPathEqualTo("/api/v1/pipelines")));
        }
    }

    @Test
    void neverWritesTheSameThingTwiceAtATimeAndOtherThingsMeanwhile() throws Exception {
        AtomicInteger most = new AtomicInteger();
        AtomicInteger together = new AtomicInteger();
        Map<String, AtomicInteger> inLane = new ConcurrentHashMap<>();
        CountDownLatch bothLanes = new CountDownLatch(2);
        try (Connector connector = servers.connector(Map.of())) {
            RouteBuilder.addRoutes(connector.context(), routes -> {
                routes.from("direct:send").enrich("direct:one-at-a-time");
                routes.from("direct:probe").process(exchange -> {
                    AtomicInteger lane = inLane.computeIfAbsent(
                            exchange.getVariable("lane", String.class), name -> new AtomicInteger());
                    most.accumulateAndGet(lane.incrementAndGet(), Math::max);
                    together.incrementAndGet();
                    bothLanes.countDown();
                    assertThat(bothLanes.await(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS))
                            .isTrue();
                    lane.decrementAndGet();
                });
            });
            List<Thread> senders = Stream.of("a", "a", "b", "b")
                    .map(lane -> new Thread(() -> send(connector, lane)))
                    .toList();
            senders.forEach(Thread::start);
            for (Thread sender : senders) {
                sender.join(Patience.LIMIT.toMillis());
            }
        }
        assertThat(together).hasValue(4);
        assertThat(most).hasValue(1);
    }

    private static void send(Connector connector, String lane) {
        FluentProducerTemplate template = connector.context().createFluentProducerTemplate();
        template.withVariable("lane", lane)
                .withVariable("work", "direct:probe")
                .to("direct:send")
                .send();
    }
}
