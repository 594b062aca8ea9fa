package io.github.stitchopenmetadata.preview;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.model.Catalog;
import io.github.stitchopenmetadata.catalog.model.Fqn;
import io.github.stitchopenmetadata.catalog.model.KnownPipeline;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** What a server would answer to PUT, made of what was to be sent: with an id, and with full names. */
public final class StandIn {

    private StandIn() {}

    /**
     * @param collection the path of the PUT, such as {@code pipelines}
     * @param sent       the body of the PUT
     */
    public static JsonNode of(String collection, JsonNode sent, Catalog catalog) {
        return switch (collection) {
            case "services/pipelineServices" ->
                named(sent, catalog.version().serviceFqn(sent.path("name").asText()));
            case "pipelines" -> pipeline(sent, catalog);
            case "tables" -> table(sent);
            default -> sent;
        };
    }

    private static JsonNode pipeline(JsonNode sent, Catalog catalog) {
        ObjectNode pipeline = named(sent, below(sent.path("service").asText(), sent));
        KnownPipeline known = catalog.pipeline(sent.path("name").asText());
        return known == null ? pipeline : pipeline.put("id", known.id());
    }

    private static JsonNode table(JsonNode sent) {
        ObjectNode table = named(sent, below(sent.path("databaseSchema").asText(), sent));
        nameColumns(table.path("columns"), table.path("fullyQualifiedName").asText());
        return table;
    }

    private static void nameColumns(JsonNode columns, String parent) {
        columns.forEach(column -> {
            String fqn = below(parent, column);
            ((ObjectNode) column).put("fullyQualifiedName", fqn);
            nameColumns(column.path("children"), fqn);
        });
    }

    private static ObjectNode named(JsonNode sent, String fqn) {
        ObjectNode entity = sent.deepCopy();
        return entity.put(
                        "id",
                        UUID.nameUUIDFromBytes(fqn.getBytes(StandardCharsets.UTF_8))
                                .toString())
                .put("fullyQualifiedName", fqn);
    }

    private static String below(String parent, JsonNode entity) {
        return parent + "." + Fqn.of(entity.path("name").asText());
    }
}
