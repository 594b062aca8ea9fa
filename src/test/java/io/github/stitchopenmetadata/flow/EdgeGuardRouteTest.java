package io.github.stitchopenmetadata.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.run.Count;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.sandbox.AccountEdits;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.Servers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A mistake in the settings takes no edges away; what was de-selected in Stitch goes as it did. */
class EdgeGuardRouteTest {

    /** As if the service of the sources had been forgotten: no edge is found any more. */
    private static final Map<String, String> MISTAKE = Map.of("stitch.dbServiceNames", "warehouse");

    private static final Map<String, String> CONFIRMED =
            Map.of("stitch.dbServiceNames", "warehouse", "ingest.confirmDelete", "true");

    private StitchAccount account = StitchAccount.generated(1, 1, 1, 1.0);

    @AutoClose
    private Servers servers = Servers.of(account);

    private void deliver(int sources, int streams) throws Exception {
        servers.close();
        account = StitchAccount.generated(sources, streams, 1, 1.0);
        servers = Servers.of(account);
        assertThat(ingest(Map.of()).exitStatus()).isZero();
        assertThat(edges()).isEqualTo(sources * streams);
    }

    private Pass ingest(Map<String, String> settings) throws Exception {
        try (Connector connector = servers.connector(settings)) {
            return connector.ingest();
        }
    }

    private int edges() {
        return servers.catalogServer.catalog().edges().size();
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

        Run confirmed = ingest(CONFIRMED).runs().get(0);
        assertThat(confirmed.counts().of(Count.EDGES_REMOVED)).isEqualTo(12);
        assertThat(edges()).isZero();
        assertThat(ingest(MISTAKE).exitStatus()).isZero();
    }

    @Test
    void leavesEverythingAsItWasWhenTheMistakeIsMended() throws Exception {
        deliver(1, 12);
        ingest(MISTAKE);

        Run mended = ingest(Map.of()).runs().get(0);

        assertThat(mended.counts().of(Count.EDGES_UNCHANGED)).isEqualTo(12);
        assertThat(mended.counts().of(Count.EDGES_DRAWN)).isZero();
        assertThat(edges()).isEqualTo(12);
    }

    @Test
    void aPreviewSaysTheSame() throws Exception {
        deliver(1, 12);

        try (Connector connector = servers.connector(MISTAKE)) {
            Pass preview = connector.preview();
            assertThat(preview.exitStatus()).isOne();
            assertThat(preview.runs().get(0).problems().failures().get(0).why()).contains("12 of 12 edges");
        }
        try (Connector connector = servers.connector(CONFIRMED)) {
            Run preview = connector.preview().runs().get(0);
            assertThat(preview.problems().failures()).isEmpty();
            assertThat(preview.counts().of(Count.EDGES_REMOVED)).isEqualTo(12);
        }
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
        long writes = servers.catalogServer.writes();

        for (Map<String, String> mistake : List.of(
                Map.of("stitch.dbServiceNames", "prod_postgres,warehuose"),
                Map.of("lineage.destination", "warehuose.ANALYTICS"),
                Map.of("lineage.source.source_0001", "warehuose"))) {
            Pass pass = ingest(mistake);

            assertThat(pass.exitStatus()).isEqualTo(2);
            assertThat(pass.runs().get(0).life().stopped()).contains("warehuose", "did you mean warehouse?");
        }

        assertThat(servers.catalogServer.writes()).isEqualTo(writes);
        assertThat(edges()).isOne();
    }

    @Test
    void fewMayGo() throws Exception {
        deliver(1, 9);

        assertThat(ingest(MISTAKE).exitStatus()).isZero();

        assertThat(edges()).isZero();
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
        servers.account.replace(left);

        assertThat(ingest(Map.of()).exitStatus()).isZero();

        assertThat(edges()).isOne();
    }
}
