package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Fills a catalog from a class path resource with users, teams, services and edges. */
final class CatalogResource {

    private CatalogResource() {}

    static void read(String resource, StoredCatalog catalog) {
        fill(AccountResource.content(resource), catalog);
    }

    private static void fill(JsonNode content, StoredCatalog catalog) {
        content.path("users")
                .properties()
                .forEach(user -> catalog.addUser(user.getKey(), user.getValue().asText()));
        content.path("teams").forEach(team -> catalog.addTeam(team.asText()));
        content.path("services").properties().forEach(service -> {
            catalog.addDatabaseService(
                    service.getKey(), service.getValue().path("serviceType").asText());
            addTables(service.getKey(), service.getValue().path("databases"), catalog);
        });
        content.path("edges")
                .forEach(edge -> catalog.addEdge(
                        edge.path("from").asText(), edge.path("to").asText(), edge.get("lineageDetails")));
    }

    private static void addTables(String service, JsonNode databases, StoredCatalog catalog) {
        databases
                .properties()
                .forEach(database -> database.getValue().properties().forEach(schema -> schema.getValue()
                        .properties()
                        .forEach(table -> catalog.addTable(
                                service,
                                database.getKey(),
                                schema.getKey(),
                                table.getKey(),
                                columns(table.getValue())))));
    }

    private static List<AccountColumn> columns(JsonNode dataTypes) {
        List<AccountColumn> columns = new ArrayList<>();
        dataTypes
                .properties()
                .forEach(column -> columns.add(
                        new AccountColumn(column.getKey(), column.getValue().asText())));
        return columns;
    }
}
