package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What partners do: accounts for their users, and tokens for those that exist. */
final class PartnerEndpoints {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> FORM =
            List.of("company", "email", "first_name", "last_name", "partner_id", "partner_secret", "region");
    private static final Set<String> REGIONS = Set.of("us-east-1", "eu-central-1");

    private final Map<String, StitchClient> clients;
    private final AtomicLong nextId;
    private final Set<String> emails = ConcurrentHashMap.newKeySet();
    private final Map<String, StitchClient> codes = new ConcurrentHashMap<>();

    /** @param clients by their tokens: those of new ones are added */
    PartnerEndpoints(Map<String, StitchClient> clients, AtomicLong nextId) {
        this.clients = clients;
        this.nextId = nextId;
    }

    Answer createAccount(JsonNode body) {
        ObjectNode errors = NODES.objectNode();
        FORM.stream()
                .filter(field -> body.path(field).asText().isBlank())
                .forEach(field -> errors.put(field, "required"));
        if (!body.path("partner_id").asText().equals(StitchServer.PARTNER_ID)) {
            errors.put("partner_id", "required");
        }
        if (!body.path("partner_secret").asText().equals(StitchServer.PARTNER_SECRET)) {
            errors.put("partner_secret", "required");
        }
        if (!errors.isEmpty() || !REGIONS.contains(body.path("region").asText())) {
            ObjectNode refusal =
                    NODES.objectNode().put("code", "BadRequest").put("message", "the form is not complete");
            refusal.set("errors", errors);
            return Answer.json(400, refusal);
        }
        if (!emails.add(body.path("email").asText())) {
            return StitchErrors.coded("ExistingUser", "there is a user of this address");
        }
        return Answer.json(token(new StitchClient(
                nextId.getAndIncrement(), StitchAccount.builder().build(), nextId)));
    }

    static Answer createSession() {
        return Answer.json(NODES.objectNode().put("ephemeral_token", "e-" + UUID.randomUUID()));
    }

    /** A code as the page of authorization hands it out; it works once. */
    String issueCode(StitchClient client) {
        String code = UUID.randomUUID().toString();
        codes.put(code, client);
        return code;
    }

    /** @param form as it was sent */
    Answer exchange(byte[] form) {
        Map<String, String> fields = ReceivedRequest.query(new String(form, StandardCharsets.UTF_8));
        boolean isPartner = StitchServer.PARTNER_SECRET.equals(fields.get("client_secret"))
                && "authorization_code".equals(fields.get("grant_type"));
        StitchClient client = isPartner && fields.containsKey("code") ? codes.remove(fields.get("code")) : null;
        return client == null
                ? StitchErrors.coded("invalid_grant", "no such code")
                : Answer.json(token(client).put("token_type", "bearer"));
    }

    private ObjectNode token(StitchClient client) {
        String token = "ac_" + UUID.randomUUID();
        clients.put(token, client);
        return NODES.objectNode().put("access_token", token).put("stitch_account_id", client.id());
    }
}
