package io.github.stitchopenmetadata.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.run.Count;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.sandbox.AccountEdits;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.Servers;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A run that is limited to some sources. */
class SelectedSourcesRouteTest {

    private static final StitchAccount ACCOUNT = StitchAccount.generated(3, 2, 1, 1.0);

    @AutoClose
    private final Servers servers = Servers.of(ACCOUNT);

    @Test
    void bringsTheseAndRetiresNothing() throws Exception {
        servers.ingest();
        long third = ACCOUNT.sources().get(2).path("id").asLong();
        servers.account.replace(AccountEdits.removeSource(ACCOUNT, third));

        try (Connector connector = servers.connector(Map.of("ingest.source", "source_0002"))) {
            Pass pass = connector.ingest();
            Run status = connector.status().runs().get(0);

            assertThat(pass.exitStatus()).isZero();
            Run run = pass.runs().get(0);
            assertThat(run.counts().of(Count.SOURCES)).isOne();
            assertThat(run.counts().of(Count.SOURCES_LEFT_OUT)).isOne();
            assertThat(run.counts().of(Count.PIPELINES_DELETED)).isZero();
            assertThat(servers.catalogServer.catalog().pipelines()).hasSize(3);
            assertThat(status.counts().of(Count.STATUSES)).isOne();
        }
    }

    @Test
    void refusesANameThatNoSourceHas() throws Exception {
        try (Connector connector = servers.connector(Map.of("ingest.source", "source_0001,source_9002"))) {
            Pass pass = connector.ingest();

            assertThat(pass.exitStatus()).isEqualTo(2);
            assertThat(pass.runs().get(0).life().stopped()).contains("source_9002", "did you mean source_0002?");
            assertThat(servers.catalogServer.writes()).isZero();
        }
    }
}
