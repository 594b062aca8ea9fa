package io.github.stitchopenmetadata.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SteadyClockTest {

    @Test
    void goesOnFromItsStartWhateverTimeItIs() {
        Instant start = Instant.parse("2000-01-01T00:00:00Z");
        SteadyClock clock = new SteadyClock(start);
        Instant first = clock.instant();

        assertThat(first).isBetween(start, start.plusSeconds(60));
        assertThat(clock.instant()).isAfterOrEqualTo(first);
        assertThat(clock.withZone(ZoneOffset.UTC).instant()).isBetween(first, first.plusSeconds(60));
        assertThat(Duration.between(new SteadyClock().instant(), Instant.now()).abs())
                .isLessThan(Duration.ofMinutes(1));
    }
}
