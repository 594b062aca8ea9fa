package io.github.stitchopenmetadata.support;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.history.HistoryTable;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A PostgreSQL that holds the tables of the history as Stitch loads them: a row with a greater sequence takes the place of one with its key. */
public final class Warehouse implements AutoCloseable {

    private static final Map<String, String> TYPES =
            Map.of("string", "text", "integer", "bigint", "boolean", "boolean", "date-time", "timestamptz");

    private final EmbeddedPostgres server;
    private final Connection connection;

    public Warehouse() throws IOException, SQLException {
        server = Postgres.in(Postgres.newFolder()).setCleanDataDirectory(true).start();
        connection = server.getPostgresDatabase().getConnection();
        for (HistoryTable table : HistoryTable.values()) {
            String columns = table.schema().path("properties").properties().stream()
                    .map(column -> column.getKey() + " " + type(column.getValue()))
                    .collect(Collectors.joining(", "));
            try (Statement statement = connection.createStatement()) {
                statement.execute("create table " + table.table() + " (" + columns
                        + ", _sdc_sequence bigint, primary key (" + HistoryTable.KEY + "))");
            }
        }
    }

    private static String type(JsonNode column) {
        String type = column.path("format")
                .asText(Stream.concat(Stream.of(column.path("type")), stream(column.path("type")))
                        .map(JsonNode::asText)
                        .filter(TYPES::containsKey)
                        .findFirst()
                        .orElseThrow());
        return TYPES.get(type);
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        List<JsonNode> items = new ArrayList<>();
        array.forEach(items::add);
        return items.stream();
    }

    /** @param records as the sandbox keeps them: {@code table_name}, {@code sequence}, {@code data} */
    public void load(List<JsonNode> records) throws SQLException {
        for (JsonNode record : records) {
            String table = record.path("table_name").asText();
            List<String> columns = record.path("data").properties().stream()
                    .map(Map.Entry::getKey)
                    .toList();
            String names = String.join(", ", columns);
            String changes = columns.stream()
                    .map(column -> column + " = excluded." + column)
                    .collect(Collectors.joining(", "));
            try (PreparedStatement upsert = connection.prepareStatement("insert into " + table + " (" + names
                    + ", _sdc_sequence) select " + names + ", ? from jsonb_populate_record(null::" + table
                    + ", ?::jsonb) on conflict (id) do update set " + changes
                    + ", _sdc_sequence = excluded._sdc_sequence where excluded._sdc_sequence > " + table
                    + "._sdc_sequence")) {
                upsert.setLong(1, record.path("sequence").asLong());
                upsert.setString(2, record.path("data").toString());
                upsert.execute();
            }
        }
    }

    /** @return the rows, each by the names of its columns; an interval as its text */
    public List<Map<String, Object>> query(String sql) throws SQLException {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                Map<String, Object> row = new LinkedHashMap<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    boolean interval = result.getMetaData().getColumnTypeName(i).equals("interval");
                    row.put(
                            result.getMetaData().getColumnLabel(i),
                            interval ? result.getString(i) : result.getObject(i));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    @Override
    public void close() throws IOException, SQLException {
        connection.close();
        server.close();
    }
}
