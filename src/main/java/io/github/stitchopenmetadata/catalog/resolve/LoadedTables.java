package io.github.stitchopenmetadata.catalog.resolve;

import io.github.stitchopenmetadata.catalog.model.Table;
import io.github.stitchopenmetadata.lineage.LineageMessage.Field;
import io.github.stitchopenmetadata.lineage.LineageMessage.Stream;
import io.github.stitchopenmetadata.naming.DestinationRules;
import io.github.stitchopenmetadata.naming.NameIndex;
import io.github.stitchopenmetadata.naming.NameMatch;
import io.github.stitchopenmetadata.naming.Nesting;
import io.github.stitchopenmetadata.naming.SourceRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lays the fields of a stream out over the tables that the destination makes of them. */
final class LoadedTables {

    private final SourceRules source;
    private final DestinationRules destination;
    private final boolean nestedColumns;
    private final List<LoadedTable> tables = new ArrayList<>();

    /** @param nestedColumns whether the server takes nested columns in lineage */
    LoadedTables(SourceRules source, DestinationRules destination, boolean nestedColumns) {
        this.source = source;
        this.destination = destination;
        this.nestedColumns = nestedColumns;
    }

    /** @return the stream's own table, then the sub-tables that its arrays may have become */
    List<LoadedTable> of(Stream stream, Table from, Table to) {
        List<Field> fields = stream.fields().isEmpty() ? described(from.columns()) : stream.fields();
        Map<String, List<String>> names = new LinkedHashMap<>();
        fields.forEach(field -> names.put(field.name(), List.of(field.name())));
        Map<String, NameMatch<Table.Column>> read =
                NameIndex.of(from.columns(), Table.Column::name).findAll(names);
        LoadedTable own = newTable(null);
        for (Field field : fields) {
            List<String> renamed = source.fields(field.name());
            add(
                    own,
                    new LoadedField(
                            null,
                            field,
                            read.get(field.name()),
                            renamed.stream()
                                    .flatMap(name -> destination.columns(name).stream())
                                    .toList(),
                            renamed.stream()
                                    .flatMap(name -> destination.subTables(to.name(), name).stream())
                                    .toList()));
        }
        return tables;
    }

    /** MongoDB and DynamoDB tell Stitch no fields: the catalog's columns stand for them. */
    private static List<Field> described(List<Table.Column> columns) {
        return columns.stream()
                .map(column -> new Field(column.name(), null, null, null, described(column.children())))
                .toList();
    }

    private void add(LoadedTable table, LoadedField field) {
        if (destination.isSystemColumn(field.field().name())) {
            return;
        }
        table.fields().add(field);
        boolean flatten = destination.nesting() == Nesting.FLATTEN;
        LoadedTable items = flatten && field.mayBeArray() ? newTable(field) : table;
        if (flatten && field.hasItems()) {
            field.field().fields().forEach(item -> add(items, child(field, item, destination.columns(item.name()))));
        } else if (flatten || destination.nesting() == Nesting.NATIVE_CHILDREN && nestedColumns) {
            field.field().fields().forEach(property -> add(table, child(field, property, columns(field, property))));
        }
    }

    private LoadedTable newTable(LoadedField array) {
        LoadedTable table = LoadedTable.of(array);
        tables.add(table);
        return table;
    }

    private List<String> columns(LoadedField parent, Field property) {
        List<String> around = parent.hasItems()
                ? parent.columns().stream()
                        .flatMap(column -> destination.items(column).stream())
                        .toList()
                : parent.columns();
        return around.stream()
                .flatMap(column -> destination.nested(column, property.name()).stream())
                .toList();
    }

    private LoadedField child(LoadedField parent, Field field, List<String> columns) {
        return new LoadedField(
                parent,
                field,
                read(parent.read(), field.name()),
                columns,
                parent.tables().stream()
                        .flatMap(table -> destination.subTables(table, field.name()).stream())
                        .toList());
    }

    /** A column of the source table that the catalog does not take apart is read as a whole. */
    private NameMatch<Table.Column> read(NameMatch<Table.Column> parent, String name) {
        List<Table.Column> children =
                nestedColumns ? parent.found().map(Table.Column::children).orElse(List.of()) : List.of();
        NameMatch<Table.Column> own = NameIndex.of(children, Table.Column::name).find(name);
        return own.found().isPresent() ? own : parent;
    }
}
