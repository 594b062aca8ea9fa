package io.github.stitchopenmetadata.state;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The tables of {@code postgresql.sql}. */
final class DatabaseSchema {

    static final int VERSION = 1;
    private static final String FILE = "/stitch-openmetadata/postgresql.sql";
    private static final String LOCK =
            "select pg_advisory_xact_lock(hashtextextended('stitch-openmetadata tables', 0))";

    private DatabaseSchema() {}

    /**
     * Makes what is not there. Processes that start together do that one after the other.
     *
     * @throws StateUnavailableException for tables of a later version
     * @throws SQLException              if they are not there and cannot be made
     */
    static void prepare(Connection connection) throws SQLException {
        if (version(connection) == VERSION) {
            return;
        }
        connection.setAutoCommit(false);
        boolean done = false;
        try (Statement statement = connection.createStatement()) {
            statement.execute(LOCK);
            if (version(connection) < VERSION) {
                statement.execute(text());
            }
            connection.commit();
            done = true;
        } finally {
            if (!done) {
                connection.rollback();
            }
            connection.setAutoCommit(true);
        }
    }

    /** @return 0 where there are no tables */
    private static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet table = statement.executeQuery("select to_regclass('stitch_openmetadata_version')")) {
                table.next();
                if (table.getString(1) == null) {
                    return 0;
                }
            }
            try (ResultSet versions =
                    statement.executeQuery("select coalesce(max(version), 0) from stitch_openmetadata_version")) {
                versions.next();
                int version = versions.getInt(1);
                if (version > VERSION) {
                    throw StateUnavailableException.refused(
                            "The tables in the database are of version " + version + ", and this program knows "
                                    + VERSION
                                    + ": start the version of the program that made them, or another database (state.jdbc.url)",
                            null);
                }
                return version;
            }
        }
    }

    /** For a DBA, too. */
    static String text() {
        try (InputStream file = DatabaseSchema.class.getResourceAsStream(FILE)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException inTheJar) {
            throw new UncheckedIOException(inTheJar);
        }
    }
}
