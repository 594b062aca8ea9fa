package io.github.stitchopenmetadata.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.state.StateFiles;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtractionTimesTest {

    private static final Instant NOON = Instant.parse("2024-05-02T12:00:00Z");

    @TempDir
    private Path folder;

    private Instant nextAt(Instant now) {
        return new ExtractionTimes(new StateFiles(folder.toString()), Clock.fixed(now, ZoneOffset.UTC)).next();
    }

    @Test
    void neverGoBackWhereTheClockDoes() {
        assertThat(nextAt(NOON)).isEqualTo(NOON);
        assertThat(nextAt(NOON)).isAfter(NOON);
        assertThat(nextAt(NOON.minusSeconds(3600))).isAfter(NOON);
        assertThat(nextAt(NOON.plusSeconds(1))).isEqualTo(NOON.plusSeconds(1));
    }
}
