package io.github.stitchopenmetadata.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2024-02-03T04:05:06Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0                             | 0",
                "120                           | 120",
                "' 7 '                         | 7",
                "Sat, 03 Feb 2024 04:05:36 GMT | 30",
                "Sat, 03 Feb 2024 05:05:06 GMT | 3600",
                "Sat, 3 Feb 2024 04:05:07 GMT  | 1",
                "Sat, 03 Feb 2024 04:05:06 GMT | 0",
                "Thu, 01 Jan 1970 00:00:00 GMT | 0"
            })
    void readsSecondsAndDates(String value, long seconds) {
        assertThat(RetryAfter.parse(value, NOW)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "soon",
                "-5",
                "1.5",
                "٣",
                "99999999999999999999",
                "2024-02-03T04:05:36Z",
                "Sun, 03 Feb 2024 04:05:36 GMT"
            })
    void passesOverWhatItCannotRead(String value) {
        assertThat(RetryAfter.parse(value, NOW)).isEmpty();
    }
}
