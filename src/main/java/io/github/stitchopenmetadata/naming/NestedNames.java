package io.github.stitchopenmetadata.naming;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The columns and tables that objects and arrays end up in. Stitch does not say whether a renaming rule works on the joined
 * name or on its parts, so both are candidates.
 */
record NestedNames(
        Nesting nesting,
        String separator,
        String subTableSeparator,
        String item,
        Pattern subTableKeys,
        Pattern subTableLevels,
        NameRule tables,
        NameRule columns) {

    static NestedNames of(RuleNode destination, RuleNode common, NameRule tables, NameRule columns) {
        String separator = common.get("separator").text();
        return new NestedNames(
                destination.get("nesting").oneOf(Nesting.class),
                separator,
                destination.findText("sub-table-separator").orElse(separator),
                common.get("item").text(),
                common.get("sub-table-keys").regex(),
                common.get("sub-table-levels").regex(),
                tables,
                columns);
    }

    List<String> property(String parentColumn, String property) {
        return switch (nesting) {
            case FLATTEN -> joined(parentColumn, separator, property, columns);
            case NATIVE_CHILDREN ->
                columns.destinationNames(property).stream()
                        .map(name -> parentColumn + "." + name)
                        .toList();
            case NATIVE_COLUMN, JSON_STRING -> List.of(parentColumn);
        };
    }

    List<String> items(String column) {
        return switch (nesting) {
            case FLATTEN -> List.of();
            case NATIVE_CHILDREN -> List.of(column + "." + item);
            case NATIVE_COLUMN, JSON_STRING -> List.of(column);
        };
    }

    List<String> subTables(String parentTable, String arrayField) {
        return nesting == Nesting.FLATTEN ? joined(parentTable, subTableSeparator, arrayField, tables) : List.of();
    }

    boolean isSubTableKey(String column) {
        return subTableKeys.matcher(column).find();
    }

    boolean isSubTableLevel(String column) {
        return subTableLevels.matcher(column).find();
    }

    List<String> around(String column) {
        return switch (nesting) {
            case FLATTEN -> before(separator, column);
            case NATIVE_CHILDREN -> before(".", column);
            case NATIVE_COLUMN, JSON_STRING -> List.of();
        };
    }

    List<String> tablesAround(String table) {
        return nesting == Nesting.FLATTEN ? before(subTableSeparator, table) : List.of();
    }

    private static List<String> before(String separator, String name) {
        List<String> parents = new ArrayList<>();
        for (int end = name.lastIndexOf(separator); end > 0; end = name.lastIndexOf(separator, end - 1)) {
            parents.add(name.substring(0, end));
        }
        return parents;
    }

    private static List<String> joined(String parent, String separator, String name, NameRule rule) {
        return Stream.concat(
                        rule.destinationNames(parent + separator + name).stream(),
                        rule.destinationNames(name).stream().map(part -> parent + separator + part))
                .distinct()
                .toList();
    }
}
