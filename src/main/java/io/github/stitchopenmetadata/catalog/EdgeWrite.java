package io.github.stitchopenmetadata.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.http.Json;

/**
 * One write to the lineage.
 *
 * @param what which edge, for messages
 * @param kind what becomes of it
 * @param body of PUT lineage; null for an edge that is deleted
 */
public record EdgeWrite(String what, Kind kind, EntityRef from, EntityRef to, JsonNode body) {

    /** An edge is drawn, or changed; or taken away, or left to others without our part of it. */
    public enum Kind { DRAW, DELETE, LEAVE }

    static EdgeWrite draw(Edge edge, JsonNode details) {
        EntityRef from = new EntityRef(edge.from().id(), edge.fromType());
        EntityRef to = new EntityRef(edge.to().id(), Edge.TABLE);
        return new EdgeWrite("stream " + edge.stream(), Kind.DRAW, from, to, body(from, to, details));
    }

    static EdgeWrite delete(String what, EntityRef from, EntityRef to) {
        return new EdgeWrite(what, Kind.DELETE, from, to, null);
    }

    static EdgeWrite leave(String what, EntityRef from, EntityRef to, JsonNode details) {
        return new EdgeWrite(what, Kind.LEAVE, from, to, body(from, to, details));
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
}
