package io.github.stitchopenmetadata.flow;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.github.stitchopenmetadata.http.Call;
import io.github.stitchopenmetadata.http.Side;
import io.github.stitchopenmetadata.run.CallCounts.Line;
import io.github.stitchopenmetadata.run.Gateway;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.Servers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Every call that leaves the program is counted in its run, once, under what it was for. */
class RequestsRouteTest {

    private static final String STREAMS = "/v4/sources/{source_id}/streams";
    private static final String LINEAGE = "/v1/lineage";
    private static final String CHECK = "/v4/sources/{source_id}/last-connection-check";

    @AutoClose
    private final Servers servers = Servers.of(StitchAccount.generated(2, 3, 2, 1.0));

    @Test
    void countsWhatTheServersHaveSeen() throws Exception {
        fail(servers.catalog, "/api/v1/lineage", aResponse().withStatus(503));
        fail(servers.stitch, "/v4/destinations", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
        servers.stitch.stubFor(any(urlPathMatching("/v4/sources/\\d+/last-connection-check"))
                .willReturn(aResponse().withBody("<html>")));
        List<Call> heard = new CopyOnWriteArrayList<>();

        try (Connector connector = servers.connector(
                Map.of("openmetadata.concurrency", "1", "openmetadata.own.runs", "false", "retry.attempts", "1"))) {
            for (String gateway : List.of("stitchGateway", "catalogGateway")) {
                connector
                        .context()
                        .getRegistry()
                        .lookupByNameAndType(gateway, Gateway.class)
                        .whenEnded(heard::add);
            }
            Run run = connector.ingestOne();
            Pass status = connector.status();

            List<Line> lines = run.counts().calls().lines();
            assertThat(lines)
                    .extracting(line -> line.endpoint().path())
                    .noneMatch(path -> path.matches(".*\\d{2}.*|.*[?%.].*"));
            assertThat(line(lines, "GET", STREAMS)).satisfies(line -> {
                assertThat(line.count()).isEqualTo(2);
                assertThat(line.repeated()).isZero();
                assertThat(line.unusable()).isEmpty();
                assertThat(line.p50()).isPositive().isLessThanOrEqualTo(line.p95());
                assertThat(line.p95()).isLessThanOrEqualTo(line.max());
            });
            assertThat(line(lines, "PUT", LINEAGE)).satisfies(line -> {
                assertThat(line.count()).isEqualTo(7);
                assertThat(line.repeated()).isOne();
                assertThat(line.unusable()).containsOnly(Map.entry(503, 1L));
            });
            assertThat(line(lines, "GET", "/v4/destinations").unusable()).containsOnly(Map.entry(0, 1L));
            assertThat(line(lines, "GET", CHECK).unusable()).containsOnly(Map.entry(200, 4L));

            lines = List.of(lines, status.runs().get(0).counts().calls().lines()).stream()
                    .flatMap(List::stream)
                    .toList();
            assertThat(count(lines, Side.STITCH)).isEqualTo(seenBy(servers.stitch));
            assertThat(count(lines, Side.OPENMETADATA)).isEqualTo(seenBy(servers.catalog));
            assertThat(heard)
                    .hasSize(seenBy(servers.stitch) + seenBy(servers.catalog))
                    .filteredOn(Call::repeated)
                    .extracting(call -> call.endpoint().path())
                    .containsExactlyInAnyOrder("/v4/destinations", LINEAGE, CHECK, CHECK);
        }
    }

    private static Line line(List<Line> lines, String method, String path) {
        return lines.stream()
                .filter(line -> line.endpoint().method().equals(method)
                        && line.endpoint().path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    private static int count(List<Line> lines, Side side) {
        return (int) lines.stream()
                .filter(line -> line.endpoint().side() == side)
                .mapToLong(Line::count)
                .sum();
    }

    private static int seenBy(WireMockServer server) {
        return server.findAll(anyRequestedFor(anyUrl())).size();
    }

    /** The first call fails, all others are answered by the server. */
    private static void fail(WireMockServer server, String path, ResponseDefinitionBuilder answer) {
        server.stubFor(any(urlPathEqualTo(path))
                .inScenario(path)
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("failed")
                .willReturn(answer));
    }
}
