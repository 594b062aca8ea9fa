package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Checks what a body points at - tags, owners, domains, custom properties - and stores it as references. */
final class References {

    private static final String REFERENCE = "org.openmetadata.schema.type.EntityReference";
    private static final String TAG_LABEL = "org.openmetadata.schema.type.TagLabel";

    private final ServerVersion version;
    private final EntityStore entities;
    private final Bodies bodies;

    References(ServerVersion version, EntityStore entities, Bodies bodies) {
        this.version = version;
        this.entities = entities;
        this.bodies = bodies;
    }

    /** Resolves the references of a PUT body in place; domains are given by name. */
    void resolve(ObjectNode fields) {
        resolve(fields, node -> EntityView.reference(entities.require(EntityType.DOMAIN, node.asText())));
    }

    /** Resolves the references of a patched entity in place; domains are references, as they are read. */
    void resolvePatched(ObjectNode fields) {
        resolve(fields, node -> {
            ObjectNode reference = reference(node);
            return EntityView.reference(entities.find(EntityType.DOMAIN, Bodies.id(reference.get("id")))
                    .orElseThrow(
                            () -> Refusal.missing("domain", reference.get("id").asText())));
        });
    }

    private void resolve(ObjectNode fields, UnaryOperator<JsonNode> domain) {
        resolveTags(fields);
        if (fields.has("owner")) {
            fields.set("owner", owner(fields.get("owner")));
        }
        resolveOwners(fields);
        if (fields.has("domain")) {
            fields.set("domain", domain.apply(fields.get("domain")));
        }
        resolveDomains(fields, domain);
        fields.path("dataProducts").forEach(product -> {
            throw Refusal.missing("dataProduct", product.asText());
        });
        fields.path("extension").fieldNames().forEachRemaining(property -> {
            throw Refusal.badRequest("Unknown custom field " + property);
        });
    }

    /** Checks a reference without looking for what it points at. */
    ObjectNode reference(JsonNode node) {
        ObjectNode reference = bodies.check(node, REFERENCE);
        Bodies.id(reference.get("id"));
        return reference;
    }

    private void resolveTags(ObjectNode fields) {
        Map<String, String> exclusive = new HashMap<>();
        for (JsonNode node : fields.path("tags")) {
            ObjectNode label = bodies.check(node, TAG_LABEL);
            bodies.checkValue(label.get("labelType"), "LabelType");
            bodies.checkValue(label.get("state"), "State");
            String fqn = label.get("tagFQN").asText();
            if (!bodies.checkValue(label.get("source"), "TagSource").equals("Classification")) {
                throw Refusal.missing("glossaryTerm", fqn);
            }
            Entity tag = entities.require(EntityType.TAG, fqn);
            if (tag.parent().body().path("mutuallyExclusive").asBoolean()) {
                String other = exclusive.put(tag.parent().name(), fqn);
                if (other != null) {
                    throw Refusal.badRequest("Tag labels " + other + " and " + fqn
                            + " are mutually exclusive and can't be assigned together");
                }
            }
        }
    }

    private void resolveOwners(ObjectNode fields) {
        if (!fields.has("owners")) {
            return;
        }
        ArrayNode owners = JsonNodeFactory.instance.arrayNode();
        fields.get("owners").forEach(node -> owners.add(owner(node)));
        boolean hasTeam = owners.findValuesAsText("type").contains("team");
        if (hasTeam && owners.size() > 1) {
            throw Refusal.badRequest("An entity is owned by one team or by users, not by both or by several teams");
        }
        fields.set("owners", owners);
    }

    private ObjectNode owner(JsonNode node) {
        ObjectNode reference = reference(node);
        EntityType type = EntityType.of(reference.get("type").asText())
                .filter(kind -> kind == EntityType.USER || kind == EntityType.TEAM)
                .orElseThrow(() -> Refusal.badRequest(
                        "Entity type " + reference.get("type").asText() + " can't own entities"));
        Entity owner = entities.find(type, Bodies.id(reference.get("id")))
                .orElseThrow(
                        () -> Refusal.missing(type.word(), reference.get("id").asText()));
        if (type == EntityType.TEAM && !owner.body().path("teamType").asText().equals("Group")) {
            throw Refusal.badRequest(
                    "Team of type " + owner.body().path("teamType").asText()
                            + " can't own entities. Only Team of type Group can own entities.");
        }
        return EntityView.reference(owner);
    }

    private void resolveDomains(ObjectNode fields, UnaryOperator<JsonNode> domain) {
        if (!fields.has("domains")) {
            return;
        }
        ArrayNode domains = JsonNodeFactory.instance.arrayNode();
        fields.get("domains").forEach(node -> domains.add(domain.apply(node)));
        if (domains.size() > 1) {
            throw Refusal.badRequest("Multiple domains are not allowed in version " + version + " by the default rule");
        }
        fields.set("domains", domains);
    }
}
