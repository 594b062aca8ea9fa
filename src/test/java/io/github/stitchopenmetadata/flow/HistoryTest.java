package io.github.stitchopenmetadata.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.stitchopenmetadata.flow.history.History;
import io.github.stitchopenmetadata.run.Failure;
import io.github.stitchopenmetadata.sandbox.CatalogServer;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.sandbox.StitchServer;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.Extent;
import io.github.stitchopenmetadata.support.LeftOutStreams;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plays random histories and looks at the whole catalog after each of their runs; how many, and from which one on, says
 * {@link Extent}.
 */
class HistoryTest {

    private static final Map<String, String> SETTINGS = Map.of(
            "stitch.pipelineFilterPattern.excludes", "^test_",
            "stitch.loads.pages", "0",
            "ingest.delete.share", "100",
            "stitch.requests.per.second", "100000",
            "openmetadata.requests.per.second", "100000",
            "retry.attempts", "1");

    private static final AtomicInteger STAGES = new AtomicInteger();

    /** The version of OpenMetadata, who made the token, the bound of a message, how many histories. */
    static List<Arguments> stages() {
        return Stream.of(
                        stage("1.13.0", "bot", "900000", 1, 300),
                        stage("1.13.0", "bot", "4000", 2, 300),
                        stage("1.13.0", "person", "4000", 1, 100),
                        stage("1.1.0", "bot", "4000", 1, 60),
                        stage("1.2.0", "bot", "900000", 0, 60),
                        stage("1.4.0", "bot", "4000", 0, 60),
                        stage("1.6.1", "bot", "4000", 0, 60),
                        stage("2.0.0", "bot", "900000", 1, 60))
                .filter(stage -> (int) stage.get()[3] > 0)
                .toList();
    }

    private static Arguments stage(String version, String who, String bytes, int usual, int thorough) {
        return arguments(version, who, bytes, Extent.count(usual, thorough));
    }

    @ParameterizedTest
    @MethodSource("stages")
    @Execution(ExecutionMode.CONCURRENT)
    void leavesTheCatalogAsItShouldBeAfterEachRun(String version, String who, String bytes, int histories)
            throws Exception {
        onStage(version, who, bytes, stage -> {
            for (long seed = Extent.seed(); seed < Extent.seed() + histories; seed++) {
                History history = History.small(seed);
                if (!history.play(stage).isRight()) {
                    fail("history " + seed + "\n" + history.shrunk(stage).play(stage));
                }
            }
        });
    }

    @Test
    @Tag(Extent.THOROUGH)
    @Execution(ExecutionMode.CONCURRENT)
    void leavesTheCatalogAsItShouldBeThroughAYear() throws Exception {
        onStage("1.13.0", "bot", LeftOutStreams.BYTES, stage -> {
            History.Story story = History.year(Extent.seed()).play(stage);

            assertThat(story.wrong()).as(story.toString()).isNull();
            assertThat(story.untold()).isEmpty();
        });
    }

    /** @param bytes of a message: with the fewest each source has several */
    private static void onStage(String version, String who, String bytes, Consumer<History.Stage> play)
            throws Exception {
        try (StitchServer stitch = new StitchServer(StitchAccount.builder().build(), "stitch-token");
                CatalogServer catalog = new CatalogServer(
                        version,
                        History.CATALOG_TOKEN,
                        CatalogServer.Options.defaults().withPersonToken("person"))) {
            Map<String, String> settings = new HashMap<>(SETTINGS);
            settings.put("lineage.message.bytes", bytes);
            // Quartz has one scheduler for each name in a JVM
            settings.put("camel.main.name", "history-" + STAGES.incrementAndGet());
            settings.put("openmetadata.jwtToken", who.equals("bot") ? History.CATALOG_TOKEN : "person");
            try (Connector connector = Connector.between(stitch.url(), catalog.url(), settings)) {
                play.accept(History.Stage.of(
                        version, stitch, catalog, () -> connector.ingestOne().problems().failures().stream()
                                .map(Failure::toString)
                                .toList()));
            }
        }
    }
}
