package io.github.stitchopenmetadata.flow;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.github.stitchopenmetadata.run.Count;
import io.github.stitchopenmetadata.run.Failure;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.run.Runs;
import io.github.stitchopenmetadata.sandbox.AccountEdits;
import io.github.stitchopenmetadata.sandbox.CatalogServer;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.Servers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RepeatedRunRouteTest {

    private static final StitchAccount ACCOUNT = StitchAccount.generated(2, 3, 2, 1.0);
    /** So that what happens to the first call happens to one call. */
    private static final Map<String, String> ONE_AT_A_TIME = Map.of("openmetadata.concurrency", "1");

    @AutoClose
    private final Servers servers = Servers.of(ACCOUNT);

    @Test
    void writesNothingWhenNothingHasChanged() throws Exception {
        try (Connector connector = servers.connector(Map.of())) {
            assertThat(connector.ingestOne().counts().of(Count.PIPELINES_CREATED))
                    .isEqualTo(2);
            long writes = servers.catalogServer.writes();

            Run again = connector.ingestOne();

            assertThat(again.counts().of(Count.PIPELINES_UNCHANGED)).isEqualTo(2);
            assertThat(again.counts().of(Count.EDGES_UNCHANGED)).isEqualTo(6);
            assertThat(servers.catalogServer.writes()).isEqualTo(writes);
        }
    }

    @Test
    void keepsWhatPeopleWroteEvenWithThePersonsTokenThatItWarnsOf() throws Exception {
        try (CatalogServer server = new CatalogServer(
                        "1.13.0", "bot", CatalogServer.Options.defaults().withPersonToken("person"));
                Connector connector = Connector.between(
                        servers.account.url(), server.url(), Map.of("openmetadata.jwtToken", "person"))) {
            server.catalog().addTablesOf(ACCOUNT);
            connector.ingest();
            String task = server.catalog()
                    .pipeline("stitch.source_0001")
                    .orElseThrow()
                    .at("/tasks/0/name")
                    .asText();
            server.catalog().edits().editPipeline("stitch.source_0001", pipeline -> pipeline.put("description", "Ours")
                    .put("displayName", "Our source"));
            server.catalog().edits().editTask("stitch.source_0001", task, edited -> edited.put(
                            "description", "Our task")
                    .put("displayName", "Task"));
            servers.account.replace(AccountEdits.pauseSource(
                    ACCOUNT, ACCOUNT.sources().get(0).path("id").asLong(), Instant.EPOCH));

            assertThat(connector.ingestOne().counts().of(Count.PIPELINES_UPDATED))
                    .isOne();

            JsonNode pipeline = server.catalog().pipeline("stitch.source_0001").orElseThrow();
            assertThat(pipeline.path("state").asText()).isEqualTo("Inactive");
            assertThat(List.of(
                            pipeline.path("description").asText(),
                            pipeline.path("displayName").asText(),
                            pipeline.at("/tasks/0/description").asText(),
                            pipeline.at("/tasks/0/displayName").asText()))
                    .containsExactly("Ours", "Our source", "Our task", "Task");
        }
    }

    @Test
    void takesASourceUpAgainWhoseEdgeCouldNotBeWritten() throws Exception {
        servers.catalog.stubFor(put(urlPathEqualTo("/api/v1/lineage"))
                .inScenario("edge")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("healed")
                .willReturn(aResponse().withStatus(400).withBody("{\"code\":400,\"message\":\"Invalid column\"}")));

        try (Connector connector = servers.connector(ONE_AT_A_TIME)) {
            Pass first = connector.ingest();
            assertThat(first.exitStatus()).isOne();
            assertThat(first.runs().get(0).problems().failures())
                    .singleElement()
                    .extracting(Failure::why)
                    .asString()
                    .contains("/api/v1/lineage", "400", "Invalid column");
            assertThat(servers.catalogServer.catalog().edges()).hasSize(5);

            Pass second = connector.ingest();

            assertThat(second.exitStatus()).isZero();
            assertThat(second.runs().get(0).counts().of(Count.PIPELINES_UPDATED))
                    .isOne();
            assertThat(second.runs().get(0).counts().of(Count.EDGES_DRAWN)).isOne();
            assertThat(servers.catalogServer.catalog().edges()).hasSize(6);
        }
    }

    @Test
    void repeatsWhatCanHeal() throws Exception {
        servers.stitch.stubFor(get(urlPathEqualTo("/v4/sources"))
                .inScenario("sources")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("healed")
                .willReturn(aResponse().withStatus(503)));
        servers.catalog.stubFor(put(urlPathEqualTo("/api/v1/lineage"))
                .inScenario("edge")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("healed")
                .willReturn(aResponse().withStatus(429).withHeader("Retry-After", "0")));

        try (Connector connector = servers.connector(ONE_AT_A_TIME)) {
            assertThat(connector.ingestOne().problems().failures()).isEmpty();
        }

        assertThat(servers.catalogServer.catalog().edges()).hasSize(6);
        servers.stitch.verify(2, getRequestedFor(urlPathEqualTo("/v4/sources")));
        servers.catalog.verify(7, putRequestedFor(urlPathEqualTo("/api/v1/lineage")));
    }

    @Test
    void givesUpAfterTheAttemptsThatTheSettingsAllow() throws Exception {
        servers.stitch.stubFor(get(urlPathMatching("/v4/sources/\\d+/streams"))
                .willReturn(aResponse().withStatus(502)));

        try (Connector connector = servers.connector(Map.of("retry.attempts", "2"))) {
            Pass pass = connector.ingest();

            assertThat(pass.exitStatus()).isOne();
            assertThat(pass.runs().get(0).problems().failureCount()).isEqualTo(2);
            servers.stitch.verify(6, getRequestedFor(urlPathMatching("/v4/sources/\\d+/streams")));
        }
    }

    @Test
    void neverOverlapsItself() throws Exception {
        try (Connector connector = servers.connector(Map.of())) {
            Runs runs = connector.context().getRegistry().lookupByNameAndType("runs", Runs.class);
            Pass underWay = runs.begin("lineage");

            connector
                    .context()
                    .createFluentProducerTemplate()
                    .withBody("lineage")
                    .to("direct:pass")
                    .send();

            assertThat(servers.account.requests()).isZero();
            runs.finish(underWay);
            assertThat(connector.ingest().exitStatus()).isZero();
        }
    }

    @Test
    void readsEveryPageOfExtractionsAndLoadsAndKeepsTheirLimit() throws Exception {
        StitchAccount large = StitchAccount.generated(3, 4, 1, 1.0);
        try (Servers paged = Servers.of(large);
                Connector connector = paged.connector(Map.of())) {
            connector.ingest();
            String extractions = "/v4/" + large.clientId() + "/extractions";
            paged.stitch.stubFor(get(urlPathEqualTo(extractions))
                    .willReturn(aResponse()
                            .withBody("{\"data\":[],\"page\":1,\"total\":1,\"links\":{\"next\":\"" + extractions
                                    + "\"}}")));

            Pass pass = connector.status();

            assertThat(pass.runs().get(0).problems().failures())
                    .singleElement()
                    .extracting(Failure::why)
                    .asString()
                    .contains(extractions, "the list is incomplete");
            paged.stitch.verify(1, getRequestedFor(urlPathEqualTo(extractions)));
        }
    }
}
