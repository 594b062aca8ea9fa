package io.github.stitchopenmetadata.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.state.StateFiles;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtractionTimesTest {

    private static final Instant NOON = Instant.parse("2024-05-02T12:00:00Z");
    private static final Instant NEXT_YEAR = Instant.parse("2025-05-02T12:00:00Z");

    @TempDir
    private Path folder;

    private Instant delivered = Instant.EPOCH;
    private Instant kept = Instant.EPOCH;

    private Instant nextAt(Instant now) {
        return new ExtractionTimes(new StateFiles(folder.toString()), () -> delivered, () -> kept).next(now);
    }

    @Test
    void neverGoBackWhereTheClockDoes() {
        assertThat(nextAt(NOON)).isEqualTo(NOON);
        assertThat(nextAt(NOON)).isAfter(NOON);
        assertThat(nextAt(NOON.minusSeconds(3600))).isAfter(NOON);
        assertThat(nextAt(NOON.plusSeconds(1))).isEqualTo(NOON.plusSeconds(1));
    }

    @Test
    void areLaterThanWhatWasDeliveredOrKeptByAClockThatRanAhead() {
        delivered = NEXT_YEAR;
        assertThat(nextAt(NOON)).isAfter(NEXT_YEAR);
        delivered = Instant.EPOCH;
        kept = NEXT_YEAR.plusSeconds(1);
        assertThat(nextAt(NOON)).isAfter(kept);
    }

    /** Nothing could be later than such a time, nor be written down. */
    @Test
    void takeNoNoticeOfATimeThatIsNone() {
        kept = Extraction.time(Instant.MAX.toString());

        assertThat(nextAt(NOON)).isEqualTo(NOON);
    }
}
