package io.github.stitchopenmetadata.naming;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One line of examples.csv, and what the rules make of it. */
record Example(String rules, String kind, String input, String output, String basis, String note) {
    private static final LoadingRules RULES = LoadingRules.load();
    private static final Map<String, String> WITH_SCHEMAS =
            Map.of("include_schemas_in_destination_stream_name", "true");
    private static final Pattern SEGMENT = Pattern.compile("([^.\\[]+)((?:\\[])*)");

    boolean contradicted() {
        return basis.equals("contradicted");
    }

    List<String> ruleSets() {
        return List.of(rules.split("\\|"));
    }

    /** How the rules cover the printed output: as the first candidate, as a later one, ignoring case, or not at all. */
    String coverage(String ruleSet) {
        if (kind.equals("split")) {
            return splitCoverage(destination(ruleSet));
        }
        List<String> candidates = candidates(ruleSet);
        if (candidates.isEmpty() || !candidates.contains(output)) {
            boolean folded = candidates.stream().anyMatch(output::equalsIgnoreCase);
            return folded ? "ignoring case" : "not covered: " + candidates;
        }
        return candidates.get(0).equals(output) ? "first candidate" : "candidate " + (candidates.indexOf(output) + 1);
    }

    private List<String> candidates(String ruleSet) {
        return switch (kind) {
            case "display-name" -> destination(ruleSet).schemas(null, input);
            case "given-name" -> destination(ruleSet).schemas(output, input);
            case "schema" -> destination(ruleSet).schemas(input, null);
            case "table" -> destination(ruleSet).tables(input);
            case "column" -> destination(ruleSet).columns(input);
            case "sub-table" -> subTables(destination(ruleSet));
            case "object-key" -> objectKeys(destination(ruleSet));
            case "nested", "child" -> path(destination(ruleSet));
            case "stream" -> source(ruleSet).baseNames(StreamName.of(input), Map.of());
            case "base" -> source(ruleSet).baseNames(stream(), Map.of());
            case "base-with-schemas" -> source(ruleSet).baseNames(stream(), WITH_SCHEMAS);
            case "field" -> source(ruleSet).fields(input);
            default -> throw new IllegalArgumentException("unknown kind " + kind);
        };
    }

    private StreamName stream() {
        String[] parts = input.split("\\.");
        return new StreamName(parts[1], parts[0], parts[0]);
    }

    private List<String> subTables(DestinationRules destination) {
        String[] parts = input.split("\\.");
        List<String> tables = destination.tables(parts[0]);
        for (String array : Arrays.copyOfRange(parts, 1, parts.length)) {
            List<String> inner = tables.stream()
                    .flatMap(table -> destination.subTables(table, array).stream())
                    .toList();
            tables = destination.nesting() == Nesting.FLATTEN ? inner : tables;
        }
        return tables;
    }

    /** The output when a table's name stands in it as a part of the object key, behind the folder where one is printed. */
    private List<String> objectKeys(DestinationRules destination) {
        return subTables(destination).stream()
                .flatMap(table -> Stream.of("", "salesforce-prod/").map(folder -> folder + table + "/"))
                .filter(output::startsWith)
                .map(found -> output)
                .toList();
    }

    private List<String> path(DestinationRules destination) {
        List<String> columns = null;
        Matcher segments = SEGMENT.matcher(input);
        while (segments.find()) {
            String name = segments.group(1);
            columns = columns == null
                    ? destination.columns(name)
                    : columns.stream()
                            .flatMap(column -> destination.nested(column, name).stream())
                            .toList();
            for (int depth = segments.group(2).length() / 2; depth > 0; depth--) {
                columns = columns.stream()
                        .flatMap(column -> destination.items(column).stream())
                        .toList();
            }
        }
        return columns;
    }

    private String splitCoverage(DestinationRules destination) {
        String plain = path(destination).get(0);
        String[] columns = output.split(" \\+ ");
        boolean plainKept = columns[0].equalsIgnoreCase(plain);
        boolean covered =
                isSplit(destination, columns[1], plain) && (plainKept || isSplit(destination, columns[0], plain));
        return covered ? "first candidate" : "not covered";
    }

    private static boolean isSplit(DestinationRules destination, String column, String plain) {
        return destination.plainOf(column).filter(plain::equalsIgnoreCase).isPresent();
    }

    private static DestinationRules destination(String type) {
        return RULES.destination(type).orElseThrow();
    }

    private static SourceRules source(String type) {
        return RULES.source(type, null);
    }
}
