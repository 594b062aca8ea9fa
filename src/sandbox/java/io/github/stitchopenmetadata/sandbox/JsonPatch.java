package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Applies the add, replace, remove and test operations of a JSON Patch. */
final class JsonPatch {

    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonPatch() {}

    static ObjectNode apply(ObjectNode document, JsonNode operations) {
        if (!operations.isArray()) {
            throw Refusal.badRequest("A JSON Patch is an array of operations");
        }
        ObjectNode patched = read(document);
        operations.forEach(operation -> applyOne(patched, operation));
        return patched;
    }

    // read anew, so that its numbers equal those of the operations
    private static ObjectNode read(ObjectNode document) {
        try {
            return (ObjectNode) JSON.readTree(document.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
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
            case "add" -> add(parent, last, value(operation));
            case "replace" -> replace(parent, last, value(operation));
            case "remove" -> remove(parent, last);
            case "test" -> test(document.at(pointer), value(operation), path);
            default -> throw Refusal.badRequest("JSON Patch operation \"" + op + "\" is not supported");
        }
    }

    private static JsonNode value(JsonNode operation) {
        if (!operation.has("value")) {
            throw Refusal.badRequest(
                    "JSON Patch operation \"" + operation.path("op").asText() + "\" needs a value");
        }
        return operation.get("value");
    }

    private static void add(JsonNode parent, String last, JsonNode value) {
        if (parent instanceof ArrayNode array) {
            int index = last.equals("-") ? array.size() : index(last);
            if (index > array.size()) {
                throw Refusal.badRequest("The array of the JSON Patch ends before index " + index);
            }
            array.insert(index, value);
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

    private static void test(JsonNode found, JsonNode expected, String path) {
        if (!found.equals(expected)) {
            throw Refusal.badRequest(
                    "The JSON Patch operation 'test' failed for path '" + path + "' and value '" + expected + "'");
        }
    }

    private static int index(String text) {
        if (!text.matches("\\d{1,6}")) {
            throw Refusal.badRequest("\"" + text + "\" is not an index into an array");
        }
        return Integer.parseInt(text);
    }
}
