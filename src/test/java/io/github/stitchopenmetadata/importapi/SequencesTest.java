package io.github.stitchopenmetadata.importapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.state.StateFiles;
import io.github.stitchopenmetadata.state.StateStore;
import io.github.stitchopenmetadata.support.SettableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SequencesTest {

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock();

    private StateStore store() {
        return new StateFiles(folder.toString());
    }

    @Test
    void areTheTimeInMilliseconds() {
        assertThat(new Sequences(store(), clock).next(1)).isEqualTo(clock.millis());
    }

    @Test
    void riseOverBatchesWhateverTheClockDoes() {
        Sequences sequences = new Sequences(store(), clock);
        List<Long> firsts = new ArrayList<>();
        for (Duration step : List.of(
                Duration.ZERO, Duration.ofMillis(1), Duration.ofHours(-3), Duration.ofDays(1), Duration.ofDays(-9))) {
            clock.move(step.toMillis());
            firsts.add(sequences.next(20_000));
        }
        for (int i = 1; i < firsts.size(); i++) {
            assertThat(firsts.get(i)).isGreaterThan(firsts.get(i - 1) + 19_999);
        }
    }

    @Test
    void riseOverRestartsAlsoWhereTheClockWasSetBack() {
        long last = new Sequences(store(), clock).next(50_000) + 49_999;
        clock.move(-Duration.ofDays(400).toMillis());

        assertThat(new Sequences(store(), clock).next(1)).isGreaterThan(last);
    }

    @Test
    void areNeverTheSameInProcessesThatShareTheState() {
        Sequences one = new Sequences(store(), clock);
        Sequences other = new Sequences(store(), clock);
        List<Long> all = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            long first = (i % 2 == 0 ? one : other).next(7);
            for (int j = 0; j < 7; j++) {
                all.add(first + j);
            }
        }
        assertThat(all).doesNotHaveDuplicates();
    }
}
