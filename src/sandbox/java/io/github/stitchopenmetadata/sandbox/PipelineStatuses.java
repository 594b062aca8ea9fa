package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;

/** The runs of pipelines: one for each timestamp, replaced when it comes again. */
final class PipelineStatuses {

    private static final String STATUS = "org.openmetadata.schema.entity.data.PipelineStatus";
    private static final String TASK_STATUS = "org.openmetadata.schema.type.Status";

    /** The longest list of runs that is taken at once. */
    private static final int MOST = 1000;

    private final ServerVersion version;
    private final StoredCatalog catalog;
    private final Bodies bodies;
    private final EntityView view;

    PipelineStatuses(ServerVersion version, StoredCatalog catalog, Bodies bodies, EntityView view) {
        this.version = version;
        this.catalog = catalog;
        this.bodies = bodies;
        this.view = view;
    }

    Answer put(JsonNode body, String fqn) {
        ObjectNode status = checked(body);
        Entity pipeline = catalog.entities().require(EntityType.PIPELINE, fqn);
        // only 1.1 gets this far without them, and fails over it
        if (!status.has("taskStatus")) {
            throw Refusal.failure("Cannot invoke \"java.util.List.iterator()\" because the return value of \"" + STATUS
                    + ".getTaskStatus()\" is null");
        }
        if (!status.has("timestamp")) {
            throw Refusal.failure("Cannot invoke \"java.lang.Long.longValue()\" because the return value of \"" + STATUS
                    + ".getTimestamp()\" is null");
        }
        checkTasks(pipeline, status.path("taskStatus"));
        catalog.putRun(pipeline, Bodies.timestamp(status.get("timestamp")), status);
        // the answer shows the run that was put, a read the latest one
        JsonNode answer = view.complete(pipeline).set("pipelineStatus", status);
        return version.atLeast("1.2") ? Answer.changed(200, "entityUpdated", answer) : Answer.json(answer);
    }

    /** Takes all runs of the list, or none. */
    Answer putAll(JsonNode body, String fqn) {
        if (!body.isArray()) {
            throw Refusal.badRequest("Cannot deserialize value of type `java.util.ArrayList<" + STATUS + ">` from "
                    + body.getNodeType() + " value");
        }
        if (body.size() > MOST) {
            throw Refusal.badRequest("Bulk pipeline status list cannot exceed " + MOST + " items");
        }
        Entity pipeline = catalog.entities().require(EntityType.PIPELINE, fqn);
        List<ObjectNode> statuses = new ArrayList<>();
        body.forEach(status -> statuses.add(checked(status)));
        statuses.forEach(status -> checkTasks(pipeline, status.path("taskStatus")));
        statuses.forEach(status -> catalog.putRun(pipeline, Bodies.timestamp(status.get("timestamp")), status));
        return Answer.json(view.complete(pipeline));
    }

    Answer list(ReceivedRequest request, String fqn) {
        if (!request.query().containsKey("startTs") || !request.query().containsKey("endTs")) {
            throw Refusal.badRequest("[query param endTs must not be null, query param startTs must not be null]");
        }
        catalog.entities().require(EntityType.PIPELINE, fqn);
        NavigableMap<Long, ObjectNode> runs = catalog.runs(fqn);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode data = answer.putArray("data");
        long from = timestamp(request.query("startTs", ""));
        long to = timestamp(request.query("endTs", ""));
        if (from <= to) {
            runs.subMap(from, true, to, true).descendingMap().values().forEach(data::add);
        }
        // cursors that lead to other times, never to the end of a list
        answer.putObject("paging")
                .put("before", cursor(from))
                .put("after", cursor(to))
                .put("total", data.size());
        return Answer.json(answer);
    }

    private ObjectNode checked(JsonNode body) {
        ObjectNode status = bodies.check(body, STATUS);
        bodies.checkValue(status.get("executionStatus"), "StatusType");
        if (status.has("taskStatus")) {
            ArrayNode tasks = status.arrayNode();
            status.path("taskStatus").forEach(node -> tasks.add(taskStatus(node)));
            status.set("taskStatus", tasks);
        }
        return status;
    }

    private ObjectNode taskStatus(JsonNode node) {
        ObjectNode task = bodies.check(node, TASK_STATUS);
        bodies.checkValue(task.get("executionStatus"), "StatusType");
        for (String time : new String[] {"startTime", "endTime"}) {
            if (task.has(time)) {
                Bodies.timestamp(task.get(time));
            }
        }
        return task;
    }

    private static void checkTasks(Entity pipeline, JsonNode taskStatuses) {
        Set<String> names = new HashSet<>();
        pipeline.body()
                .path("tasks")
                .forEach(task -> names.add(task.path("name").asText()));
        for (JsonNode task : taskStatuses) {
            if (!names.contains(task.path("name").asText())) {
                throw Refusal.badRequest(
                        "Invalid task name " + task.path("name").asText());
            }
        }
    }

    private static String cursor(long timestamp) {
        return Base64.getEncoder().encodeToString(Long.toString(timestamp).getBytes(StandardCharsets.UTF_8));
    }

    private long timestamp(String text) {
        if (!text.matches("-?\\d{1,18}")) {
            throw Refusal.unknownPath(version);
        }
        return Long.parseLong(text);
    }
}
