package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Puts a body over a stored entity: what people wrote stays unless a person replaces it, and some fields are only stored
 * when another, recorded one changed as well. After construction {@link #body()} is the result, if anything is to be stored at all.
 */
final class Merge {

    private static final List<String> RECORDED = List.of("sourceUrl", "pipelineUrl", "concurrency", "pipelineLocation",
            "state", "tableType", "viewDefinition", "schemaDefinition", "tableConstraints", "retentionPeriod", "default",
            "serviceType", "connection", "mutuallyExclusive", "style", "email");

    private final ObjectNode stored;
    private final ObjectNode body;
    private final boolean byPerson;
    private boolean recorded;
    private boolean hashChanged;

    Merge(CatalogVersion version, EntityType type, ObjectNode stored, ObjectNode given, boolean byPerson) {
        this.stored = stored;
        this.byPerson = byPerson;
        this.body = given.deepCopy();
        recorded |= mergeTexts(stored, body, byPerson);
        recorded |= addTags(stored, body);
        keepReferences(version);
        keepExtension();
        if (type.isService() && !body.has("connection") && stored.has("connection")) {
            body.set("connection", stored.get("connection"));
        }
        recorded |= RECORDED.stream().anyMatch(field -> !Objects.equals(stored.get(field), body.get(field)));
        if (type == EntityType.PIPELINE) {
            mergeTasks();
        }
        hashChanged = !Objects.equals(stored.get("sourceHash"), body.get("sourceHash"));
    }

    ObjectNode body() {
        return body;
    }

    /** Whether a field changed that makes a new version. */
    boolean recorded() {
        return recorded;
    }

    /** Whether anything is stored: a new hash alone is, without a new version. */
    boolean stored() {
        return recorded || hashChanged;
    }

    /** Keeps a description and a display name that are already there, unless a person writes; tells whether one changed. */
    static boolean mergeTexts(ObjectNode stored, ObjectNode given, boolean byPerson) {
        boolean changed = false;
        for (String text : List.of("description", "displayName")) {
            if (!byPerson && !stored.path(text).asText().isEmpty()) {
                given.set(text, stored.get(text));
            }
            changed |= !given.path(text).asText().equals(stored.path(text).asText());
        }
        return changed;
    }

    /** Adds the stored labels to the given ones; tells whether a given one is new. */
    static boolean addTags(ObjectNode stored, ObjectNode given) {
        ArrayNode all = given.arrayNode();
        stored.path("tags").forEach(all::add);
        List<String> known = stored.path("tags").findValuesAsText("tagFQN");
        boolean added = false;
        for (JsonNode label : given.path("tags")) {
            if (!known.contains(label.path("tagFQN").asText())) {
                all.add(label);
                added = true;
            }
        }
        if (all.isEmpty()) {
            given.remove("tags");
        } else {
            given.set("tags", all);
        }
        return added;
    }

    private void keepReferences(CatalogVersion version) {
        for (String field : List.of("owner", "owners", "domain", "domains")) {
            boolean replaceable = byPerson || field.equals("owner") && !version.atLeast("1.5");
            if (stored.path(field).isEmpty() || replaceable && body.has(field)) {
                recorded |= !body.path(field).isEmpty()
                        && !body.path(field).findValuesAsText("id").equals(stored.path(field).findValuesAsText("id"));
            } else {
                body.set(field, stored.get(field));
            }
        }
    }

    private void keepExtension() {
        body.remove("extension");
        if (stored.has("extension")) {
            body.set("extension", stored.get("extension"));
        }
    }

    private void mergeTasks() {
        Map<String, JsonNode> before = new HashMap<>();
        stored.path("tasks").forEach(task -> before.put(task.path("name").asText(), task));
        for (JsonNode given : body.path("tasks")) {
            JsonNode old = before.remove(given.path("name").asText());
            if (old == null) {
                recorded = true;
            } else {
                mergeTexts((ObjectNode) old, (ObjectNode) given, byPerson);
                recorded |= addTags((ObjectNode) old, (ObjectNode) given)
                        || !given.path("description").asText().equals(old.path("description").asText());
            }
        }
        // what is left was not given again: the list is authoritative
        recorded |= !before.isEmpty();
    }
}
