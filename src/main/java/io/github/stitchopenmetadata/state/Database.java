package io.github.stitchopenmetadata.state;

import io.github.stitchopenmetadata.text.Explanation;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL in which several processes share their state; none without {@code state.jdbc.url}. Its tables are made, or found to be
 * there, with the first connection. A database that does not answer is asked again for a while. Thread-safe.
 */
public final class Database implements AutoCloseable {

    /** What is done with a connection. */
    @FunctionalInterface
    public interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    @FunctionalInterface
    private interface Attempt<T> {
        T make() throws SQLException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    /** As long as a database may take to be started anew. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final long PAUSE_MILLIS = 250;
    private static final String NEVER_OPENED = "state.jdbc.url is not set";

    private final DatabaseSettings settings;
    private final Duration patience;
    private final ThreadLocal<Connection> transaction = new ThreadLocal<>();
    private final AtomicBoolean silent = new AtomicBoolean();
    /** Whether it was waited for in vain: then nobody waits again before it answers. */
    private volatile boolean givenUp;

    private ConnectionPool pool;
    private boolean prepared;
    private boolean closed;

    /**
     * @param url          the setting {@code state.jdbc.url}; blank for none
     * @param user         the setting {@code state.jdbc.user}
     * @param password     the setting {@code state.jdbc.password}
     * @param passwordFile the setting {@code state.jdbc.passwordFile}
     */
    public Database(String url, String user, String password, String passwordFile) {
        this(DatabaseSettings.of(url, user, password, passwordFile), PATIENCE);
    }

    /** @param patience with a database that does not answer */
    Database(DatabaseSettings settings, Duration patience) {
        this.settings = settings;
        this.patience = patience;
    }

    /**
     * @param url the setting {@code state.jdbc.url}
     * @return what is wrong with it, without its text, which may hold a password; null for nothing
     */
    public static String objection(String url) {
        return DatabaseSettings.objection(url);
    }

    /** Whether state is shared in a database at all. */
    public boolean isUsed() {
        return settings.areThere();
    }

    /** Its address, as it is told. */
    public String place() {
        return settings.place();
    }

    /** @return why it cannot be used now, for people; nothing where it can */
    public Optional<StateUnavailableException> problem() {
        try (Connection connection = connect(Duration.ZERO);
                Statement statement = connection.createStatement()) {
            statement.execute("select 1");
            return Optional.empty();
        } catch (StateUnavailableException unavailable) {
            return Optional.of(unavailable);
        } catch (SQLException failed) {
            return Optional.of(explained(failed));
        }
    }

    /**
     * @return a connection for others, who close it
     * @throws SQLException if there is none, or the database is not one for this program
     */
    public Connection connection() throws SQLException {
        try {
            return connect(Duration.ZERO);
        } catch (StateUnavailableException unavailable) {
            throw new SQLException(unavailable.getMessage(), unavailable);
        }
    }

    /**
     * Does some work as a whole or not at all; within work of the same thread, as a part of that. Where the connection is lost over it, it is
     * done once more, so it must bear that.
     *
     * @throws StateUnavailableException if it cannot be done
     */
    public <T> T in(Work<T> work) {
        Connection around = transaction.get();
        try {
            if (around != null) {
                return work.with(around);
            }
            return againWhereAConnectionIsLost(() -> once(work));
        } catch (SQLException failed) {
            throw explained(failed);
        }
    }

    private <T> T once(Work<T> work) throws SQLException {
        try (Connection connection = connect(patience)) {
            return inTransaction(connection, work);
        }
    }

