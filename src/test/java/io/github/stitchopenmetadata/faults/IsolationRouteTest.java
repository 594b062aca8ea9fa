package io.github.stitchopenmetadata.faults;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.run.Count;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.LogLines;
import io.github.stitchopenmetadata.support.Servers;
import io.github.stitchopenmetadata.support.WorkflowFile;
import io.github.stitchopenmetadata.text.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Several accounts in one pass: what is wrong with some of them is told once, and costs the others nothing. */
class IsolationRouteTest {

    private static final String NOWHERE = "http://127.0.0.1:1";

    @AutoClose
    private final Servers servers = Servers.of(StitchAccount.generated(2, 3, 2, 1.0));

    @AutoClose
    private final LogLines log = new LogLines();

    @TempDir
    private Path folder;

    @BeforeEach
    void prepare() throws IOException {
        ((Logger) LoggerFactory.getLogger("io.github.stitchopenmetadata")).setLevel(Level.INFO);
        workflow("a-dead-stitch", NOWHERE, "stitch-token", servers.catalog.baseUrl(), "catalog-token");
        workflow("b-well", servers.stitch.baseUrl(), "stitch-token", servers.catalog.baseUrl(), "catalog-token");
        workflow("c-bad-stitch-token", servers.stitch.baseUrl(), "stale", servers.catalog.baseUrl(), "catalog-token");
        workflow("d-dead-catalog", servers.stitch.baseUrl(), "stitch-token", NOWHERE, "catalog-token");
        workflow("e-bad-catalog-token", servers.stitch.baseUrl(), "stitch-token", servers.catalog.baseUrl(), "stale");
        workflow("f-well", servers.stitch.baseUrl(), "stitch-token", servers.catalog.baseUrl(), "catalog-token");
    }

    private void workflow(String service, String stitch, String token, String catalog, String catalogToken)
            throws IOException {
        WorkflowFile.write(folder, service, stitch, token, catalog, catalogToken);
    }

    private Connector connector() throws Exception {
        return Connector.with(Map.of(
                "ingest.workflow",
                folder + "/*.yaml",
                "report.directory",
                folder.resolve("reports").toString(),
                "retry.attempts",
                "1"));
    }

    @Test
    void leavesTheOthersAlone() throws Exception {
        try (Connector connector = connector()) {
            Pass pass = connector.ingest();

            assertThat(pass.exitStatus()).isOne();
            assertThat(pass.runs())
                    .extracting(run -> run.life().isRefused())
                    .containsExactly(true, false, true, true, true, false);
            for (int well : List.of(1, 5)) {
                assertThat(pass.runs().get(well).problems().failures()).isEmpty();
                assertThat(pass.runs().get(well).counts().of(Count.PIPELINES_CREATED))
                        .isEqualTo(2);
            }
            assertThat(servers.catalogServer.catalog().pipelines().keySet())
                    .containsExactly(
                            "b-well.source_0001", "b-well.source_0002", "f-well.source_0001", "f-well.source_0002");
            assertToldOnce("a-dead-stitch", "Stitch /v4/sources", "127.0.0.1:1");
            assertToldOnce("c-bad-stitch-token", "Stitch /v4/sources", "401");
            assertToldOnce("d-dead-catalog", "OpenMetadata /api/v1/system/version", "127.0.0.1:1");
            assertToldOnce(
                    "e-bad-catalog-token",
                    "OpenMetadata /api/v1/services/pipelineServices/name/e-bad-catalog-token",
                    "401");
        }
    }

    private void assertToldOnce(String service, String... why) throws IOException {
        assertThat(log.at(Level.ERROR))
                .filteredOn(line -> line.startsWith(service + " ("))
                .singleElement()
                .asString()
                .contains(why);
        JsonNode report =
                Json.MAPPER.readTree(folder.resolve("reports/report.json").toFile());
        assertThat(report.path("exitStatus").asInt()).isOne();
        assertThat(report.path("runs"))
                .filteredOn(run -> run.path("service").asText().equals(service))
                .singleElement()
                .satisfies(run -> {
                    assertThat(run.path("stopped").asText()).contains(why);
                    assertThat(run.path("failureCount").asInt()).isZero();
                });
    }

    @Test
    void leavesTheRunStatusOfTheOthersAlone() throws Exception {
        try (Connector connector = connector()) {
            connector.ingest();

            Pass pass = connector.status();

            assertThat(pass.exitStatus()).isOne();
            assertThat(pass.runs())
                    .extracting(run -> run.counts().of(Count.STATUSES))
                    .containsExactly(0L, 2L, 0L, 0L, 0L, 2L);
            assertThat(pass.runs())
                    .extracting(run ->
                            run.life().stopped() != null || run.problems().failureCount() == 1)
                    .containsExactly(true, false, true, true, true, false);
        }
    }
}
