package io.github.stitchopenmetadata.catalog.edges;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.model.EntityRef;
import io.github.stitchopenmetadata.catalog.resolve.LineageEdge;
import io.github.stitchopenmetadata.text.Json;

/**
 * One write to the lineage.
 *
 * @param what   which edge, for messages
 * @param kind   what becomes of it
 * @param body   of PUT lineage; null for an edge that is deleted
 * @param before the edge that is there, or where there is to be one
 */
public record EdgeWrite(String what, Kind kind, EntityRef from, EntityRef to, JsonNode body, Before before) {

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

    static EdgeWrite draw(LineageEdge edge, JsonNode details, Before before) {
        EntityRef from = new EntityRef(edge.from().id(), edge.fromType());
        EntityRef to = new EntityRef(edge.to().id(), LineageEdge.TABLE);
        return new EdgeWrite("stream " + edge.stream(), Kind.DRAW, from, to, body(from, to, details), before);
    }

    public static EdgeWrite delete(EntityRef from, EntityRef to, Before before) {
        return new EdgeWrite(former(before), Kind.DELETE, from, to, null, before);
    }

    static EdgeWrite leave(EntityRef from, EntityRef to, JsonNode details, Before before) {
        return new EdgeWrite(former(before), Kind.LEAVE, from, to, body(from, to, details), before);
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
}
