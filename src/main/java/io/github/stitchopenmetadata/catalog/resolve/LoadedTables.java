package io.github.stitchopenmetadata.catalog.resolve;

import io.github.stitchopenmetadata.catalog.model.Table;
import io.github.stitchopenmetadata.lineage.LineageMessage.Field;
import io.github.stitchopenmetadata.lineage.LineageMessage.Stream;
import io.github.stitchopenmetadata.naming.DestinationRules;
import io.github.stitchopenmetadata.naming.NameIndex;
import io.github.stitchopenmetadata.naming.NameMatch;
import io.github.stitchopenmetadata.naming.Nesting;
import io.github.stitchopenmetadata.naming.SourceNames;
import io.github.stitchopenmetadata.naming.SourceRules;
import io.github.stitchopenmetadata.naming.Spelling;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

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
        List<Field> fields = stream.isDescribed() ? stream.fields() : described(from.columns());
        List<String> names = new ArrayList<>(names(fields));
        names.addAll(names(stream.deselectedFields()));
        SourceNames<Table.Column> read =
                new SourceNames<>(NameIndex.of(from.columns(), Table.Column::name), names, source::fields);
        LoadedTable own = newTable(null);
        fields.forEach(field -> add(own, topLevel(field, to, read, true)));
        stream.deselectedFields().forEach(field -> add(own, topLevel(field, to, read, false)));
        return tables;
    }

    private LoadedField topLevel(Field field, Table to, SourceNames<Table.Column> read, boolean selected) {
        List<String> renamed = source.fields(field.name());
        return new LoadedField(
                null,
                field,
                read.find(field.name()),
                renamed.stream()
                        .flatMap(name -> destination.columns(name).stream())
                        .toList(),
                () -> renamed.stream().flatMap(name -> destination.subTables(to.name(), name).stream()),
                selected,
                source.isText(field.sqlType()));
    }

    /** MongoDB and DynamoDB tell Stitch no fields: the catalog's columns stand for them. */
    private static List<Field> described(List<Table.Column> columns) {
        return columns.stream()
                .map(column -> new Field(Spelling.of(column.name()), null, null, null, described(column.children())))
                .toList();
    }

    private static List<String> names(Collection<Field> fields) {
        return fields.stream().map(Field::name).toList();
    }

    private void add(LoadedTable table, LoadedField field) {
        if (destination.isSystemColumn(field.field().name())) {
            return;
        }
        table.fields().add(field);
        boolean flatten = destination.nesting() == Nesting.FLATTEN;
        LoadedTable items = flatten && field.mayBeArray() ? newTable(field) : table;
        if (flatten && field.hasItems()) {
            addInside(items, field, item -> destination.columns(item.name()));
        } else if (flatten || destination.nesting() == Nesting.NATIVE_CHILDREN && nestedColumns) {
            addInside(table, field, property -> columns(field, property));
        }
    }

    private void addInside(LoadedTable table, LoadedField around, Function<Field, List<String>> columns) {
        Collection<Field> inside = around.field().fields();
        if (inside.isEmpty()) {
            return;
        }
        List<Table.Column> children = nestedColumns
                ? around.read().found().map(Table.Column::children).orElse(List.of())
                : List.of();
        SourceNames<Table.Column> read = new SourceNames<>(NameIndex.of(children, Table.Column::name), names(inside));
        inside.forEach(field -> add(table, child(around, field, read.find(field.name()), columns.apply(field))));
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

    /** A column of the source table that the catalog does not take apart is read as a whole. */
    private LoadedField child(LoadedField parent, Field field, NameMatch<Table.Column> own, List<String> columns) {
        return new LoadedField(
                parent,
                field,
                own.found().isPresent() ? own : parent.read(),
                columns,
                () -> parent.tables().stream().flatMap(table -> destination.subTables(table, field.name()).stream()),
                parent.isSelected(),
                source.isText(field.sqlType()));
    }
}
