package io.github.stitchopenmetadata.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** A PostgreSQL in which processes share their state. One runs for all tests of a JVM; each test that asks has a database of its own. */
public final class StateServer implements AutoCloseable {

    private static final String USER = "postgres";
    private static StateServer common;

    private final Path place;
    private int port;
    private EmbeddedPostgres server;

    private final boolean stopsAtTheEnd;

    private StateServer(boolean stopsAtTheEnd) throws IOException {
        this.stopsAtTheEnd = stopsAtTheEnd;
        place = Postgres.newFolder();
        start();
    }

    /** One that a test may stop. */
    public static StateServer own() throws IOException {
        return new StateServer(false);
    }

    /** As it was when it was stopped. */
    public void start() throws IOException {
        EmbeddedPostgres.Builder builder = Postgres.in(place).setCleanDataDirectory(stopsAtTheEnd);
        server = (port == 0 ? builder : builder.setPort(port)).start();
        port = server.getPort();
    }

    /** From now on nobody answers at its port. */
    public void stop() throws IOException {
        server.close();
    }

    /** @return the address of an empty database */
    public static String database() throws IOException, SQLException {
        synchronized (StateServer.class) {
            if (common == null) {
                common = new StateServer(true);
            }
            return common.newDatabase();
        }
    }

    public String newDatabase() throws SQLException {
        String name = "state_" + UUID.randomUUID().toString().replace('-', '_');
        execute(url("postgres"), "create database " + name);
        return url(name);
    }

    public String url(String database) {
        return "jdbc:postgresql://localhost:" + port + "/" + database;
    }

    /** The settings of a process that shares its state there. */
    public static Map<String, String> settings(String url) {
        return new HashMap<>(Map.of("state.jdbc.url", url, "state.jdbc.user", USER));
    }

    public static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, USER, "");
    }

    public static void execute(String url, String sql) throws SQLException {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** @return the first column of each row, as text */
    public static List<String> query(String url, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }

    /** @return how many locks are held in the database, and not in others of the server */
    public static int locks(String url) throws SQLException {
        return query(
                        url,
                        "select 1 from pg_locks join pg_database on database = pg_database.oid"
                                + " where locktype = 'advisory' and datname = current_database()")
                .size();
    }

    @Override
    public void close() {
        try {
            server.close();
            try (Stream<Path> files = Files.walk(place)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        } catch (IOException stopped) {
            throw new UncheckedIOException(stopped);
        }
    }
}
