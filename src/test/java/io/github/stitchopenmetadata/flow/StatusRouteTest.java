package io.github.stitchopenmetadata.flow;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static io.github.stitchopenmetadata.text.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.run.Count;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.OfVersions;
import io.github.stitchopenmetadata.support.Servers;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What arrives of the last run of each source, and what is not sent twice. */
class StatusRouteTest {

    private static final StitchAccount ACCOUNT = StitchAccount.generated(2, 2, 1, 1.0);
    private static final String PIPELINE = "stitch.source_0001";
    private static final String STATUS = "/api/v1/pipelines/" + PIPELINE + "/status";
    /** The extraction of the first source starts at 2024-05-02T04:00:01Z. */
    private static final long START = 1_714_622_401_000L;

    private static Servers servers(String version) {
        return new Servers(ACCOUNT, version);
    }

    /** Lineage, so that the pipelines are there, and one pass of run status. */
    private static Run ingestAndStatus(Connector connector) {
        assertThat(connector.ingestOne().problems().failures()).isEmpty();
        return status(connector);
    }

    private static Run status(Connector connector) {
        Pass pass = connector.status();
        assertThat(pass.runs().get(0).problems().failures()).isEmpty();
        assertThat(pass.exitStatus()).isZero();
        return pass.runs().get(0);
    }

    private static JsonNode onlyStatus(Servers servers) {
        List<JsonNode> statuses = servers.catalogServer.catalog().statuses(PIPELINE);
        assertThat(statuses).hasSize(1);
        return statuses.get(0);
    }

    /** Answers the extraction of the first source with other fields. */
    private static void extraction(Servers servers, String fields) {
        answer(
                servers,
                "extractions",
                ((ObjectNode) ACCOUNT.extractions().get(0).deepCopy()).setAll((ObjectNode) json(fields)));
    }

    private static void answer(Servers servers, String list, JsonNode record) {
        servers.stitch.stubFor(get(urlPathEqualTo("/v4/" + ACCOUNT.clientId() + "/" + list))
                .willReturn(okJson("{\"data\": [" + record + "], \"page\": 1, \"total\": 1, \"links\": {}}")));
    }

    @OfVersions({"1.4.0", "1.10.4", "1.11.0", "1.13.0", "2.0.0"})
    void isTakenByEveryVersionAndSentOnce(String version) throws Exception {
        try (Servers servers = servers(version);
                Connector connector = servers.connector(Map.of())) {
            answer(
                    servers,
                    "loads",
                    json(
                            """
                    {'source_name': 'source_0001', 'stream_name': 'table_0002', 'last_batch_loaded_at': null, 'error_state':
                      {'notification_data': {'warehouse_message': 'COPY failed\\nfor postgres://stitch:s3cret@warehouse/db?password=s3cret'}}}"""));

            Run first = ingestAndStatus(connector);

            assertThat(first.counts().of(Count.STATUSES)).isEqualTo(2);
            assertThat(first.counts().of(Count.STATUSES_UNCHANGED)).isZero();
            boolean details = !List.of("1.4.0", "1.10.4").contains(version);
            JsonNode status = onlyStatus(servers);
            assertThat(status.path("timestamp").asLong()).isEqualTo(START);
            assertThat(status.path("executionStatus").asText()).isEqualTo("Failed");
            assertThat(status.findValuesAsText("executionStatus"))
                    .containsExactlyInAnyOrder("Failed", "Successful", "Failed");
            assertThat(status.at("/taskStatus/0/logLink").asText())
                    .isEqualTo("https://app.stitchdata.com/client/" + ACCOUNT.clientId() + "/pipeline/v2/sources/"
                            + ACCOUNT.sources().get(0).path("id").asText() + "/#"
                            + ACCOUNT.extractions().get(0).path("job_name").asText());
            assertThat(status.path("error"))
                    .isEqualTo(
                            details
                                    ? json(
                                            "{'errorMessage': 'table_0002: COPY failed for postgres://stitch:***@warehouse/db?password=***', 'failedTask': 'table_0002'}")
                                    : MissingNode.getInstance());
            assertThat(status.has("executionId")).isEqualTo(details);
            assertThat(status.has("endTime")).isEqualTo(details);

            long writes = servers.catalogServer.writes();
            Run second = status(connector);

            assertThat(second.counts().of(Count.STATUSES)).isZero();
            assertThat(second.counts().of(Count.STATUSES_UNCHANGED)).isEqualTo(2);
            assertThat(servers.catalogServer.writes()).isEqualTo(writes);
        }
    }

