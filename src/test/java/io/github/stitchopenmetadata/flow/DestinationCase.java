package io.github.stitchopenmetadata.flow;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.github.stitchopenmetadata.sandbox.AccountColumn;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.sandbox.StoredCatalog;
import io.github.stitchopenmetadata.text.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One file of {@code destinations/}: an account that loads into one type of destination, a catalog that holds the tables as
 * Stitch names them there, and the lineage to be found between them.
 */
final class DestinationCase {

    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());
    private static final int CLIENT = 42;
    private static final Map<String, String> SELECTION = Map.of(
            "automatic", "{'inclusion': 'automatic'}",
            "selected", "{'inclusion': 'available', 'selected': true}",
            "by default", "{'inclusion': 'available', 'selected-by-default': true}",
            "unselected", "{'inclusion': 'available', 'selected': false}",
            "unsupported", "{'inclusion': 'unsupported'}");

    private final String type;
    private final JsonNode content;

    private DestinationCase(String type, JsonNode content) {
        this.type = type;
        this.content = content;
    }

    static DestinationCase of(String type) throws IOException {
        try (InputStream file = DestinationCase.class.getResourceAsStream("/destinations/" + type + ".yaml")) {
            return new DestinationCase(type, YAML.readTree(file));
        }
    }

    StitchAccount account() {
        StitchAccount.Builder account = StitchAccount.builder();
        account.addDestination(json("{'id': 7, 'name': 'warehouse'}")
                .put("type", type)
                .put("stitch_client_id", CLIENT)
                .set("properties", content.path("destination")));
        int id = 0;
        for (Map.Entry<String, JsonNode> source : content.path("sources").properties()) {
            addSource(account, ++id, source.getKey(), source.getValue());
        }
        return account.build();
    }

    void fill(StoredCatalog catalog) {
        content.path("catalog").properties().forEach(service -> {
            catalog.addDatabaseService(
                    service.getKey(), service.getValue().path("serviceType").asText());
            service.getValue().path("databases").properties().forEach(database -> database.getValue()
                    .properties()
                    .forEach(schema -> schema.getValue()
                            .properties()
                            .forEach(table -> catalog.addTable(
                                    service.getKey(),
                                    database.getKey(),
                                    schema.getKey(),
                                    table.getKey(),
                                    columns(table.getValue())))));
        });
    }

    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(
                "stitch.dbServiceNames",
                String.join(
                        ",",
                        content.path("catalog").properties().stream()
                                .map(Map.Entry::getKey)
                                .toList()));
        content.path("settings")
                .properties()
                .forEach(setting ->
                        settings.put(setting.getKey(), setting.getValue().asText()));
        return settings;
    }

    /** The lineage to be found, one line per edge, per pair of columns and per missing edge. */
    List<String> lineage() {
        List<String> lines = new ArrayList<>();
        content.path("edges").properties().forEach(edge -> {
            lines.add(edge.getKey());
            edge.getValue()
                    .properties()
                    .forEach(pair -> (pair.getValue().isArray() ? pair.getValue() : List.of(pair.getValue()))
                            .forEach(to -> lines.add(edge.getKey() + ": " + pair.getKey() + " -> " + to.asText())));
        });
        content.path("missing")
                .forEach(edge -> lines.add("missing: " + edge.path(0).asText() + " / "
                        + edge.path(1).asText() + ": " + edge.path(2).asText()));
        return lines;
    }

    private static void addSource(StitchAccount.Builder account, int id, String name, JsonNode described) {
        ObjectNode source = json(
                "{'created_at': '2026-01-01T00:00:00Z', 'report_card': {'current_step_type': 'fully_configured'}}");
        source.put("id", id).put("stitch_client_id", CLIENT).put("name", name).put("display_name", "The " + name);
        source.set("type", described.path("type"));
        source.set("properties", described.has("properties") ? described.path("properties") : json("{}"));
        account.addSource(source);
        int streamId = 100 * id;
        for (JsonNode stream : described.path("streams")) {
            addStream(account, id, ++streamId, stream);
            if (stream.path("loaded").asBoolean(true)) {
                account.addLoad(json("{'error_state': null}")
                        .put("stitch_client_id", CLIENT)
                        .put("source_name", name)
                        .put("stream_name", stream.path("name").asText())
                        .put("last_batch_loaded_at", "2026-01-02T00:00:00Z"));
            }
        }
    }

    private static void addStream(StitchAccount.Builder account, int source, int id, JsonNode described) {
        ObjectNode stream = Json.MAPPER
                .createObjectNode()
                .put("stream_id", id)
                .put("tap_stream_id", "stream-" + id)
                .put("stream_name", described.path("name").asText())
                .put("selected", described.path("selected").asBoolean(true));
        ObjectNode metadata = stream.putObject("metadata");
        copy(described, "database", metadata, "database-name");
        copy(described, "schema", metadata, "schema-name");
        copy(described, "keys", metadata, "table-key-properties");
        copy(described, "view-keys", metadata.put("is-view", described.has("view-keys")), "view-key-properties");
        account.addStream(source, stream, schema(described.path("fields"), metadata));
    }

    /** A field is its JSON Schema with two more keys: {@code is}, how it is selected, and {@code sql}, its type in the source. */
    private static JsonNode schema(JsonNode fields, ObjectNode ofStream) {
        ObjectNode schema = json("{'type': 'object'}");
        ArrayNode metadata = Json.MAPPER.createArrayNode();
        metadata.add(json("{'breadcrumb': []}").set("metadata", ofStream));
        fields.properties().forEach(field -> {
            ObjectNode property = field.getValue().deepCopy();
            ObjectNode entry = metadata.addObject();
            entry.putArray("breadcrumb").add("properties").add(field.getKey());
            entry.set("metadata", json(SELECTION.get(property.path("is").asText("selected"))));
            copy(property, "sql", (ObjectNode) entry.path("metadata"), "sql-datatype");
            property.putArray("type")
                    .add("null")
                    .add(field.getValue().path("type").asText("string"));
            schema.withObjectProperty("properties").set(field.getKey(), property.without(List.of("is", "sql")));
        });
        ObjectNode answer = Json.MAPPER.createObjectNode().put("schema", schema.toString());
        return answer.set("metadata", metadata);
    }

    /** A column is its name, or {@code {name: [children]}}. */
    private static List<AccountColumn> columns(JsonNode names) {
        List<AccountColumn> columns = new ArrayList<>();
        names.forEach(name -> {
            ObjectNode column = column(name);
            boolean nested = column.has("children");
            String dataType = column.remove("dataType").asText();
            columns.add(
                    nested
                            ? new AccountColumn(column.remove("name").asText(), dataType, column)
                            : new AccountColumn(name.asText(), dataType));
        });
        return columns;
    }

    private static ObjectNode column(JsonNode name) {
        ObjectNode column = Json.MAPPER.createObjectNode();
        if (!name.isObject()) {
            return column.put("name", name.asText()).put("dataType", "STRING");
        }
        Map.Entry<String, JsonNode> record = name.properties().iterator().next();
        ArrayNode children =
                column.put("name", record.getKey()).put("dataType", "STRUCT").putArray("children");
        record.getValue().forEach(child -> children.add(column(child)));
        return column;
    }

    private static void copy(JsonNode from, String key, ObjectNode to, String as) {
        if (from.has(key)) {
            to.set(as, from.path(key));
        }
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) Json.MAPPER.readTree(text.replace('\'', '"'));
        } catch (IOException mistyped) {
            throw new IllegalArgumentException(mistyped);
        }
    }
}
