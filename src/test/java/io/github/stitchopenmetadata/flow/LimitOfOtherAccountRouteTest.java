package io.github.stitchopenmetadata.flow;

import static io.github.stitchopenmetadata.support.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.Extent;
import io.github.stitchopenmetadata.support.LogLines;
import io.github.stitchopenmetadata.support.Servers;
import io.github.stitchopenmetadata.support.WorkflowFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** While run status waits for the limit of one account, all calls of Stitch that go to others, or for lineage, go on. */
@Tag(Extent.THOROUGH)
class LimitOfOtherAccountRouteTest {

    private static final StitchAccount ACCOUNT = StitchAccount.generated(2, 2, 2, 1.0);

    @TempDir
    private Path folder;

    @Test
    void neverHoldsUpTheLineageOfAnotherAccount() throws Exception {
        try (Servers servers = Servers.of(ACCOUNT);
                Servers others = Servers.of(ACCOUNT);
                LogLines log = new LogLines()) {
            log.show(Level.INFO);
            WorkflowFile.write(folder, "first", servers);
            WorkflowFile.write(folder, "second", others);
            try (Connector connector = Connector.with(Map.of(
                    "ingest.workflow", folder.resolve("*.yaml").toString(),
                    "stitch.concurrency", "1",
                    "stitch.loads.pages", "1",
                    "stitch.jobs.requests", "2"))) {
                assertThat(connector.ingest().exitStatus()).isZero();
                CompletableFuture<Pass> status = CompletableFuture.supplyAsync(connector::status);
                await().until(() -> log.at(Level.INFO).stream()
                        .anyMatch(line -> line.startsWith("first: waiting for Stitch's limit")));

                Pass lineage = connector.ingest();

                assertThat(lineage.exitStatus()).isZero();
                assertThat(lineage.runs())
                        .hasSize(2)
                        .allSatisfy(run -> assertThat(run.problems().failures()).isEmpty());
                assertThat(status).isNotDone();
            }
        }
    }
}
