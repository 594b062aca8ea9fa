package io.github.stitchopenmetadata.catalog.resolve.confusable;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;

/**
 * What Stitch's documentation says of names, written down by hand and without regular expressions, so that the rules of the
 * product are judged by something that is not made of them. Where the documentation contradicts itself or says nothing, all
 * readings are given.
 */
final class DocumentedNames {

    private static final Set<String> AVRO = Set.of("platform.hp-mysql");
    private static final Set<String> PERHAPS_AVRO = Set.of("platform.hp-postgres");

    private final String type;

    DocumentedNames(String destinationType) {
        this.type = destinationType;
    }

    /** Whether names that differ in case only are two names there. */
    boolean isCaseSensitive() {
        return type.equals("postgres");
    }

    boolean flattens() {
        return Set.of("redshift", "panoply", "postgres", "azure_sqldw").contains(type);
    }

    boolean keepsChildren() {
        return type.equals("bigquery_v2");
    }

    /** Whether lineage into this destination can be drawn at all. */
    boolean isSupported() {
        return !type.equals("s3") && !type.equals("dataworld");
    }

    /** Whether the documentation leaves open what becomes of some character of the name of a table. */
    boolean isOpenTable(String name) {
        return isRuledCompletely() ? has(name, c -> c > 127) : has(name, c -> !isWord(c));
    }

    boolean isOpenColumn(String name) {
        return isRuledCompletely() ? has(name, c -> c > 127) : has(name, c -> !isWord(c) && " !#".indexOf(c) < 0);
    }

    Set<String> schemas(String source) {
        return Set.of(type.equals("snowflake") ? upper(source) : source);
    }

    /** Names of tables, the ones that the documentation gives most weight first. */
    Set<String> tables(String base) {
        return type.equals("mssql_server") ? in(base, this::mssqlTables) : in(base, this::readings);
    }

    Set<String> columns(String field) {
        return in(field, this::readings);
    }

    /** An object's property, or an array in a table: whether the rule works on the whole or on the parts is not documented. */
    Set<String> joined(String parent, String name, boolean table) {
        Set<String> joined = new LinkedHashSet<>(table ? tables(parent + "__" + name) : columns(parent + "__" + name));
        (table ? tables(name) : columns(name)).forEach(part -> joined.add(parent + "__" + part));
        return joined;
    }

    /** The names of a stream's table before the rule of the destination. */
    static Set<String> bases(String sourceType, boolean withSchemas, String database, String schema, String stream) {
        Set<String> bases = new LinkedHashSet<>();
        if (withSchemas) {
            switch (sourceType) {
                case "platform.hp-postgres", "platform.postgres" -> {
                    bases.add(schema + "__" + stream);
                    bases.add(schema + "_" + stream);
                    bases.add(database + "_" + schema + "_" + stream);
                }
                case "platform.mssql" -> {
                    bases.add(schema + "__" + stream);
                    bases.add(database + "_" + schema + "_" + stream);
                    bases.add(schema + "_" + stream);
                }
                case "platform.hp-mysql", "platform.mongodb" -> {
                    // what OpenMetadata takes for a schema is a database to these
                    bases.add(schema + "__" + stream);
                    bases.add(schema + "_" + stream);
                }
                default -> {}
            }
        }
        bases.add(stream);
        return bases;
    }

    /** The names that the source itself gives to a column. */
    static Set<String> fields(String sourceType, String column) {
        if (!AVRO.contains(sourceType) && !PERHAPS_AVRO.contains(sourceType)) {
            return Set.of(column);
        }
        Set<String> names = new LinkedHashSet<>();
        if (PERHAPS_AVRO.contains(sourceType)) {
            names.add(column);
        }
        String avro = replaced(column, c -> !isWord(c), '_');
        if (!avro.isEmpty() && isDigit(avro.charAt(0))) {
            names.add("_" + avro.substring(1));
            names.add("_" + avro);
        } else {
            names.add(avro);
        }
        return names;
    }

