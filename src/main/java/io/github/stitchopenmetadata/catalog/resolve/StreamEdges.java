package io.github.stitchopenmetadata.catalog.resolve;

import io.github.stitchopenmetadata.catalog.model.LineageEdge;
import io.github.stitchopenmetadata.catalog.model.Table;
import io.github.stitchopenmetadata.catalog.resolve.DroppedColumn.Reason;
import io.github.stitchopenmetadata.lineage.LineageMessage.Stream;
import io.github.stitchopenmetadata.naming.DestinationRules;
import io.github.stitchopenmetadata.naming.NameIndex;
import io.github.stitchopenmetadata.naming.SourceRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The edges of streams whose two tables are known: one to the stream's own table, and one to each of its sub-tables. */
final class StreamEdges {

    private record Unlinked(Stream stream, Reason reason) {}

    private final String sourceName;
    private final SourceRules source;
    private final DestinationRules destination;
    private final boolean nestedColumns;
    private final SubTables subTables;
    private final Set<Stream> others = Collections.newSetFromMap(new IdentityHashMap<>());
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

    /** Whether a stream may have tables besides its own. */
    static boolean mayHaveSubTables(Stream task) {
        return !task.isDescribed()
                || !task.fields().isEmpty()
                || !task.deselectedFields().isEmpty();
    }

    /** Keeps the tables of its arrays for a stream whose edges are found with another share. */
    void claim(Stream task, Table from, Table to) {
        others.add(task);
        // where Stitch tells the fields, it makes no difference here which columns they are read from
        Table read = task.isDescribed() ? from.withoutColumns() : from;
        subTables.add(
                new SubTables.Origin(task, read, to),
                new LoadedTables(source, destination, nestedColumns).of(task, read, to));
    }

    /** @param tables of the destination schema, to be given when all streams are added */
    void addSubTables(NameIndex<Table> tables) {
        List<SubTables.SubTable> found = subTables.find(tables).stream()
                .filter(table -> !others.contains(table.origin().stream()))
                .toList();
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