    @Test
    void sendsAPendingOneAgainWhenItHasEnded() throws Exception {
        try (Servers servers = servers("1.13.0");
                Connector connector = servers.connector(Map.of())) {
            extraction(servers, "{'completion_time': null, 'target_exit_status': null}");
            assertThat(ingestAndStatus(connector).counts().of(Count.STATUSES)).isOne();
            assertThat(onlyStatus(servers).findValuesAsText("executionStatus")).containsOnly("Pending");
            assertThat(status(connector).counts().of(Count.STATUSES_UNCHANGED)).isOne();

            extraction(
                    servers,
                    "{'tap_exit_status': 1, 'tap_description': 'Authorization: Bearer 0a1b2c3d4e5f was refused'}");
            assertThat(status(connector).counts().of(Count.STATUSES)).isOne();

            JsonNode status = onlyStatus(servers);
            assertThat(status.path("timestamp").asLong()).isEqualTo(START);
            assertThat(status.path("executionStatus").asText()).isEqualTo("Failed");
            assertThat(status.path("error"))
                    .isEqualTo(json("{'errorMessage': 'Authorization: Bearer *** was refused'}"));
            assertThat(status.path("endTime").asLong()).isEqualTo(START + 90_000);
        }
    }

    @Test
    void countsATerminatedOneAsFailed() throws Exception {
        try (Servers servers = servers("1.13.0");
                Connector connector = servers.connector(Map.of())) {
            extraction(
                    servers,
                    "{'tap_exit_status': null, 'target_exit_status': null, 'discovery_exit_status': null, 'discovery_description': 'Terminated'}");

            ingestAndStatus(connector);

            assertThat(onlyStatus(servers).path("executionStatus").asText()).isEqualTo("Failed");
            assertThat(onlyStatus(servers).at("/error/errorMessage").asText()).isEqualTo("Terminated");
        }
    }

    @Test
    void asksForAStatusThatALaterOneHides() throws Exception {
        try (Servers servers = servers("1.13.0");
                Connector connector = servers.connector(Map.of())) {
            connector.ingest();
            put(
                    servers,
                    STATUS,
                    "{\"timestamp\": " + (START + 1) + ", \"executionStatus\": \"Failed\", \"taskStatus\": []}");

            assertThat(status(connector).counts().of(Count.STATUSES)).isEqualTo(2);
            assertThat(status(connector).counts().of(Count.STATUSES_UNCHANGED)).isEqualTo(2);

            servers.catalog.verify(2, getRequestedFor(urlPathEqualTo(STATUS)));
            servers.catalog.verify(1, putRequestedFor(urlPathEqualTo(STATUS)));
            servers.catalog.verify(0, getRequestedFor(urlPathEqualTo("/api/v1/pipelines/stitch.source_0002/status")));
            assertThat(servers.catalogServer.catalog().statuses(PIPELINE))
                    .extracting(status -> status.path("timestamp").asLong())
                    .containsExactly(START + 1, START);

            extraction(servers, "{'tap_exit_status': 1}");
            assertThat(status(connector).counts().of(Count.STATUSES)).isOne();
        }
    }

    @ParameterizedTest
    @CsvSource({"1.10.4, false", "1.11.8, false", "1.11.9, true", "2.0.0, true"})
    void goesToTheEndpointForManyWhereThatIsAskedForAndThere(String version, boolean bulk) throws Exception {
        try (Servers servers = servers(version);
                Connector connector = servers.connector(Map.of("status.bulk", "true"))) {
            assertThat(ingestAndStatus(connector).counts().of(Count.STATUSES)).isEqualTo(2);

            servers.catalog.verify(bulk ? 2 : 0, putRequestedFor(urlPathMatching(".*/status/bulk")));
            servers.catalog.verify(bulk ? 0 : 2, putRequestedFor(urlPathMatching(".*/status")));
            assertThat(onlyStatus(servers).path("executionStatus").asText()).isEqualTo("Successful");
            assertThat(status(connector).counts().of(Count.STATUSES_UNCHANGED)).isEqualTo(2);
        }
    }

    @Test
    void goesToThePlainEndpointUnlessAskedOtherwise() throws Exception {
        try (Servers servers = servers("2.0.0");
                Connector connector = servers.connector(Map.of())) {
            ingestAndStatus(connector);

            servers.catalog.verify(0, putRequestedFor(urlPathMatching(".*/status/bulk")));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "1, 0, 1", "30000, 2, 1"})
    void isBroughtForTheDaysAskedFor(String days, int statuses, int requests) throws Exception {
        try (Servers servers = servers("1.13.0");
                Connector connector = servers.connector(Map.of("stitch.statusLookbackDays", days))) {
            assertThat(ingestAndStatus(connector).counts().of(Count.STATUSES)).isEqualTo(statuses);

            servers.stitch.verify(requests, getRequestedFor(urlPathMatching("/v4/\\d+/extractions")));
        }
    }

    @Test
    void needsNoRequestWithoutASource() throws Exception {
        StitchAccount.Builder empty = StitchAccount.builder();
        ACCOUNT.destinations().forEach(empty::addDestination);
        try (Servers servers = Servers.of(empty.build());
                Connector connector = servers.connector(Map.of())) {
            assertThat(ingestAndStatus(connector).counts().of(Count.STATUSES)).isZero();

            servers.stitch.verify(0, getRequestedFor(urlPathMatching("/v4/\\d+/(loads|extractions)")));
        }
    }

    private static void put(Servers servers, String path, String body) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create(servers.catalogServer.url().replaceFirst("/api$", "") + path))
                                .header("Authorization", "Bearer catalog-token")
                                .header("Content-Type", "application/json")
                                .PUT(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
}
