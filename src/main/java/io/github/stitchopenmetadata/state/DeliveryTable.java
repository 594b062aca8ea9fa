package io.github.stitchopenmetadata.state;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * The last delivery of each source, over all processes that share the database. By it an older extraction never takes the place of a
 * newer one, and of two deliveries of one source the one that began first ends: each row names who has it.
 */
public final class DeliveryTable {

    /**
     * @param begun    how often the delivery of this extraction was begun without an end
     * @param complete whether all of it arrived
     */
    public record Row(Instant at, String runId, long sourceId, int begun, boolean complete) {

        /** Whether it is of a later extraction. */
        public boolean isAfter(SourceKey key) {
            int times = at.compareTo(key.at());
            return times > 0 || times == 0 && runId.compareTo(key.runId()) > 0;
        }

        /** Whether it is of the same extraction. */
        public boolean isOf(SourceKey key) {
            return at.equals(key.at()) && runId.equals(key.runId());
        }
    }

    private final Database database;

    public DeliveryTable(Database database) {
        this.database = database;
    }

    /** @param key of any extraction of the source */
    public Optional<Row> row(SourceKey key) {
        return database.in(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    """
                    select extracted_at, run_id, source_id, begun, complete from stitch_openmetadata_deliveries
                    where service = ? and source = ?
                    """)) {
                key.setSource(statement, 1);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next()
                            ? Optional.of(new Row(
                                    row.getObject(1, OffsetDateTime.class).toInstant(),
                                    row.getString(2),
                                    row.getLong(3),
                                    row.getInt(4),
                                    row.getBoolean(5)))
                            : Optional.empty();
                }
            }
        });
    }

    /**
     * Takes the source over, unless a later extraction was begun, or this one too often without an end, or of a source of the same name.
     *
     * @param sourceId by which Stitch knows the source
     * @param holder   who has it from now on
     * @param most     how often an extraction may be begun without an end
     * @return whether it was taken; if not, the row tells why
     */
    public boolean begin(SourceKey key, long sourceId, String holder, int most) {
        return database.in(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    """
                    insert into stitch_openmetadata_deliveries as last
                      (service, source, extracted_at, run_id, source_id, holder, begun, complete)
                    values (?, ?, ?, ?, ?, ?, 1, false)
                    on conflict (service, source) do update set
                      extracted_at = excluded.extracted_at, run_id = excluded.run_id, source_id = excluded.source_id,
                      holder = excluded.holder, complete = false, changed_at = clock_timestamp(),
                      begun = case
                        when (last.extracted_at, last.run_id) = (excluded.extracted_at, excluded.run_id) and not last.complete
                        then last.begun + 1 else 1 end
                    where (last.extracted_at, last.run_id) < (excluded.extracted_at, excluded.run_id)
                       or (last.extracted_at, last.run_id) = (excluded.extracted_at, excluded.run_id)
                      and last.source_id = excluded.source_id and (last.complete or last.begun < ?)
                    """)) {
                int next = key.setAll(statement, 1);
                statement.setLong(next, sourceId);
                statement.setString(next + 1, holder);
                statement.setInt(next + 2, most);
                return statement.executeUpdate() == 1;
            }
        });
    }

    /**
     * @param holder as it was said to {@link #begin}
     * @return whether nobody has taken the source over since then; that it is worked on is written down
     */
    public boolean isHeld(SourceKey key, String holder) {
        return database.in(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    """
                    update stitch_openmetadata_deliveries set changed_at = clock_timestamp()
                    where service = ? and source = ? and holder = ?
                    """)) {
                statement.setString(key.setSource(statement, 1), holder);
                return statement.executeUpdate() == 1;
            }
        });
    }

    /**
     * The delivery has come to an end, well or not.
     *
     * @return whether nobody has taken the source over
     */
    public boolean end(SourceKey key, String holder, boolean complete) {
        return database.in(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    """
                    update stitch_openmetadata_deliveries
                    set holder = null, begun = 0, complete = ?, changed_at = clock_timestamp()
                    where service = ? and source = ? and holder = ?
                    """)) {
                statement.setBoolean(1, complete);
                statement.setString(key.setSource(statement, 2), holder);
                return statement.executeUpdate() == 1;
            }
        });
    }

    /** When the latest extraction began that was delivered, or of which parts wait; {@link Instant#EPOCH} where there is none. */
    public Instant latest() {
        return database.in(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            """
                            select greatest((select max(extracted_at) from stitch_openmetadata_deliveries),
                                            (select max(extracted_at) from stitch_openmetadata_parts))
                            """)) {
                row.next();
                OffsetDateTime latest = row.getObject(1, OffsetDateTime.class);
                return latest == null ? Instant.EPOCH : latest.toInstant();
            }
        });
    }

    /** Forgets sources that are gone: what is so much older than the newest of its service. */
    public void forget(Duration age) {
        database.in(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    """
                    delete from stitch_openmetadata_deliveries old using
                      (select service, max(extracted_at) as newest from stitch_openmetadata_deliveries
                       where extracted_at <= clock_timestamp() group by service) last
                    where old.service = last.service and old.extracted_at < last.newest - ? * interval '1 second'
                    """)) {
                statement.setLong(1, age.toSeconds());
                return statement.executeUpdate();
            }
        });
    }
}
