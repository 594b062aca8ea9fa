package io.github.stitchopenmetadata.catalog.edges;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.model.EntityRef;
import io.github.stitchopenmetadata.catalog.model.LineageEdge;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares the edges that lead into a table with those that are wanted there. */
final class EdgeComparison {

    private final TableEdges into;
    private final EdgeOwner owner;
    private final String table;
    private final Map<String, JsonNode> nodes = new HashMap<>();
    private final Map<String, EdgeDetails> existing = new LinkedHashMap<>();

    /** @param lineage the lineage of the table with its upstream edges */
    EdgeComparison(TableEdges into, JsonNode lineage) {
        this.into = into;
        this.owner = into.owner();
        this.table = lineage.path("entity").path("fullyQualifiedName").asText();
        lineage.path("nodes").forEach(node -> nodes.put(node.path("id").asText(), node));
        for (JsonNode edge : lineage.path("upstreamEdges")) {
            if (edge.path("toEntity").asText().equals(into.tableId())) {
                existing.put(edge.path("fromEntity").asText(), details(edge.path("lineageDetails")));
            }
        }
        if (existing.values().stream().anyMatch(EdgeDetails::isMarked)) {
            owner.outcome().drawnBefore();
        }
    }

    List<EdgeWrite> writes() {
        List<EdgeWrite> writes = new ArrayList<>();
        into.wanted().forEach(edge -> draw(edge, writes));
        if (owner.removesStale()) {
            existing.forEach((from, details) -> {
                if (!into.wantsFrom(from) && nodes.containsKey(from)) {
                    remove(nodes.get(from), details, writes);
                }
            });
        }
        return writes;
    }

    private void draw(LineageEdge edge, List<EdgeWrite> writes) {
        EdgeDetails before = existing.get(edge.from().id());
        boolean fromPipeline = edge.fromType().equals(LineageEdge.PIPELINE);
        if (fromPipeline && !owner.version().hasDetailsOnPipelineEdges()) {
            if (before == null || owner.writesAgain()) {
                writes.add(EdgeWrite.draw(into, edge, null, before(edge, null)));
            }
        } else if (before == null || !before.isManual()) {
            EdgeDetails alive = before == null ? details(null) : before.withoutDeadColumns(edge.from(), edge.to());
            ObjectNode after = alive.with(edge.columns(), !fromPipeline, owner.replacesForeign());
            if (before == null || owner.writesAgain() || !alive.says(after)) {
                writes.add(EdgeWrite.draw(into, edge, after, before(edge, before)));
            }
        }
    }

    private void remove(JsonNode node, EdgeDetails details, List<EdgeWrite> writes) {
        EntityRef from =
                new EntityRef(node.path("id").asText(), node.path("type").asText());
        EntityRef to = new EntityRef(into.tableId(), LineageEdge.TABLE);
        EdgeWrite.Before before =
                new EdgeWrite.Before(node.path("fullyQualifiedName").asText(), table, details.json());
        if (owner.isAt(from)
                ? isDrawnHere(details)
                : details.isOurs() && (owner.replacesForeign() || !details.hasForeign())) {
            writes.add(EdgeWrite.delete(into, from, to, before));
        } else if (!details.isManual()) {
            JsonNode rest = details.withoutDeadColumns(
                            owner.tables().get(from.id()), owner.tables().get(to.id()))
                    .withoutOurs();
            if (rest != null) {
                writes.add(EdgeWrite.leave(into, from, to, rest, before));
            }
        }
    }

    /** @param details null where there is no edge */
    private EdgeWrite.Before before(LineageEdge edge, EdgeDetails details) {
        String from = edge.fromType().equals(LineageEdge.PIPELINE)
                ? owner.fqn()
                : edge.from().fqn();
        return new EdgeWrite.Before(from, edge.to().fqn(), details == null ? null : details.json());
    }

    /** Where edges from a pipeline have no details, all of them count as drawn here. */
    private boolean isDrawnHere(EdgeDetails details) {
        return !owner.version().hasDetailsOnPipelineEdges() || details.isPipelineLineage();
    }

    private EdgeDetails details(JsonNode details) {
        return EdgeDetails.of(details, owner);
    }
}