    /** Whether the source gives such values as plain text. */
    static boolean isText(String sourceType) {
        return sourceType.equals("platform.postgres") || sourceType.equals("platform.mysql");
    }

    /** Whether Stitch refuses a column of this name, because those of its splits are called so. */
    boolean isReservedColumn(String column) {
        return reservedSuffixes().stream().anyMatch(suffix -> lower(column).endsWith("__" + suffix));
    }

    boolean isRejectedTable(String table) {
        return table.codePointCount(0, table.length()) > longestTable()
                || lower(table).startsWith("_sdc")
                || lower(table).startsWith("_rjm")
                || type.equals("mysql_destination")
                        && (lower(table).endsWith("_old") || lower(table).endsWith("_stg"));
    }

    boolean isRejectedColumn(String column) {
        String lower = lower(column);
        return isReservedColumn(column)
                || column.codePointCount(0, column.length()) > longestColumn()
                || lower.startsWith("_sdc")
                || lower.startsWith("_rjm")
                || type.equals("bigquery_v2")
                        && List.of("_table_", "_file_", "_partition_", "_row_timestamp").stream()
                                .anyMatch(lower::startsWith);
    }

    /** The plain name of what is called like a split, or null. */
    String plain(String column) {
        Set<String> suffixes = new LinkedHashSet<>(reservedSuffixes());
        suffixes.addAll(List.of("bl", "int", "string", "bigint"));
        if (type.equals("bigquery_v2")) {
            suffixes.addAll(List.of("ar", "re"));
        }
        return suffixes.stream()
                .filter(suffix -> lower(column).endsWith("__" + suffix))
                .findFirst()
                .map(suffix -> column.substring(0, column.length() - suffix.length() - 2))
                .orElse(null);
    }

    List<String> reservedSuffixes() {
        return switch (type) {
            case "bigquery_v2" -> List.of("bo", "fl", "it", "nu", "st", "ti");
            case "databricks_delta" -> List.of("bo", "db", "fl", "it", "lg", "st", "ti");
            case "azure_sqldw" -> List.of("bi", "bo", "de", "fl", "inst", "st");
            case "mssql_server", "mysql_destination" -> List.of("bi", "bo", "de", "dt", "fl", "it", "js", "st");
            case "snowflake" -> List.of("bo", "de", "fl", "it", "st", "ti", "va");
            default -> List.of("bi", "bo", "de", "do", "it", "st", "ti");
        };
    }

    private int longestTable() {
        return switch (type) {
            case "bigquery_v2" -> 1024;
            case "databricks_delta" -> 78;
            case "azure_sqldw" -> 112;
            case "mssql_server" -> 113;
            case "mysql_destination" -> 60;
            case "postgres" -> 63;
            case "snowflake" -> 255;
            default -> 127;
        };
    }

    private int longestColumn() {
        return switch (type) {
            case "databricks_delta" -> 122;
            case "mysql_destination" -> 64;
            case "postgres" -> 59;
            case "snowflake" -> 251;
            case "redshift", "panoply" -> 115;
            default -> 128;
        };
    }

    /** What is in force for each character, even if it is only guessed. */
    private boolean isRuledCompletely() {
        return type.equals("mssql_server") || type.equals("mysql_destination");
    }

    private List<String> mssqlTables(String name, Letters letters) {
        String begun = from(name, c -> letters.isLetter(c) || c == '_').strip();
        String ended = begun;
        while (!ended.isEmpty()
                && !letters.isWord(ended.charAt(ended.length() - 1))
                && "@$#".indexOf(last(ended)) < 0) {
            ended = ended.substring(0, ended.length() - 1);
        }
        IntPredicate special = c -> !letters.isWord(c) && "@$#".indexOf(c) < 0;
        return List.of(lower(replaced(begun, special, '_')), lower(replaced(ended, special, '_')));
    }

