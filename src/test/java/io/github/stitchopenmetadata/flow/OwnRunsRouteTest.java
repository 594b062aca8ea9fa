package io.github.stitchopenmetadata.flow;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static io.github.stitchopenmetadata.support.Versions.has;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import io.github.stitchopenmetadata.run.Count;
import io.github.stitchopenmetadata.run.ExitStatus;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.EachVersion;
import io.github.stitchopenmetadata.support.LogLines;
import io.github.stitchopenmetadata.support.Servers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The connector's own runs, as OpenMetadata shows them. */
class OwnRunsRouteTest {

    private static final String NAME = "stitch.stitch-openmetadata";
    private static final String CREATE = "/api/v1/services/ingestionPipelines";
    private static final String STATUS = CREATE + "/" + NAME + "/pipelineStatus";
    private static final StitchAccount ACCOUNT = StitchAccount.generated(2, 3, 4, 1.0);

    private final Servers servers = Servers.of(ACCOUNT);

    @AfterEach
    void stop() {
        servers.close();
    }

    @EachVersion(unreadable = false)
    void areRunsOfAnIngestionPipelineInEveryVersion(String version) throws Exception {
        servers.renew(ACCOUNT, version, catalog -> catalog.addTablesOf(ACCOUNT));

        try (Connector connector = servers.connector(Map.of())) {
            Run first = connector.ingestOne();
            Run second = connector.ingestOne();

            JsonNode pipeline = servers.catalogServer
                    .catalog()
                    .entity("ingestionPipeline", NAME)
                    .orElseThrow();
            assertThat(pipeline.path("pipelineType").asText()).isEqualTo("metadata");
            assertThat(pipeline.at("/service/name").asText()).isEqualTo("stitch");
            assertThat(pipeline.path("airflowConfig")).isEmpty();
            assertThat(pipeline.path("sourceConfig"))
                    .isEqualTo(JsonNodeFactory.instance
                            .objectNode()
                            .set("config", JsonNodeFactory.instance.objectNode().put("type", "PipelineMetadata")));
            List<JsonNode> statuses = statuses();
            assertThat(statuses)
                    .extracting(status -> status.path("runId").asText())
                    .containsExactly(first.id(), second.id());
            assertThat(statuses).allSatisfy(status -> {
                assertThat(status.path("pipelineState").asText()).isEqualTo("success");
                assertThat(status.path("endDate").asLong())
                        .isGreaterThanOrEqualTo(status.path("startDate").asLong());
                assertThat(status.has("status")).isEqualTo(has(version, "1.4"));
            });
            if (has(version, "1.4")) {
                assertThat(steps(statuses.get(0)))
                        .containsExactly(
                                "Stitch 2 read, 0 filtered", "OpenMetadata 2 of which 2 written, 0 warnings, 0 errors");
                assertThat(steps(statuses.get(1)))
                        .containsExactly(
                                "Stitch 2 read, 0 filtered", "OpenMetadata 2 of which 0 written, 0 warnings, 0 errors");
            }
        }
    }

