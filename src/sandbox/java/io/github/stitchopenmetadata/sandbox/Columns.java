package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the columns of a table's body, and finds columns by their fully qualified names. */
final class Columns {

    private static final String COLUMN = "org.openmetadata.schema.type.Column";
    private static final Set<String> SIZED = Set.of("CHAR", "VARCHAR", "BINARY", "VARBINARY");

    private final ServerVersion version;
    private final Names names;
    private final Bodies bodies;
    private final References references;

    Columns(ServerVersion version, Names names, Bodies bodies, References references) {
        this.version = version;
        this.names = names;
        this.bodies = bodies;
        this.references = references;
    }

    List<AccountColumn> read(JsonNode array, String tableFqn) {
        List<AccountColumn> columns = new ArrayList<>();
        for (ObjectNode column : checked(array, tableFqn)) {
            String name = column.remove("name").asText();
            String dataType = column.remove("dataType").asText();
            column.remove("fullyQualifiedName");
            columns.add(
                    column.isEmpty() ? new AccountColumn(name, dataType) : new AccountColumn(name, dataType, column));
        }
        return columns;
    }

    /** The columns with what the merge keeps of the texts and tags of the stored ones. */
    static List<AccountColumn> keeping(List<AccountColumn> stored, List<AccountColumn> given, Merge merge) {
        Map<String, AccountColumn> byName = byName(stored);
        return given.stream()
                .map(column -> {
                    AccountColumn old = byName.get(column.name());
                    if (old == null || !old.other().isObject()) {
                        return column;
                    }
                    ObjectNode other = column.other().isObject()
                            ? column.other().deepCopy()
                            : JsonNodeFactory.instance.objectNode();
                    merge.keepTextsAndTags((ObjectNode) old.other(), other);
                    return other.isEmpty()
                            ? new AccountColumn(column.name(), column.dataType())
                            : new AccountColumn(column.name(), column.dataType(), other);
                })
                .toList();
    }

    /** Whether columns went away or changed their type, which makes a major version of the table. */
    static boolean lost(List<AccountColumn> stored, List<AccountColumn> given) {
        Map<String, AccountColumn> byName = byName(given);
        return stored.stream()
                .anyMatch(column -> !byName.containsKey(column.name())
                        || !byName.get(column.name()).dataType().equals(column.dataType()));
    }

    /** @return the fully qualified names of the columns of a table, children included when nested ones count */
    static Set<String> names(Entity table, boolean nested) {
        Set<String> names = new HashSet<>();
        for (AccountColumn column : table.columns()) {
            String name = table.fullyQualifiedName() + "." + Names.quoted(column.name());
            names.add(name);
            if (nested) {
                addChildren(column.other(), name, names);
            }
        }
        return names;
    }

    private static void addChildren(JsonNode column, String parent, Set<String> names) {
        for (JsonNode child : column.path("children")) {
            String name = parent + "." + Names.quoted(child.path("name").asText());
            names.add(name);
            addChildren(child, name, names);
        }
    }

    private List<ObjectNode> checked(JsonNode array, String parent) {
        Set<String> seen = new HashSet<>();
        List<ObjectNode> columns = new ArrayList<>();
        for (JsonNode node : array) {
            ObjectNode column = bodies.check(node, COLUMN);
            String name = column.get("name").asText();
            names.checkColumn(name);
            bodies.checkValue(column.get("dataType"), "DataType");
            checkShape(column);
            if (!seen.add(name)) {
                throw Refusal.badRequest("Column name " + name + " is repeated");
            }
            references.resolve(column);
            String fqn = names.join(parent, name);
            if (column.has("children")) {
                ArrayNode children = column.arrayNode();
                checked(column.get("children"), fqn).forEach(children::add);
                column.set("children", children);
            }
            columns.add(column);
        }
        return columns;
    }

    private void checkShape(ObjectNode column) {
        String type = column.get("dataType").asText();
        if (SIZED.contains(type) && !column.has("dataLength") && !version.atLeast("1.13")) {
            throw Refusal.badRequest(
                    "For column data types char, varchar, binary, varbinary dataLength must not be null");
        }
        if (type.equals("ARRAY") && !column.has("arrayDataType")) {
            throw Refusal.badRequest("For column data type array, arrayDataType must not be null");
        }
        if (type.equals("STRUCT") && column.path("children").isEmpty()) {
            throw Refusal.badRequest("For column data type struct, children must not be null");
        }
    }

    private static Map<String, AccountColumn> byName(List<AccountColumn> columns) {
        Map<String, AccountColumn> byName = new HashMap<>();
        columns.forEach(column -> byName.put(column.name(), column));
        return byName;
    }
}
