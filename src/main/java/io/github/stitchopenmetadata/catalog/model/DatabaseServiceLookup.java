package io.github.stitchopenmetadata.catalog.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A database service that a catalog is asked for, because the workflow names it. One thread at a time. */
public final class DatabaseServiceLookup {

    private final Catalog catalog;
    private final String name;
    private final List<JsonNode> databases = new ArrayList<>();
    private Catalog.DatabaseService service;

    /** @param name as {@code dbServiceNames} has it */
    public DatabaseServiceLookup(Catalog catalog, String name) {
        this.catalog = catalog;
        this.name = name;
    }

    public Catalog catalog() {
        return catalog;
    }

    public String name() {
        return name;
    }

    /** The service; null as long as it was not found. */
    public Catalog.DatabaseService service() {
        return service;
    }

    void found(Catalog.DatabaseService known) {
        service = known;
    }

    /** @param page databases of the service as the server lists them */
    public void addDatabases(List<JsonNode> page) {
        databases.addAll(page);
    }

    /** A lookup of the schemas of each database. */
    List<SchemaLookup> schemas() {
        return databases.stream()
                .map(database -> new SchemaLookup(catalog, service, database))
                .toList();
    }
}
