package io.github.stitchopenmetadata.faults;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.github.stitchopenmetadata.run.Count;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.Extent;
import io.github.stitchopenmetadata.support.Servers;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryRouteTest {

    private static final StitchAccount ACCOUNT = StitchAccount.generated(2, 3, 2, 1.0);
    private static final String SOURCES = "/v4/sources";
    private static final String DESTINATIONS = "/v4/destinations";
    private static final String LINEAGE = "/api/v1/lineage";

    @AutoClose
    private final Servers servers = Servers.of(ACCOUNT);

    static List<Integer> statuses() {
        return Extent.cases(List.of(408, 503), List.of(408, 429, 500, 502, 503, 504));
    }

    static List<Fault> faults() {
        List<Fault> all = List.of(Fault.values());
        return Extent.cases(all.subList(0, 2), all);
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void triesAgainWhatTheSettingsName(int status) throws Exception {
        fail(servers.stitch, SOURCES, 1, aResponse().withStatus(status));
        fail(servers.catalog, LINEAGE, 1, aResponse().withStatus(status));

        assertThat(run(Map.of("openmetadata.concurrency", "1")).problems().failures())
                .isEmpty();

        servers.stitch.verify(2, getRequestedFor(urlPathEqualTo(SOURCES)));
        servers.catalog.verify(7, putRequestedFor(urlPathEqualTo(LINEAGE)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void triesAgainWhatHadNoAnswer(Fault fault) throws Exception {
        fail(servers.stitch, SOURCES, 1, aResponse().withFault(fault));

        assertThat(run(Map.of()).problems().failures()).isEmpty();
        servers.stitch.verify(2, getRequestedFor(urlPathEqualTo(SOURCES)));
    }

    @Test
    void followsTheSettings() throws Exception {
        fail(servers.stitch, SOURCES, 1, aResponse().withStatus(503));

        Run run = run(Map.of("retry.statuses", "418, 429"));

        assertThat(run.life().stopped()).contains("/v4/sources", "503");
        servers.stitch.verify(1, getRequestedFor(urlPathEqualTo(SOURCES)));
    }

    /** It refuses one of two who create the same thing at the same time; Stitch does not. */
    @Test
    @Tag(Extent.THOROUGH)
    void triesAConflictAgainWithOpenMetadataOnly() throws Exception {
        fail(
                servers.catalog,
                "/api/v1/services/pipelineServices",
                1,
                aResponse().withStatus(409));
        assertThat(run(Map.of()).problems().failures()).isEmpty();

        fail(servers.stitch, SOURCES, 1, aResponse().withStatus(409));
        assertThat(run(Map.of()).life().stopped()).contains("/v4/sources", "409");
    }

    @Test
    @Tag(Extent.THOROUGH)
    void givesEachCallAllItsAttempts() throws Exception {
        fail(servers.stitch, SOURCES, 3, aResponse().withStatus(503));
        fail(servers.stitch, DESTINATIONS, 3, aResponse().withStatus(503));
        fail(servers.catalog, "/api/v1/system/version", 3, aResponse().withStatus(503));

        Run run = run(Map.of("retry.attempts", "3"));

        assertThat(run.life().stopped()).isNull();
        assertThat(run.problems().failures()).isEmpty();
        servers.stitch.verify(4, getRequestedFor(urlPathEqualTo(SOURCES)));
        servers.stitch.verify(4, getRequestedFor(urlPathEqualTo(DESTINATIONS)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3600", "DATE", "99999999999999999999999999"})
    void waitsNoLongerThanAllowedForWhatTheServerAsks(String retryAfter) throws Exception {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusDays(300));
        fail(
                servers.stitch,
                SOURCES,
                1,
                aResponse().withStatus(429).withHeader("retry-after", retryAfter.replace("DATE", date)));

        assertThat(run(Map.of("retry.after.max", "20")).problems().failures()).isEmpty();
        servers.stitch.verify(2, getRequestedFor(urlPathEqualTo(SOURCES)));
    }

    @Test
    void triesNothingAgainWhenTheTimeForWaitingIsUsedUp() throws Exception {
        fail(servers.stitch, SOURCES, 1, aResponse().withStatus(503));
        servers.stitch.stubFor(get(urlPathMatching("/v4/sources/\\d+/streams"))
                .willReturn(aResponse().withStatus(503).withHeader("Retry-After", "3600")));

        Run run = run(Map.of("retry.budget", "1000"));

        assertThat(run.problems().failures()).hasSize(2).allSatisfy(failure -> assertThat(failure.why())
                .contains("503"));
        assertThat(run.problems().notes()).singleElement().asString().contains("retry.budget");
        servers.stitch.verify(2, getRequestedFor(urlPathEqualTo(SOURCES)));
        servers.stitch.verify(2, getRequestedFor(urlPathMatching("/v4/sources/\\d+/streams")));
    }

    @Test
    void endsARunWhoseTimeIsOver() throws Exception {
        servers.stitch.stubFor(get(urlPathEqualTo(SOURCES))
                .willReturn(aResponse().withFixedDelay(400).proxiedFrom(servers.account.url())));

        try (Connector connector = servers.connector(Map.of("ingest.deadline", "300"))) {
            Pass lineage = connector.ingest();
            assertThat(lineage.exitStatus()).isOne();
            assertThat(lineage.runs().get(0).life().stopped()).contains("ingest.deadline");
            assertThat(lineage.runs().get(0).problems().failures()).isEmpty();

            Pass status = connector.status();
            assertThat(status.exitStatus()).isOne();
            assertThat(status.runs().get(0).life().stopped()).contains("ingest.deadline");
        }
        servers.stitch.verify(0, getRequestedFor(urlPathEqualTo(DESTINATIONS)));
        assertThat(servers.catalogServer.requestsByEndpoint())
                .isEqualTo(Map.of("GET /api/v1/services/ingestionPipelines/name/{fqn}", 1L));
    }

    @Test
    void waitsForNothingBeyondTheEndOfItsTime() throws Exception {
        servers.stitch.stubFor(get(urlPathMatching("/v4/sources/\\d+/streams"))
                .willReturn(aResponse().withStatus(503).withHeader("Retry-After", "3600")));

        Run run = run(Map.of("ingest.deadline", "3000", "retry.budget", "9000000", "retry.after.max", "9000000"));

        assertThat(run.life().stopped()).contains("ingest.deadline");
        assertThat(run.counts().of(Count.PIPELINES_CREATED)).isZero();
    }

    private Run run(Map<String, String> settings) throws Exception {
        try (Connector connector = servers.connector(settings)) {
            return connector.ingestOne();
        }
    }

    /** The first so many calls of an address fail, whatever their method; all others are answered by the server. */
    private static void fail(WireMockServer server, String path, int times, ResponseDefinitionBuilder answer) {
        for (int i = 0; i < times; i++) {
            server.stubFor(any(urlPathEqualTo(path))
                    .inScenario(path)
                    .whenScenarioStateIs(i == 0 ? Scenario.STARTED : "failed " + i)
                    .willSetStateTo("failed " + (i + 1))
                    .willReturn(answer));
        }
    }
}
