package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.sandbox.StitchClient.ImportToken;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What is done with the sources of an account, and with the tokens that write into them. */
final class SourceEndpoints {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int LONGEST_NAME = 49;
    private static final int MOST_TOKENS = 2;
    private static final Set<String> CREATED_WITH = Set.of("display_name", "type", "properties", "destination_id");
    private static final Set<String> UPDATED_WITH = Set.of("display_name", "paused_at", "properties", "destination_id");

    private SourceEndpoints() {}

    static Answer list(StitchClient client) {
        return Answer.json(array(client.account().sources()));
    }

    static Answer create(StitchClient client, JsonNode body) {
        String type = body.path("type").asText();
        String displayName = body.path("display_name").asText();
        if (type.isBlank() || displayName.isBlank() || !isWithin(body, CREATED_WITH)) {
            return StitchErrors.data("InvalidBody", "only a type, a display_name, properties and a destination_id");
        }
        ObjectNode card = TypeCards.ofSource(type);
        if (card == null) {
            return StitchErrors.data("InvalidType", "invalid source type (" + type + ")");
        }
        String name = name(displayName);
        if (name.isEmpty()) {
            return StitchErrors.data("InvalidDisplayName", "invalid name after deriving it (" + displayName + " -> )");
        }
        boolean isTaken = client.account().sources().stream()
                .anyMatch(source -> source.path("name").asText().equals(name)
                        && source.path("deleted_at").isNull());
        if (isTaken || name.length() > LONGEST_NAME) {
            return StitchErrors.data(
                    "InvalidName", isTaken ? "non-unique name (" + name + ")" : "too long (" + name + ")");
        }
        Answer refusal = refusedProperties(client, body);
        return refusal != null ? refusal : Answer.json(created(client, body, name, card));
    }

    static Answer update(StitchClient client, long sourceId, JsonNode body) {
        if (!body.isObject() || body.isEmpty() || !isWithin(body, UPDATED_WITH)) {
            return StitchErrors.data("InvalidBody", "only the keys display_name, properties, and paused_at");
        }
        if (body.has("display_name") && body.path("display_name").asText().isBlank()) {
            return StitchErrors.data("InvalidDisplayName", "invalid display_name ()");
        }
        Answer refusal = refusedProperties(client, body);
        if (refusal != null) {
            return refusal;
        }
        StitchAccount changed = client.change(account -> {
            StitchAccount edited = AccountEdits.editSource(account, sourceId, source -> {
                ObjectNode given = body.deepCopy();
                given.remove(List.of("properties", "destination_id"));
                source.setAll(given);
                source.withObject("/properties").setAll((ObjectNode)
                        (body.has("properties") ? body.path("properties").deepCopy() : NODES.objectNode()));
                source.put("updated_at", StitchClient.now());
            });
            return mapped(edited, sourceId, body);
        });
        return Answer.json(changed.source(sourceId).orElseThrow());
    }

    static Answer delete(StitchClient client, long sourceId) {
        return Answer.json(client.change(account -> AccountEdits.deleteSource(
                        account, sourceId, Instant.now().truncatedTo(ChronoUnit.SECONDS)))
                .source(sourceId)
                .orElseThrow());
    }

    static Answer createToken(StitchClient client, long sourceId) {
        if (!client.account()
                .source(sourceId)
                .orElseThrow()
                .path("type")
                .asText()
                .equals("import_api")) {
            return StitchErrors.data("InvalidType", "tokens are for import_api");
        }
        if (tokens(client, sourceId).size() >= MOST_TOKENS) {
            return StitchErrors.data("TokenLimit", "there are two active tokens");
        }
        ImportToken token = newToken(client, sourceId);
        return Answer.json(NODES.objectNode().put("id", token.id()).put("access_token", token.token()));
    }

    static ImportToken newToken(StitchClient client, long sourceId) {
        long id = client.newId();
        ImportToken token =
                new ImportToken(id, sourceId, "at_sandbox" + id, Instant.now().truncatedTo(ChronoUnit.SECONDS));
        client.importTokens().put(id, token);
        return token;
    }

