package io.github.stitchopenmetadata.faults;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import io.github.stitchopenmetadata.run.Failure;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.Extent;
import io.github.stitchopenmetadata.support.Servers;
import io.github.stitchopenmetadata.text.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that would lead the token away, never end, or pass for something else. */
class HostileAnswersRouteTest {

    private static final StitchAccount ACCOUNT = StitchAccount.generated(3, 2, 2, 1.0);
    private static final long FIRST = ACCOUNT.sources().get(0).path("id").asLong();
    private static final String LOADS = "/v4/" + ACCOUNT.clientId() + "/loads";

    private static Servers servers;
    private static WireMockServer elsewhere;
    private static Connector connector;

    @BeforeAll
    static void start() throws Exception {
        servers = Servers.of(ACCOUNT);
        elsewhere = new WireMockServer(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"));
        elsewhere.start();
        elsewhere.stubFor(any(anyUrl()).willReturn(okJson("{\"data\":[],\"links\":{}}")));
        connector = servers.connector(Map.of(
                "retry.attempts",
                "0",
                "breaker.calls",
                "0",
                "stitch.jobs.requests",
                "1000000",
                "http.pages.limit",
                "20"));
        connector.ingest();
    }

    @AfterAll
    static void stop() {
        connector.close();
        elsewhere.stop();
        servers.close();
    }

    @AfterEach
    void forget() {
        servers.renew(ACCOUNT, "1.13.0", catalog -> catalog.addTablesOf(ACCOUNT));
        servers.stitch.getStubMappings().stream()
                .filter(stub -> !Integer.valueOf(100).equals(stub.getPriority()))
                .forEach(servers.stitch::removeStub);
        servers.leaveAsTheyAre();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ELSEWHERE/v4/1/loads?page=2",
                "//HOST:PORT/v4/1/loads",
                "https://127.0.0.1:OWN/v4/1/loads",
                "http://127.0.0.1/v4/1/loads",
                "http://stitch@127.0.0.1:OWN/v4/1/loads",
                "http://127.0.0.1:OWN@HOST:PORT/v4/1/loads",
                "http://10.0.0.1/v4",
                "http://169.254.169.254/latest/meta-data",
                "http://[::1]:OWN/v4",
                "http://localhost.evil.example/v4",
                "file:///etc/passwd",
                "ftp://127.0.0.1:OWN/x",
                "javascript:alert(1)",
                "mailto:a@b.example",
                "http:///v4",
                "http://127.0.0.1:99999999/v4",
                "/v4/1/loads?token={{stitch.token}}",
                "/v4/${variable.workflow}",
                "http://127.0.0.1:OWN\\\\@HOST:PORT/",
                "/v4/1/loads\\r\\nHost: evil.example",
                "/v4/sources",
                "/v4/1/loads/../../sources",
                "/v4/1/loads/%2e%2e/%2e%2e/sources"
            })
    void leadsTheTokenToNoOtherPlace(String link) {
        String next = link.replace("ELSEWHERE", elsewhere.baseUrl())
                .replace("HOST:PORT", "127.0.0.1:" + elsewhere.port())
                .replace("OWN", String.valueOf(servers.stitch.port()));
        connector.ingest();
        servers.stitch.stubFor(
                get(urlPathEqualTo(LOADS)).willReturn(okJson("{\"data\":[],\"links\":{\"next\":\"" + next + "\"}}")));

        Run run = connector.status().runs().get(0);

        assertThat(run.problems().failures()).singleElement().satisfies(failure -> {
            assertThat(failure.what()).isEqualTo("run status");
            assertThat(failure.why())
                    .matches(
                            ".*links.next leads to another (server|list).*|.*links.next leads out of.*|.*leads back to a page already read.*");
            assertThat(failure.why()).doesNotContain("stitch-token");
        });
        elsewhere.verify(0, getRequestedFor(anyUrl()));
    }

