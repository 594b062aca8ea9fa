package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Writes the schemas of streams with the same fields as Stitch answers them. A field names itself, its JSON
 * {@code type}, an optional {@code format} and {@code properties}; whatever else it holds is its metadata.
 */
final class StreamSchema {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> SHAPE = List.of("name", "type", "format", "properties");
    private static final List<String> MODIFIABLE =
            List.of("selected", "replication-method", "replication-key", "view-key-properties");

    private final String document;
    private final ArrayNode metadataOfFields = NODES.arrayNode();

    StreamSchema(JsonNode fields) {
        ObjectNode properties = NODES.objectNode();
        for (JsonNode field : fields) {
            properties.set(field.path("name").asText(), shape(field));
            metadataOfFields.add(metadata(field));
        }
        document = NODES.objectNode()
                .put("type", "object")
                .<ObjectNode>set("properties", properties)
                .toString();
    }

    ObjectNode of(JsonNode stream) {
        ArrayNode metadata = NODES.arrayNode().addAll(metadataOfFields);
        metadata.addObject().<ObjectNode>set("breadcrumb", NODES.arrayNode()).set("metadata", stream.path("metadata"));

        ObjectNode schema = NODES.objectNode().put("schema", document);
        schema.set("metadata", metadata);
        ArrayNode modifiable = schema.putArray("non-discoverable-metadata-keys");
        MODIFIABLE.forEach(modifiable::add);
        return schema;
    }

    private static ObjectNode shape(JsonNode field) {
        ObjectNode shape = NODES.objectNode();
        ArrayNode type = shape.putArray("type");
        if (!field.path("inclusion").asText().equals("automatic")) {
            type.add("null");
        }
        type.add(field.path("type").asText("string"));
        if (field.has("format")) {
            shape.set("format", field.get("format"));
        }
        if (field.has("properties")) {
            ObjectNode nested = shape.putObject("properties");
            field.get("properties")
                    .forEach(child -> nested.set(child.path("name").asText(), shape(child)));
        }
        return shape;
    }

    private static ObjectNode metadata(JsonNode field) {
        ObjectNode metadata = NODES.objectNode();
        metadata.putArray("breadcrumb").add("properties").add(field.path("name").asText());
        ObjectNode own = metadata.putObject("metadata");
        field.properties().stream()
                .filter(entry -> !SHAPE.contains(entry.getKey()))
                .forEach(entry -> own.set(entry.getKey(), entry.getValue()));
        return metadata;
    }
}
