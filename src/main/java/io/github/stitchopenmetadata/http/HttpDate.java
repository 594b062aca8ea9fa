package io.github.stitchopenmetadata.http;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;

/** Times as headers hold them (RFC 9110, 5.6.7), in whole seconds: {@code Sun, 06 Nov 1994 08:49:37 GMT}. */
public final class HttpDate {

    private HttpDate() {}

    /** @return what the clock of a server showed when it answered; nothing where the answer does not say */
    public static Optional<Instant> in(Map<String, Object> headers) {
        return headers.get("Date") instanceof String text ? parse(text) : Optional.empty();
    }

    static Optional<Instant> parse(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeParseException unreadable) {
            return Optional.empty();
        }
    }
}