    static Answer tokens(StitchClient client, JsonNode source) {
        ArrayNode list = NODES.arrayNode();
        tokens(client, source.path("id").asLong()).forEach(token -> list.addObject()
                .put("token_id", token.id())
                .put("created_at", token.createdAt().toString()));
        return Answer.json(list);
    }

    static Answer revokeToken(StitchClient client, JsonNode source, long tokenId) {
        boolean isOfSource =
                tokens(client, source.path("id").asLong()).stream().anyMatch(token -> token.id() == tokenId);
        if (!isOfSource) {
            return StitchErrors.data("InvalidId", "token not found (" + tokenId + ")");
        }
        client.importTokens().remove(tokenId);
        return Answer.json(source);
    }

    private static List<ImportToken> tokens(StitchClient client, long sourceId) {
        return client.importTokens().values().stream()
                .filter(token -> token.sourceId() == sourceId)
                .toList();
    }

    private static JsonNode created(StitchClient client, JsonNode body, String name, ObjectNode card) {
        long id = client.newId();
        String now = StitchClient.now();
        boolean discovers = card.path("steps").size() > 2;
        ObjectNode source = NODES.objectNode()
                .put("id", id)
                .put("name", name)
                .put("display_name", body.path("display_name").asText())
                .put("type", body.path("type").asText())
                .put("stitch_client_id", client.id());
        source.set(
                "properties",
                body.path("properties").isObject() ? TypeCards.told(body.path("properties")) : NODES.objectNode());
        source.putNull("schedule").put("created_at", now).put("updated_at", now);
        List.of("paused_at", "system_paused_at", "deleted_at").forEach(source::putNull);
        // the check of its connection has gone well, and found streams where there are some to select
        card.put("current_step", card.path("steps").size() - (discovers ? 1 : 0))
                .put("current_step_type", discovers ? "field_selection" : "fully_configured");
        source.set("report_card", card);
        client.change(account -> {
            StitchAccount.Builder with = account.toBuilder().addSource(source);
            if (discovers) {
                TypeCards.streams(client)
                        .forEach(stream ->
                                with.addStream(id, stream, () -> new StreamSchema(TypeCards.fields()).of(stream)));
            }
            return mapped(with.build(), id, body);
        });
        return source;
    }

    private static StitchAccount mapped(StitchAccount account, long sourceId, JsonNode body) {
        return body.has("destination_id")
                ? account.toBuilder()
                        .mapSource(sourceId, body.path("destination_id").asLong())
                        .build()
                : account;
    }

    /** Null where there is nothing to refuse. */
    private static Answer refusedProperties(StitchClient client, JsonNode body) {
        JsonNode cron = body.at("/properties/cron_expression");
        if (cron.isTextual() && !client.isAdvanced()) {
            return StitchErrors.data("AccessDenied", "no cron_expression in this plan");
        }
        if (cron.isTextual() && cron.asText().matches("(\\S+ ){3}[^?\\s]+ \\S+ [^?\\s]+.*")) {
            return StitchErrors.data("InvalidCronExpression", "a day-of-week and a day-of-month");
        }
        List<String> bad = body.path("properties").properties().stream()
                .filter(property -> property.getValue().isTextual()
                                && property.getValue().asText().isEmpty()
                        || property.getKey().equals("image_version"))
                .map(java.util.Map.Entry::getKey)
                .toList();
        if (bad.isEmpty()) {
            return null;
        }
        ObjectNode error = NODES.objectNode().put("error", "InvalidProperties");
        ObjectNode data = error.putObject("data").put("message", "some properties do not fit");
        bad.forEach(data.putArray("bad_properties")::add);
        data.putObject("report_card");
        return Answer.json(400, error);
    }

    private static boolean isWithin(JsonNode body, Set<String> keys) {
        return body.properties().stream().allMatch(field -> keys.contains(field.getKey()));
    }

    private static String name(String displayName) {
        String name = displayName
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9_$]+", "_")
                .replaceAll("^_+|_+$", "");
        return name.matches("[a-z_].*") ? name : name.isEmpty() ? "" : "_" + name;
    }

    static ArrayNode array(Collection<? extends JsonNode> nodes) {
        return NODES.arrayNode().addAll(nodes);
    }
}
