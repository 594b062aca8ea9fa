package io.github.stitchopenmetadata.stitch;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One or several JSON Schemas that say something of the same value. {@code anyOf}, {@code oneOf}, {@code allOf} and a
 * {@code $ref} within the document say the same as the schema that they stand for.
 */
final class ComposedSchema {

    private static final List<String> COMPOSITIONS = List.of("anyOf", "oneOf", "allOf");

    /** What Stitch's PostgreSQL connectors call the definitions of arrays, which contain themselves. */
    private static final String RECURSIVE_ARRAY = "_array";

    private static final JsonPointer NOWHERE = JsonPointer.compile("/ ");

    private final JsonNode document;
    private final Set<String> references;
    private final List<JsonNode> parts = new ArrayList<>();
    private final TreeSet<String> types = new TreeSet<>();
    private final Set<String> formats = new HashSet<>();

    private ComposedSchema(JsonNode document, Set<String> references, Collection<JsonNode> schemas) {
        this.document = document;
        this.references = new HashSet<>(references);
        schemas.forEach(schema -> add(schema, false));
        types.remove("null");
    }

    static ComposedSchema of(JsonNode document) {
        return new ComposedSchema(document, Set.of(), List.of(document));
    }

    /** The JSON types without {@code null}; empty where the schema gives none. */
    List<String> types() {
        return List.copyOf(types);
    }

    /** The format of all texts, or null where they have none or several. */
    String format() {
        return formats.size() == 1 ? formats.iterator().next() : null;
    }

    /** The properties of an object, or else of the objects in an array, by name. */
    Map<String, ComposedSchema> properties() {
        Map<String, List<JsonNode>> properties = collected(parts);
        if (properties.isEmpty()) {
            List<JsonNode> items = new ArrayList<>();
            parts.forEach(part -> (part.path("items").isArray() ? part.path("items") : List.of(part.path("items")))
                    .forEach(items::add));
            ComposedSchema item = new ComposedSchema(document, references, items);
            return item.composed(collected(item.parts));
        }
        return composed(properties);
    }

    private Map<String, ComposedSchema> composed(Map<String, List<JsonNode>> properties) {
        Map<String, ComposedSchema> composed = new LinkedHashMap<>();
        properties.forEach((name, schemas) -> composed.put(name, new ComposedSchema(document, references, schemas)));
        return composed;
    }

    private static Map<String, List<JsonNode>> collected(List<JsonNode> parts) {
        Map<String, List<JsonNode>> properties = new LinkedHashMap<>();
        parts.forEach(part -> part.path("properties").properties().forEach(property -> properties
                .computeIfAbsent(property.getKey(), name -> new ArrayList<>())
                .add(property.getValue())));
        // a field without a name, as a file with a blank heading has, can be no column
        properties.remove("");
        return properties;
    }

    /** @param partial whether others say more of the same value */
    private void add(JsonNode schema, boolean partial) {
        parts.add(schema);
        JsonNode type = schema.path("type");
        if (type.isTextual()) {
            types.add(type.textValue());
        }
        type.forEach(each -> types.add(each.asText()));
        addFormat(schema, partial);
        COMPOSITIONS.forEach(composition ->
                schema.path(composition).forEach(each -> add(each, partial || composition.equals("allOf"))));
        if (schema.path("$ref").isTextual()) {
            follow(schema.path("$ref").textValue(), partial);
        }
    }

    private void addFormat(JsonNode schema, boolean partial) {
        if (schema.path("format").isTextual()) {
            formats.add(schema.path("format").textValue());
        } else if (!partial && isText(schema.path("type"))) {
            formats.add(null);
        }
    }

    private static boolean isText(JsonNode type) {
        if (type.isTextual()) {
            return type.textValue().equals("string");
        }
        for (JsonNode each : type) {
            if (isText(each)) {
                return true;
            }
        }
        return false;
    }

    /** A schema that contains itself is followed once. */
    private void follow(String reference, boolean partial) {
        if (reference.endsWith(RECURSIVE_ARRAY)) {
            types.add("array");
        } else if (reference.startsWith("#") && references.add(reference)) {
            add(document.at(pointer(reference)), partial);
        }
    }

    /** The pointer in a reference within the document; one that leads nowhere for what is none. */
    private static JsonPointer pointer(String reference) {
        try {
            return JsonPointer.compile(
                    URLDecoder.decode(reference.substring(1).replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException noPointer) {
            return NOWHERE;
        }
    }
}
