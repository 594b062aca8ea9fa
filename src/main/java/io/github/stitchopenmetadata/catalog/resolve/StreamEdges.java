package io.github.stitchopenmetadata.catalog.resolve;

import io.github.stitchopenmetadata.catalog.model.LineageEdge;
import io.github.stitchopenmetadata.catalog.model.Table;
import io.github.stitchopenmetadata.catalog.resolve.DroppedColumn.Reason;
import io.github.stitchopenmetadata.lineage.LineageMessage.Stream;
import io.github.stitchopenmetadata.naming.DestinationRules;
import io.github.stitchopenmetadata.naming.NameIndex;
import io.github.stitchopenmetadata.naming.SourceRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The edges of streams whose two tables are known: one to the stream's own table, and one to each of its sub-tables. */
final class StreamEdges {

    private record Unlinked(Stream stream, Reason reason) {}

    private final String sourceName;
    private final SourceRules source;
    private final DestinationRules destination;
    private final boolean nestedColumns;
    private final SubTables subTables;
    private final List<LineageEdge> edges = new ArrayList<>();
    private final DroppedColumns dropped = new DroppedColumns();
    /** Fields without a column whose values may have a table. */
    private final Map<LoadedField, Unlinked> open = new LinkedHashMap<>();

    StreamEdges(Plan plan, SourceRules source, DestinationRules destination, DestinationTables tables) {
        this.sourceName = plan.message().source().name();
        this.source = source;
        this.destination = destination;
        this.nestedColumns = plan.catalog().version().hasNestedColumnLineage();
        this.subTables = new SubTables(destination, tables::isTaken);
    }

    void add(Stream stream, Table from, Table to) {
        List<LoadedTable> tables = new LoadedTables(source, destination, nestedColumns).of(stream, from, to);
        draw(stream, from, to, tables.get(0));
        subTables.add(new SubTables.Origin(stream, from, to), tables);
    }

    /** @param tables of the destination schema, to be given when all streams are added */
    void addSubTables(NameIndex<Table> tables) {
        List<SubTables.SubTable> found = subTables.find(tables);
        found.forEach(table -> draw(table.origin().stream(), table.origin().from(), table.table(), table.loaded()));
        found.forEach(table -> open.remove(table.loaded().array()));
        open.forEach((field, unlinked) -> drop(unlinked.stream(), field, reason(field, unlinked.reason())));
    }

    List<LineageEdge> edges() {
        return edges;
    }

    DroppedColumns dropped() {
        return dropped;
    }

    private void draw(Stream stream, Table from, Table to, LoadedTable loaded) {
        if (to.id().equals(from.id())) {
            return;
        }
        ColumnPairs.Paired columns = new ColumnPairs(destination, nestedColumns).of(loaded, to);
        edges.add(new LineageEdge(stream.name(), from, to, columns.pairs()));
        columns.dropped().forEach((field, reason) -> {
            if (field.tables().isEmpty() || !field.mayBeNested()) {
                drop(stream, field, reason);
            } else {
                open.put(field, new Unlinked(stream, reason));
            }
        });
    }

    private Reason reason(LoadedField field, Reason reason) {
        return reason == Reason.NOT_LOADED_YET && subTables.isContested(field) ? Reason.AMBIGUOUS : reason;
    }

    private void drop(Stream stream, LoadedField field, Reason reason) {
        dropped.add(new DroppedColumn(sourceName, stream.name(), field.path(), reason));
    }
}