    private <T> T inTransaction(Connection connection, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        transaction.set(connection);
        boolean done = false;
        try {
            T result = work.with(connection);
            connection.commit();
            done = true;
            return result;
        } finally {
            transaction.remove();
            if (!done) {
                rollBack(connection);
            }
        }
    }

    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException lost) {
            LOG.debug("What was begun ends with its connection", lost);
        }
    }

    /** What its clock shows. */
    public Instant now() {
        return in(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery("select clock_timestamp()")) {
                result.next();
                return result.getObject(1, OffsetDateTime.class).toInstant();
            }
        });
    }

    /** How far the clock of this machine is ahead of that of the database; less than nothing where it is behind. */
    public Duration offset() {
        Instant asked = Instant.now();
        Instant told = now();
        return Duration.between(
                told, asked.plus(Duration.between(asked, Instant.now()).dividedBy(2)));
    }

    /**
     * @param name of what only one process at a time may have
     * @return nothing where another one has it
     * @throws StateUnavailableException if that cannot be found out
     */
    Optional<Hold> tryHold(String name) {
        try {
            return againWhereAConnectionIsLost(() -> take(name));
        } catch (SQLException failed) {
            throw explained(failed);
        }
    }

    private Optional<Hold> take(String name) throws SQLException {
        // a run is worth the wait, whoever waited in vain before
        Connection connection = connectBy(System.nanoTime() + patience.toNanos(), patience);
        try {
            DatabaseHold hold = new DatabaseHold(this, connection, name);
            if (hold.take()) {
                connection = null;
                return Optional.of(hold);
            }
            return Optional.empty();
        } finally {
            if (connection != null) {
                letGo(connection);
            }
        }
    }

    /** @return which process has it, as far as it tells; "" where none has */
    String holder(String name) {
        return in(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    """
                    with wanted as (select hashtextextended(current_schema() || '/stitch-openmetadata/' || ?, 0) as lock)
                    select application_name from pg_locks join pg_stat_activity using (pid), wanted
                    where locktype = 'advisory' and granted and objsubid = 1 and database =
                          (select oid from pg_database where datname = current_database())
                      and classid::bigint = (lock >> 32) & 4294967295 and objid::bigint = lock & 4294967295
                    """)) {
                statement.setString(1, name);
                try (ResultSet result = statement.executeQuery()) {
                    return result.next() ? result.getString(1) : "";
                }
            }
        });
    }

    /** Where one connection is lost, others are too, and the second attempt needs one that is not. */
    private <T> T againWhereAConnectionIsLost(Attempt<T> attempt) throws SQLException {
        try {
            return attempt.make();
        } catch (SQLException | StateUnavailableException failed) {
            if (!SqlTrouble.isOfTheConnection(failed)) {
                throw failed;
            }
            LOG.debug("A connection to the database was lost", failed);
            endConnections();
            return attempt.make();
        }
    }

    private synchronized void endConnections() {
        if (pool != null) {
            pool.endAll();
        }
    }

    /** Ends a connection that had locks or settings of its own. */
    void letGo(Connection connection) {
        synchronized (this) {
            if (pool != null) {
                pool.end(connection);
            }
        }
        try {
            connection.close();
        } catch (SQLException lost) {
            LOG.debug("A connection was lost", lost);
        }
    }

    /** How this process is called in the database, such as {@code stitch-openmetadata worker-1/4711}. */
    static String processName() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            host = "process";
        }
        String name = "stitch-openmetadata " + host;
        String process = "/" + ProcessHandle.current().pid();
        // PostgreSQL cuts it after 63 bytes
        return name.substring(0, Math.min(name.length(), 63 - process.length())) + process;
    }

    private Connection connect(Duration patience) {
        return connectBy(System.nanoTime() + (givenUp ? 0 : patience.toNanos()), patience);
    }

    private Connection connectBy(long end, Duration patience) {
        while (true) {
            try {
                Connection connection = prepared(pool().connection());
                givenUp = false;
                if (silent.getAndSet(false)) {
                    LOG.info("The database {} answers again", place());
                }
                return connection;
            } catch (SQLException failed) {
                StateUnavailableException unavailable = explained(failed);
                if (!silent.getAndSet(true)) {
                    LOG.warn("{}{}", unavailable.getMessage(), unavailable.isRefused() ? "" : "; it is tried again");
                }
                if (unavailable.isRefused() || System.nanoTime() - end >= 0 || isClosed()) {
                    givenUp = givenUp || !patience.isZero();
                    throw unavailable;
                }
                pause(unavailable);
            }
        }
    }

    private static void pause(StateUnavailableException unavailable) {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            throw unavailable;
        }
    }

    /** With the first one: the tables that are needed. */
    private Connection prepared(Connection connection) throws SQLException {
        try {
            synchronized (this) {
                if (!prepared) {
                    DatabaseSchema.prepare(connection);
                    prepared = true;
                }
            }
            return connection;
        } catch (SQLException | RuntimeException refused) {
            letGo(connection);
            throw refused;
        }
    }

    private synchronized ConnectionPool pool() {
        if (closed) {
            throw StateUnavailableException.passing("the process is told to stop", null);
        }
        if (!isUsed()) {
            throw new IllegalStateException(NEVER_OPENED);
        }
        if (pool == null) {
            pool = open();
        }
        return pool;
    }

    private ConnectionPool open() {
        try {
            return ConnectionPool.open(settings, processName());
        } catch (LinkageError | IllegalArgumentException | IllegalStateException missing) {
            throw StateUnavailableException.refused(
                    "state.jdbc.url needs the driver of PostgreSQL and HikariCP, which are not there: start with the Maven profile"
                            + " postgresql, or put both into the folder lib",
                    missing);
        } catch (RuntimeException broken) {
            if (broken instanceof StateUnavailableException) {
                throw broken;
            }
            throw StateUnavailableException.refused("state.jdbc.url cannot be used: " + Explanation.of(broken), broken);
        }
    }

    StateUnavailableException explained(SQLException failed) {
        return SqlTrouble.explained(failed, settings);
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** No work begins from now on. */
    @Override
    public synchronized void close() {
        closed = true;
        if (pool != null) {
            pool.close();
            pool = null;
        }
    }
}
