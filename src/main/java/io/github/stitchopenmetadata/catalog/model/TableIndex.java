package io.github.stitchopenmetadata.catalog.model;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.stitchopenmetadata.naming.NameIndex;
import io.github.stitchopenmetadata.state.Spill;
import io.github.stitchopenmetadata.state.StateStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tables of the schemas that one run needs. Each schema is listed once; the index is bounded by the number of columns that it
 * holds: what was not used for longest goes into a file, and so do the columns of a schema that has more than that. Without a place
 * for files it is listed again if it is needed. Thread-safe.
 */
public final class TableIndex {

    private final Cache<String, Tables> held;
    private final long maximumColumns;
    private final StateStore store;
    private final Map<String, StoredTables> aside = new ConcurrentHashMap<>();
    private Spill file;

    /** An index without a place for files. */
    public TableIndex(long maximumColumns) {
        this(maximumColumns, null);
    }

    /**
     * @param maximumColumns how many columns to hold, all tables together
     * @param store          the place for files, or null where all columns of a schema are held while it is needed
     */
    TableIndex(long maximumColumns, StateStore store) {
        this.maximumColumns = maximumColumns;
        this.store = store;
        this.held = Caffeine.newBuilder()
                .executor(Runnable::run)
                .maximumWeight(maximumColumns)
                .weigher((String schema, Tables tables) -> tables.weight())
                .evictionListener((schema, tables, cause) -> putAside(schema, tables.byName()))
                .build();
    }

    /** @param columns how many to hold from now on, all tables together */
    void bound(long columns) {
        held.policy().eviction().orElseThrow().setMaximum(columns);
    }

    private void putAside(String schema, NameIndex<Table> tables) {
        if (store != null) {
            aside.computeIfAbsent(schema, fqn -> StoredTables.of(tables, file()));
        }
    }

    private synchronized Spill file() {
        file = file == null ? spill() : file;
        return file;
    }

    /** The weight counts the tables and their columns at all depths. */
    private record Tables(NameIndex<Table> byName, int weight) {}

    /**
     * The tables of some schemas.
     *
     * @param schemas by full name
     */
    public record Lookup(Map<String, SchemaTables> schemas) {

        /** The schemas whose tables are not held yet: they are to be listed before {@link #tables} is asked. */
        public List<SchemaTables> unlisted() {
            return schemas.values().stream().filter(SchemaTables::isUnlisted).toList();
        }

        /** @return the tables of one of the schemas, which has been listed */
        public NameIndex<Table> tables(String schemaFqn) {
            return schemas.get(schemaFqn).byName();
        }

        /** All tables of the schemas, by id. */
        public Map<String, Table> byId() {
            Map<String, Table> tables = new HashMap<>();
            schemas.values().forEach(schema -> schema.byName().items().forEach(table -> tables.put(table.id(), table)));
            return tables;
        }
    }

    /** @return the schemas, with their tables as far as they are held */
    public Lookup lookup(Collection<String> schemaFqns) {
        Map<String, SchemaTables> schemas = new LinkedHashMap<>();
        schemaFqns.forEach(fqn -> schemas.put(fqn, new SchemaTables(fqn, this)));
        return new Lookup(schemas);
    }

    /** Whether so many tables and columns of one schema are to lie in a file. */
    public boolean isTooMuch(long weight) {
        return store != null && weight > maximumColumns;
    }

    /** A file for the columns of one schema, gone when nobody holds them any more. */
    public Spill spill() {
        try {
            return store.spill();
        } catch (IOException full) {
            throw new UncheckedIOException(
                    "columns of catalog tables cannot be put aside, check state.directory", full);
        }
    }

    /** @return the tables of a schema, null where they are not held */
    NameIndex<Table> get(String fqn) {
        Tables tables = held.getIfPresent(fqn);
        if (tables != null) {
            return tables.byName();
        }
        StoredTables stored = aside.get(fqn);
        if (stored == null) {
            return null;
        }
        NameIndex<Table> read = stored.read();
        put(fqn, read, 1 + read.items().size());
        return read;
    }

    void put(String fqn, NameIndex<Table> tables, int weight) {
        held.put(fqn, new Tables(tables, weight));
    }
}
