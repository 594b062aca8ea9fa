package io.github.stitchopenmetadata.status;

import static io.github.stitchopenmetadata.text.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "\"2024-02-03T04:05:00Z\",          2024-02-03T04:05:00Z,     0",
                "\"2024-02-03T04:05:00.25Z\",       2024-02-03T04:05:00.250Z, 0",
                "\"2024-02-03T06:05:00+02:00\",     2024-02-03T04:05:00Z,     0",
                "\"2024-02-03T04:05:00\",           2024-02-03T04:05:00Z,     1",
                "\"2024-02-03T04:05:00.25\",        2024-02-03T04:05:00.250Z, 1",
                "\"2024-02-03\",                    -,                        0",
                "\"lately\",                        -,                        0",
                "\"\",                              -,                        0",
                "1706932800000,                     -,                        0",
                "null,                              -,                        0"
            })
    void areReadAsUtcWhereTheyHaveNoZone(String json, Instant time, long withoutZone) {
        Times times = new Times();

        assertThat(times.of(json(json))).isEqualTo(time);
        assertThat(times.withoutZone()).isEqualTo(withoutZone);
    }
}
