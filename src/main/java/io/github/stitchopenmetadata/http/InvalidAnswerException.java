package io.github.stitchopenmetadata.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An answer with a good status whose content cannot be what was asked for. The message is one line. */
public final class InvalidAnswerException extends RuntimeException {

    public InvalidAnswerException(String message) {
        super(OneLine.of(message));
    }

    /** @return what a JSON value is, for messages and without connection properties: "an object {…}", "a string …", "nothing" */
    public static String shape(JsonNode json) {
        if (json == null || json.isMissingNode() || json.isNull()) {
            return "nothing";
        }
        JsonNode shown = json.deepCopy();
        shown.findParents("properties").forEach(parent -> ((ObjectNode) parent).remove("properties"));
        String article = json.isObject() || json.isArray() ? "an " : "a ";
        return article + json.getNodeType().name().toLowerCase(java.util.Locale.ROOT) + " " + OneLine.of(shown.toString());
    }
}