    @Test
    void hasNoEndlessPages() {
        connector.ingest();
        servers.stitch.resetRequests();
        servers.stitch.stubFor(get(urlPathEqualTo(LOADS))
                .willReturn(
                        okJson("{\"data\":[],\"links\":{\"next\":\"" + LOADS + "?page={{randomValue type='UUID'}}\"}}")
                                .withTransformers("response-template")));
        assertThat(connector.status().runs().get(0).problems().failures())
                .extracting(Failure::why)
                .singleElement()
                .asString()
                .contains(LOADS, "20 pages", "http.pages.limit");

        servers.catalog.stubFor(get(urlPathEqualTo("/api/v1/pipelines"))
                .willReturn(okJson("{\"data\":[],\"paging\":{\"after\":\"{{randomValue type='UUID'}}\"}}")
                        .withTransformers("response-template")));
        servers.stitch.verify(20, getRequestedFor(urlPathEqualTo(LOADS)));
        Pass pass = connector.ingest();
        assertThat(pass.exitStatus()).isEqualTo(2);
        assertThat(pass.runs().get(0).life().stopped()).contains("/v1/pipelines", "20 pages", "http.pages.limit");
    }

    static List<Arguments> redirections() {
        List<Arguments> all = List.of(
                arguments(301, "/v4/sources"),
                arguments(307, "/v4/sources/.*/streams"),
                arguments(303, "/api/v1/pipelines"),
                arguments(308, "/api/v1/lineage"),
                arguments(302, "/v4/sources"),
                arguments(303, "/v4/destinations"),
                arguments(308, "/v4/sources/.*/streams/.*"),
                arguments(301, "/api/v1/system/version"),
                arguments(302, "/api/v1/services/pipelineServices/.*"),
                arguments(307, "/api/v1/pipelines"),
                arguments(300, "/v4/sources"),
                arguments(304, "/v4/sources"));
        return Extent.cases(all.subList(0, 4), all);
    }

