package io.github.stitchopenmetadata.catalog.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.naming.NameIndex;
import io.github.stitchopenmetadata.state.Spill;
import io.github.stitchopenmetadata.text.OneAtATime;
import java.util.ArrayList;
import java.util.List;

/** The tables of one schema: to be listed with {@link #add} and {@link #complete}, or taken from the {@link TableIndex}. */
public final class SchemaTables implements OneAtATime {

    private final String fqn;
    private final TableIndex index;
    private List<Table> read = new ArrayList<>();
    private NameIndex<Table> byName;
    private long weight;
    private Spill stored;

    SchemaTables(String fqn, TableIndex index) {
        this.fqn = fqn;
        this.index = index;
        this.byName = index.get(fqn);
    }

    public String fqn() {
        return fqn;
    }

    @Override
    public String correlationKey() {
        return fqn;
    }

    /** @return whether nobody has listed the schema so far, so that it is to be listed now */
    boolean isUnlisted() {
        if (byName == null) {
            byName = index.get(fqn);
        }
        return byName == null;
    }

    /** @param page tables as the server lists them with {@code fields=columns} */
    public void add(List<JsonNode> page) {
        List<Table> tables = page.stream()
                .filter(json -> Required.isIn(json, "id", "name", "fullyQualifiedName"))
                .map(Table::of)
                .toList();
        weight += tables.stream().mapToLong(table -> 1 + table.columnCount()).sum();
        if (stored == null && index.isTooMuch(weight)) {
            stored = index.spill();
            read.replaceAll(table -> StoredColumns.of(table, stored));
        }
        tables.forEach(table -> read.add(stored == null ? table : StoredColumns.of(table, stored)));
    }

    /** All pages have been added. */
    void complete() {
        byName = NameIndex.of(read, Table::name);
        index.put(fqn, byName, 1 + (int) (stored == null ? weight : read.size()));
        read = List.of();
    }

    /**
     * The tables by name.
     *
     * @throws IllegalStateException if the schema has not been listed
     */
    public NameIndex<Table> byName() {
        if (byName == null) {
            throw new IllegalStateException("the tables of " + fqn + " were not listed");
        }
        return byName;
    }
}
