package io.github.stitchopenmetadata.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.run.Count;
import io.github.stitchopenmetadata.run.EdgeGuard;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.sandbox.AccountEdits;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.Servers;
import io.github.stitchopenmetadata.support.WorkflowFile;
import io.github.stitchopenmetadata.text.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mistake in the settings takes no edges away; what was de-selected in Stitch goes as it did. */
class EdgeGuardRouteTest {

    private static final String RIGHT = "prod_postgres, warehouse";

    /** As if the service of the sources had been forgotten: no edge is found any more. */
    private static final String MISTAKE = "warehouse";

    private static StitchAccount account = StitchAccount.generated(1, 1, 1, 1.0);
    private static final Servers SERVERS = Servers.of(account);
    private static Path folder;
    private static Connector connector;

    @BeforeAll
    static void start(@TempDir Path files) throws Exception {
        folder = files;
        connector = Connector.with(Map.of(
                "ingest.workflow",
                files.resolve("stitch.yaml").toString(),
                "report.directory",
                files.resolve("reports").toString()));
    }

    @AfterAll
    static void close() {
        connector.close();
        SERVERS.close();
    }

    @AfterEach
    void nothingIsConfirmed() {
        confirm(false);
        List.of("lineage.destination", "lineage.source.source_0001").forEach(System::clearProperty);
    }

    private static void confirm(boolean confirmed) {
        connector
                .context()
                .getRegistry()
                .lookupByNameAndType("edgeGuard", EdgeGuard.class)
                .setConfirmed(confirmed);
    }

    private void deliver(int sources, int streams) throws Exception {
        account = StitchAccount.generated(sources, streams, 1, 1.0);
        SERVERS.renew(account, "1.13.0", catalog -> catalog.addTablesOf(account));
        assertThat(ingest(RIGHT).exitStatus()).isZero();
        assertThat(edges()).isEqualTo(sources * streams);
    }

    private Pass ingest(String dbServiceNames) throws Exception {
        write(dbServiceNames);
        return connector.ingest();
    }

    private static void write(String dbServiceNames) throws Exception {
        WorkflowFile.write(folder, "stitch", SERVERS);
        Path file = folder.resolve("stitch.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(RIGHT, dbServiceNames)
                        .replace("authProvider:", "extraHeaders: {}, apiVersion: v9, authProvider:"));
    }

    private int edges() {
        return SERVERS.catalogServer.catalog().edges().size();
    }

    @Test
    void keepsAllUntilItIsConfirmed() throws Exception {
        deliver(1, 12);

        for (int run = 0; run < 2; run++) {
            Pass pass = ingest(MISTAKE);

            assertThat(pass.exitStatus()).isOne();
            assertThat(pass.runs().get(0).problems().failures()).singleElement().satisfies(failure -> assertThat(
                            failure.why())
                    .contains("12 of 12 edges", "50 %", "ingest.confirmDelete", " → "));
            assertThat(edges()).isEqualTo(12);
        }

        Run mended = ingest(RIGHT).runs().get(0);
        assertThat(mended.counts().of(Count.EDGES_UNCHANGED)).isEqualTo(12);
        assertThat(mended.counts().of(Count.EDGES_DRAWN)).isZero();

        confirm(true);
        Run confirmed = ingest(MISTAKE).runs().get(0);
        assertThat(confirmed.counts().of(Count.EDGES_REMOVED)).isEqualTo(12);
        assertThat(edges()).isZero();
        confirm(false);
        assertThat(ingest(MISTAKE).exitStatus()).isZero();
    }

    @Test
    void aPreviewSaysTheSame() throws Exception {
        deliver(1, 12);
        write(MISTAKE);

        Pass refused = connector.preview();
        assertThat(refused.exitStatus()).isOne();
        assertThat(refused.runs().get(0).problems().failures().get(0).why()).contains("12 of 12 edges");

        confirm(true);
        Run confirmed = connector.preview().runs().get(0);
        assertThat(confirmed.problems().failures()).isEmpty();
        assertThat(confirmed.counts().of(Count.EDGES_REMOVED)).isEqualTo(12);
        assertThat(edges()).isEqualTo(12);
    }

    /** No source loses ten, all together lose everything. */
    @Test
    void countsTheWorkflowAsAWhole() throws Exception {
        deliver(6, 4);

        assertThat(ingest(MISTAKE).exitStatus()).isOne();

        assertThat(edges()).isGreaterThanOrEqualTo(12);
    }

    @Test
    void aNameThatTheCatalogDoesNotHaveIsRefusedBeforeAnyWrite() throws Exception {
        deliver(1, 1);
        long writes = SERVERS.catalogServer.writes();

        assertIsRefused(ingest("prod_postgres, warehuose"));
        for (String setting : List.of("lineage.destination", "lineage.source.source_0001")) {
            System.setProperty(setting, "warehuose");
            assertIsRefused(ingest(RIGHT));
            System.clearProperty(setting);
        }

        assertThat(SERVERS.catalogServer.writes()).isEqualTo(writes);
        assertThat(edges()).isOne();
    }

    private static void assertIsRefused(Pass pass) {
        assertThat(pass.exitStatus()).isEqualTo(2);
        assertThat(pass.runs().get(0).life().stopped()).contains("warehuose", "did you mean warehouse?");
    }

    /** And the report says what the workflow asks for besides, in case that is why. */
    @Test
    void fewMayGo() throws Exception {
        deliver(1, 9);

        assertThat(ingest(MISTAKE).exitStatus()).isZero();

        assertThat(edges()).isZero();
        JsonNode report =
                Json.MAPPER.readTree(folder.resolve("reports/report.json").toFile());
        assertThat(report.at("/counts/edges_removed").asInt()).isEqualTo(9);
        assertThat(report.at("/runs/0/warnings/0").asText()).contains("apiVersion");
    }

    @Test
    void whatWasDeSelectedGoes() throws Exception {
        deliver(1, 12);
        long source = account.sources().get(0).path("id").asLong();
        StitchAccount left = account;
        for (int stream = 0; stream < 11; stream++) {
            left = AccountEdits.deselectStream(
                    left,
                    source,
                    account.streams(source).get(stream).path("stream_id").asLong());
        }
        SERVERS.account.replace(left);

        assertThat(ingest(RIGHT).exitStatus()).isZero();

        assertThat(edges()).isOne();
    }
}
