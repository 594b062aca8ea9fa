package io.github.stitchopenmetadata.catalog.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * The schemas of one database, which a catalog is asked for.
 *
 * @param database as the server lists it
 */
public record SchemaLookup(Catalog catalog, Catalog.DatabaseService service, JsonNode database) {

    public String databaseFqn() {
        return database.path("fullyQualifiedName").asText();
    }

    /** @param page schemas of the database as the server lists them */
    public void addSchemas(List<JsonNode> page) {
        catalog.addSchemas(service, database, page);
    }
}
