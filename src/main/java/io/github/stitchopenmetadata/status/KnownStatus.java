package io.github.stitchopenmetadata.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.model.Fqn;
import io.github.stitchopenmetadata.text.Json;
import java.util.Comparator;
import java.util.stream.StreamSupport;

/**
 * A status that the catalog holds, without its content: enough to tell whether it is the same as another.
 *
 * @param timestamp epoch milliseconds
 * @param hash      of all that is sent
 */
record KnownStatus(long timestamp, String hash) {

    private static final String[] FIELDS = {"timestamp", "executionStatus", "executionId", "endTime"};
    private static final String[] ERROR_FIELDS = {"errorMessage", "failedTask"};
    private static final String[] TASK_FIELDS = {"name", "executionStatus", "startTime", "endTime", "logLink"};

    /**
     * @param status as it is sent or as the server gives it, which may add to it and give the tasks in another order
     * @return null for no status
     */
    static KnownStatus of(JsonNode status) {
        if (!status.path("timestamp").canConvertToLong()) {
            return null;
        }
        ObjectNode content = some(status, FIELDS);
        content.set("error", some(status.path("error"), ERROR_FIELDS));
        ArrayNode tasks = content.putArray("taskStatus");
        StreamSupport.stream(status.path("taskStatus").spliterator(), false)
                .sorted(Comparator.comparing(task -> task.path("name").asText()))
                .forEach(task -> tasks.add(some(task, TASK_FIELDS)));
        return new KnownStatus(status.path("timestamp").asLong(), Fqn.hash(content.toString()));
    }

    private static ObjectNode some(JsonNode json, String... fields) {
        ObjectNode some = Json.MAPPER.createObjectNode();
        for (String field : fields) {
            if (json.hasNonNull(field)) {
                some.put(field, json.path(field).asText());
            }
        }
        return some;
    }
}