    @ParameterizedTest
    @MethodSource("redirections")
    void redirectsNobody(int status, String path) {
        WireMockServer server = path.startsWith("/v4") ? servers.stitch : servers.catalog;
        server.stubFor(any(urlPathMatching(path))
                .willReturn(aResponse()
                        .withStatus(status)
                        .withHeader("Location", elsewhere.baseUrl() + path)
                        .withHeader("Refresh", "0; url=" + elsewhere.baseUrl())
                        .withHeader("Content-Location", elsewhere.baseUrl())));

        Run run = connector.ingestOne();

        assertThat(run.problems().failureCount() + (run.life().isRefused() ? 1 : 0))
                .isPositive();
        assertThat(elsewhere.getAllServeEvents()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'id': 'NAME'}",
                "{'id': -5, 'name': 'x'}",
                "{'id': 1.5, 'name': 'x'}",
                "{'id': '77', 'name': 'x'}",
                "{'id': 77, 'name': 5}",
                "{'id': 77, 'name': {'a': 1}}",
                "'text'",
                "null",
                "[]",
                "{}"
            })
    void costsNoOtherSource(String odd) throws Exception {
        ArrayNode sources = Json.MAPPER.createArrayNode();
        sources.add(Json.MAPPER.readTree(odd.replace('\'', '"')));
        ACCOUNT.sources().forEach(sources::add);
        servers.stitch.stubFor(get(urlPathEqualTo("/v4/sources")).willReturn(okJson(sources.toString())));

        Run run = connector.ingestOne();

        assertThat(run.problems().failures()).singleElement().satisfies(failure -> assertThat(failure.why())
                .contains("/v4/sources", "an id and a name"));
        assertThat(servers.catalogServer.catalog().pipelines()).hasSize(3);
    }

    @Test
    void letsNoSourceOverwriteAnother() throws Exception {
        ArrayNode sources = Json.MAPPER.createArrayNode();
        ACCOUNT.sources().forEach(sources::add);
        ObjectNode twin = ACCOUNT.sources().get(0).deepCopy();
        sources.add(twin.put("id", 4711).put("display_name", "twin"));
        sources.add(ACCOUNT.sources().get(1));
        servers.stitch.stubFor(get(urlPathEqualTo("/v4/sources")).willReturn(okJson(sources.toString())));

        Run run = connector.ingestOne();

        assertThat(run.problems().failures())
                .extracting(Failure::why)
                .hasSize(2)
                .allSatisfy(why -> assertThat(why).contains("/v4/sources", "several", "source_0001"));
        assertThat(servers.catalogServer.catalog().pipelines())
                .containsOnlyKeys("stitch.source_0002", "stitch.source_0003");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'stream_id': -1    | 3",
                "'stream_id': 'x'   | 3",
                "'stream_id': 2.5   | 3",
                "'stream_name': 7   | 2",
                "'stream_name': {}  | 2",
                "'stream_name': null | 2"
            })
    void costsAtMostOneSource(String field, int pipelines) throws Exception {
        JsonNode odd = Json.MAPPER.readTree("{" + field.replace('\'', '"') + "}");
        ObjectNode stream = ACCOUNT.streams(FIRST).get(0).deepCopy();
        stream.setAll((ObjectNode) odd);
        servers.stitch.stubFor(
                get(urlPathEqualTo("/v4/sources/" + FIRST + "/streams")).willReturn(okJson("[" + stream + "]")));

        Run run = connector.ingestOne();

        assertThat(run.problems().failures()).singleElement().satisfies(failure -> assertThat(failure.why())
                .contains("streams", "a stream_id and a stream_name"));
        assertThat(servers.catalogServer.catalog().pipelines()).hasSize(pipelines);
    }

    @Test
    void bringsNoSchemaThatCannotBeRead() {
        String deep = "{\\\"a\\\":".repeat(10_000) + "1" + "}".repeat(10_000);
        for (String schema : List.of(
                "\"" + deep + "\"",
                "\"" + "x".repeat(17_000_000) + "\"",
                "\"{\\\"a\\\":1,\\\"a\\\":2}\"",
                "\"{\\\"a\\\":NaN}\"",
                "5",
                "[]",
                "null")) {
            servers.stitch.stubFor(get(urlPathMatching("/v4/sources/" + FIRST + "/streams/\\d+"))
                    .willReturn(okJson("{\"schema\":" + schema + ",\"metadata\":[]}")));

            Run run = connector.ingestOne();

            assertThat(run.problems().failures())
                    .as(schema.substring(0, Math.min(20, schema.length())))
                    .hasSize(2)
                    .allSatisfy(failure -> assertThat(failure.why())
                            .containsPattern("not valid JSON|more than can be read|expected a JSON Schema")
                            .hasSizeLessThan(500));
            assertThat(servers.catalogServer.catalog().pipelines()).hasSize(3);
        }
    }

    /** 9.6 MB, which are 14 KB on the way, and fill hundreds of MB as a tree. */
    @Test
    @Tag(Extent.THOROUGH)
    void manySmallValuesCostOneSource() {
        String many = "[" + "{\"a\":1},".repeat(1_200_000) + "{}]";
        for (String path : List.of("/v4/sources/" + FIRST + "/streams", "/v4/sources/" + FIRST + "/streams/\\d+")) {
            StubMapping large =
                    servers.stitch.stubFor(get(urlPathMatching(path)).willReturn(okJson(many)));

            Run run = connector.ingestOne();

            assertThat(run.problems().failures()).as(path).isNotEmpty().allSatisfy(failure -> {
                assertThat(failure.what()).contains("source_0001");
                assertThat(failure.why()).contains("more than can be read", "-Xmx");
            });
            assertThat(run.life().stopped()).isNull();
            servers.stitch.removeStub(large);
        }
    }

    /** A page that is no answer of OpenMetadata's must not pass for an empty list, after which everything would be new, or gone. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>login</html>",
                "null",
                "[]",
                "{}",
                "\"text\"",
                "{\"data\":null}",
                "{\"data\":{}}",
                "{\"data\":\"\"}"
            })
    void isNotTakenForAnEmptyList(String body) {
        connector.ingestOne();
        servers.alter((call, answer) ->
                call.getMethod().equals(RequestMethod.GET) && call.getUrl().startsWith("/api/v1/pipelines?")
                        ? com.github.tomakehurst.wiremock.http.Response.response()
                                .status(200)
                                .body(body)
                                .build()
                        : answer);
        long writes = servers.catalogServer.writes();

        Pass pass = connector.ingest();

        assertThat(pass.exitStatus()).isEqualTo(2);
        assertThat(servers.catalogServer.writes()).isEqualTo(writes);
    }
}
