package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Draws and deletes lineage edges; an edge with a single bad column is refused as a whole. */
final class LineageWrites {

    private static final String ADD_LINEAGE = "org.openmetadata.schema.api.lineage.AddLineage";
    private static final String EDGE = "org.openmetadata.schema.type.EntitiesEdge";

    /** Types that may be the end of an edge, of which the sandbox holds none. */
    private static final Set<String> TYPES_WITHOUT_ENTITIES = Set.of(
            "topic",
            "container",
            "searchIndex",
            "dashboard",
            "dashboardDataModel",
            "mlmodel",
            "storedProcedure",
            "apiEndpoint");

    private final ServerVersion version;
    private final StoredCatalog catalog;
    private final Bodies bodies;
    private final References references;

    LineageWrites(ServerVersion version, StoredCatalog catalog, Bodies bodies, References references) {
        this.version = version;
        this.catalog = catalog;
        this.bodies = bodies;
        this.references = references;
    }

    Answer put(JsonNode body) {
        ObjectNode edge = bodies.check(bodies.check(body, ADD_LINEAGE).get("edge"), EDGE);
        ObjectNode fromReference = references.reference(edge.get("fromEntity"));
        ObjectNode toReference = references.reference(edge.get("toEntity"));
        ObjectNode details = edge.has("lineageDetails") ? (ObjectNode) edge.get("lineageDetails") : null;
        if (details != null && details.hasNonNull("pipeline")) {
            references.reference(details.get("pipeline"));
        }
        Entity from = end(fromReference);
        Entity to = end(toReference);
        if (details != null) {
            checkDetails(from, to, details);
            stamp(details, catalog.edgeStore().find(from.id(), to.id()));
        }
        catalog.edgeStore().put(new EdgeStore.Stored(from, to, details));
        if (catalog.isSearchFailing()) {
            throw Refusal.failure("search engine: all shards failed");
        }
        catalog.edgeStore().index(from.id(), to.id());
        return Answer.empty(200);
    }

    Answer delete(Map<String, String> path) {
        Entity from = endOrDeleted(path.get("fromType"), id(path.get("fromId")));
        Entity to = endOrDeleted(path.get("toType"), id(path.get("toId")));
        if (catalog.edgeStore().remove(from.id(), to.id()) == null) {
            throw Refusal.notFound("Lineage edge not found");
        }
        return Answer.empty(200);
    }

    UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Refusal.unknownPath(version);
        }
    }

    static EntityType kind(String word) {
        return EntityType.of(word).orElseThrow(() -> Refusal.notFound("Entity type " + word + " not found"));
    }

    private Entity end(ObjectNode reference) {
        return end(reference.get("type").asText(), Bodies.id(reference.get("id")));
    }

    private Entity end(String word, UUID id) {
        Entity end = endOrDeleted(word, id);
        // 1.1 still draws edges to what was deleted softly, later servers no longer do
        if (end.deleted() && version.atLeast("1.2")) {
            throw Refusal.missing(end.type().word(), id);
        }
        return end;
    }

    /** What an edge is taken away from, and the pipeline that it carries, may be deleted softly. */
    private Entity endOrDeleted(String word, UUID id) {
        if (TYPES_WITHOUT_ENTITIES.contains(word)) {
            throw Refusal.missing(word, id);
        }
        EntityType type = kind(word);
        return catalog.entities().find(type, id).orElseThrow(() -> Refusal.missing(type.word(), id));
    }

    private void checkDetails(Entity from, Entity to, ObjectNode details) {
        boolean tables = from.type() == EntityType.TABLE && to.type() == EntityType.TABLE;
        boolean hasColumns = !details.path("columnsLineage").isEmpty();
        if (!tables && (hasColumns || !version.atLeast("1.2"))) {
            throw Refusal.badRequest(
                    "Column level lineage is only allowed between two tables or from table to dashboard.");
        }
        if (version.atLeast("1.2")) {
            bodies.checkValue(details.get("source"), "LineageSource");
            if (!details.hasNonNull("source")) {
                details.put("source", "Manual");
            }
        }
        if (details.hasNonNull("pipeline")) {
            JsonNode pipeline = details.get("pipeline");
            details.set(
                    "pipeline",
                    EntityView.reference(endOrDeleted(pipeline.get("type").asText(), Bodies.id(pipeline.get("id")))));
        }
        Set<String> fromColumns = columns(from);
        Set<String> toColumns = columns(to);
        if (version.atLeast("1.10")) {
            keepKnownColumns(fromColumns, toColumns, details);
        }
        for (JsonNode pair : details.path("columnsLineage")) {
            pair.path("fromColumns").forEach(column -> checkFromColumn(from, fromColumns, column.asText()));
            checkColumn(
                    toColumns,
                    pair.path("toColumn").isTextual() ? pair.get("toColumn").asText() : null);
        }
    }

    /** Newer servers leave unknown columns out and say nothing about it. */
    private static void keepKnownColumns(Set<String> fromColumns, Set<String> toColumns, ObjectNode details) {
        if (!details.path("columnsLineage").isArray()) {
            return;
        }
        ArrayNode kept = details.arrayNode();
        for (JsonNode pair : details.get("columnsLineage")) {
            ArrayNode columns = details.arrayNode();
            pair.path("fromColumns").forEach(column -> {
                if (fromColumns.contains(column.asText())) {
                    columns.add(column);
                }
            });
            if (!columns.isEmpty() && toColumns.contains(pair.path("toColumn").asText())) {
                kept.add(((ObjectNode) pair.deepCopy()).set("fromColumns", columns));
            }
        }
        details.set("columnsLineage", kept);
    }

    private void checkFromColumn(Entity from, Set<String> its, String column) {
        // 1.1 also takes columns of a third table, unless its name merely goes on where the from table's ends
        boolean ownColumn = version.atLeast("1.2") || column.startsWith(from.fullyQualifiedName());
        int lastDot = column.endsWith("\"") ? column.lastIndexOf(".\"") : column.lastIndexOf('.');
        if (ownColumn || lastDot < 0) {
            checkColumn(its, column);
        } else {
            checkColumn(columns(catalog.entities().require(EntityType.TABLE, column.substring(0, lastDot))), column);
        }
    }

    private Set<String> columns(Entity table) {
        return Columns.names(table, version.atLeast("1.2"));
    }

    private static void checkColumn(Set<String> known, String column) {
        if (!known.contains(column)) {
            throw Refusal.badRequest("Invalid fully qualified column name " + column);
        }
    }

    private void stamp(ObjectNode details, EdgeStore.Stored before) {
        if (version.atLeast("1.11")) {
            long now = System.currentTimeMillis();
            JsonNode old = before == null || before.details() == null ? details.objectNode() : before.details();
            details.put("createdAt", old.path("createdAt").asLong(now))
                    .put("createdBy", old.path("createdBy").asText(Principals.BOT))
                    .put("updatedAt", now)
                    .put("updatedBy", Principals.BOT);
        }
    }
}
