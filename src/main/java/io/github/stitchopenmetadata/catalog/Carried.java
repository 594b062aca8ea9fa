package io.github.stitchopenmetadata.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What people and other tools gave a pipeline or a task, and PUT would take away by leaving it out. */
final class Carried {

    private static final List<String> OF_PIPELINE = List.of("concurrency", "pipelineLocation");
    private static final List<String> OF_TASK = List.of("owner", "owners", "taskSQL", "downstreamTasks", "startDate", "endDate");

    private Carried() {
    }

    /**
     * @param stored the pipeline with its tasks, as the server gives it
     * @param body   of PUT pipeline
     * @return the body with what is to stay
     */
    static ObjectNode over(JsonNode stored, ObjectNode body) {
        ObjectNode whole = body.deepCopy();
        carry(OF_PIPELINE, stored, whole);
        Map<String, JsonNode> tasks = new HashMap<>();
        stored.path("tasks").forEach(task -> tasks.put(task.path("name").asText(), task));
        for (JsonNode task : whole.path("tasks")) {
            JsonNode same = tasks.get(task.path("name").asText());
            if (same != null) {
                carry(OF_TASK, same, (ObjectNode) task);
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
