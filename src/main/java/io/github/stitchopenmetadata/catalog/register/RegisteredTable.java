package io.github.stitchopenmetadata.catalog.register;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.model.Fqn;
import io.github.stitchopenmetadata.catalog.model.LineageEdge;
import io.github.stitchopenmetadata.catalog.model.Table;
import io.github.stitchopenmetadata.text.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The table that stands for one stream of a source that has none in the catalog.
 *
 * @param stream  its name in Stitch, which people see
 * @param columns none for a stream whose fields Stitch does not tell
 */
public record RegisteredTable(String schemaFqn, String name, String stream, List<RegisteredColumn> columns) {

    public RegisteredTable {
        columns = List.copyOf(columns);
    }

    public String fqn() {
        return schemaFqn + "." + Fqn.of(name);
    }

    /** The body of PUT table. */
    public ObjectNode body() {
        ObjectNode table = Json.MAPPER
                .createObjectNode()
                .put("name", name)
                .put("displayName", stream)
                .put("databaseSchema", schemaFqn);
        ArrayNode all = table.putArray("columns");
        columns.forEach(column -> all.add(column.body()));
        return table;
    }

    /** The table before any server has seen it: without an id, and with paths in place of the full names of its columns. */
    Table provisional() {
        ObjectNode table = Json.MAPPER.createObjectNode().put("name", name).put("fullyQualifiedName", fqn());
        ArrayNode all = table.putArray("columns");
        columns.forEach(column -> all.add(column.provisional("")));
        return Table.of("", table);
    }

    /** Whether a server's table is as it should be; where Stitch tells no fields, its columns are right as they are. */
    boolean isAs(JsonNode known) {
        return columns.isEmpty() || RegisteredColumn.areIn(columns, known.path("columns"));
    }

    /**
     * @param provisional an edge from {@link #provisional}
     * @param known       the table as the server gives it
     * @return the same edge with the server's id and names
     */
    static LineageEdge edge(LineageEdge provisional, JsonNode known) {
        Map<String, String> fqns = new HashMap<>();
        RegisteredColumn.collectFqns(known.path("columns"), "", fqns);
        return new LineageEdge(
                provisional.stream(),
                Table.of(known),
                provisional.to(),
                provisional.columns().stream()
                        .filter(pair -> fqns.containsKey(pair.from()))
                        .map(pair -> new LineageEdge.ColumnPair(fqns.get(pair.from()), pair.to()))
                        .toList());
    }
}
