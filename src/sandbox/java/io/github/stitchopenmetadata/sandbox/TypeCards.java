package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The types of sources and destinations that can be created here, and what a source of them is found to hold. */
final class TypeCards {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> SOURCES = List.of(
            "import_api",
            "platform.facebook",
            "platform.hp-mysql",
            "platform.hp-postgres",
            "platform.hubspot",
            "platform.mongodb",
            "platform.shopify",
            "platform.stripe",
            "platform.zendesk",
            "webhook.sendgrid");
    private static final List<String> DESTINATIONS = List.of(
            "azure_sqldw",
            "bigquery_v2",
            "databricks_delta",
            "dataworld",
            "mssql_server",
            "mysql_destination",
            "panoply",
            "postgres",
            "redshift",
            "s3",
            "snowflake");
    private static final Set<String> CREDENTIALS =
            Set.of("password", "access_token", "api_key", "token", "sentinel_key");

    private TypeCards() {}

    /** The report cards of all types. */
    static List<ObjectNode> sources() {
        return SOURCES.stream().map(TypeCards::ofSource).toList();
    }

    /** Null for a type that there is not. */
    static ObjectNode ofSource(String type) {
        if (!SOURCES.contains(type)) {
            return null;
        }
        boolean discovers = type.startsWith("platform.");
        return card(
                type,
                discovers
                        ? List.of("form", "discover_schema", "field_selection", "fully_configured")
                        : List.of("form", "fully_configured"));
    }

    static List<ObjectNode> destinations() {
        return DESTINATIONS.stream().map(TypeCards::ofDestination).toList();
    }

    /** Null for a type that there is not. */
    static ObjectNode ofDestination(String type) {
        return DESTINATIONS.contains(type) ? card(type, List.of("form", "fully_configured")) : null;
    }

    /** What is told of connection properties: not the credentials, and numbers and the like as texts. */
    static ObjectNode told(JsonNode properties) {
        ObjectNode told = NODES.objectNode();
        properties.properties().stream()
                .filter(property -> !CREDENTIALS.contains(property.getKey()))
                .forEach(property -> {
                    if (property.getValue().isContainerNode()) {
                        told.set(property.getKey(), property.getValue());
                    } else {
                        told.put(property.getKey(), property.getValue().asText());
                    }
                });
        return told;
    }

    /** What every new source with a selection of streams is found to hold. */
    static List<ObjectNode> streams(StitchClient client) {
        return Stream.of("customers", "orders")
                .map(name -> {
                    ObjectNode stream = NODES.objectNode()
                            .put("stream_id", client.newId())
                            .put("tap_stream_id", "db-public-" + name)
                            .put("stream_name", name)
                            .putNull("selected");
                    ObjectNode metadata = stream.putObject("metadata")
                            .put("database-name", "db")
                            .put("schema-name", "public")
                            .put("is-view", false)
                            .putNull("selected");
                    metadata.putArray("table-key-properties").add("id");
                    return stream;
                })
                .toList();
    }

    static ArrayNode fields() {
        ArrayNode fields = NODES.arrayNode();
        fields.addObject().put("name", "id").put("type", "integer").put("inclusion", "automatic");
        fields.addObject()
                .put("name", "name")
                .put("type", "string")
                .put("inclusion", "available")
                .put("selected-by-default", true);
        return fields;
    }

    private static ObjectNode card(String type, List<String> steps) {
        ObjectNode card =
                NODES.objectNode().put("type", type).put("current_step", 1).put("current_step_type", "form");
        ArrayNode list = card.putArray("steps");
        steps.forEach(step -> list.addObject().put("type", step).putArray("properties"));
        card.putObject("details")
                .put("access", true)
                .put("pricing_tier", "standard")
                .put("pipeline_state", "released")
                .put("protocol", type);
        return card;
    }
}
