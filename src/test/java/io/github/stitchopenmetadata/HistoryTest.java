package io.github.stitchopenmetadata;

import static org.assertj.core.api.Assertions.fail;

import io.github.stitchopenmetadata.history.History;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.sandbox.CatalogServer;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.sandbox.StitchServer;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random histories, and the whole catalog after each of their runs. {@code -Dhistory.times=20} plays twenty times as many,
 * {@code -Dhistory.seed=} begins with another one.
 */
class HistoryTest {

    private static final long FIRST = Long.getLong("history.seed", 1);
    private static final int TIMES = Integer.getInteger("history.times", 1);

    @ParameterizedTest
    @CsvSource({"1.13.0,700", "1.1.0,60", "1.2.0,60", "1.4.0,60", "1.6.0,60", "2.0.0,60"})
    void leavesTheCatalogAsItShouldBeAfterEachRun(String version, int histories) throws Exception {
        try (StitchServer stitch = new StitchServer(StitchAccount.builder().build(), "stitch-token");
                CatalogServer catalog = new CatalogServer(version, "catalog-token");
                Connector connector = Connector.between(stitch.url(), catalog.url(), SETTINGS)) {
            History.Stage stage = History.Stage.of(version, stitch, catalog, () ->
                    connector.ingestOne().failures().stream().map(Run.Failure::toString).toList());
            for (long seed = FIRST; seed < FIRST + (long) histories * TIMES; seed++) {
                History history = History.random(seed, 4, 8, 4);
                if (history.play(stage) != null) {
                    fail("history " + seed + "\n" + history.shrunk(stage).play(stage));
                }
            }
        }
    }

    private static final Map<String, String> SETTINGS = Map.of(
            "stitch.pipelineFilterPattern.excludes", "^test_",
            "stitch.loads.pages", "0",
            "retry.attempts", "1",
            "ingest.delete.share", "100",
            "stitch.requests.per.second", "100000",
            "openmetadata.requests.per.second", "100000");
}
