package io.github.stitchopenmetadata.faults;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.github.stitchopenmetadata.run.Failure;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.LogLines;
import io.github.stitchopenmetadata.support.Servers;
import io.github.stitchopenmetadata.support.WorkflowFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A server that fails one call after the other is spared, and asked again after a while; others are not held up by it. */
class OutageRouteTest {

    private static final StitchAccount ACCOUNT = StitchAccount.generated(10, 3, 2, 1.0);
    private static final String WRITES = "/api/v1/(pipelines|lineage)";

    @AutoClose
    private final Servers servers = Servers.of(ACCOUNT);

    @AutoClose
    private final LogLines log = new LogLines();

    @BeforeEach
    void listen() {
        ((Logger) LoggerFactory.getLogger("io.github.stitchopenmetadata")).setLevel(Level.INFO);
    }

    @Test
    void passesAndNothingIsLost() throws Exception {
        // Once it begins, the outage strikes reads as well: a read that is answered would close the breaker while
        // writes still fail.
        for (int i = 0; i < 40; i++) {
            servers.catalog.stubFor((i == 0 ? put(urlPathMatching(WRITES)) : any(urlPathMatching("/api/v1/.*")))
                    .inScenario("outage")
                    .whenScenarioStateIs(i == 0 ? Scenario.STARTED : "call " + i)
                    .willSetStateTo("call " + (i + 1))
                    .willReturn(aResponse().withStatus(503)));
        }

        // Each call that the breaker refuses is an attempt, one every 50 ms: a server that takes seconds for its answer
        // to the trial would use up any small number of them. The time of retry.budget is the limit.
        try (Connector connector =
                servers.connector(Map.of("breaker.calls", "10", "breaker.pause", "50", "retry.attempts", "1000000"))) {
            Run run = connector.ingestOne();

            assertThat(run.problems().failures()).isEmpty();
            assertThat(servers.catalogServer.catalog().edges()).hasSize(30);
        }
        String server = "OpenMetadata at localhost:" + servers.catalog.port();
        assertThat(log.at(Level.WARN))
                .singleElement()
                .asString()
                .startsWith(server)
                .contains("last 10 calls", "every 0.05 s");
        assertThat(log.at(Level.INFO))
                .filteredOn(line -> line.startsWith(server))
                .hasSize(1);
    }

    @Test
    void costsAServerThatStaysAwayFewCalls() throws Exception {
        servers.catalog.stubFor(
                put(urlPathMatching(WRITES)).willReturn(aResponse().withStatus(503)));

        // one delivery after the other: else it is chance how many reads succeed between the writes that fail
        try (Connector connector = servers.connector(away(Map.of("openmetadata.concurrency", "1")))) {
            Pass pass = connector.ingest();

            assertThat(pass.exitStatus()).isOne();
            assertThat(pass.runs().get(0).problems().failures())
                    .hasSize(10)
                    .extracting(Failure::why)
                    .anyMatch(why -> why.contains("/api/v1/pipelines") && why.contains("every 3600 s"));
        }
        assertThat(servers.catalog
                        .findAll(putRequestedFor(urlPathMatching(WRITES)))
                        .size())
                .isBetween(7, 10 + 8);
    }

    @Test
    void ofOneCatalogDoesNotHoldUpAnother(@TempDir Path folder) throws Exception {
        try (Servers well = Servers.of(ACCOUNT)) {
            servers.catalog.stubFor(put(urlPathEqualTo("/api/v1/pipelines"))
                    .willReturn(aResponse().withStatus(503)));
            WorkflowFile.write(folder, "ill", servers);
            WorkflowFile.write(folder, "well", well);

            try (Connector connector = Connector.with(away(Map.of("ingest.workflow", folder + "/*.yaml")))) {
                List<Run> runs = connector.ingest().runs();

                assertThat(runs).extracting(run -> run.workflow().serviceName()).containsExactly("ill", "well");
                assertThat(runs.get(0).problems().failureCount()).isEqualTo(10);
                assertThat(runs.get(1).problems().failures()).isEmpty();
                assertThat(well.catalogServer.catalog().edges()).hasSize(30);
            }
        }
    }

    /** A server that is given up is not asked again; to show the run there, the connector would wait for that for half a minute. */
    private static Map<String, String> away(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "breaker.calls", "10",
                "breaker.pause", "3600000",
                "retry.budget", "10000",
                "openmetadata.own.runs", "false"));
        settings.putAll(more);
        return settings;
    }
}
