package io.github.stitchopenmetadata.catalog.register;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.text.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A column of a table that is registered for a stream.
 *
 * @param field         the Stitch field that it stands for
 * @param name          what the field is called in the catalog
 * @param arrayDataType what an array holds, null for anything else
 * @param children      of a struct, or of the structs in an array
 */
record RegisteredColumn(
        String field, String name, String dataType, String arrayDataType, List<RegisteredColumn> children) {

    /** Control characters stand in no name, so such a path is never mistaken for another. */
    private static final char BELOW = '\n';

    RegisteredColumn {
        children = List.copyOf(children);
    }

    /** As PUT table takes it. */
    ObjectNode body() {
        ObjectNode column = typed(name);
        if (!field.equals(name)) {
            column.put("displayName", field);
        }
        if (!children.isEmpty()) {
            ArrayNode below = column.putArray("children");
            children.forEach(child -> below.add(child.body()));
        }
        return column;
    }

    /** As a server lists it, but under the name of the field, and with a path where a server has the full name. */
    ObjectNode provisional(String above) {
        String path = above + BELOW + name;
        ObjectNode column = typed(field).put("fullyQualifiedName", path);
        if (!children.isEmpty()) {
            ArrayNode below = column.putArray("children");
            children.forEach(child -> below.add(child.provisional(path)));
        }
        return column;
    }

    /** Whether a server has these very columns, in whatever order. */
    static boolean areIn(List<RegisteredColumn> columns, JsonNode known) {
        Map<String, JsonNode> byName = new HashMap<>();
        known.forEach(column -> byName.put(column.path("name").asText(), column));
        return byName.size() == columns.size()
                && columns.stream().allMatch(column -> column.is(byName.get(column.name)));
    }

    /** The full names that a server gave, by the paths of {@link #provisional}. */
    static void collectFqns(JsonNode columns, String above, Map<String, String> fqns) {
        for (JsonNode column : columns) {
            String path = above + BELOW + column.path("name").asText();
            fqns.put(path, column.path("fullyQualifiedName").asText());
            collectFqns(column.path("children"), path, fqns);
        }
    }

    private boolean is(JsonNode known) {
        return known != null
                && dataType.equals(known.path("dataType").asText())
                && (arrayDataType == null
                        || arrayDataType.equals(known.path("arrayDataType").asText()))
                && areIn(children, known.path("children"));
    }

    private ObjectNode typed(String called) {
        ObjectNode column = Json.MAPPER.createObjectNode().put("name", called).put("dataType", dataType);
        if (arrayDataType != null) {
            column.put("arrayDataType", arrayDataType);
        }
        return column;
    }
}
