package io.github.stitchopenmetadata.catalog.model;

import com.fasterxml.jackson.core.type.TypeReference;
import io.github.stitchopenmetadata.naming.NameIndex;
import io.github.stitchopenmetadata.state.Spill;
import io.github.stitchopenmetadata.text.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** The tables of a schema that lie in files until another source needs them: what there is of each, and where its columns are. */
record StoredTables(Spill file, long place, Spill columns) {

    private static final TypeReference<List<Entry>> ENTRIES = new TypeReference<>() {};

    /** @param place of the columns */
    record Entry(String id, String name, String fqn, long place, int columns) {}

    /** @param file for what does not lie in one yet */
    static StoredTables of(NameIndex<Table> tables, Spill file) {
        Spill columns = tables.items().stream()
                .map(Table::columns)
                .filter(StoredColumns.class::isInstance)
                .map(stored -> ((StoredColumns) stored).file())
                .findFirst()
                .orElse(file);
        List<Entry> entries =
                tables.items().stream().map(table -> entry(table, columns)).toList();
        try {
            return new StoredTables(file, file.append(Json.bytes(entries)), columns);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    private static Entry entry(Table table, Spill columns) {
        Table stored = table.columns() instanceof StoredColumns ? table : StoredColumns.of(table, columns);
        StoredColumns where = (StoredColumns) stored.columns();
        return new Entry(table.id(), table.name(), table.fqn(), where.place(), where.size());
    }

    /** @return the tables, whose columns stay where they are */
    NameIndex<Table> read() {
        try {
            List<Entry> entries = Json.MAPPER.readValue(file.read(place), ENTRIES);
            return NameIndex.of(
                    entries.stream()
                            .map(entry -> new Table(
                                    entry.id,
                                    entry.name,
                                    entry.fqn,
                                    new StoredColumns(columns, entry.place, entry.columns)))
                            .toList(),
                    Table::name);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
