package io.github.stitchopenmetadata.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.http.Json;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The body of PUT lineage. A server keeps one edge per pair of tables and PUT replaces it whole, so what another tool
 * wrote there is read first and goes into the new body.
 */
public final class EdgePayloads {

    private static final String OURS = "PipelineLineage";
    private static final List<String> FOREIGN = List.of("sqlQuery", "description");

    /**
     * @param edge       what to draw
     * @param pipelineId the pipeline that an edge between tables is annotated with
     * @param existing   the answer of getLineageEdge, or null where there is no edge
     * @return the body to PUT, or null where nothing is to be written: it is all there, or a person drew the edge
     */
    public JsonNode put(Edge edge, String pipelineId, JsonNode existing) {
        JsonNode before = details(existing);
        if (existing != null && before.path("source").asText("Manual").equals("Manual")) {
            return null;
        }
        ObjectNode after = Json.MAPPER.createObjectNode();
        FOREIGN.stream().filter(before::hasNonNull).forEach(field -> after.set(field, before.get(field)));
        String annotation = edge.fromType().equals(Edge.PIPELINE) ? "" : pipelineId;
        boolean ours = before.path("pipeline").path("id").asText("").equals(annotation) && before.path("source").asText("").equals(OURS);
        String carried = before.path("pipeline").path("id").asText(annotation);
        after.put("source", before.path("source").asText(OURS));
        if (!carried.isEmpty()) {
            after.set("pipeline", Payloads.reference(carried, "pipeline"));
        }
        after.set("columnsLineage", columns(edge, ours ? Json.MAPPER.createArrayNode() : before.path("columnsLineage")));
        if (existing != null && says(before, after)) {
            return null;
        }
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.putObject("edge")
                .<ObjectNode>set("fromEntity", Payloads.reference(edge.from().id(), edge.fromType()))
                .<ObjectNode>set("toEntity", Payloads.reference(edge.to().id(), Edge.TABLE))
                .set("lineageDetails", after);
        return body;
    }

    /** Servers answer with the details flat in {@code edge}, or in {@code lineageDetails} below it. */
    private static JsonNode details(JsonNode existing) {
        if (existing == null) {
            return Json.MAPPER.missingNode();
        }
        JsonNode edge = existing.path("edge");
        return edge.has("lineageDetails") ? edge.path("lineageDetails") : edge;
    }

    /** One entry per target column. Entries of another tool that compute something (function) stay as they are. */
    private static ArrayNode columns(Edge edge, JsonNode foreign) {
        ArrayNode result = Json.MAPPER.createArrayNode();
        Map<String, Set<String>> pairs = new LinkedHashMap<>();
        for (JsonNode entry : foreign) {
            if (entry.hasNonNull("function")) {
                result.add(entry);
            } else {
                entry.path("fromColumns").forEach(from -> add(pairs, from.asText(), entry.path("toColumn").asText()));
            }
        }
        edge.columns().forEach(pair -> add(pairs, pair.from(), pair.to()));
        pairs.forEach((to, from) -> {
            ObjectNode entry = result.addObject();
            from.forEach(entry.putArray("fromColumns")::add);
            entry.put("toColumn", to);
        });
        return result;
    }

    private static void add(Map<String, Set<String>> pairs, String from, String to) {
        pairs.computeIfAbsent(to, target -> new LinkedHashSet<>()).add(from);
    }

    private static boolean says(JsonNode before, JsonNode after) {
        return before.path("source").equals(after.path("source"))
                && before.path("pipeline").path("id").equals(after.path("pipeline").path("id"))
                && Objects.equals(entries(before), entries(after));
    }

    private static Set<JsonNode> entries(JsonNode details) {
        Set<JsonNode> entries = new LinkedHashSet<>();
        details.path("columnsLineage").forEach(entry -> {
            ObjectNode plain = Json.MAPPER.createObjectNode();
            entry.fields().forEachRemaining(field -> {
                if (!field.getValue().isNull()) {
                    plain.set(field.getKey(), field.getValue());
                }
            });
            entries.add(plain);
        });
        return entries;
    }
}
