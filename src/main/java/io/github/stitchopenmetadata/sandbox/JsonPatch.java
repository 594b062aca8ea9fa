package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Applies the add, replace and remove operations of a JSON Patch. */
final class JsonPatch {

    private JsonPatch() {
    }

    static ObjectNode apply(ObjectNode document, JsonNode operations) {
        if (!operations.isArray()) {
            throw Refusal.badRequest("A JSON Patch is an array of operations");
        }
        ObjectNode patched = document.deepCopy();
        operations.forEach(operation -> applyOne(patched, operation));
        return patched;
    }

    private static void applyOne(ObjectNode document, JsonNode operation) {
        String path = operation.path("path").asText();
        if (!path.startsWith("/")) {
            throw Refusal.badRequest("A JSON Patch needs a path below the document, not \"" + path + "\"");
        }
        JsonPointer pointer = JsonPointer.compile(path);
        JsonNode parent = document.at(pointer.head());
        String last = pointer.last().getMatchingProperty();
        String op = operation.path("op").asText();
        if (!op.equals("add") && document.at(pointer).isMissingNode() || !parent.isContainerNode()) {
            throw Refusal.badRequest("The JSON Patch path \"" + path + "\" is not in the document");
        }
        switch (op) {
            case "add" -> add(parent, last, operation.path("value"));
            case "replace" -> replace(parent, last, operation.path("value"));
            case "remove" -> remove(parent, last);
            default -> throw Refusal.badRequest("JSON Patch operation \"" + op + "\" is not supported");
        }
    }

    private static void add(JsonNode parent, String last, JsonNode value) {
        if (parent instanceof ArrayNode array) {
            array.insert(last.equals("-") ? array.size() : index(last), value);
        } else {
            ((ObjectNode) parent).set(last, value);
        }
    }

    private static void replace(JsonNode parent, String last, JsonNode value) {
        if (parent instanceof ArrayNode array) {
            array.set(index(last), value);
        } else {
            ((ObjectNode) parent).set(last, value);
        }
    }

    private static void remove(JsonNode parent, String last) {
        if (parent instanceof ArrayNode array) {
            array.remove(index(last));
        } else {
            ((ObjectNode) parent).remove(last);
        }
    }

    private static int index(String text) {
        if (!text.matches("\\d{1,6}")) {
            throw Refusal.badRequest("\"" + text + "\" is not an index into an array");
        }
        return Integer.parseInt(text);
    }
}
