package io.github.stitchopenmetadata.state;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * One extraction of one source, as it is known in the database.
 *
 * @param at    when it began; to the microsecond, and within what PostgreSQL knows as a time
 * @param runId that tells it from others of that time
 */
public record SourceKey(String service, String source, Instant at, String runId) {

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    /** PostgreSQL knows no NUL in texts. */
    public SourceKey {
        service = service.replace('\0', '\uFFFD');
        source = source.replace('\0', '\uFFFD');
        runId = runId.replace('\0', '\uFFFD');
        at = at.isBefore(EARLIEST) ? EARLIEST : at.truncatedTo(ChronoUnit.MICROS);
    }

    /** Sets service and source, from this place on; returns the next place. */
    int setSource(PreparedStatement statement, int place) throws SQLException {
        statement.setString(place, service);
        statement.setString(place + 1, source);
        return place + 2;
    }

    /** Sets service, source, time and run, from this place on; returns the next place. */
    int setAll(PreparedStatement statement, int place) throws SQLException {
        return setExtraction(statement, setSource(statement, place));
    }

    int setExtraction(PreparedStatement statement, int place) throws SQLException {
        statement.setObject(place, OffsetDateTime.ofInstant(at, ZoneOffset.UTC));
        statement.setString(place + 1, runId);
        return place + 2;
    }
}
