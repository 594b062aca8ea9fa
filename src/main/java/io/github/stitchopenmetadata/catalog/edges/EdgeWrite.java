package io.github.stitchopenmetadata.catalog.edges;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.model.EntityRef;
import io.github.stitchopenmetadata.catalog.model.LineageEdge;
import io.github.stitchopenmetadata.text.Json;
import io.github.stitchopenmetadata.text.WorkItem;

/**
 * One write to the lineage.
 *
 * @param into   the edges that it is among
 * @param what   which edge, for messages
 * @param kind   what becomes of it
 * @param body   of PUT lineage; null for an edge that is deleted
 * @param before the edge that is there, or where there is to be one
 */
public record EdgeWrite(
        TableEdges into, String what, Kind kind, EntityRef from, EntityRef to, JsonNode body, Before before)
        implements WorkItem {

    /** An edge is drawn, or changed; or taken away, or left to others without our part of it. */
    public enum Kind {
        DRAW,
        DELETE,
        LEAVE
    }

    /**
     * An edge before it is written.
     *
     * @param from    the full name of the entity that it comes from
     * @param to      the full name of the table that it leads to
     * @param details null where there is no such edge yet
     */
    public record Before(String from, String to, JsonNode details) {}

    static EdgeWrite draw(TableEdges into, LineageEdge edge, JsonNode details, Before before) {
        EntityRef from = new EntityRef(edge.from().id(), edge.fromType());
        EntityRef to = new EntityRef(edge.to().id(), LineageEdge.TABLE);
        return new EdgeWrite(into, "stream " + edge.stream(), Kind.DRAW, from, to, body(from, to, details), before);
    }

    public static EdgeWrite delete(TableEdges into, EntityRef from, EntityRef to, Before before) {
        return new EdgeWrite(into, former(before), Kind.DELETE, from, to, null, before);
    }

    static EdgeWrite leave(TableEdges into, EntityRef from, EntityRef to, JsonNode details, Before before) {
        return new EdgeWrite(into, former(before), Kind.LEAVE, from, to, body(from, to, details), before);
    }

    /** The pipeline that the edge is to carry, "" for none. */
    String pipelineId() {
        return body == null ? "" : body.at("/edge/lineageDetails/pipeline/id").asText("");
    }

    /** The same without a pipeline that the server does not know: with ours where our edge would have none. */
    EdgeWrite withoutPipeline() {
        ObjectNode changed = body.deepCopy();
        ObjectNode details = (ObjectNode) changed.at("/edge/lineageDetails");
        if (kind == Kind.DRAW && !from.type().equals(LineageEdge.PIPELINE)) {
            details.set("pipeline", into.owner().pipeline().json());
        } else {
            details.remove("pipeline");
        }
        return new EdgeWrite(into, what, kind, from, to, changed, before);
    }

    private static String former(Before before) {
        return "the former edge from " + before.from();
    }

    private static JsonNode body(EntityRef from, EntityRef to, JsonNode details) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        ObjectNode edge = body.putObject("edge");
        edge.set("fromEntity", from.json());
        edge.set("toEntity", to.json());
        if (details != null) {
            edge.set("lineageDetails", details);
        }
        return body;
    }

    @Override
    public String title() {
        return into.owner().title() + " " + what;
    }

    @Override
    public void failed(Exception cause) {
        into.failed(this, cause);
    }
}
