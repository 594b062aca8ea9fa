package io.github.stitchopenmetadata.catalog.resolve;

import io.github.stitchopenmetadata.catalog.model.Table;
import io.github.stitchopenmetadata.lineage.LineageMessage.Field;
import io.github.stitchopenmetadata.naming.NameMatch;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A field of a stream, at any depth: the source column it is read from, and the names it may have in the destination. */
final class LoadedField {

    /** Odd names inside each other multiply; the likeliest candidates come first. */
    private static final int CANDIDATES = 64;

    private final LoadedField parent;
    private final Field field;
    private final NameMatch<Table.Column> read;
    private final List<String> columns;
    private final List<String> tables;
    private final boolean selected;
    private final boolean text;

    /**
     * @param parent   the field it stands in, or null
     * @param read     its own column in the source table, or the nearest one around it that the catalog has
     * @param columns  names that its column may have, likeliest first
     * @param tables   names that the sub-table of its items may have, if it may have items; none where arrays stay columns
     * @param selected false for a field that is not replicated, and may have been
     * @param text     whether the source gives its values as plain text, whatever they are in the database
     */
    LoadedField(
            LoadedField parent,
            Field field,
            NameMatch<Table.Column> read,
            List<String> columns,
            Supplier<Stream<String>> tables,
            boolean selected,
            boolean text) {
        this.parent = parent;
        this.field = field;
        this.read = read;
        this.columns = columns.stream().distinct().limit(CANDIDATES).toList();
        this.selected = selected;
        this.text = text;
        // most fields are plain, and to name the tables takes as long as all else
        this.tables = mayBeNested() || hasItems()
                ? tables.get().distinct().limit(CANDIDATES).toList()
                : List.of();
    }

    LoadedField parent() {
        return parent;
    }

    Field field() {
        return field;
    }

    NameMatch<Table.Column> read() {
        return read;
    }

    List<String> columns() {
        return columns;
    }

    List<String> tables() {
        return tables;
    }

    boolean isSelected() {
        return selected;
    }

    String path() {
        return parent == null ? field.name() : parent.path() + "." + field.name();
    }

    LoadedField topLevel() {
        return parent == null ? this : parent.topLevel();
    }

    /**
     * Whether a table can hold its items.
     *
     * @param levels how many arrays stand around the values of the table, 0 where the table does not tell
     */
    boolean mayHaveItemsIn(int levels) {
        int arrays = 1 + (parent == null ? 0 : parent.arrays());
        return levels == 0 || levels == arrays || levels > arrays && parent != null && parent.mayHideArrays();
    }

    /** Whether a table can hold the items of an array that is somewhere inside of it. */
    boolean mayHaveArrayIn(int levels) {
        return levels == 0 || levels > arrays();
    }

    /** How many arrays its values stand in for sure, itself included if it is one. */
    private int arrays() {
        return (hasItems() ? 1 : 0) + (parent == null ? 0 : parent.arrays());
    }

    private boolean mayHideArrays() {
        return mayBeArray() && !hasItems() || parent != null && parent.mayHideArrays();
    }

    /** Whether its fields are those of an array's items. */
    boolean hasItems() {
        return field.types().contains("array") && !field.types().contains("object");
    }

    /** Whether its values may be arrays; what Stitch does not describe may be. */
    boolean mayBeArray() {
        return !text && (field.types().contains("array") || isUndescribed());
    }

    /** Whether its values may be objects; those of an array that is nothing else are none. */
    boolean mayBeObject() {
        return mayBeNested() && !hasItems();
    }

    /** Whether its values may be objects or arrays. */
    boolean mayBeNested() {
        return !text && (!field.fields().isEmpty() || field.types().contains("object") || mayBeArray());
    }

    private boolean isUndescribed() {
        return field.sqlType() == null ? field.types().isEmpty() : field.hasNestedSqlType();
    }
}
