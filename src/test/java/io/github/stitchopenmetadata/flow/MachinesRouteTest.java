package io.github.stitchopenmetadata.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.report.Summary;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.ArtemisBroker;
import io.github.stitchopenmetadata.support.CatalogContents;
import io.github.stitchopenmetadata.support.KafkaBroker;
import io.github.stitchopenmetadata.support.Machines;
import io.github.stitchopenmetadata.support.Servers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process extracts, two deliver, with a real broker between them: all comes out as if one process had done it. */
class MachinesRouteTest {

    private static final StitchAccount ACCOUNT = StitchAccount.generated(8, 3, 3, 0.7);

    private static Set<String> contents;
    private static List<String> summary;

    @TempDir
    private Path folder;

    @BeforeAll
    static void doAllInOneProcess() throws Exception {
        try (Servers servers = Servers.of(ACCOUNT)) {
            summary = Summary.of(servers.ingest(), Duration.ZERO);
            contents = CatalogContents.of(servers.catalogServer.catalog());
        }
    }

    @Test
    void deliverOverKafka() throws Exception {
        try (KafkaBroker broker = new KafkaBroker(folder);
                Servers servers = Servers.of(ACCOUNT);
                Machines machines = new Machines(servers, Machines.over(broker, "one", 8), 2)) {
            assertThatAllIsDelivered(machines, servers);
        }
    }

    @Test
    void deliverOverJms() throws Exception {
        try (ArtemisBroker broker = new ArtemisBroker(folder);
                Servers servers = Servers.of(ACCOUNT);
                Machines machines = new Machines(servers, Machines.over(broker, "one"), 2)) {
            assertThatAllIsDelivered(machines, servers);
        }
    }

    private static void assertThatAllIsDelivered(Machines machines, Servers servers) {
        Run run = machines.ingestOne();

        assertThat(Summary.of(run, Duration.ZERO)).isEqualTo(summary);
        assertThat(run.life().stopped()).isNull();
        assertThat(CatalogContents.of(servers.catalogServer.catalog())).isEqualTo(contents);
        assertThat(machines.deadLetters()).doesNotExist();
    }
}
