package io.github.stitchopenmetadata.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The {@code Retry-After} header, which holds seconds or an HTTP date (RFC 9110, 10.2.3). */
final class RetryAfter {

    private RetryAfter() {}

    /** @return how long the server asks to wait from {@code now} on, which is the server's own where it says so; empty for an absent or unreadable value */
    static Optional<Duration> parse(String value, Instant now) {
        if (value == null || value.isBlank()) {
            return Optional.empty();
        }
        String text = value.strip();
        try {
            if (text.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
            }
        } catch (NumberFormatException tooMany) {
            return Optional.empty();
        }
        return HttpDate.parse(text)
                .map(until -> Duration.between(now, until))
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait);
    }
}
