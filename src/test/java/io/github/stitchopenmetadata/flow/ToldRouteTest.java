package io.github.stitchopenmetadata.flow;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.HeldAnswers;
import io.github.stitchopenmetadata.support.LogLines;
import io.github.stitchopenmetadata.support.Patience;
import io.github.stitchopenmetadata.support.Servers;
import io.github.stitchopenmetadata.support.WorkflowFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the log says of several accounts, and when. */
class ToldRouteTest {

    @AutoClose
    private final Servers servers = Servers.of(StitchAccount.generated(1, 1, 1, 1.0));

    @TempDir
    private Path folder;

    @Test
    void tellsWhatRunsAndOfEachAccountAsSoonAsItEnds() throws Exception {
        for (String service : List.of("first", "second")) {
            WorkflowFile.write(folder, service, servers);
        }
        try (HeldAnswers second = new HeldAnswers("GET", ".*/pipelineServices/name/second.*");
                LogLines log = new LogLines();
                Connector connector = Connector.with(Map.of("ingest.workflow", folder + "/*.yaml"))) {
            log.show(Level.INFO);

            connector
                    .context()
                    .createFluentProducerTemplate()
                    .to("direct:tell-start")
                    .send();
            assertThat(log.at(Level.INFO))
                    .singleElement()
                    .asString()
                    .contains("stitch-openmetadata", "Java " + Runtime.version(), "first (", "second (", "1.13.0");

            log.forget();
            servers.alter(second);
            CompletableFuture<Object> run = CompletableFuture.supplyAsync(connector::ingest);
            second.awaitFirst();
            assertThat(log.at(Level.INFO))
                    .anyMatch(line -> line.startsWith("first ("))
                    .noneMatch(line -> line.startsWith("second ("));
            second.letGo();
            Patience.get(run);
            assertThat(log.at(Level.INFO)).anyMatch(line -> line.startsWith("second ("));
        }
    }
}
