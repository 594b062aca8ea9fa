package io.github.stitchopenmetadata.schedule;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;
import org.quartz.impl.jdbcjobstore.SchedulerStateRecord;

/**
 * The words of Quartz to PostgreSQL, in which the processes tell by the clock of the database when they were last alive: by clocks of
 * their own, one that is ahead would take the others for dead. Quartz makes it by its name.
 */
public final class SharedDelegate extends PostgreSQLDelegate {

    private static final String NOW = "select (extract(epoch from clock_timestamp()) * 1000)::bigint";

    @Override
    public int insertSchedulerState(Connection connection, String instance, long time, long interval)
            throws SQLException {
        return super.insertSchedulerState(connection, instance, now(connection), interval);
    }

    @Override
    public int updateSchedulerState(Connection connection, String instance, long time) throws SQLException {
        return super.updateSchedulerState(connection, instance, now(connection));
    }

    @Override
    public List<SchedulerStateRecord> selectSchedulerStateRecords(Connection connection, String instance)
            throws SQLException {
        List<SchedulerStateRecord> records = super.selectSchedulerStateRecords(connection, instance);
        long offset = System.currentTimeMillis() - now(connection);
        records.forEach(each -> each.setCheckinTimestamp(each.getCheckinTimestamp() + offset));
        return records;
    }

    private static long now(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(NOW)) {
            row.next();
            return row.getLong(1);
        }
    }
}