    private List<String> readings(String name, Letters letters) {
        return switch (type) {
            case "bigquery_v2" -> {
                String words = replaced(lower(name), c -> !letters.isWord(c), '_');
                String rest = from(words, c -> !isDigit(c));
                yield List.of(rest.equals(words) ? words : "_" + rest);
            }
            case "databricks_delta" -> {
                String words = replaced(lower(name), c -> !letters.isWord(c), '_');
                yield List.of(!words.isEmpty() && isDigit(words.charAt(0)) ? "_" + words : words);
            }
            case "azure_sqldw" -> {
                String words = replaced(name, c -> !letters.isWord(c), '_');
                String rest = from(words, c -> !isDigit(c));
                yield rest.equals(words) ? List.of(words) : List.of("_" + rest, "_" + words.substring(1));
            }
            case "mssql_server" ->
                List.of(lower(replaced(
                        from(name, letters::isWord).strip(), c -> !letters.isWord(c) && "@$#".indexOf(c) < 0, '_')));
            case "mysql_destination" ->
                List.of(lower(replaced(trimmed(name), c -> !letters.isWord(c) && c != '$', '_')));
            case "redshift", "panoply" ->
                List.of(
                        without(lower(name), c -> !letters.isWord(c) && c != '$' && c != ' '),
                        from(without(lower(name), c -> !letters.isWord(c)), letters::isLetter));
            case "postgres" ->
                List.of(
                        from(without(name, c -> !letters.isWord(c) && c != ' '), c -> letters.isLetter(c) || c == '_'),
                        from(without(name, c -> !letters.isWord(c)), letters::isLetter));
            case "snowflake" -> {
                String words = without(replaced(upper(name), c -> c == ' ', '_'), c -> !letters.isWord(c));
                yield List.of(from(words, letters::isLetter), from(words, c -> letters.isLetter(c) || c == '_'));
            }
            default -> List.of(name);
        };
    }

    /** What counts as a letter: whether those outside ASCII do is not documented. */
    private record Letters(boolean all) {

        boolean isLetter(int c) {
            return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || all && c > 127;
        }

        boolean isWord(int c) {
            return isLetter(c) || isDigit(c) || c == '_';
        }
    }

    @FunctionalInterface
    private interface Rule {
        List<String> apply(String name, Letters letters);
    }

    private static Set<String> in(String name, Rule rule) {
        String composed = composed(name);
        Set<String> names = new LinkedHashSet<>();
        if (has(composed, c -> c > 127)) {
            rule.apply(composed, new Letters(true)).forEach(each -> names.add(composed(each)));
        }
        names.addAll(rule.apply(composed, new Letters(false)));
        names.removeIf(String::isBlank);
        if (names.isEmpty() || has(composed, c -> c > 127)) {
            names.add(composed);
        }
        return names;
    }

    static String composed(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC);
    }

    private static boolean isWord(int c) {
        return new Letters(false).isWord(c);
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static char last(String name) {
        return name.charAt(name.length() - 1);
    }

    private static boolean has(String name, IntPredicate what) {
        return name.chars().anyMatch(what);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static String upper(String name) {
        return name.toUpperCase(Locale.ROOT);
    }

    private static String trimmed(String name) {
        return name.strip();
    }

    private static String replaced(String name, IntPredicate what, char with) {
        return mapped(name, c -> what.test(c.charAt(0)) ? String.valueOf(with) : c);
    }

    private static String without(String name, IntPredicate what) {
        return mapped(name, c -> what.test(c.charAt(0)) ? "" : c);
    }

    private static String mapped(String name, UnaryOperator<String> each) {
        List<String> result = new ArrayList<>();
        name.chars().forEach(c -> result.add(each.apply(String.valueOf((char) c))));
        return String.join("", result);
    }

    /** The name from the first character on that is such a one. */
    private static String from(String name, IntPredicate first) {
        int at = 0;
        while (at < name.length() && !first.test(name.charAt(at))) {
            at++;
        }
        return name.substring(at);
    }
}
