package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts the tables of a Stitch account into a catalog: those of its databases, and those that it loads. */
final class AccountTables {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> TYPES =
            Map.of("bigint", "BIGINT", "integer", "INT", "numeric", "NUMERIC", "boolean", "BOOLEAN");

    private final StoredCatalog catalog;
    private final String sourceService;
    private final String warehouseService;
    private final Map<JsonNode, List<AccountColumn>> columns = new HashMap<>();
    private final Map<JsonNode, List<AccountColumn>> warehouseColumns = new HashMap<>();

    AccountTables(StoredCatalog catalog, String sourceService, String warehouseService) {
        this.catalog = catalog;
        this.sourceService = sourceService;
        this.warehouseService = warehouseService;
    }

    void add(StitchAccount account) {
        catalog.addDatabaseService(sourceService, "Postgres");
        catalog.addDatabaseService(warehouseService, "Snowflake");
        for (JsonNode source : account.sources()) {
            long sourceId = source.path("id").asLong();
            String database = account.destinationsOf(sourceId).stream()
                    .findFirst()
                    .map(destination ->
                            destination.path("properties").path("database").asText())
                    .orElse("");
            for (JsonNode stream : account.streams(sourceId)) {
                JsonNode metadata = stream.path("metadata");
                JsonNode fields = account.schema(
                                sourceId, stream.path("stream_id").asLong())
                        .orElseThrow();
                catalog.addTable(
                        sourceService,
                        metadata.path("database-name").asText(),
                        metadata.path("schema-name").asText(),
                        stream.path("stream_name").asText(),
                        columns(fields, false));
                if (stream.path("selected").asBoolean() && !database.isEmpty()) {
                    catalog.addTable(
                            warehouseService,
                            database,
                            source.path("name").asText().toUpperCase(),
                            stream.path("stream_name").asText().toUpperCase(),
                            columns(fields, true));
                }
            }
        }
    }

    // streams with the same fields share their columns: there may be tens of thousands of them
    private List<AccountColumn> columns(JsonNode schema, boolean warehouse) {
        return (warehouse ? warehouseColumns : columns).computeIfAbsent(schema.path("schema"), text -> {
            List<AccountColumn> read = new ArrayList<>();
            parsed(text)
                    .path("properties")
                    .fieldNames()
                    .forEachRemaining(name ->
                            read.add(new AccountColumn(warehouse ? name.toUpperCase() : name, dataType(schema, name))));
            return List.copyOf(read);
        });
    }

    private static String dataType(JsonNode schema, String field) {
        for (JsonNode entry : schema.path("metadata")) {
            if (entry.path("breadcrumb").path(1).asText().equals(field)) {
                return TYPES.getOrDefault(
                        entry.path("metadata").path("sql-datatype").asText(), "STRING");
            }
        }
        return "STRING";
    }

    private static JsonNode parsed(JsonNode text) {
        try {
            return JSON.readTree(text.asText());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the schema of a stream is no JSON", e);
        }
    }
}
