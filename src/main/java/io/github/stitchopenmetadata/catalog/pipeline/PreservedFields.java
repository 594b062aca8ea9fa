package io.github.stitchopenmetadata.catalog.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.model.EntityRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What people and other tools gave a pipeline or a task, and PUT would take away by leaving it out: some of it whoever
 * sends it, and the words that people wrote where the token belongs to a person.
 */
final class PreservedFields {

    private static final List<String> OF_PIPELINE = List.of("description", "concurrency", "pipelineLocation");
    private static final List<String> OF_TASK =
            List.of("description", "owner", "owners", "taskSQL", "downstreamTasks", "startDate", "endDate");

    private PreservedFields() {}

    /**
     * @param stored the pipeline with its tasks, as the server gives it
     * @param body   of PUT pipeline
     * @param named  whether the display name of the pipeline is a person's
     * @return the body with what is to stay
     */
    static ObjectNode over(JsonNode stored, ObjectNode body, boolean named) {
        ObjectNode whole = body.deepCopy();
        carry(OF_PIPELINE, stored, whole);
        if (named) {
            keepName(stored, whole);
        }
        Map<String, JsonNode> tasks = new HashMap<>();
        stored.path("tasks").forEach(task -> tasks.put(task.path("name").asText(), task));
        for (JsonNode task : whole.path("tasks")) {
            JsonNode same = tasks.get(task.path("name").asText());
            if (same != null) {
                carry(OF_TASK, same, (ObjectNode) task);
                keepName(same, (ObjectNode) task);
            }
        }
        return whole;
    }

    private static void carry(List<String> fields, JsonNode from, ObjectNode to) {
        for (String field : fields) {
            if (!to.has(field) && from.hasNonNull(field)) {
                to.set(field, field.startsWith("owner") ? references(from.get(field)) : from.get(field));
            }
        }
    }

    private static void keepName(JsonNode from, ObjectNode to) {
        if (!from.path("displayName").asText("").isEmpty()) {
            to.set("displayName", from.get("displayName"));
        }
    }

    /** Servers give references with more than they take. */
    private static JsonNode references(JsonNode owners) {
        if (owners.isObject()) {
            return reference(owners);
        }
        ArrayNode references = ((ArrayNode) owners).arrayNode();
        owners.forEach(owner -> references.add(reference(owner)));
        return references;
    }

    private static ObjectNode reference(JsonNode owner) {
        return new EntityRef(owner.path("id").asText(), owner.path("type").asText()).json();
    }
}
