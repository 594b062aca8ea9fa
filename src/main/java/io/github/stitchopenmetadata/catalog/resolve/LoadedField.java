package io.github.stitchopenmetadata.catalog.resolve;

import io.github.stitchopenmetadata.catalog.model.Table;
import io.github.stitchopenmetadata.lineage.LineageMessage.Field;
import io.github.stitchopenmetadata.naming.NameMatch;
import java.util.List;
import java.util.regex.Pattern;

/** A field of a stream, at any depth: the source column it is read from, and the names it may have in the destination. */
final class LoadedField {

    /** Odd names inside each other multiply; the likeliest candidates come first. */
    private static final int CANDIDATES = 16;

    private static final Pattern NESTED_SQL_TYPE = Pattern.compile("(?i)json|hstore|array|\\[]|variant|super");

    private final LoadedField parent;
    private final Field field;
    private final NameMatch<Table.Column> read;
    private final List<String> columns;
    private final List<String> tables;

    /**
     * @param parent  the field it stands in, or null
     * @param read    its own column in the source table, or the nearest one around it that the catalog has
     * @param columns names that its column may have, likeliest first
     * @param tables  names that the sub-table of its items may have; none where arrays stay columns
     */
    LoadedField(
            LoadedField parent, Field field, NameMatch<Table.Column> read, List<String> columns, List<String> tables) {
        this.parent = parent;
        this.field = field;
        this.read = read;
        this.columns = columns.stream().distinct().limit(CANDIDATES).toList();
        this.tables = tables.stream().distinct().limit(CANDIDATES).toList();
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

    String path() {
        return parent == null ? field.name() : parent.path() + "." + field.name();
    }

    LoadedField topLevel() {
        return parent == null ? this : parent.topLevel();
    }

    /** Whether its fields are those of an array's items. */
    boolean hasItems() {
        return field.types().contains("array") && !field.types().contains("object");
    }

    /** Whether its values may be arrays; what Stitch does not describe may be. */
    boolean mayBeArray() {
        return field.types().contains("array") || isUndescribed();
    }

    /** Whether its values may be objects or arrays. */
    boolean mayBeNested() {
        return !field.fields().isEmpty() || field.types().contains("object") || mayBeArray();
    }

    private boolean isUndescribed() {
        return field.sqlType() == null
                ? field.types().isEmpty()
                : NESTED_SQL_TYPE.matcher(field.sqlType()).find();
    }
}
