package io.github.stitchopenmetadata.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.support.Extent;
import io.github.stitchopenmetadata.support.StateServer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The process is killed at random moments of a run, and the next one completes what it left: the catalog is then as after a
 * run that nobody killed. How often, and when, says {@link Extent}.
 */
class KillIT {

    private static final int KILLS = Extent.count(3, 50);
    private static final int PROCESSES = 3;

    /** What is killed, and how many in a hundred kills. */
    private enum Scenario {
        FIRST_RUN(40),
        RUN_AFTER_CHANGES(24),
        RUN_WITH_DEAD_LETTERS(16),
        FIRST_RUN_WITH_STATE_IN_A_DATABASE(20);

        private final int share;

        Scenario(int share) {
            this.share = share;
        }

        KilledRun prepare(Instant now) throws Exception {
            KilledRun run = new KilledRun(
                    now,
                    this == FIRST_RUN_WITH_STATE_IN_A_DATABASE
                            ? StateServer.settings(StateServer.database())
                            : Map.of());
            if (this == RUN_AFTER_CHANGES || this == RUN_WITH_DEAD_LETTERS) {
                run.playHistory();
            }
            if (this == RUN_WITH_DEAD_LETTERS) {
                run.letCatalogBreakDown();
            }
            return run;
        }
    }

    /** The last one has changes, too. */
    static List<Scenario> scenarios() {
        return Extent.cases(List.of(Scenario.FIRST_RUN), List.of(Scenario.values()));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void isCompletedByTheNextRunWheneverItIsKilled(Scenario scenario) throws Exception {
        Instant now = Instant.now();
        long requests;
        Set<String> expected;
        try (KilledRun whole = scenario.prepare(now)) {
            requests = whole.run();
            whole.complete();
            expected = whole.catalog();
        }
        Random random = new Random(Extent.seed() + scenario.ordinal());
        List<Future<?>> kills = new ArrayList<>();
        ExecutorService workers = Executors.newFixedThreadPool(PROCESSES);
        try {
            for (int i = 0; i < Math.max(1, KILLS * scenario.share / 100); i++) {
                long moment = random.nextLong(requests + 1);
                kills.add(workers.submit(() -> kill(scenario, now, moment, expected)));
            }
            for (Future<?> kill : kills) {
                kill.get();
            }
        } finally {
            workers.shutdownNow();
        }
    }

    private static Void kill(Scenario scenario, Instant now, long moment, Set<String> expected) throws Exception {
        try (KilledRun killed = scenario.prepare(now)) {
            killed.runUntil(moment);
            killed.assertNoFileIsBroken();
            killed.complete();
            Set<String> catalog = killed.catalog();
            assertThat(catalog.stream().filter(thing -> !expected.contains(thing)))
                    .as("too much")
                    .isEmpty();
            assertThat(expected.stream().filter(thing -> !catalog.contains(thing)))
                    .as("lost")
                    .isEmpty();
            assertThat(killed.deadLetters()).isEmpty();
        } catch (Exception | AssertionError failed) {
            throw new AssertionError(
                    "%s, killed after %d requests, seed %d".formatted(scenario, moment, Extent.seed()), failed);
        }
        return null;
    }
}
