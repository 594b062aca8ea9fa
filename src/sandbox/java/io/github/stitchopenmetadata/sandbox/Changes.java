package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Which differences between two states of an entity a server records. Only these make a new version, and what is not
 * recorded (a schedule, a start date, the name shown of a task) is only stored together with what is.
 */
final class Changes {

    private static final List<String> TEXTS = List.of("description", "displayName");
    private static final List<String> REFERENCES = List.of("owner", "owners", "domain", "domains");
    private static final List<String> FIELDS = List.of(
            "sourceUrl",
            "pipelineUrl",
            "concurrency",
            "pipelineLocation",
            "state",
            "tableType",
            "viewDefinition",
            "schemaDefinition",
            "tableConstraints",
            "retentionPeriod",
            "default",
            "serviceType",
            "connection",
            "mutuallyExclusive",
            "style",
            "email",
            "extension");

    private Changes() {}

    /** Whether a field changed that makes a new version. */
    static boolean recorded(ObjectNode before, ObjectNode after) {
        return TEXTS.stream().anyMatch(field -> !text(before, field).equals(text(after, field)))
                || !tags(before).equals(tags(after))
                || REFERENCES.stream().anyMatch(field -> !ids(before, field).equals(ids(after, field)))
                || FIELDS.stream().anyMatch(field -> !Objects.equals(before.get(field), after.get(field)))
                || tasksChanged(before, after);
    }

    /** Whether anything is stored: a new hash alone is, without a new version. */
    static boolean stored(ObjectNode before, ObjectNode after) {
        return recorded(before, after) || !Objects.equals(before.get("sourceHash"), after.get("sourceHash"));
    }

    private static boolean tasksChanged(ObjectNode before, ObjectNode after) {
        Map<String, JsonNode> old = new HashMap<>();
        before.path("tasks").forEach(task -> old.put(text(task, "name"), task));
        for (JsonNode task : after.path("tasks")) {
            JsonNode same = old.remove(text(task, "name"));
            if (same == null
                    || !text(same, "description").equals(text(task, "description"))
                    || !tags(same).equals(tags(task))) {
                return true;
            }
        }
        return !old.isEmpty();
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText();
    }

    private static Set<String> tags(JsonNode node) {
        return Set.copyOf(node.path("tags").findValuesAsText("tagFQN"));
    }

    private static List<String> ids(JsonNode node, String field) {
        return node.path(field).findValuesAsText("id");
    }
}
