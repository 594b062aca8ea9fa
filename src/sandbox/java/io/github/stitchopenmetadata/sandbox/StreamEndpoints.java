package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Selects streams and fields. */
final class StreamEndpoints {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Set<String> MODIFIABLE =
            Set.of("selected", "replication-method", "replication-key", "view-key-properties");

    private StreamEndpoints() {}

    static Answer update(StitchClient client, long sourceId, JsonNode body) {
        if (!body.path("streams").isArray() || body.path("streams").isEmpty()) {
            return StitchErrors.text("expected streams, a list");
        }
        for (JsonNode wanted : body.path("streams")) {
            if (stream(client.account(), sourceId, wanted).isEmpty()) {
                return invalid("no such tap-stream-ids: ["
                        + wanted.path("tap_stream_id").asText("nil") + "]");
            }
            for (JsonNode entry : wanted.path("metadata")) {
                if (!entry.path("breadcrumb").isArray()
                        || !entry.path("metadata").isObject()) {
                    return StitchErrors.text("each metadata needs a breadcrumb and metadata");
                }
                List<String> readOnly = entry.path("metadata").properties().stream()
                        .map(java.util.Map.Entry::getKey)
                        .filter(key -> !MODIFIABLE.contains(key))
                        .toList();
                if (!readOnly.isEmpty()) {
                    return invalid("found by Stitch itself: " + readOnly);
                }
            }
        }
        client.change(account -> {
            StitchAccount changed = account;
            for (JsonNode wanted : body.path("streams")) {
                changed = changed(changed, sourceId, wanted);
            }
            return AccountEdits.editSource(changed, sourceId, StreamEndpoints::configured);
        });
        return Answer.json(NODES.objectNode().put("status", 200));
    }

    private static StitchAccount changed(StitchAccount account, long sourceId, JsonNode wanted) {
        ObjectNode stream = stream(account, sourceId, wanted).orElseThrow().deepCopy();
        JsonNode schema =
                account.schema(sourceId, stream.path("stream_id").asLong()).orElseThrow();
        for (JsonNode entry : wanted.path("metadata")) {
            ObjectNode given = entry.path("metadata").deepCopy();
            if (entry.path("breadcrumb").isEmpty()) {
                stream.withObject("/metadata").setAll(given);
                if (given.has("selected")) {
                    stream.set("selected", given.path("selected"));
                }
            }
            for (JsonNode held : schema.path("metadata")) {
                if (held.path("breadcrumb").equals(entry.path("breadcrumb"))) {
                    ((ObjectNode) held).withObject("/metadata").setAll(given);
                }
            }
        }
        return account.toBuilder().addStream(sourceId, stream, schema).build();
    }

    /** With a stream selected nothing is left to do. */
    private static void configured(ObjectNode source) {
        ObjectNode card = source.withObject("/report_card");
        if (card.path("current_step_type").equals(TextNode.valueOf("field_selection"))) {
            card.put("current_step", card.path("steps").size()).put("current_step_type", "fully_configured");
        }
    }

    private static Optional<JsonNode> stream(StitchAccount account, long sourceId, JsonNode wanted) {
        return account.streams(sourceId).stream()
                .filter(stream -> stream.path("tap_stream_id").equals(wanted.path("tap_stream_id")))
                .findFirst();
    }

    private static Answer invalid(String fields) {
        return Answer.json(400, NODES.objectNode().put("invalid_fields", fields));
    }
}
