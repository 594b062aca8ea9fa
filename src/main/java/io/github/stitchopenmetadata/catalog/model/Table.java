package io.github.stitchopenmetadata.catalog.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A table of the catalog with its columns; the fully qualified names are the server's own. */
public record Table(String id, String name, String fqn, List<Column> columns) {

    /** @param children those inside a column that keeps a structure; none for any other */
    public record Column(String name, String fqn, List<Column> children) {

        public Column {
            children = List.copyOf(children);
        }
    }

    public Table {
        columns = columns instanceof StoredColumns ? columns : List.copyOf(columns);
    }

    /** False for a full name in this table that none of its columns has, as far as they are known. */
    public boolean mayHave(String columnFqn) {
        return columns.isEmpty() || !columnFqn.startsWith(fqn + ".") || has(columns, columnFqn);
    }

    private static boolean has(List<Column> columns, String columnFqn) {
        return columns.stream().anyMatch(column -> column.fqn().equals(columnFqn) || has(column.children(), columnFqn));
    }

    /** The same table where its columns do not matter. */
    public Table withoutColumns() {
        return new Table(id, name, fqn, List.of());
    }

    /** How many columns there are at all depths. */
    public int columnCount() {
        return count(columns);
    }

    /** @param json a table as the server gives it with {@code fields=columns} */
    public static Table of(JsonNode json) {
        return of(Required.text(json, "id", "a table"), json);
    }

    /** @param json a table as a server would give it, but for the id */
    public static Table of(String id, JsonNode json) {
        return new Table(
                id,
                Required.text(json, "name", "a table"),
                Required.text(json, "fullyQualifiedName", "a table"),
                columns(json.path("columns")));
    }

    private static List<Column> columns(JsonNode array) {
        List<Column> columns = new ArrayList<>();
        for (JsonNode column : array) {
            columns.add(new Column(
                    column.path("name").asText(),
                    column.path("fullyQualifiedName").asText(),
                    columns(column.path("children"))));
        }
        return columns;
    }

    private static int count(List<Column> columns) {
        return columns.stream().mapToInt(column -> 1 + count(column.children())).sum();
    }
}
