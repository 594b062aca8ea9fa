package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that a catalog holds at one time, without what differs from one run to the next: ids, versions and times of change.
 * References are texts, such as {@code pipeline stitch.shop}.
 *
 * @param entities deleted ones included, by the catalog's word for their type, such as {@code pipeline}, and by fully
 *     qualified name
 * @param edges the lineage details, by the ends, such as {@code prod.shop.public.orders → warehouse.ANALYTICS.SHOP.ORDERS};
 *     an empty object where an edge has none
 * @param statuses the runs of each pipeline, newest first, by the pipeline's fully qualified name
 */
public record CatalogSnapshot(
        SortedMap<String, SortedMap<String, JsonNode>> entities,
        SortedMap<String, JsonNode> edges,
        SortedMap<String, List<JsonNode>> statuses) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> OF_ONE_RUN =
            List.of("id", "href", "version", "createdAt", "createdBy", "updatedAt", "updatedBy", "pipelineStatuses");

    static CatalogSnapshot of(StoredCatalog catalog, EntityView view) {
        SortedMap<String, SortedMap<String, JsonNode>> entities = new TreeMap<>();
        for (EntityType type : EntityType.values()) {
            SortedMap<String, JsonNode> ofType = new TreeMap<>();
            catalog.entities()
                    .all(type)
                    .forEach(entity -> ofType.put(entity.fullyQualifiedName(), lasting(view.complete(entity))));
            entities.put(type.word(), ofType);
        }
        SortedMap<String, JsonNode> edges = new TreeMap<>();
        catalog.edges().forEach(edge -> edges.put(edge.from() + " → " + edge.to(), lasting(edge.details())));
        SortedMap<String, List<JsonNode>> statuses = new TreeMap<>();
        catalog.runs().keySet().forEach(pipeline -> statuses.put(pipeline, catalog.statuses(pipeline)));
        return new CatalogSnapshot(entities, edges, statuses);
    }

    /** The pipelines, deleted ones included, by fully qualified name. */
    public Map<String, JsonNode> pipelines() {
        return entities.get(EntityType.PIPELINE.word());
    }

    private static JsonNode lasting(JsonNode node) {
        try {
            // read anew, so that equal numbers are equal
            JsonNode copy = JSON.readTree(node.toString());
            if (copy instanceof ObjectNode object) {
                object.remove(OF_ONE_RUN);
            }
            return named(copy);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode named(JsonNode node) {
        if (node instanceof ObjectNode object) {
            if (object.has("id") && object.has("type") && object.has("fullyQualifiedName")) {
                return TextNode.valueOf(object.get("type").asText() + " "
                        + object.get("fullyQualifiedName").asText());
            }
            object.properties().forEach(field -> field.setValue(named(field.getValue())));
        }
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, named(array.get(i)));
            }
        }
        return node;
    }
}
