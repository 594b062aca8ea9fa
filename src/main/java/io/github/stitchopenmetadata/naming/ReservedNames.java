package io.github.stitchopenmetadata.naming;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** Names that are Stitch's own, and names that Stitch refuses to load. It never shortens one. */
record ReservedNames(
        Pattern systemColumns,
        Pattern systemTables,
        List<String> tablePrefixes,
        List<String> tableSuffixes,
        List<String> columnPrefixes,
        OptionalInt tableLength,
        OptionalInt columnLength) {

    static ReservedNames of(RuleNode destination, RuleNode common) {
        Optional<RuleNode> limits = destination.find("limits");
        Optional<RuleNode> reserved = destination.find("reserved");
        limits.ifPresent(node -> node.allowOnly(Set.of("table", "column")));
        reserved.ifPresent(node -> node.allowOnly(Set.of("table-suffixes", "column-prefixes")));
        List<String> prefixes = common.findTexts("reserved-prefixes");
        List<String> columnPrefixes = new ArrayList<>(prefixes);
        reserved.ifPresent(node -> columnPrefixes.addAll(node.findTexts("column-prefixes")));
        return new ReservedNames(
                common.get("system-columns").regex(),
                common.get("system-tables").regex(),
                prefixes,
                reserved.map(node -> node.findTexts("table-suffixes")).orElse(List.of()),
                columnPrefixes,
                length(limits, "table"),
                length(limits, "column"));
    }

    boolean isSystemColumn(String column) {
        return systemColumns.matcher(column).find();
    }

    boolean isSystemTable(String table) {
        return systemTables.matcher(table).find();
    }

    Optional<String> tableRejection(String table) {
        return tooLong(table, tableLength)
                .or(() -> beginsWith(table, tablePrefixes))
                .or(() -> endsWith(table, tableSuffixes));
    }

    /** Taps emit some system columns themselves, and Stitch loads those. */
    Optional<String> columnRejection(String column) {
        return isSystemColumn(column)
                ? Optional.empty()
                : tooLong(column, columnLength).or(() -> beginsWith(column, columnPrefixes));
    }

    private static OptionalInt length(Optional<RuleNode> limits, String key) {
        return limits.flatMap(node -> node.find(key))
                .map(RuleNode::length)
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }

    private static Optional<String> tooLong(String name, OptionalInt limit) {
        int length = name.codePointCount(0, name.length());
        return limit.isPresent() && length > limit.getAsInt()
                ? Optional.of("has %d characters, %d are allowed".formatted(length, limit.getAsInt()))
                : Optional.empty();
    }

    private static Optional<String> beginsWith(String name, List<String> prefixes) {
        String lower = name.toLowerCase(Locale.ROOT);
        return prefixes.stream()
                .filter(lower::startsWith)
                .findFirst()
                .map(prefix -> "begins with the reserved " + prefix);
    }

    private static Optional<String> endsWith(String name, List<String> suffixes) {
        String lower = name.toLowerCase(Locale.ROOT);
        return suffixes.stream().filter(lower::endsWith).findFirst().map(suffix -> "ends with the reserved " + suffix);
    }
}
