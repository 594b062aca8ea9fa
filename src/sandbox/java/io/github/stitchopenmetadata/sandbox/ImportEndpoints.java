package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Takes what is pushed into the sources of the type import_api. */
final class ImportEndpoints {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> OF_BATCH = List.of("table_name", "schema", "messages", "key_names");
    private static final List<String> OF_MESSAGE = List.of("action", "sequence", "data");
    private static final List<String> OF_RECORD = List.of("table_name", "sequence", "action", "key_names", "data");
    private static final int LARGEST = 20 * 1024 * 1024;

    /** Whose token it is, and of which source. */
    record Sender(StitchClient client, JsonNode source) {}

    private final Jobs jobs;

    ImportEndpoints(Jobs jobs) {
        this.jobs = jobs;
    }

    static Answer status() {
        return Answer.json(NODES.objectNode()
                .put("name", "pipeline.gate")
                .put("version", "1.0")
                .put("revision", "sandbox")
                .put("status", "OK")
                .putNull("reason"));
    }

    Answer batch(Sender sender, ReceivedRequest request, JsonNode body) {
        Answer refusal = refusal(sender, request, "Content-Type must be application/json");
        if (refusal != null) {
            return refusal;
        }
        for (String key : OF_BATCH.subList(0, 3)) {
            if (!body.has(key)) {
                return StitchErrors.imported(400, "Request failed validation:#: required key [" + key + "] not found");
            }
        }
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            if (!OF_BATCH.contains(field.getKey())) {
                return StitchErrors.imported(
                        400, "Request failed validation:#: extraneous key [" + field.getKey() + "] is not permitted");
            }
        }
        if (!body.path("schema").isObject()) {
            return StitchErrors.imported(400, "Request failed validation:#/schema: expected type: JSONObject");
        }
        for (JsonNode message : body.path("messages")) {
            for (String key : OF_MESSAGE) {
                if (!message.has(key)) {
                    return StitchErrors.imported(
                            400, "Request failed validation:#/messages/0: required key [" + key + "] not found");
                }
            }
            for (JsonNode key : body.path("key_names")) {
                if (!message.path("data").hasNonNull(key.asText())) {
                    return StitchErrors.imported(400, "Record is missing key property " + key.asText());
                }
            }
        }
        body.path("messages")
                .forEach(message -> keep(sender, body.path("table_name").asText(), message));
        jobs.loaded(
                sender.client(),
                sender.source(),
                body.path("table_name").asText(),
                body.path("messages").size());
        return accepted(201, "Batch Accepted!");
    }

    Answer push(Sender sender, ReceivedRequest request, JsonNode body, boolean keeps) {
        Answer refusal = refusal(sender, request, "Unsupported content-type");
        if (refusal != null) {
            return refusal;
        }
        if (!body.isArray()) {
            return Answer.json(
                    400, NODES.objectNode().put("status", "ERROR").put("message", "An array of records is expected"));
        }
        for (JsonNode message : body) {
            Answer wrong = refusedRecord(sender, message);
            if (wrong != null) {
                return wrong;
            }
        }
        if (!keeps) {
            return accepted(200, "Batch is valid!");
        }
        Map<String, Integer> rows = new TreeMap<>();
        body.forEach(message -> {
            keep(sender, message.path("table_name").asText(), message);
            rows.merge(message.path("table_name").asText(), 1, Integer::sum);
        });
        rows.forEach((table, count) -> jobs.loaded(sender.client(), sender.source(), table, count));
        return accepted(201, "Batch Accepted!");
    }

    /** Null where there is nothing to refuse. */
    private static Answer refusal(Sender sender, ReceivedRequest request, String otherType) {
        if (sender == null) {
            return Answer.json(401, NODES.objectNode().put("message", "Not Authorized"));
        }
        if (sender.source().hasNonNull("paused_at") || sender.source().hasNonNull("deleted_at")) {
            ObjectNode error = NODES.objectNode().put("error", "Forbidden");
            error.putObject("errors").put("error", "Connection is not active.");
            return Answer.json(401, error);
        }
        if (!request.hasContentType("application/json")) {
            return Answer.json(415, TextNode.valueOf(otherType));
        }
        return request.body().length <= LARGEST
                ? null
                : Answer.json(
                        413,
                        NODES.objectNode()
                                .put("status", "ERROR")
                                .put("message", "Request rejected: request size exceeds the maximum"));
    }

    private static Answer refusedRecord(Sender sender, JsonNode message) {
        if (!message.path("client_id").isIntegralNumber()) {
            return Answer.json(
                    401,
                    NODES.objectNode()
                            .put("status", "ERROR")
                            .put("error", "Not Authenticated.")
                            .putNull("errors"));
        }
        if (message.path("client_id").asLong() != sender.client().id()) {
            ObjectNode error = NODES.objectNode().put("status", "ERROR").put("error", "Forbidden");
            error.putObject("errors").put("error", "Access token is not associated with this client.");
            return Answer.json(403, error);
        }
        for (String key : OF_RECORD) {
            if (!message.hasNonNull(key)) {
                return unprocessable(key, "can't be blank");
            }
        }
        for (JsonNode key : message.path("key_names")) {
            if (!message.path("data").hasNonNull(key.asText())) {
                return unprocessable("data", "data must include keys");
            }
        }
        return null;
    }

    private static Answer unprocessable(String field, String why) {
        ObjectNode error =
                NODES.objectNode().put("status", "ERROR").put("error", "Request cannot be processed; see errors.");
        error.putArray("errors").addObject().putObject("reason").putArray(field).add(why);
        return Answer.json(422, error);
    }

    private static void keep(Sender sender, String table, JsonNode message) {
        ObjectNode kept = NODES.objectNode().put("table_name", table);
        kept.set("sequence", message.path("sequence"));
        kept.set("data", message.path("data"));
        sender.client().pushed(sender.source().path("id").asLong()).add(kept);
    }

    private static Answer accepted(int status, String message) {
        return Answer.json(status, NODES.objectNode().put("status", "OK").put("message", message));
    }
}
