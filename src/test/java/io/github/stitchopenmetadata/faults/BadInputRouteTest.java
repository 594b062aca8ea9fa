package io.github.stitchopenmetadata.faults;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.matching.UrlPathPattern;
import io.github.stitchopenmetadata.catalog.model.MissingEdge;
import io.github.stitchopenmetadata.catalog.model.MissingEdge.Reason;
import io.github.stitchopenmetadata.run.Count;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.Extent;
import io.github.stitchopenmetadata.support.Servers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BadInputRouteTest {

    private static final StitchAccount ACCOUNT = StitchAccount.generated(3, 2, 3, 1.0);
    private static final long FIRST = ACCOUNT.sources().get(0).path("id").asLong();
    private static final long STREAM =
            ACCOUNT.streams(FIRST).get(0).path("stream_id").asLong();
    private static final String STREAM_NAME =
            ACCOUNT.streams(FIRST).get(0).path("stream_name").asText();

    @AutoClose
    private final Servers servers = Servers.of(ACCOUNT);

    @Test
    void deliversAnEmptyAccountWithoutAWriteButTheServiceAndTheRun() throws Exception {
        servers.stitch.stubFor(get(urlPathEqualTo("/v4/sources")).willReturn(okJson("[]")));
        servers.stitch.stubFor(get(urlPathEqualTo("/v4/destinations")).willReturn(okJson("[]")));

        try (Connector connector = servers.connector(Map.of())) {
            assertThat(connector.ingest().exitStatus()).isZero();
            assertThat(connector.status().exitStatus()).isZero();
        }

        assertThat(servers.catalogServer.writes()).isEqualTo(2);
        servers.stitch.verify(0, getRequestedFor(urlMatching(".*/(extractions|loads).*")));
    }

    @Test
    void deliversPipelinesOfAnAccountWithoutADestination() throws Exception {
        servers.stitch.stubFor(get(urlPathEqualTo("/v4/destinations")).willReturn(okJson("[]")));

        Run run = servers.ingest();

        assertThat(run.counts().of(Count.PIPELINES_CREATED)).isEqualTo(3);
        assertThat(run.counts().missing()).containsExactly(Map.entry(Reason.NO_DESTINATION, 6L));
        assertThat(run.problems().failureCount()).isZero();
    }

    @Test
    void deliversASourceWithoutStreamsAsAPipelineWithoutTasks() throws Exception {
        servers.stitch.stubFor(get(streams()).willReturn(okJson("[]")));

        Run run = servers.ingest();

        assertThat(run.problems().failureCount()).isZero();
        assertThat(servers.catalogServer
                        .catalog()
                        .pipeline("stitch.source_0001")
                        .orElseThrow()
                        .path("tasks"))
                .isEmpty();
        assertThat(run.counts().of(Count.EDGES_DRAWN)).isEqualTo(4);
    }

    static List<Arguments> unusableStreams() {
        List<Arguments> all = List.of(
                Arguments.of(
                        ok("<html>proxy</html>").withHeader("Content-Type", "text/html"),
                        List.of("/v4/sources/" + FIRST + "/streams", "not valid JSON", "'<'")),
                Arguments.of(
                        okJson("{\"error\":\"maintenance\"}"),
                        List.of("streams", "expected an array", "{\"error\":\"maintenance\"}")),
                Arguments.of(
                        okJson("[{\"stream_id\":1,\"stream_na"),
                        List.of("/v4/sources/" + FIRST + "/streams", "not valid JSON", "end-of-input")),
                Arguments.of(okJson("[{\"stream_id\":1}]"), List.of("streams", "stream_name", "{\"stream_id\":1}")),
                Arguments.of(
                        jsonResponse("{\"error\":\"InvalidId\",\"data\":{\"message\":\"source not found\"}}", 404),
                        List.of("/v4/sources/" + FIRST + "/streams", "404", "source not found")));
        return Extent.cases(all.subList(0, 1), all);
    }

    @ParameterizedTest
    @MethodSource("unusableStreams")
    void skipsASourceWhoseStreamsCannotBeReadAndDeliversTheOthers(ResponseDefinitionBuilder answer, List<String> why)
            throws Exception {
        servers.stitch.stubFor(get(streams()).willReturn(answer));

        try (Connector connector = servers.connector(Map.of())) {
            Pass pass = connector.ingest();
            Run run = pass.runs().get(0);

            assertThat(pass.exitStatus()).isOne();
            assertThat(run.problems().failures()).singleElement().satisfies(failure -> {
                assertThat(failure.what()).contains("source_0001", String.valueOf(FIRST));
                assertThat(failure.why()).contains(why);
            });
            assertThat(servers.catalogServer.catalog().pipelines())
                    .containsOnlyKeys("stitch.source_0002", "stitch.source_0003");
            assertThat(run.counts().of(Count.EDGES_DRAWN)).isEqualTo(4);
        }
    }

    @Test
    void keepsAStreamWhoseSchemaIsInvalidAsATaskAndDeliversTheOthers() throws Exception {
        servers.stitch.stubFor(get(urlPathEqualTo("/v4/sources/" + FIRST + "/streams/" + STREAM))
                .willReturn(okJson("{\"schema\":\"{\\\"type\\\": \",\"metadata\":[]}")));

        Run run = servers.ingest();

        assertThat(run.problems().failures()).singleElement().satisfies(failure -> {
            assertThat(failure.what()).contains("source_0001", String.valueOf(FIRST), STREAM_NAME);
            assertThat(failure.why()).contains("stream schema", "not valid JSON", "end-of-input");
        });
        assertThat(run.counts().missingEdges())
                .extracting(MissingEdge::stream, MissingEdge::reason)
                .containsExactly(tuple(STREAM_NAME, Reason.FAILED));
        assertThat(servers.catalogServer
                        .catalog()
                        .pipeline("stitch.source_0001")
                        .orElseThrow()
                        .path("tasks"))
                .hasSize(2);
        assertThat(servers.catalogServer
                        .catalog()
                        .pipeline("stitch.source_0001")
                        .orElseThrow()
                        .path("sourceHash")
                        .asText())
                .matches("0{15}1\\p{XDigit}{16}");
        assertThat(run.counts().of(Count.EDGES_DRAWN)).isEqualTo(5);
    }

    @Test
    void stopsAtOnceWhenStitchRefusesTheToken() throws Exception {
        servers.stitch.stubFor(any(anyUrl()).willReturn(jsonResponse("\"Unauthorized\"", 401)));

        try (Connector connector = servers.connector(Map.of())) {
            Pass pass = connector.ingest();

            assertThat(pass.exitStatus()).isEqualTo(2);
            assertThat(pass.runs().get(0).life().stopped())
                    .contains("/v4/sources", "401", "Unauthorized", "source.serviceConnection.config.token");
        }

        assertThat(servers.stitch.getAllServeEvents()).hasSize(1);
        assertThat(servers.catalogServer.requestsByEndpoint())
                .isEqualTo(Map.of("GET /api/v1/services/ingestionPipelines/name/{fqn}", 1L));
    }

    @Test
    void stopsAtOnceWhenOpenMetadataRefusesTheToken() throws Exception {
        try (Connector connector = servers.connector(Map.of("openmetadata.jwtToken", "wrong"))) {
            Pass pass = connector.ingest();

            assertThat(pass.exitStatus()).isEqualTo(2);
            assertThat(pass.runs().get(0).life().stopped())
                    .contains(
                            "/api/v1/services/pipelineServices/name/stitch",
                            "401",
                            "workflowConfig.openMetadataServerConfig.securityConfig.jwtToken");
        }

        assertThat(servers.catalogServer.writes()).isZero();
    }

    @Test
    void stopsInTheMiddleWhenATokenIsRevoked() throws Exception {
        servers.catalog.stubFor(put(urlPathEqualTo("/api/v1/lineage"))
                .willReturn(jsonResponse("{\"code\":401,\"message\":\"Expired token!\"}", 401)));

        try (Connector connector = servers.connector(Map.of("openmetadata.concurrency", "1"))) {
            Pass pass = connector.ingest();

            assertThat(pass.exitStatus()).isEqualTo(2);
            assertThat(pass.runs().get(0).life().stopped()).contains("/api/v1/lineage", "401", "Expired token!");
            assertThat(pass.runs().get(0).problems().failures()).isEmpty();
        }
        servers.catalog.verify(1, putRequestedFor(urlPathEqualTo("/api/v1/lineage")));
    }

    @Test
    void saysWhatIsUnreachable() throws Exception {
        try (Connector connector =
                servers.connector(Map.of("stitch.hostPort", "http://127.0.0.1:1", "retry.attempts", "2"))) {
            Pass pass = connector.ingest();

            assertThat(pass.exitStatus()).isEqualTo(2);
            assertThat(pass.runs().get(0).life().stopped()).contains("Stitch /v4/sources", "127.0.0.1:1", "hostPort");
        }
    }

    @Test
    void refusesAServerThatIsNoOpenMetadata() throws Exception {
        servers.catalog.stubFor(get(urlPathMatching(".*/system/version")).willReturn(ok("<html>login</html>")));

        try (Connector connector = servers.connector(Map.of())) {
            Pass pass = connector.ingest();

            assertThat(pass.exitStatus()).isEqualTo(2);
            assertThat(pass.runs().get(0).life().stopped()).contains("/api/v1/system/version", "not valid JSON");
        }
    }

    @Test
    void refusesARedirectRatherThanSendingTheTokenAlong() throws Exception {
        servers.stitch.stubFor(get(urlPathEqualTo("/v4/sources"))
                .willReturn(aResponse().withStatus(302).withHeader("Location", servers.account.url() + "/v4/sources")));

        Run run = servers.ingest();

        assertThat(run.life().stopped()).contains("/v4/sources", "302", "redirects", "hostPort");
        assertThat(servers.account.requests()).isZero();
    }

    private static UrlPathPattern streams() {
        return urlPathEqualTo("/v4/sources/" + FIRST + "/streams");
    }
}
