package io.github.stitchopenmetadata.catalog.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.stitchopenmetadata.naming.NameIndex;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The tables of the schemas that one run needs. Each schema is listed once, by whoever asks first; the others wait for
 * that listing. Bounded by the number of columns held: what was not used for longest goes, and is listed again if needed.
 */
public final class TableIndex {

    private static final long PATIENCE_MINUTES = 15;

    private final AsyncCache<String, Tables> schemas;

    /** @param maximumColumns how many columns to hold, all tables together */
    public TableIndex(long maximumColumns) {
        this.schemas = Caffeine.newBuilder()
                .executor(Runnable::run)
                .maximumWeight(maximumColumns)
                .weigher((String schema, Tables tables) -> tables.weight())
                .buildAsync();
    }

    /** Starts to look into some schemas; those nobody listed so far are the caller's to list. */
    public Lookup lookup(Collection<String> schemaFqns) {
        Map<String, CompletableFuture<Tables>> tables = new LinkedHashMap<>();
        Map<String, Listing> unlisted = new LinkedHashMap<>();
        for (String fqn : schemaFqns) {
            CompletableFuture<Tables> mine = new CompletableFuture<>();
            CompletableFuture<Tables> first = schemas.asMap().putIfAbsent(fqn, mine);
            tables.put(fqn, first == null ? mine : first);
            if (first == null) {
                unlisted.put(fqn, new Listing(fqn, mine, new ArrayList<>(), () -> schemas.asMap()
                        .remove(fqn, mine)));
            }
        }
        return new Lookup(tables, List.copyOf(unlisted.values()));
    }

    /** The tables of one schema, or why they could not be listed; the weight counts them and their columns at all depths. */
    record Tables(NameIndex<Table> byName, int weight, Exception failure) {}

    /** A schema whose listing the caller has taken on: {@link #add} each page, then {@link #complete} or {@link #fail}. */
    public record Listing(String schemaFqn, CompletableFuture<Tables> done, List<Table> read, Runnable forget) {

        public void add(List<JsonNode> page) {
            page.stream()
                    .filter(json -> Required.isIn(json, "id", "name", "fullyQualifiedName"))
                    .forEach(json -> read.add(Table.of(json)));
        }

        public void complete() {
            done.complete(new Tables(
                    NameIndex.of(read, Table::name),
                    1 + read.stream().mapToInt(table -> 1 + table.columnCount()).sum(),
                    null));
        }

        /** The next one to need the schema lists it anew. */
        public void fail(Exception cause) {
            forget.run();
            done.complete(new Tables(null, 0, cause));
        }
    }

    /** The tables of some schemas, listed or still being listed. */
    public record Lookup(Map<String, CompletableFuture<Tables>> tables, List<Listing> unlisted) {

        /**
         * @return the tables of a schema; waits while somebody else lists it
         * @throws Exception what the listing failed with
         */
        public NameIndex<Table> tables(String schemaFqn) throws Exception {
            try {
                Tables listed = tables.get(schemaFqn).get(PATIENCE_MINUTES, TimeUnit.MINUTES);
                if (listed.failure() != null) {
                    throw listed.failure();
                }
                return listed.byName();
            } catch (TimeoutException late) {
                throw new IllegalStateException(
                        "OpenMetadata: the tables of " + schemaFqn + " were not listed in " + PATIENCE_MINUTES
                                + " minutes",
                        late);
            }
        }
    }
}
