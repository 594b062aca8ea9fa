package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** The shapes that the errors of Stitch have: each kind of object has one of its own. */
final class StitchErrors {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private StitchErrors() {}

    /** Destinations and streams. */
    static Answer text(String message) {
        return Answer.json(400, TextNode.valueOf(message));
    }

    /** Accounts. */
    static Answer coded(String code, String message) {
        return Answer.json(400, NODES.objectNode().put("code", code).put("message", message));
    }

    /** Sources, and bodies of hooks. */
    static Answer data(String code, String message) {
        ObjectNode body = NODES.objectNode().put("error", code);
        body.putObject("data").put("message", message);
        return Answer.json(400, body);
    }

    /** Replication jobs. */
    static Answer typed(int status, String type, String message) {
        ObjectNode body = NODES.objectNode();
        body.putObject("error").put("type", type).put("message", message);
        return Answer.json(status, body);
    }

    /** Notifications. */
    static Answer notification(JsonNode message) {
        ObjectNode body = NODES.objectNode();
        body.putObject("error").set("message", message);
        return Answer.json(400, body);
    }

    /** The Import API. */
    static Answer imported(int status, String error) {
        return Answer.json(status, NODES.objectNode().put("error", error));
    }

    static Answer unauthorized() {
        return Answer.json(401, NODES.objectNode().put("message", "Unauthorized"));
    }
}
