package io.github.stitchopenmetadata.state;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Parts of large sources that wait for the others, over all processes that share the database. They stay until their source was
 * delivered, so that whoever takes the message of the part that completed it once more can deliver it.
 */
public final class PartTable {

    private final Database database;

    public PartTable(Database database) {
        this.database = database;
    }

    /** Does some work while no other process receives parts of this source. */
    public <T> T alone(SourceKey key, Database.Work<T> work) {
        return database.in(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "select pg_advisory_xact_lock(hashtextextended(current_schema() || '/stitch-openmetadata/parts/' || ? || '/' || ?, 0))")) {
                key.setSource(statement, 1);
                statement.execute();
            }
            return work.with(connection);
        });
    }

    /** Whether parts of a later extraction of the source wait. */
    public boolean isLaterThere(SourceKey key) {
        return database.in(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    """
                    select 1 from stitch_openmetadata_parts
                    where service = ? and source = ? and (extracted_at, run_id) > (?, ?) limit 1
                    """)) {
                key.setAll(statement, 1);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next();
                }
            }
        });
    }

    /** @return earlier extractions of the source, of which parts wait */
    public List<SourceKey> earlier(SourceKey key) {
        return database.in(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    """
                    select distinct service, source, extracted_at, run_id from stitch_openmetadata_parts
                    where service = ? and source = ? and (extracted_at, run_id) < (?, ?)
                    """)) {
                key.setAll(statement, 1);
                return keys(statement);
            }
        });
    }

    /** @return the sources of a run of which parts have come, and not all */
    public List<SourceKey> incomplete(String runId) {
        return database.in(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    """
                    select service, source, extracted_at, run_id from stitch_openmetadata_parts
                    where run_id = ? group by 1, 2, 3, 4 having not bool_or(completes)
                    """)) {
                statement.setString(1, runId);
                return keys(statement);
            }
        });
    }

    /**
     * Takes over what nobody works on, and to which no part has come for long; the caller alone is given it, for as long again.
     *
     * @param patience by the clock of the database
     */
    public List<SourceKey> takeOverdue(Duration patience) {
        return database.in(connection -> {
            try (PreparedStatement lock = connection.prepareStatement(
                    "select pg_advisory_xact_lock(hashtextextended(current_schema() || '/stitch-openmetadata/overdue', 0))")) {
                lock.execute();
            }
            try (PreparedStatement statement = connection.prepareStatement(
                    """
                    with overdue as (
                      select service, source, extracted_at, run_id from stitch_openmetadata_parts part
                      where not exists (
                        select 1 from stitch_openmetadata_deliveries last
                        where last.service = part.service and last.source = part.source and last.holder is not null
                          and last.changed_at > clock_timestamp() - ? * interval '1 millisecond')
                      group by 1, 2, 3, 4
                      having max(received_at) <= clock_timestamp() - ? * interval '1 millisecond'),
                    taken as (
                      update stitch_openmetadata_parts part set received_at = clock_timestamp() from overdue
                      where (part.service, part.source, part.extracted_at, part.run_id)
                          = (overdue.service, overdue.source, overdue.extracted_at, overdue.run_id)
                        and part.received_at <= clock_timestamp() - ? * interval '1 millisecond'
                      returning part.service, part.source, part.extracted_at, part.run_id)
                    select distinct service, source, extracted_at, run_id from taken
                    """)) {
                statement.setLong(1, patience.toMillis());
                statement.setLong(2, patience.toMillis());
                statement.setLong(3, patience.toMillis());
                return keys(statement);
            }
        });
    }

    private static List<SourceKey> keys(PreparedStatement statement) throws SQLException {
        List<SourceKey> all = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                all.add(new SourceKey(
                        row.getString(1),
                        row.getString(2),
                        row.getObject(3, OffsetDateTime.class).toInstant(),
                        row.getString(4)));
            }
        }
        return all;
    }

    /**
     * Keeps a part; to be called {@link #alone}.
     *
     * @param number  of the part, from 1 on
     * @param parts   how many there are; 0 where it does not tell
     * @param message as JSON
     * @return whether the source is complete by this part: when it comes first, and each time it comes again
     */
    public boolean add(SourceKey key, int number, int parts, byte[] message) {
        return database.in(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    """
                    insert into stitch_openmetadata_parts (service, source, extracted_at, run_id, number, parts, message)
                    values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                    """)) {
                int next = key.setAll(statement, 1);
                statement.setInt(next, number);
                statement.setInt(next + 1, parts);
                statement.setBytes(next + 2, message);
                statement.executeUpdate();
            }
            return completes(connection, key, number);
        });
    }

    /** The first one after which nothing is missing completes the source, and no other. */
    private static boolean completes(Connection connection, SourceKey key, int number) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                """
                update stitch_openmetadata_parts part set completes = true from (
                  select count(*) as come, max(parts) as expected, bool_or(completes) as complete
                  from stitch_openmetadata_parts where service = ? and source = ? and extracted_at = ? and run_id = ?) so_far
                where service = ? and source = ? and extracted_at = ? and run_id = ? and number = ?
                  and (part.completes or not so_far.complete and so_far.expected > 0 and so_far.come >= so_far.expected)
                """)) {
            statement.setInt(key.setAll(statement, key.setAll(statement, 1)), number);
            return statement.executeUpdate() == 1;
        }
    }

    /** Whether parts have come, and not all. */
    public boolean isIncomplete(SourceKey key) {
        return incomplete(key.runId()).contains(key);
    }

    /** @return the numbers of those that are there, in their order */
    public List<Integer> numbers(SourceKey key) {
        return database.in(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    """
                    select number from stitch_openmetadata_parts
                    where service = ? and source = ? and extracted_at = ? and run_id = ? order by number
                    """)) {
                key.setAll(statement, 1);
                List<Integer> numbers = new ArrayList<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        numbers.add(row.getInt(1));
                    }
                }
                return numbers;
            }
        });
    }

    /** @return a part as JSON; null where it is not there any more */
    public byte[] read(SourceKey key, int number) {
        return database.in(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    """
                    select message from stitch_openmetadata_parts
                    where service = ? and source = ? and extracted_at = ? and run_id = ? and number = ?
                    """)) {
                statement.setInt(key.setAll(statement, 1), number);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() ? row.getBytes(1) : null;
                }
            }
        });
    }

    /** What has come of an extraction is needed no more. */
    public void remove(SourceKey key) {
        database.in(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    """
                    delete from stitch_openmetadata_parts
                    where service = ? and source = ? and extracted_at = ? and run_id = ?
                    """)) {
                key.setAll(statement, 1);
                return statement.executeUpdate();
            }
        });
    }

    /** Forgets what nobody has come for. */
    public void forget(Duration age) {
        database.in(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "delete from stitch_openmetadata_parts where received_at < clock_timestamp() - ? * interval '1 second'")) {
                statement.setLong(1, age.toSeconds());
                return statement.executeUpdate();
            }
        });
    }
}
