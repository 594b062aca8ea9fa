package io.github.stitchopenmetadata.stitch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.lineage.LineageMessage.Field;
import io.github.stitchopenmetadata.text.InvalidAnswerException;
import io.github.stitchopenmetadata.text.TreeLimit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The fields of a stream, out of the answer of {@code GET /v4/sources/{id}/streams/{id}}, sorted by name.
 *
 * @param replicated with those inside them
 * @param deselected the others, without those inside them
 */
record Fields(List<Field> replicated, List<Field> deselected) {

    static final Fields NONE = new Fields(List.of(), List.of());

    /** Deeper than any documented schema; keeps a hostile one from overflowing the stack. */
    private static final int DEEPEST = 10;

    /** Schemas of different streams are read at the same time. */
    private static final TreeLimit LIMIT = TreeLimit.ofHeap(8);

    /** More than any destination takes as columns; keeps a hostile schema that refers to itself in many places small. */
    private static final int MOST = 20_000;

    /** Builds the fields of one stream, and counts them. */
    private static final class Builder {
        private int count;

        private Field field(String name, ComposedSchema schema, String sqlType, int depth) {
            List<Field> children = new ArrayList<>();
            if (depth < DEEPEST) {
                new TreeMap<>(schema.properties()).forEach((child, property) -> {
                    if (count++ < MOST) {
                        children.add(field(child, property, null, depth + 1));
                    }
                });
            }
            return new Field(name, schema.types(), schema.format(), sqlType, children);
        }
    }

    /**
     * @param answer an object with {@code schema}, a JSON Schema that is itself a string of JSON, and {@code metadata}, in no fixed order
     * @throws InvalidAnswerException if the answer or the schema inside is no such thing
     */
    static Fields of(JsonNode answer) {
        if (!answer.isObject() || !answer.has("schema")) {
            throw new InvalidAnswerException(
                    "stream schema: expected an object with a \"schema\", got " + InvalidAnswerException.shape(answer));
        }
        Map<String, JsonNode> metadata = byField(answer.path("metadata"));
        List<Field> replicated = new ArrayList<>();
        List<Field> deselected = new ArrayList<>();
        Builder builder = new Builder();
        new TreeMap<>(ComposedSchema.of(schema(answer.path("schema"))).properties()).forEach((name, property) -> {
            JsonNode about = metadata.get(name);
            String sqlType = about == null ? null : text(about, "sql-datatype");
            if (about != null && isReplicated(about)) {
                replicated.add(builder.field(name, property, sqlType, 0));
            } else {
                deselected.add(builder.field(name, property, sqlType, DEEPEST));
            }
        });
        return new Fields(List.copyOf(replicated), List.copyOf(deselected));
    }

    private static JsonNode schema(JsonNode schema) {
        if (schema.isObject()) {
            return schema;
        }
        try {
            JsonNode parsed = schema.isTextual() ? LIMIT.read(schema.textValue(), Set.of()) : schema;
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

    private static String text(JsonNode json, String field) {
        return json.path(field).isTextual() ? json.path(field).textValue() : null;
    }
}
