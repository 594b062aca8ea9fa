package io.github.stitchopenmetadata.state;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;

/** A few connections. The only class that needs the libraries of the profile {@code postgresql}. */
final class ConnectionPool implements AutoCloseable {

    private static final int MOST = 16;
    private static final long WAIT_MILLIS = 3_000;
    private static final long IDLE_MILLIS = 60_000;
    private static final String WAIT_SECONDS = "3";
    /** A network that is cut does not hold up a thread for ever; nothing that is asked here takes so long. */
    private static final String ANSWER_SECONDS = "60";

    /** A process that is halted within a transaction does not hold up the others: the database ends it. */
    private static final String BEARING = "set lock_timeout = '30s'; set idle_in_transaction_session_timeout = '15s'";

    private final HikariDataSource pool;

    private ConnectionPool(HikariDataSource pool) {
        this.pool = pool;
    }

    /** Without a connection so far, so that a database that does not answer is told of by who needs it. */
    static ConnectionPool open(DatabaseSettings settings, String process) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("stitch-openmetadata-state");
        config.setDriverClassName("org.postgresql.Driver");
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user().isEmpty() ? null : settings.user());
        config.setPassword(settings.passwordNow());
        config.setMaximumPoolSize(MOST);
        config.setMinimumIdle(1);
        config.setIdleTimeout(IDLE_MILLIS);
        config.setConnectionTimeout(WAIT_MILLIS);
        config.setInitializationFailTimeout(-1);
        config.setConnectionInitSql(BEARING);
        config.addDataSourceProperty("ApplicationName", process);
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("connectTimeout", WAIT_SECONDS);
        config.addDataSourceProperty("loginTimeout", WAIT_SECONDS);
        config.addDataSourceProperty("socketTimeout", ANSWER_SECONDS);
        return new ConnectionPool(new HikariDataSource(config));
    }

    Connection connection() throws SQLException {
        return pool.getConnection();
    }

    /** It is not given to anybody else. */
    void end(Connection connection) {
        pool.evictConnection(connection);
    }

    /**
     * Ends all connections that it has now; those in use when they come back. A connection that was in use a moment ago is given away
     * without a look at it, so another that is lost might be next.
     */
    void endAll() {
        pool.getHikariPoolMXBean().softEvictConnections();
    }

    @Override
    public void close() {
        pool.close();
    }
}
