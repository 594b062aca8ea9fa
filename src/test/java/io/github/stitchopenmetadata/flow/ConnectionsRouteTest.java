package io.github.stitchopenmetadata.flow;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.github.stitchopenmetadata.run.Failure;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.CountedConnections;
import io.github.stitchopenmetadata.support.Servers;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Connections are used again, after good answers and after bad ones. One that leaked would be missed: there are none to spare. */
class ConnectionsRouteTest {

    private static final StitchAccount ACCOUNT = StitchAccount.generated(40, 5, 2, 1.0);
    private static final List<ResponseDefinitionBuilder> BAD = List.of(
            ok("<html>proxy</html>"),
            jsonResponse("{\"error\":\"no such source\"}", 404),
            aResponse().withStatus(503).withBody("busy ".repeat(10_000)),
            okJson("[1, 2, 3,"),
            ok("x".repeat(60_000)),
            okJson("{\"not\":\"an array\"}"),
            aResponse().withStatus(204),
            aResponse().withStatus(302).withHeader("Location", "http://127.0.0.1:1/elsewhere"));

    @AutoClose
    private final Servers servers = Servers.of(ACCOUNT);

    @Test
    void areUsedAgain() throws Exception {
        for (int i = 0; i < ACCOUNT.sources().size(); i += 2) {
            servers.stitch.stubFor(get(urlPathEqualTo(
                            "/v4/sources/" + ACCOUNT.sources().get(i).path("id").asLong() + "/streams"))
                    .willReturn(BAD.get(i / 2 % BAD.size())));
        }
        servers.catalog.stubFor(put(urlPathEqualTo("/api/v1/lineage"))
                .withRequestBody(com.github.tomakehurst.wiremock.client.WireMock.containing("7"))
                .willReturn(jsonResponse("{\"code\":400,\"message\":\"bad\"}", 400)));

        Map<String, Integer> made = run(Map.of());

        // so many at a time: GET from Stitch; GET, PUT, PATCH and DELETE of OpenMetadata
        assertThat(servers.stitch.getAllServeEvents()).hasSizeGreaterThan(150);
        assertThat(servers.catalog.getAllServeEvents()).hasSizeGreaterThan(250);
        assertThat(made.get("stitch")).isLessThanOrEqualTo(4);
        assertThat(made.get("catalog")).isLessThanOrEqualTo(4 * 4);
    }

    @Test
    void areGivenUpWithAnAnswerThatIsNotReadToItsEnd() throws Exception {
        servers.stitch.stubFor(get(urlPathMatching("/v4/sources/\\d+/streams")).willReturn(ok("x".repeat(300_000))));

        Map<String, Integer> made = run(Map.of("http.body.limit", "100000", "retry.attempts", "0"));

        assertThat(made.get("stitch")).isBetween(40, 40 + 4);
    }

    private Map<String, Integer> run(Map<String, String> more) throws Exception {
        try (CountedConnections stitch = new CountedConnections(servers.stitch.baseUrl());
                CountedConnections catalog = new CountedConnections(servers.catalog.baseUrl())) {
            Map<String, String> settings = new java.util.HashMap<>(
                    Map.of("openmetadata.concurrency", "4", "http.connections", "4", "retry.attempts", "1"));
            settings.putAll(more);
            try (Connector connector = Connector.between(stitch.url(), catalog.url() + "/api", settings)) {
                Run run = connector.ingestOne();
                assertThat(run.life().stopped()).isNull();
                assertThat(run.problems().failures().stream()
                                .map(Failure::why)
                                .filter(why -> why.contains("in time"))
                                .collect(Collectors.toList()))
                        .isEmpty();
                return Map.of("stitch", stitch.made(), "catalog", catalog.made());
            }
        }
    }
}
