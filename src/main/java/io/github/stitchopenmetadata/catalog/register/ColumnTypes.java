package io.github.stitchopenmetadata.catalog.register;

import io.github.stitchopenmetadata.catalog.model.Fqn;
import io.github.stitchopenmetadata.lineage.LineageMessage.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The columns that stand for the fields of a stream: JSON types in OpenMetadata's words, which are the same in all versions. */
final class ColumnTypes {

    /** Levels of columns, the top one included: full names have a limit, and what lies deeper is read by nobody. */
    private static final int LEVELS = 5;

    private static final int HASH = 8;
    private static final Set<String> NUMBERS = Set.of("integer", "number");

    private ColumnTypes() {}

    /** @param limit how many characters a name may have */
    static List<RegisteredColumn> columns(List<Field> fields, int limit) {
        return columns(fields, limit, LEVELS);
    }

    private static List<RegisteredColumn> columns(List<Field> fields, int limit, int levels) {
        if (levels == 0) {
            return List.of();
        }
        Set<String> asTheyAre = fields.stream().map(Field::name).collect(Collectors.toSet());
        Set<String> taken = new HashSet<>();
        List<RegisteredColumn> columns = new ArrayList<>();
        for (Field field : fields) {
            String name = Fqn.name(field.name(), limit);
            boolean clean = name.equals(field.name());
            if (!clean && (asTheyAre.contains(name) || taken.contains(name))) {
                name = apart(name, field.name(), limit);
            }
            if (taken.add(name)) {
                columns.add(column(field, name, columns(field.fields(), limit, levels - 1)));
            }
        }
        return columns;
    }

    /** Two fields may differ only in what a name cannot hold; servers refuse a table with two columns of one name. */
    private static String apart(String name, String field, int limit) {
        return Fqn.name(name + "_" + Fqn.hash(field).substring(0, HASH), limit);
    }

    private static RegisteredColumn column(Field field, String name, List<RegisteredColumn> children) {
        return switch (type(field)) {
            // servers refuse a struct of which nothing is known
            case "object" ->
                new RegisteredColumn(field.name(), name, children.isEmpty() ? "JSON" : "STRUCT", null, children);
            case "array" ->
                new RegisteredColumn(field.name(), name, "ARRAY", children.isEmpty() ? "UNKNOWN" : "STRUCT", children);
            case "string" -> plain(field, name, text(field));
            case "integer" -> plain(field, name, "BIGINT");
            case "number" -> plain(field, name, "DOUBLE");
            case "boolean" -> plain(field, name, "BOOLEAN");
            default -> plain(field, name, "UNKNOWN");
        };
    }

    private static RegisteredColumn plain(Field field, String name, String dataType) {
        return new RegisteredColumn(field.name(), name, dataType, null, List.of());
    }

    /** The one JSON type of a field, or nothing where it has none or may be this or that. */
    private static String type(Field field) {
        if (field.types().size() > 1 && NUMBERS.containsAll(field.types())) {
            return "number";
        }
        return field.types().size() == 1 ? field.types().get(0) : "";
    }

    private static String text(Field field) {
        return switch (Objects.toString(field.format(), "")) {
            case "date-time" -> "TIMESTAMP";
            case "date" -> "DATE";
            default -> "STRING";
        };
    }
}
