package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** Who is told of what happens in an account: addresses and hooks. */
final class NotificationEndpoints {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MOST = 10;

    private NotificationEndpoints() {}

    static Answer createEmail(StitchClient client, JsonNode body) {
        if (!client.isAdvanced()) {
            return StitchErrors.notification(TextNode.valueOf("no custom e-mails in this plan"));
        }
        if (!body.path("email_address").asText().matches("[^@\\s]+@[^@\\s]+")) {
            return StitchErrors.notification(NODES.objectNode().put("email_address", "expected an address"));
        }
        if (client.emails().size() >= MOST) {
            return StitchErrors.notification(TextNode.valueOf("no more custom e-mails (limit " + MOST + ")"));
        }
        long id = client.newId();
        ObjectNode email = NODES.objectNode()
                .put("id", id)
                .put("client_id", client.id())
                .put("email_address", body.path("email_address").asText())
                .put("created_at", StitchClient.now())
                .putNull("disabled_at");
        client.emails().put(id, email);
        return Answer.json(email);
    }

    static Answer updateEmail(StitchClient client, long id, JsonNode body) {
        ObjectNode email = client.emails().get(id);
        if (email == null) {
            return Answer.json(404, NODES.objectNode().put("status", "NOT FOUND"));
        }
        JsonNode time = body.path("disabled_at");
        if (!time.isNull() && !time.asText().matches("\\d{4}-\\d\\d-\\d\\d.*")) {
            return Answer.json(400, NODES.objectNode().set("disabled_at", time));
        }
        ObjectNode changed = email.deepCopy();
        changed.set("disabled_at", time);
        client.emails().put(id, changed);
        return Answer.json(NODES.objectNode().set("disabled_at", time));
    }

    static Answer emails(StitchClient client) {
        return Answer.json(SourceEndpoints.array(client.emails().values()));
    }

    static Answer deleteEmail(StitchClient client, long id) {
        int removed = client.emails().remove(id) == null ? 0 : 1;
        return Answer.json(NODES.arrayNode().add(removed));
    }

    static Answer createHook(StitchClient client, JsonNode body) {
        if (!client.isAdvanced()) {
            return StitchErrors.notification(TextNode.valueOf("no hooks in this plan"));
        }
        boolean fits = body.path("type").asText().equals("post_load")
                && body.path("destination_id").isIntegralNumber()
                && body.at("/config/url").asText().startsWith("https://")
                && body.size() == 3;
        if (!fits) {
            return StitchErrors.data("InvalidBody", "expected type, destination_id and config");
        }
        if (client.hooks().size() >= MOST) {
            return StitchErrors.notification(TextNode.valueOf("no more hooks (limit " + MOST + ")"));
        }
        long id = client.newId();
        String now = StitchClient.now();
        ObjectNode hook = NODES.objectNode()
                .put("id", id)
                .put("client_id", client.id())
                .put("type", "post_load")
                .put("version", 1)
                .put("destination_id", body.path("destination_id").asLong());
        hook.set("config", body.path("config"));
        hook.put("created_at", now).put("modified_at", now).putNull("disabled_at");
        client.hooks().put(id, hook);
        return Answer.json(hook);
    }

    static Answer updateHook(StitchClient client, long id, JsonNode body) {
        if (body.size() != 1 || !body.path("enable").isBoolean()) {
            return StitchErrors.data("InvalidBody", "expected enable, true or false, and nothing else");
        }
        ObjectNode held = client.hooks().get(id);
        if (held == null) {
            return Answer.json(400, NODES.objectNode().put("error", "NotFound"));
        }
        ObjectNode hook = held.deepCopy();
        String now = StitchClient.now();
        hook.put("modified_at", now).put("disabled_at", body.path("enable").asBoolean() ? null : now);
        client.hooks().put(id, hook);
        return Answer.json(shown(hook));
    }

    static Answer hooks(StitchClient client) {
        ObjectNode list = NODES.objectNode();
        list.set(
                "post_load",
                SourceEndpoints.array(client.hooks().values().stream()
                        .map(NotificationEndpoints::shown)
                        .toList()));
        return Answer.json(list);
    }

    static Answer deleteHook(StitchClient client, long id) {
        return client.hooks().remove(id) == null
                ? Answer.json(400, NODES.objectNode().put("error", "NotFound"))
                : Answer.json(NODES.nullNode());
    }

    /** Only the answer to the creation names the destination. */
    private static ObjectNode shown(ObjectNode hook) {
        ObjectNode shown = hook.deepCopy();
        shown.remove("destination_id");
        return shown;
    }
}
