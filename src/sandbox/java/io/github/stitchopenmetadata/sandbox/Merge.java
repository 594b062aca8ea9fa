package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts a body over a stored entity. A bot leaves what people wrote; a person replaces it, also by leaving it out. */
final class Merge {

    private final ServerVersion version;
    private final boolean person;

    Merge(ServerVersion version, boolean person) {
        this.version = version;
        this.person = person;
    }

    ObjectNode of(EntityType type, ObjectNode stored, ObjectNode given) {
        ObjectNode body = given.deepCopy();
        keepTextsAndTags(stored, body);
        keepReferences(stored, body);
        if (!person) {
            keep("extension", stored, body);
        }
        if (type.isService() && !body.has("connection")) {
            keep("connection", stored, body);
        }
        if (type == EntityType.PIPELINE) {
            mergeTasks(stored, body);
        }
        return body;
    }

    /** Tags are only ever added; a description and a display name that are there stay against a bot. */
    void keepTextsAndTags(ObjectNode stored, ObjectNode given) {
        for (String text : List.of("description", "displayName")) {
            if (!person && !stored.path(text).asText().isEmpty()) {
                given.set(text, stored.get(text));
            }
        }
        addTags(stored, given);
    }

    private static void addTags(ObjectNode stored, ObjectNode given) {
        ArrayNode all = given.arrayNode();
        stored.path("tags").forEach(all::add);
        List<String> known = stored.path("tags").findValuesAsText("tagFQN");
        for (JsonNode label : given.path("tags")) {
            if (!known.contains(label.path("tagFQN").asText())) {
                all.add(label);
            }
        }
        if (all.isEmpty()) {
            given.remove("tags");
        } else {
            given.set("tags", all);
        }
    }

    private void keepReferences(ObjectNode stored, ObjectNode body) {
        for (String field : List.of("owner", "owners", "domain", "domains")) {
            boolean replaceable = person || field.equals("owner") && !version.atLeast("1.5");
            if (!stored.path(field).isEmpty() && !(replaceable && body.has(field))) {
                body.set(field, stored.get(field));
            }
        }
    }

    private void mergeTasks(ObjectNode stored, ObjectNode body) {
        Map<String, JsonNode> before = new HashMap<>();
        stored.path("tasks").forEach(task -> before.put(task.path("name").asText(), task));
        for (JsonNode given : body.path("tasks")) {
            JsonNode old = before.get(given.path("name").asText());
            if (old != null) {
                keepTextsAndTags((ObjectNode) old, (ObjectNode) given);
            }
        }
    }

    private static void keep(String field, ObjectNode stored, ObjectNode body) {
        body.remove(field);
        if (stored.has(field)) {
            body.set(field, stored.get(field));
        }
    }
}
