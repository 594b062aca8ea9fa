package io.github.stitchopenmetadata.state;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lock of PostgreSQL that belongs to a connection, and so ends with the process at the latest. Where the machine of a process is
 * gone, the database notices within a minute.
 */
final class DatabaseHold implements Hold {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseHold.class);
    private static final int WAIT_SECONDS = 3;
    private static final String KEY = "(hashtextextended(current_schema() || '/stitch-openmetadata/' || ?, 0))";

    private final Database database;
    private final String name;
    private Connection connection;

    DatabaseHold(Database database, Connection connection, String name) {
        this.database = database;
        this.connection = connection;
        this.name = name;
    }

    boolean take() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set tcp_keepalives_idle = 20");
            statement.execute("set tcp_keepalives_interval = 10");
            statement.execute("set tcp_keepalives_count = 3");
        }
        try (PreparedStatement statement = connection.prepareStatement("select pg_try_advisory_lock" + KEY)) {
            statement.setString(1, name);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getBoolean(1);
            }
        }
    }

    /** After a database was started anew, whoever comes first has it again. */
    @Override
    public synchronized boolean isHeld() {
        try {
            if (connection != null && connection.isValid(WAIT_SECONDS)) {
                return true;
            }
        } catch (SQLException lost) {
            LOG.debug("{} is lost", name, lost);
        }
        drop();
        DatabaseHold again = (DatabaseHold) database.tryHold(name).orElse(null);
        connection = again == null ? null : again.connection;
        return again != null;
    }

    /** Others may have it from now on. */
    @Override
    public synchronized void close() {
        if (connection != null) {
            unlock();
            drop();
        }
    }

    /** By hand, since the database notices the end of a connection in its own time. */
    private void unlock() {
        try {
            if (!connection.isValid(WAIT_SECONDS)) {
                return;
            }
            try (PreparedStatement statement = connection.prepareStatement("select pg_advisory_unlock" + KEY)) {
                statement.setString(1, name);
                statement.execute();
            }
        } catch (SQLException lost) {
            LOG.debug("{} ends with its connection", name, lost);
        }
    }

    private void drop() {
        if (connection != null) {
            database.letGo(connection);
            connection = null;
        }
    }
}
