package io.github.stitchopenmetadata.flow.history;

import io.github.stitchopenmetadata.sandbox.AccountColumn;
import io.github.stitchopenmetadata.sandbox.StoredCatalog;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The tables that stand in the catalog, by fully qualified name. */
final class Tables {

    static final String SOURCES = "prod_postgres";

    /** @param ingested tells a table from one of the same name that was there before */
    record Table(int ingested, String service, String database, String schema, String name, Set<String> columns) {

        String fqn() {
            return String.join(".", service, database, schema, name);
        }

        String column(String column) {
            return fqn() + "." + column;
        }
    }

    private final Warehouse warehouse;
    private final StoredCatalog catalog;
    private final Map<String, Table> tables = new TreeMap<>();
    private final Map<String, Table> deleted = new TreeMap<>();
    private int lastIngested;

    Tables(Warehouse warehouse, StoredCatalog catalog) {
        this.warehouse = warehouse;
        this.catalog = catalog;
        catalog.addDatabaseService(SOURCES, "Postgres");
        catalog.addDatabaseService(Warehouse.SERVICE, warehouse.serviceType);
    }

    /** The name of the table that a stream is read from. */
    static String read(Account.Source source, Account.Stream stream) {
        return String.join(".", SOURCES, source.name, "public", stream.name);
    }

    /** The name of the table that a stream is loaded into. */
    String loaded(Account.Source source, Account.Stream stream) {
        return String.join(
                ".",
                Warehouse.SERVICE,
                warehouse.database,
                warehouse.loaded(source.name),
                warehouse.loaded(stream.name));
    }

    Table find(String fqn) {
        return tables.get(fqn);
    }

    /** Whether there is no such table, not even a deleted one. */
    boolean isAbsent(String fqn) {
        return !tables.containsKey(fqn) && !deleted.containsKey(fqn);
    }

    Collection<Table> all() {
        return tables.values();
    }

    /** Ingests a table, or what has changed of it. */
    void put(String fqn, Collection<String> columns) {
        String[] parts = fqn.split("\\.");
        Table before = tables.get(fqn);
        Table table = new Table(
                before == null ? ++lastIngested : before.ingested,
                parts[0],
                parts[1],
                parts[2],
                parts[3],
                new LinkedHashSet<>(columns));
        tables.put(fqn, table);
        catalog.addTable(
                parts[0],
                parts[1],
                parts[2],
                parts[3],
                table.columns.stream()
                        .map(column -> new AccountColumn(column, "STRING"))
                        .toList());
    }

    /** Deletes a table softly: its edges stay. */
    void delete(String fqn) {
        deleted.put(fqn, tables.remove(fqn));
        catalog.edits().deleteTable(fqn);
    }

    void restore(String fqn) {
        tables.put(fqn, deleted.remove(fqn));
        catalog.edits().restoreTable(fqn);
    }

    Set<String> deleted() {
        return deleted.keySet();
    }

    /** Takes a table away, with its edges. */
    void remove(String fqn) {
        tables.remove(fqn);
        catalog.removeTable(fqn);
    }

    boolean hasColumn(String columnFqn) {
        int dot = columnFqn.lastIndexOf('.');
        String fqn = columnFqn.substring(0, dot);
        Table table = tables.getOrDefault(fqn, deleted.get(fqn));
        return table != null && table.columns.contains(columnFqn.substring(dot + 1));
    }
}
