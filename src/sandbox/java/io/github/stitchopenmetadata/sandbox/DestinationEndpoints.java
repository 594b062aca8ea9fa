package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is done with the destinations of an account, in the forms of versions 3 and 4. */
final class DestinationEndpoints {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int LIMIT = 3;
    private static final Set<String> FILTERS = Set.of("source_id", "destination_id");
    private static final Set<String> CREATED_WITH =
            Set.of("type", "name", "description", "properties", "ignore_unmapped_sources");

    private DestinationEndpoints() {}

    static Answer list(StitchClient client, ReceivedRequest request) {
        Map<String, String> query = request.query();
        if (!FILTERS.containsAll(query.keySet()) || !query.values().stream().allMatch(StitchServer::isNumber)) {
            return StitchErrors.text("GET may only include the params: source_id and/or destination_id");
        }
        String destinationId = query.get("destination_id");
        StitchAccount held = client.account();
        List<JsonNode> found = query.containsKey("source_id")
                ? held.destinationsOf(Long.parseLong(query.get("source_id")))
                : held.destinations();
        return Answer.json(SourceEndpoints.array(found.stream()
                .filter(destination ->
                        destinationId == null || destination.path("id").asText().equals(destinationId))
                .toList()));
    }

    static Answer create(StitchClient client, JsonNode body) {
        boolean fits = body.path("properties").isObject()
                && body.properties().stream().allMatch(field -> CREATED_WITH.contains(field.getKey()))
                && TypeCards.ofDestination(body.path("type").asText()) != null;
        if (!fits) {
            return StitchErrors.text(
                    "a destination has a type, properties, a name, a description and ignore_unmapped_sources");
        }
        return created(client, body, body.path("properties"))
                .map(Answer::json)
                .orElseGet(() -> StitchErrors.text("no more destinations (limit " + LIMIT + ")"));
    }

    static Answer update(StitchClient client, String destinationId, JsonNode body) {
        if (body.has("type")) {
            return StitchErrors.text("the type of a destination stays");
        }
        return updated(client, destinationId, body.path("properties"))
                .map(Answer::json)
                .orElseGet(() -> StitchErrors.text("no such connection"));
    }

    /** Deleting a destination deletes its hooks. */
    static Answer delete(StitchClient client, String destinationId) {
        if (find(client, destinationId).isEmpty()) {
            return StitchErrors.text("no dest (" + destinationId + ") of client (" + client.id() + ")");
        }
        long id = Long.parseLong(destinationId);
        client.change(account -> account.toBuilder().removeDestination(id).build());
        client.hooks().values().removeIf(hook -> hook.path("destination_id").asLong() == id);
        return Answer.json(NODES.objectNode());
    }

    static Answer listV3(StitchClient client) {
        return Answer.json(SourceEndpoints.array(client.account().destinations().stream()
                .limit(1)
                .map(DestinationEndpoints::inV3)
                .toList()));
    }

    static Answer createV3(StitchClient client, JsonNode body) {
        if (!isV3(body) || TypeCards.ofDestination(body.path("type").asText()) == null) {
            return StitchErrors.text("expected type and connection");
        }
        if (!client.account().destinations().isEmpty()) {
            return StitchErrors.text("there is a destination already");
        }
        return Answer.json(inV3(created(client, body, body.path("connection")).orElseThrow()));
    }

    static Answer updateV3(StitchClient client, String destinationId, JsonNode body) {
        if (!isV3(body)) {
            return StitchErrors.text("expected type and connection");
        }
        boolean isOther = find(client, destinationId)
                .filter(held -> !held.path("type").equals(body.path("type")))
                .isPresent();
        if (isOther) {
            return StitchErrors.text("the type of a destination stays");
        }
        return updated(client, destinationId, body.path("connection"))
                .map(destination -> Answer.json(inV3(destination)))
                .orElseGet(() -> StitchErrors.text("no such connection"));
    }

    private static Optional<JsonNode> created(StitchClient client, JsonNode body, JsonNode properties) {
        if (client.account().destinations().size() >= LIMIT) {
            return Optional.empty();
        }
        String type = body.path("type").asText();
        String now = StitchClient.now();
        ObjectNode destination = NODES.objectNode()
                .put("id", client.newId())
                .put("type", type)
                .put("name", body.path("name").asText(type))
                .putNull("display_name")
                .put("stitch_client_id", client.id())
                .put("created_at", now)
                .put("updated_at", now);
        destination.set("description", body.hasNonNull("description") ? body.path("description") : NODES.nullNode());
        List.of("paused_at", "system_paused_at", "deleted_at").forEach(destination::putNull);
        destination.set("properties", TypeCards.told(properties));
        ObjectNode card = TypeCards.ofDestination(type);
        card.put("current_step", 2).put("current_step_type", "fully_configured");
        card.remove("details");
        destination.set("report_card", card);
        client.change(account -> account.toBuilder().addDestination(destination).build());
        return Optional.of(destination);
    }

    private static Optional<JsonNode> updated(StitchClient client, String destinationId, JsonNode properties) {
        return find(client, destinationId).map(held -> {
            ObjectNode destination = held.deepCopy();
            destination.withObject("/properties").setAll(TypeCards.told(properties));
            destination.put("updated_at", StitchClient.now());
            client.change(account -> account.toBuilder()
                    .removeDestination(destination.path("id").asLong())
                    .addDestination(destination)
                    .build());
            return destination;
        });
    }

    private static Optional<JsonNode> find(StitchClient client, String destinationId) {
        return client.account().destinations().stream()
                .filter(destination -> destination.path("id").asText().equals(destinationId))
                .findFirst();
    }

    private static boolean isV3(JsonNode body) {
        return body.path("type").isTextual() && body.path("connection").isObject() && body.size() == 2;
    }

    private static ObjectNode inV3(JsonNode destination) {
        ObjectNode told = NODES.objectNode();
        List.of("id", "type", "created_at", "updated_at").forEach(key -> told.set(key, destination.path(key)));
        told.set("connection", destination.path("properties"));
        told.putObject("last_check")
                .put("error", false)
                .put("started_at", destination.path("updated_at").asText())
                .put("completed_at", destination.path("updated_at").asText());
        return told;
    }
}