    @Test
    void costOneRequestEachAndThreeTheFirstTime() throws Exception {
        try (Connector silent = servers.connector(Map.of("openmetadata.own.runs", "false"))) {
            silent.ingest();
            servers.catalog.verify(0, anyRequestedFor(urlPathMatching(CREATE + ".*")));
            servers.catalog.resetRequests();
            silent.ingest();
        }
        int silent = servers.catalog.findAll(anyRequestedFor(anyUrl())).size();

        try (Connector connector = servers.connector(Map.of())) {
            for (int more : new int[] {3, 1, 1}) {
                servers.catalog.resetRequests();
                assertThat(connector.ingest().exitStatus()).isZero();
                assertThat(servers.catalog.findAll(anyRequestedFor(anyUrl()))).hasSize(silent + more);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {CREATE, STATUS})
    void areGoneWithoutWhereTheTokenMayNotShowThem(String path) throws Exception {
        servers.catalog.stubFor(
                put(urlPathEqualTo(path))
                        .willReturn(
                                aResponse()
                                        .withStatus(403)
                                        .withBody(
                                                "{\"code\":403,\"message\":\"Principal: CatalogPrincipal{name='stitch'} operations [Create] not allowed\"}")));

        try (LogLines log = new LogLines();
                Connector connector = servers.connector(Map.of())) {
            log.show(Level.INFO);
            assertThat(connector.ingest().exitStatus()).isZero();
            assertThat(connector.ingest().exitStatus()).isZero();

            assertThat(log.at(Level.INFO).stream().filter(line -> line.contains("openmetadata.own.runs")))
                    .singleElement()
                    .asString()
                    .contains("403")
                    .contains("not allowed");
            assertThat(statuses()).isEmpty();
        }
    }

    @Test
    void tellWhatFailed() throws Exception {
        servers.catalog.stubFor(put(urlPathEqualTo("/api/v1/lineage"))
                .inScenario("edge")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("healed")
                .willReturn(aResponse().withStatus(400).withBody("{\"code\":400,\"message\":\"Invalid column\"}")));

        try (Connector connector =
                servers.connector(Map.of("openmetadata.concurrency", "1", "stitch.concurrency", "1"))) {
            assertThat(connector.ingestOne().problems().failureCount()).isOne();
        }

        JsonNode status = statuses().get(0);
        assertThat(status.path("pipelineState").asText()).isEqualTo("partialSuccess");
        assertThat(steps(status).get(1)).endsWith("1 errors");
        assertThat(status.at("/status/1/failures/0/error").asText()).contains("Invalid column");
    }

    @Test
    void haveFailedWhereTheyWereRefusedOrStopped() throws Exception {
        servers.ingest();
        StubMapping refusal = servers.stitch.stubFor(
                get(urlPathEqualTo("/v4/sources")).willReturn(aResponse().withStatus(401)));
        assertThat(servers.ingest().life().isRefused()).isTrue();
        servers.stitch.removeStub(refusal);
        servers.stitch.stubFor(get(urlPathMatching("/v4/sources/\\d+/streams"))
                .willReturn(aResponse().withStatus(401)));
        assertThat(servers.ingest().life().isRefused()).isTrue();

        assertThat(statuses())
                .extracting(status -> status.path("pipelineState").asText())
                .containsExactly("success", "failed", "failed");
    }

    @Test
    void areNotWrittenWhereTheFirstOneIsRefused() throws Exception {
        servers.stitch.stubFor(
                get(urlPathEqualTo("/v4/sources")).willReturn(aResponse().withStatus(401)));

        try (LogLines log = new LogLines();
                Connector connector = servers.connector(Map.of())) {
            log.show(Level.INFO);
            assertThat(connector.ingest().exitStatus()).isEqualTo(ExitStatus.REFUSED.code());
            assertThat(log.at(Level.INFO)).noneMatch(line -> line.contains("openmetadata.own.runs"));
        }
        servers.catalog.verify(0, putRequestedFor(anyUrl()));
    }

    @Test
    void areNotRetiredWithThePipelines() throws Exception {
        try (Connector connector = servers.connector(Map.of("ingest.confirmDelete", "true"))) {
            connector.ingest();
            servers.account.replace(StitchAccount.generated(1, 3, 4, 1.0));
            assertThat(connector.ingestOne().counts().of(Count.PIPELINES_DELETED))
                    .isOne();
        }
        assertThat(servers.catalogServer
                        .catalog()
                        .entity("ingestionPipeline", NAME)
                        .orElseThrow()
                        .path("deleted")
                        .asBoolean())
                .isFalse();
        assertThat(statuses()).hasSize(2);
    }

    private List<JsonNode> statuses() {
        return servers.catalogServer.catalog().ingestionStatuses(NAME);
    }

    private static List<String> steps(JsonNode status) {
        JsonNode read = status.at("/status/0");
        JsonNode written = status.at("/status/1");
        return List.of(
                read.path("name").asText() + " " + read.path("records") + " read, " + read.path("filtered")
                        + " filtered",
                written.path("name").asText() + " " + written.path("records") + " of which "
                        + written.path("updated_records") + " written, " + written.path("warnings") + " warnings, "
                        + written.path("errors") + " errors");
    }
}
