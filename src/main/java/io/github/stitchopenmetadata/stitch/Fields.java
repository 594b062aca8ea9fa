package io.github.stitchopenmetadata.stitch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.lineage.LineageMessage.Field;
import io.github.stitchopenmetadata.text.InvalidAnswerException;
import io.github.stitchopenmetadata.text.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The replicated fields of a stream, out of the answer of {@code GET /v4/sources/{id}/streams/{id}}. */
final class Fields {

    /** Deeper than any documented schema; keeps a hostile one from overflowing the stack. */
    private static final int DEEPEST = 10;

    private Fields() {}

    /**
     * @param answer an object with {@code schema}, a JSON Schema that is itself a string of JSON, and {@code metadata}, in no fixed order
     * @return the fields that are replicated, sorted by name
     * @throws InvalidAnswerException if the answer or the schema inside is no such thing
     */
    static List<Field> replicated(JsonNode answer) {
        if (!answer.isObject() || !answer.has("schema")) {
            throw new InvalidAnswerException(
                    "stream schema: expected an object with a \"schema\", got " + InvalidAnswerException.shape(answer));
        }
        Map<String, JsonNode> metadata = byField(answer.path("metadata"));
        List<Field> fields = new ArrayList<>();
        JsonNode properties = schema(answer.path("schema")).path("properties");
        for (String name : new TreeSet<>(names(properties))) {
            JsonNode about = metadata.get(name);
            if (about != null && isReplicated(about)) {
                fields.add(field(name, properties.path(name), text(about, "sql-datatype"), 0));
            }
        }
        return List.copyOf(fields);
    }

    private static Field field(String name, JsonNode property, String sqlType, int depth) {
        List<Field> children = new ArrayList<>();
        if (depth < DEEPEST) {
            JsonNode nested = nested(property);
            for (String child : new TreeSet<>(names(nested))) {
                children.add(field(child, nested.path(child), null, depth + 1));
            }
        }
        return new Field(name, types(property), text(property, "format"), sqlType, children);
    }

    /** The properties of an object, or of the objects in an array. */
    private static JsonNode nested(JsonNode property) {
        JsonNode items = property.path("items");
        return property.has("properties") ? property.path("properties") : items.path("properties");
    }

    private static JsonNode schema(JsonNode schema) {
        if (schema.isObject()) {
            return schema;
        }
        try {
            JsonNode parsed = schema.isTextual() ? Json.FOREIGN.readTree(schema.textValue()) : schema;
            if (parsed.isObject()) {
                return parsed;
            }
            throw new InvalidAnswerException(
                    "stream schema: expected a JSON Schema as text, got " + InvalidAnswerException.shape(schema));
        } catch (JsonProcessingException invalid) {
            throw new InvalidAnswerException(
                    "stream schema: the text in \"schema\" is not valid JSON: " + invalid.getOriginalMessage());
        }
    }

    private static Map<String, JsonNode> byField(JsonNode metadata) {
        Map<String, JsonNode> byField = new HashMap<>();
        for (JsonNode entry : metadata) {
            JsonNode breadcrumb = entry.has("breadcrumb") ? entry.path("breadcrumb") : entry.path("breadcrumbs");
            if (breadcrumb.size() == 2 && breadcrumb.path(0).asText().equals("properties")) {
                byField.put(breadcrumb.path(1).asText(), entry.path("metadata"));
            }
        }
        return byField;
    }

    /** Stitch's field selection rules; a missing key counts as null. */
    private static boolean isReplicated(JsonNode metadata) {
        return switch (metadata.path("inclusion").asText("")) {
            case "automatic" -> true;
            case "available" ->
                metadata.path("selected").asBoolean()
                        || metadata.path("selected-by-default").asBoolean();
            default -> false;
        };
    }

    /** The JSON types of a field without {@code null}, {@code anyOf} included; empty where the schema gives none. */
    private static List<String> types(JsonNode property) {
        TreeSet<String> types = new TreeSet<>();
        collect(property, types);
        types.remove("null");
        return List.copyOf(types);
    }

    private static void collect(JsonNode property, TreeSet<String> types) {
        JsonNode type = property.path("type");
        if (type.isTextual()) {
            types.add(type.textValue());
        }
        type.forEach(each -> types.add(each.asText()));
        property.path("anyOf").forEach(each -> collect(each, types));
        if (property.path("$ref").asText("").endsWith("_array")) {
            types.add("array");
        }
    }

    /** A field without a name, as a file with a blank heading has, can be no column. */
    private static List<String> names(JsonNode properties) {
        List<String> names = new ArrayList<>();
        properties.fieldNames().forEachRemaining(names::add);
        names.remove("");
        return names;
    }

    private static String text(JsonNode json, String field) {
        return json.path(field).isTextual() ? json.path(field).textValue() : null;
    }
}
