package io.github.stitchopenmetadata.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.concurrent.atomic.AtomicLong;

/** Reads the times of jobs, and counts those that are not as Stitch documents them. Thread-safe. */
final class Times {

    private final AtomicLong withoutZone = new AtomicLong();

    /**
     * @param json ISO-8601; a time without a zone is one in UTC, as all times of Stitch are
     * @return null for what is no time
     */
    Instant of(JsonNode json) {
        if (!json.isTextual()) {
            return null;
        }
        try {
            return Instant.parse(json.textValue());
        } catch (DateTimeParseException withoutAZone) {
            return withoutZone(json.textValue());
        }
    }

    private Instant withoutZone(String text) {
        try {
            Instant instant = LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
            withoutZone.incrementAndGet();
            return instant;
        } catch (DateTimeParseException unreadable) {
            return null;
        }
    }

    /** How many times had no zone. */
    long withoutZone() {
        return withoutZone.get();
    }
}
