package io.github.stitchopenmetadata.state;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/** The one clock that all processes share, whatever those of their machines show. */
final class DatabaseClock extends Clock {

    private final Database database;
    private final ZoneId zone;

    DatabaseClock(Database database) {
        this(database, ZoneId.systemDefault());
    }

    private DatabaseClock(Database database, ZoneId zone) {
        this.database = database;
        this.zone = zone;
    }

    /** @throws StateUnavailableException if the database does not answer */
    @Override
    public Instant instant() {
        return database.now();
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new DatabaseClock(database, other);
    }
}
