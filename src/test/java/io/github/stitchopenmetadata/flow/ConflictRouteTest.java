package io.github.stitchopenmetadata.flow;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.github.stitchopenmetadata.catalog.model.PipelineStatus;
import io.github.stitchopenmetadata.http.Request;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.Patience;
import io.github.stitchopenmetadata.support.Servers;
import io.github.stitchopenmetadata.text.Json;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
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

        assertThat(servers.ingest().problems().failures()).isEmpty();
        assertThat(servers.catalogServer.catalog().edges()).hasSize(2);
    }

    @Test
    void givesUpInTheEnd() throws Exception {
        servers.catalog.stubFor(
                put(urlPathEqualTo("/api/v1/pipelines")).willReturn(aResponse().withStatus(409)));

        try (Connector connector = servers.connector(Map.of("retry.attempts", "3"))) {
            Pass pass = connector.ingest();

            assertThat(pass.exitStatus()).isOne();
            assertThat(pass.runs().get(0).problems().failures())
                    .singleElement()
                    .extracting("why")
                    .asString()
                    .contains("/api/v1/pipelines", "409");
            servers.catalog.verify(4, putRequestedFor(urlPathEqualTo("/api/v1/pipelines")));
        }
    }

    /** A status of a pipeline, whatever it says. */
    private record AnyStatus(String pipelineFqn) implements PipelineStatus {

        @Override
        public JsonNode body() {
            return Json.MAPPER.createObjectNode();
        }

        @Override
        public boolean inBulk() {
            return false;
        }
    }

    @Test
    void neverWritesToOnePipelineTwiceAtATimeAndToOthersMeanwhile() throws Exception {
        AtomicInteger most = new AtomicInteger();
        AtomicInteger together = new AtomicInteger();
        Map<String, AtomicInteger> atOnce = new ConcurrentHashMap<>();
        CountDownLatch bothPipelines = new CountDownLatch(2);
        try (Connector connector = servers.connector(Map.of())) {
            connector.context().getRouteController().stopRoute("catalog");
            connector.context().removeRoute("catalog");
            RouteBuilder.addRoutes(connector.context(), routes -> {
                routes.from("direct:send").enrich("direct:write-to-pipeline");
                routes.from("direct:catalog").process(exchange -> {
                    AtomicInteger calls = atOnce.computeIfAbsent(
                            exchange.getMessage().getBody(Request.class).path(), path -> new AtomicInteger());
                    most.accumulateAndGet(calls.incrementAndGet(), Math::max);
                    together.incrementAndGet();
                    bothPipelines.countDown();
                    Patience.await(bothPipelines);
                    calls.decrementAndGet();
                });
            });
            List<Thread> senders = Stream.of("a", "a", "b", "b")
                    .map(pipeline -> new Thread(() -> connector
                            .context()
                            .createFluentProducerTemplate()
                            .withBody(new AnyStatus(pipeline))
                            .to("direct:send")
                            .send()))
                    .toList();
            senders.forEach(Thread::start);
            for (Thread sender : senders) {
                sender.join(Patience.LIMIT.toMillis());
            }
        }
        assertThat(together).hasValue(4);
        assertThat(most).hasValue(1);
    }
}
