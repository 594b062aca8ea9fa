package io.github.stitchopenmetadata.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A table of the catalog with its top-level columns; the fully qualified names are the server's own. */
public record Table(String id, String name, String fqn, List<Column> columns) {

    public record Column(String name, String fqn) {
    }

    public Table {
        columns = List.copyOf(columns);
    }

    /** @param json a table as the server lists it with {@code fields=columns} */
    static Table of(JsonNode json) {
        List<Column> columns = new ArrayList<>();
        for (JsonNode column : json.path("columns")) {
            columns.add(new Column(column.path("name").asText(), column.path("fullyQualifiedName").asText()));
        }
        return new Table(json.path("id").asText(), json.path("name").asText(), json.path("fullyQualifiedName").asText(), columns);
    }
}
