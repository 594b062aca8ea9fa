package io.github.stitchopenmetadata.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.github.stitchopenmetadata.text.Json;
import io.github.stitchopenmetadata.text.OneLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * State that several processes share in a PostgreSQL: a row for each name. Its clock is that of the database. What cannot be read or
 * written is no empty state, but a {@link StateUnavailableException}.
 */
public final class JdbcState implements StateStore {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcState.class);
    private static final int VERSION = StateFiles.VERSION;

    /** What is done with the lock takes milliseconds, and the database waits no longer for it than half of this. */
    private static final int WAIT_SECONDS = 60;

    private final Database database;
    private final StateFiles room;
    private final Clock clock;
    /** So that one connection of this process waits, and not one for each thread. */
    private final ReentrantLock threads = new ReentrantLock();

    /** @param directory for what is too large for the memory of this process */
    public JdbcState(Database database, String directory) {
        this.database = database;
        this.room = new StateFiles(directory);
        this.clock = new DatabaseClock(database);
    }

    public Database database() {
        return database;
    }

    @Override
    public <T> T read(String name, TypeReference<T> type) {
        String content = database.in(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "select version, content from stitch_openmetadata_state where name = ?")) {
                statement.setString(1, name);
                try (ResultSet row = statement.executeQuery()) {
                    if (!row.next()) {
                        return null;
                    }
                    if (row.getInt(1) != VERSION) {
                        LOG.warn(
                                "{} in the database is of version {} and counts as empty: {} is the one known here",
                                name,
                                row.getInt(1),
                                VERSION);
                        return null;
                    }
                    return row.getString(2);
                }
            }
        });
        try {
            return content == null ? null : Json.MAPPER.readValue(content, type);
        } catch (JsonProcessingException broken) {
            LOG.warn(
                    "{} in the database is broken and counts as empty: {}",
                    name,
                    OneLine.of(broken.getOriginalMessage()));
            return null;
        }
    }

    @Override
    public void write(String name, Object content) {
        String json = new String(Json.bytes(content), StandardCharsets.UTF_8);
        database.in(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    """
                    insert into stitch_openmetadata_state (name, version, content) values (?, ?, ?)
                    on conflict (name) do update
                    set version = excluded.version, content = excluded.content, changed_at = clock_timestamp()
                    """)) {
                statement.setString(1, name);
                statement.setInt(2, VERSION);
                statement.setString(3, json);
                return statement.executeUpdate();
            }
        });
    }

    @Override
    public void delete(String name) {
        database.in(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("delete from stitch_openmetadata_state where name = ?")) {
                statement.setString(1, name);
                return statement.executeUpdate();
            }
        });
    }

    /**
     * Does some work while no other process has the lock. What it writes is there as a whole or, if the process ends over it, not at
     * all.
     */
    @Override
    public <T> T locked(Supplier<T> work) {
        try {
            if (!threads.tryLock(WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw StateUnavailableException.passing(
                        "the state in the database " + database.place() + " is locked by another thread for too long",
                        null);
            }
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("told to end while waiting for the state in the database", told);
        }
        try {
            return database.in(connection -> {
                if (threads.getHoldCount() == 1) {
                    try (Statement statement = connection.createStatement()) {
                        statement.execute("select pg_advisory_xact_lock(hashtextextended(current_schema()"
                                + " || '/stitch-openmetadata/state', 0))");
                    }
                }
                return work.get();
            });
        } finally {
            threads.unlock();
        }
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public Optional<Hold> tryHold(String name) {
        return database.tryHold(name);
    }

    @Override
    public String holder(String name) {
        return database.holder(name);
    }

    @Override
    public Spill spill() throws IOException {
        return room.spill();
    }
}
