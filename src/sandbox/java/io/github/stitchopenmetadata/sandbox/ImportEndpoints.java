package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Takes what is pushed into the sources of the type import_api. */
final class ImportEndpoints {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> OF_BATCH = List.of("table_name", "schema", "messages", "key_names");
    private static final List<String> OF_MESSAGE = List.of("action", "sequence", "data");
    private static final List<String> OF_RECORD = List.of("table_name", "sequence", "action", "key_names", "data");
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final int SHOWN = 100;
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

    /** What was pushed, for people: the newest records of each table. */
    static Answer pushed(Collection<StitchClient> clients) {
        ArrayNode tables = NODES.arrayNode();
        for (StitchClient client : Set.copyOf(clients)) {
            for (JsonNode source : client.account().sources()) {
                Map<String, List<JsonNode>> byTable = client
                        .pushedSoFar(source.path("id").asLong())
                        .stream()
                        .collect(Collectors.groupingBy(
                                message -> message.path("table_name").asText(), TreeMap::new, Collectors.toList()));
                byTable.forEach((table, messages) -> {
                    ObjectNode shown = tables.addObject()
                            .put("source", source.path("name").asText())
                            .put("table_name", table)
                            .put("records", messages.size());
                    ArrayNode newest = shown.putArray("newest");
                    messages.subList(Math.max(0, messages.size() - SHOWN), messages.size())
                            .forEach(message -> newest.add(((ObjectNode) message.deepCopy()).without("table_name")));
                });
            }
        }
        return Answer.json(tables);
    }

    Answer batch(Sender sender, ReceivedRequest request, JsonNode body) {
        Answer refusal = refusal(sender, request);
        if (refusal != null) {
            return refusal;
        }
        for (String key : OF_BATCH.subList(0, 3)) {
            if (!body.has(key)) {
                return StitchErrors.imported(400, "validation: required key [" + key + "]");
            }
        }
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            if (!OF_BATCH.contains(field.getKey())) {
                return StitchErrors.imported(400, "validation: extraneous key [" + field.getKey() + "]");
            }
        }
        if (!body.path("schema").isObject()) {
            return StitchErrors.imported(400, "validation: schema is no object");
        }
        JsonSchema schema = SCHEMAS.getSchema(body.path("schema"));
        int number = 0;
        for (JsonNode message : body.path("messages")) {
            for (String key : OF_MESSAGE) {
                if (!message.has(key)) {
                    return StitchErrors.imported(400, "validation: a message without [" + key + "]");
                }
            }
            for (ValidationMessage wrong : schema.validate(message.path("data"))) {
                return StitchErrors.imported(
                        400, "Record " + number + " does not fit the schema: " + wrong.getMessage());
            }
            number++;
            for (JsonNode key : body.path("key_names")) {
                if (!message.path("data").hasNonNull(key.asText())) {
                    return StitchErrors.imported(400, "a record without its key " + key.asText());
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
        return accepted(201, "accepted");
    }

    Answer push(Sender sender, ReceivedRequest request, JsonNode body, boolean keeps) {
        Answer refusal = refusal(sender, request);
        if (refusal != null) {
            return refusal;
        }
        if (!body.isArray()) {
            return Answer.json(400, NODES.objectNode().put("status", "ERROR").put("message", "expected an array"));
        }
        if (body.findValuesAsText("client_id").stream().distinct().count() > 1) {
            return unprocessable("client_id", "is not the same in all records");
        }
        for (JsonNode message : body) {
            Answer wrong = refusedRecord(sender, message);
            if (wrong != null) {
                return wrong;
            }
        }
        if (!keeps) {
            return accepted(200, "valid");
        }
        Map<String, Integer> rows = new TreeMap<>();
        body.forEach(message -> {
            keep(sender, message.path("table_name").asText(), message);
            rows.merge(message.path("table_name").asText(), 1, Integer::sum);
        });
        rows.forEach((table, count) -> jobs.loaded(sender.client(), sender.source(), table, count));
        return accepted(201, "accepted");
    }

    static boolean isTooLarge(ReceivedRequest request) {
        return request.body().length > LARGEST;
    }

    static Answer tooLarge() {
        return Answer.json(413, NODES.objectNode().put("status", "ERROR").put("message", "too large"));
    }

    /** Null where there is nothing to refuse. */
    private static Answer refusal(Sender sender, ReceivedRequest request) {
        if (sender == null) {
            return Answer.json(401, NODES.objectNode().put("message", "Not Authorized"));
        }
        if (sender.source().hasNonNull("paused_at") || sender.source().hasNonNull("deleted_at")) {
            ObjectNode error = NODES.objectNode().put("error", "Forbidden");
            error.putObject("errors").put("error", "the source is not active");
            return Answer.json(401, error);
        }
        if (!request.hasContentType("application/json")) {
            return Answer.json(415, TextNode.valueOf("expected application/json"));
        }
        return null;
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
            error.putObject("errors").put("error", "the token is of another client");
            return Answer.json(403, error);
        }
        for (String key : OF_RECORD) {
            if (!message.hasNonNull(key)) {
                return unprocessable(key, "is blank");
            }
        }
        for (JsonNode key : message.path("key_names")) {
            if (!message.path("data").hasNonNull(key.asText())) {
                return unprocessable("data", "lacks a key");
            }
        }
        return null;
    }

    private static Answer unprocessable(String field, String why) {
        ObjectNode error = NODES.objectNode().put("status", "ERROR").put("error", "records are not right");
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
