package io.github.stitchopenmetadata.naming;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one type of destination does to names. All names come as lists of candidates, likeliest first, because Stitch's
 * documentation is silent or contradicts itself in places; an empty list means that nothing of the name is left.
 * Thread-safe.
 */
public final class DestinationRules {
    private static final Set<String> KEYS = Set.of(
            "aliases",
            "container",
            "database",
            "services",
            "unsupported",
            "letter-case",
            "schema-from",
            "schemas",
            "tables",
            "columns",
            "open",
            "limits",
            "nesting",
            "sub-table-separator",
            "split",
            "reserved");

    private final String container;
    private final Optional<String> databaseProperty;
    private final List<String> serviceTypes;
    private final Optional<String> unsupportedReason;
    private final boolean caseSensitive;
    private final OpenNames open;
    private final NameRule tables;
    private final RememberedNames columns;
    private final SchemaNames schemas;
    private final NestedNames nested;
    private final SplitColumns splits;
    private final ReservedNames reserved;

    DestinationRules(RuleNode rules, RuleNode common) {
        rules.allowOnly(KEYS);
        container = rules.get("container").text();
        databaseProperty = rules.findText("database");
        serviceTypes = rules.findTexts("services");
        unsupportedReason = rules.findText("unsupported");
        caseSensitive = rules.find("letter-case")
                .filter(node -> node.oneOf(LetterCase.class) == LetterCase.TOLD_APART)
                .isPresent();
        open = OpenNames.of(rules, common);
        NameRule ofColumns = NameRule.of(rules.get("columns"));
        columns = new RememberedNames(ofColumns::destinationNames);
        tables = NameRule.find(rules, "tables", Map.of("same as columns", ofColumns));
        schemas = SchemaNames.of(rules, common, Map.of("same as columns", ofColumns, "same as tables", tables));
        nested = NestedNames.of(rules, common, tables, ofColumns);
        splits = SplitColumns.of(rules, common);
        reserved = ReservedNames.of(rules, common);
    }

    /** What this destination calls that which holds the tables of one source: schema, dataset, database, project, … */
    public String container() {
        return container;
    }

    public boolean supported() {
        return unsupportedReason.isEmpty();
    }

    public Optional<String> unsupportedReason() {
        return unsupportedReason;
    }

    /** The key in the destination's properties whose value is the database (project, bucket). */
    public Optional<String> databaseProperty() {
        return databaseProperty;
    }

    /** OpenMetadata database service types that may hold this destination's tables, likeliest first. */
    public List<String> serviceTypes() {
        return serviceTypes;
    }

    /**
     * Where a source's tables stand. The display name counts only where the destination uses it or no name is known:
     * a name never changes, a display name does.
     *
     * <p>{@code ("recurly_stitch", "Recurly EU")} in, {@code ["RECURLY_STITCH"]} out for Snowflake.
     */
    public List<String> schemas(String sourceName, String sourceDisplayName) {
        return schemas.candidates(sourceName, sourceDisplayName);
    }

    /** A base name of {@link SourceRules#baseNames} in, table names out: {@code "Order Items"}, {@code ["order_items"]}. */
    public List<String> tables(String baseName) {
        return tables.destinationNames(baseName);
    }

    /** A field of {@link SourceRules#fields} in, column names out: {@code "Customer ID"}, {@code ["customer_id"]}. */
    public List<String> columns(String fieldName) {
        return columns.of(fieldName);
    }

    /** Whether this destination tells names apart that differ in case only. */
    public boolean isCaseSensitive() {
        return caseSensitive;
    }

    /** Whether it is not documented what becomes of each character of the name of a table. */
    public boolean isOpenTable(String baseName) {
        return open.isOpenTable(baseName);
    }

    /** Whether it is not documented what becomes of each character of the name of a column. */
    public boolean isOpenColumn(String fieldName) {
        return open.isOpenColumn(fieldName);
    }

    public Nesting nesting() {
        return nested.nesting();
    }

    /** A column of this destination and a property of the object in it, the columns that hold the property out. */
    public List<String> nested(String parentColumn, String property) {
        return nested.property(parentColumn, property);
    }

    /** The columns that hold the items of an array; none where arrays become tables of their own. */
    public List<String> items(String arrayColumn) {
        return nested.items(arrayColumn);
    }

    /** A table of this destination and an array field in it, the tables of the items out; none where arrays stay columns. */
    public List<String> subTables(String parentTable, String arrayField) {
        return nested.subTables(parentTable, arrayField);
    }

    /** All columns that this one can be a part of, innermost first: {@code "a__b__c"}, {@code ["a__b", "a"]} where objects are flattened. */
    public List<String> around(String column) {
        return nested.around(column);
    }

    /** All tables that this one can be a sub-table of, innermost first. */
    public List<String> tablesAround(String table) {
        return nested.tablesAround(table);
    }

    /** Whether a column tells that its table is made of the items of an array: of which row, or of which array. */
    public boolean isSubTableKey(String column) {
        return nested.isSubTableKey(column);
    }

    /** Whether a column counts the items of an array: a table has one for each array around its values. */
    public boolean isSubTableLevel(String column) {
        return nested.isSubTableLevel(column);
    }

    /** The plain column that this one is a split of, judging by the name alone: {@code "amount__st"}, {@code "amount"}. */
    public Optional<String> plainOf(String column) {
        return splits.plainOf(column);
    }

    public boolean isSystemColumn(String column) {
        return reserved.isSystemColumn(column);
    }

    public boolean isSystemTable(String table) {
        return reserved.isSystemTable(table);
    }

    /** Why Stitch would refuse to load a table of this name, so that there is nothing to look for. */
    public Optional<String> tableRejection(String table) {
        return reserved.tableRejection(table);
    }

    /** Why Stitch would refuse to load a column of this name. */
    public Optional<String> columnRejection(String column) {
        return splits.isReserved(column)
                ? Optional.of("ends like a column split by data type")
                : reserved.columnRejection(column);
    }
}
