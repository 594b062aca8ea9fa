package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads single edges and the lineage graph around an entity. */
final class LineageReads {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ServerVersion version;
    private final StoredCatalog catalog;
    private final LineageWrites writes;

    LineageReads(ServerVersion version, StoredCatalog catalog, LineageWrites writes) {
        this.version = version;
        this.catalog = catalog;
        this.writes = writes;
    }

    Answer edge(Map<String, String> path) {
        if (!version.atLeast("1.4")) {
            throw Refusal.unknownPath(version);
        }
        UUID from = writes.id(path.get("fromId"));
        UUID to = writes.id(path.get("toId"));
        EdgeStore.Stored edge = catalog.edgeStore().find(from, to);
        if (edge == null) {
            return Answer.json(
                    404,
                    NODES.objectNode()
                            .put("code", 404)
                            .put("message", "Entity not found for an edge from " + from + " to " + to));
        }
        ObjectNode answer = NODES.objectNode();
        answer.set("edge", edge.details() == null ? NODES.objectNode() : edge.details());
        return Answer.json(answer);
    }

    Answer byId(ReceivedRequest request, Map<String, String> path) {
        EntityType type = LineageWrites.kind(path.get("type"));
        UUID id = writes.id(path.get("id"));
        return graph(
                request,
                catalog.entities()
                        .find(type, id)
                        .filter(entity -> !entity.deleted())
                        .orElseThrow(() -> Refusal.missing(type.word(), id)));
    }

    Answer byName(ReceivedRequest request, Map<String, String> path) {
        return graph(request, catalog.entities().require(LineageWrites.kind(path.get("type")), path.get("fqn")));
    }

    private Answer graph(ReceivedRequest request, Entity entity) {
        Map<UUID, Entity> nodes = new LinkedHashMap<>();
        ArrayNode upstream = NODES.arrayNode();
        ArrayNode downstream = NODES.arrayNode();
        walk(entity, depth(request, "upstreamDepth"), true, nodes, upstream);
        walk(entity, depth(request, "downstreamDepth"), false, nodes, downstream);
        ObjectNode answer = NODES.objectNode();
        answer.set("entity", EntityView.reference(entity));
        ArrayNode shown = answer.putArray("nodes");
        nodes.values().forEach(node -> shown.add(EntityView.reference(node)));
        answer.set("upstreamEdges", upstream);
        answer.set("downstreamEdges", downstream);
        return Answer.json(answer);
    }

    private void walk(Entity entity, int depth, boolean up, Map<UUID, Entity> nodes, ArrayNode edges) {
        if (depth == 0) {
            return;
        }
        for (EdgeStore.Stored edge : next(entity, up)) {
            Entity other = up ? edge.from() : edge.to();
            nodes.put(other.id(), other);
            edges.add(up ? shown(edge, other.id(), entity.id()) : shown(edge, entity.id(), other.id()));
            walk(other, depth - 1, up, nodes, edges);
        }
    }

    /** A pipeline stands in the middle of the edges that it annotates. */
    private List<EdgeStore.Stored> next(Entity entity, boolean up) {
        List<EdgeStore.Stored> next = new ArrayList<>(
                up ? catalog.edgeStore().to(entity.id()) : catalog.edgeStore().from(entity.id()));
        if (entity.type() == EntityType.PIPELINE) {
            next.addAll(catalog.edgeStore().all(edge -> edge.carries(entity.id())));
        }
        return next;
    }

    private static ObjectNode shown(EdgeStore.Stored edge, UUID from, UUID to) {
        ObjectNode shown = NODES.objectNode().put("fromEntity", from.toString()).put("toEntity", to.toString());
        if (edge.details() != null) {
            shown.set("lineageDetails", edge.details());
        }
        return shown;
    }

    private int depth(ReceivedRequest request, String name) {
        String text = request.query(name, "1");
        if (!text.matches("-?\\d{1,6}")) {
            throw Refusal.unknownPath(version);
        }
        int depth = Integer.parseInt(text);
        if (depth > 3) {
            throw Refusal.badRequest("[query param " + name + " must be less than or equal to 3]");
        }
        if (depth < 0) {
            throw Refusal.badRequest("[query param " + name + " must be greater than or equal to 0]");
        }
        return depth;
    }
}
