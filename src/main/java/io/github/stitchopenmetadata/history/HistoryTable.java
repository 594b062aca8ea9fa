package io.github.stitchopenmetadata.history;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.run.Count;
import io.github.stitchopenmetadata.text.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** A table of the history: its name, its columns and its key. */
public enum HistoryTable {
    RUNS("stitch_openmetadata_runs", runs()),
    EDGES(
            "edges",
            List.of(
                    text(Column.ACCOUNT),
                    text(Column.SOURCE),
                    text(Column.SOURCE_TYPE),
                    text("stream"),
                    text("from_table"),
                    text("to_table"),
                    number("column_pairs"),
                    new Column("arrived", "boolean", null),
                    text(Column.RUN_ID),
                    time(Column.CHANGED_AT),
                    time(Column.REMOVED_AT))),
    MISSING_EDGES(
            "missing_edges",
            List.of(
                    text(Column.ACCOUNT),
                    text(Column.SOURCE),
                    text(Column.SOURCE_TYPE),
                    text("stream"),
                    text("reason"),
                    text("detail"),
                    text(Column.RUN_ID),
                    time(Column.CHANGED_AT),
                    time(Column.REMOVED_AT))),
    TASK_STATUSES(
            "task_statuses",
            List.of(
                    text(Column.ACCOUNT),
                    text(Column.SOURCE),
                    text(Column.SOURCE_TYPE),
                    text("task"),
                    text("status"),
                    time("started_at"),
                    time("ended_at"),
                    text("error"),
                    text(Column.RUN_ID)));

    /** The column that is the key of every table: short enough for every warehouse, whatever the names are that it stands for. */
    public static final String KEY = "id";

    /**
     * A column that may be null.
     *
     * @param type   as JSON Schema has it
     * @param format as JSON Schema has it; null for none
     */
    record Column(String name, String type, String format) {

        static final String ACCOUNT = "account";
        static final String SOURCE = "source";
        static final String SOURCE_TYPE = "source_type";
        static final String RUN_ID = "run_id";
        static final String CHANGED_AT = "changed_at";
        static final String REMOVED_AT = "removed_at";
    }

    private final String table;
    private final List<Column> columns;

    HistoryTable(String table, List<Column> columns) {
        this.table = table;
        this.columns = columns;
    }

    /**
     * @param table its name
     * @throws IllegalArgumentException for one that there is not
     */
    static HistoryTable of(String table) {
        return Stream.of(values())
                .filter(each -> each.table.equals(table))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("history.tables: there is no table " + table));
    }

    public String table() {
        return table;
    }

    /** All but the key. */
    List<Column> columns() {
        return columns;
    }

    /** The JSON Schema of its rows. */
    public ObjectNode schema() {
        ObjectNode schema = Json.MAPPER.createObjectNode();
        ObjectNode properties = schema.putObject("properties");
        properties.putObject(KEY).put("type", "string");
        for (Column column : columns) {
            ObjectNode property = properties.putObject(column.name());
            property.putArray("type").add("null").add(column.type());
            if (column.format() != null) {
                property.put("format", column.format());
            }
        }
        return schema;
    }

    /**
     * @param values in the order of the columns
     * @return the row, in which a column without a value is null: it takes the place of one that was there
     */
    Map<String, Object> row(String id, Object... values) {
        if (values.length != columns.size()) {
            throw new IllegalArgumentException(table + " has " + columns.size() + " columns, not " + values.length);
        }
        Map<String, Object> row = new LinkedHashMap<>();
        row.put(KEY, id);
        for (int i = 0; i < values.length; i++) {
            row.put(columns.get(i).name(), values[i]);
        }
        return row;
    }

    private static List<Column> runs() {
        List<Column> columns = new ArrayList<>(List.of(
                text(Column.ACCOUNT),
                text("kind"),
                time("started_at"),
                number("millis"),
                text("stopped"),
                number("failures"),
                number("missing_edges")));
        Stream.of(Count.values())
                .map(count -> number(count.name().toLowerCase(Locale.ROOT)))
                .forEach(columns::add);
        return List.copyOf(columns);
    }

    private static Column text(String name) {
        return new Column(name, "string", null);
    }

    private static Column number(String name) {
        return new Column(name, "integer", null);
    }

    private static Column time(String name) {
        return new Column(name, "string", "date-time");
    }
}
