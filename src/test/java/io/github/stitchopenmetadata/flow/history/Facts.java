package io.github.stitchopenmetadata.flow.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Pipelines and edges as sorted lines, one for each fact, so that two catalogs are compared and their difference read. */
final class Facts {

    private final List<String> lines = new ArrayList<>();
    private final Version version;

    private Facts(Version version) {
        this.version = version;
    }

    static List<String> of(
            Map<String, ? extends JsonNode> pipelines, Map<String, ? extends JsonNode> edges, Version version) {
        Facts facts = new Facts(version);
        pipelines.forEach((fqn, pipeline) -> facts.add("pipeline " + fqn, pipeline));
        edges.forEach((ends, details) -> {
            facts.lines.add("edge " + ends);
            facts.add("edge " + ends, details);
        });
        Collections.sort(facts.lines);
        return facts.lines;
    }

    /** What is missing and what is there beyond it, or null. */
    static String difference(List<String> expected, List<String> actual) {
        if (expected.equals(actual)) {
            return null;
        }
        List<String> missing = new ArrayList<>(expected);
        actual.forEach(missing::remove);
        List<String> surplus = new ArrayList<>(actual);
        expected.forEach(surplus::remove);
        return "missing:\n  " + String.join("\n  ", missing) + "\nnot expected:\n  " + String.join("\n  ", surplus);
    }

    /** A reference in its short form, such as {@code pipeline stitch.shop}. */
    static String reference(JsonNode reference) {
        return reference.isTextual()
                ? reference.asText()
                : reference.path("type").asText() + " "
                        + reference.path("fullyQualifiedName").asText();
    }

    private void add(String path, JsonNode node) {
        if (node.isObject() && node.has("id") && node.has("fullyQualifiedName")) {
            lines.add(path + " = " + reference(node));
        } else if (node instanceof ObjectNode object) {
            object.properties().stream()
                    .filter(field -> isCompared(field.getKey()))
                    .forEach(field -> add(path + " " + field.getKey(), field.getValue()));
        } else if (node.isArray()) {
            node.forEach(element -> addElement(path, element));
        } else {
            lines.add(path + " = " + (path.endsWith("Url") ? url(node.asText()) : node.asText()));
        }
    }

    private void addElement(String path, JsonNode element) {
        if (element.has("tagFQN")) {
            add(path + "[" + element.path("tagFQN").asText() + "]", element);
        } else if (element.has("toColumn")) {
            lines.add(path + " " + sorted(element));
        } else if (element.has("name") && !element.has("id")) {
            add(path + "[" + element.path("name").asText() + "]", element);
        } else {
            add(path, element);
        }
    }

    private boolean isCompared(String field) {
        // what the integration remembers is its own affair; 1.1 knows no source of an edge
        return !field.equals("sourceHash") && !(field.equals("source") && !version.atLeast(1, 2));
    }

    private String url(String url) {
        return version.atLeast(1, 4) ? url : url.replaceFirst("#.*", "");
    }

    private static String sorted(JsonNode object) {
        Map<String, String> fields = new TreeMap<>();
        object.properties()
                .forEach(field -> fields.put(field.getKey(), field.getValue().toString()));
        return fields.toString();
    }
}
