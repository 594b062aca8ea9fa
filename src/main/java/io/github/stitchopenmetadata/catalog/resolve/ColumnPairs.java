package io.github.stitchopenmetadata.catalog.resolve;

import io.github.stitchopenmetadata.catalog.model.LineageEdge;
import io.github.stitchopenmetadata.catalog.model.Table;
import io.github.stitchopenmetadata.catalog.resolve.DroppedColumn.Reason;
import io.github.stitchopenmetadata.naming.DestinationRules;
import io.github.stitchopenmetadata.naming.NameMatch;
import io.github.stitchopenmetadata.naming.Nesting;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Pairs the fields that the destination keeps in one table with its columns; what one end lacks is dropped, with the reason. */
final class ColumnPairs {

    /** @param dropped the fields without a pair */
    record Paired(List<LineageEdge.ColumnPair> pairs, Map<LoadedField, Reason> dropped) {}

    private final DestinationRules destination;
    private final boolean nestedColumns;

    /** @param nestedColumns whether the server takes nested columns in lineage */
    ColumnPairs(DestinationRules destination, boolean nestedColumns) {
        this.destination = destination;
        this.nestedColumns = nestedColumns;
    }

    Paired of(LoadedTable loaded, Table to) {
        Map<String, Table.Column> columns = new LinkedHashMap<>();
        collect("", to.columns(), columns);
        ColumnOwners owners = new ColumnOwners(destination, loaded, List.copyOf(columns.keySet()));
        List<LineageEdge.ColumnPair> pairs = new ArrayList<>();
        Set<LoadedField> linked = new HashSet<>();
        columns.forEach((name, column) -> owners.of(name)
                .ifPresent(field -> field.read().found().ifPresent(read -> {
                    pairs.add(new LineageEdge.ColumnPair(read.fqn(), column.fqn()));
                    linked.add(field);
                })));
        Map<LoadedField, Reason> dropped = new LinkedHashMap<>();
        loaded.fields().stream()
                .filter(field -> isCounted(field) && !linked.contains(field))
                .forEach(field -> dropped.put(field, reason(field, owners)));
        return new Paired(pairs, dropped);
    }

    private void collect(String prefix, List<Table.Column> columns, Map<String, Table.Column> byName) {
        for (Table.Column column : columns) {
            if (!destination.isSystemColumn(column.name())) {
                byName.put(prefix + column.name(), column);
                if (nestedColumns && destination.nesting() == Nesting.NATIVE_CHILDREN) {
                    collect(prefix + column.name() + ".", column.children(), byName);
                }
            }
        }
    }

    private boolean isCounted(LoadedField field) {
        return field.isSelected() && isWhole(field);
    }

    /** Where an object has no column of its own its properties count, elsewhere the column of the whole does. */
    private boolean isWhole(LoadedField field) {
        return destination.nesting() == Nesting.FLATTEN
                ? field.field().fields().isEmpty() || field.hasItems()
                : field.parent() == null;
    }

    private Reason reason(LoadedField field, ColumnOwners owners) {
        if (isRejected(field)) {
            return Reason.UNSUPPORTED;
        }
        if (field.read().found().isEmpty()) {
            return field.read() instanceof NameMatch.Ambiguous ? Reason.AMBIGUOUS : Reason.NOT_IN_SOURCE_TABLE;
        }
        return owners.isAmbiguous(field) ? Reason.AMBIGUOUS : Reason.NOT_LOADED_YET;
    }

    private boolean isRejected(LoadedField field) {
        return destination.nesting() == Nesting.FLATTEN && field.hasItems()
                ? field.tables().stream()
                        .allMatch(table -> destination.tableRejection(table).isPresent())
                : field.columns().stream()
                        .allMatch(column -> destination.columnRejection(column).isPresent());
    }
}
