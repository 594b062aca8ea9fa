package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Creates, changes, deletes and restores entities. */
final class EntityWrites {

    private final ServerVersion version;
    private final StoredCatalog catalog;
    private final Names names;
    private final Bodies bodies;
    private final References references;
    private final Connections connections;
    private final Columns columns;
    private final EntityView view;

    EntityWrites(ServerVersion version, StoredCatalog catalog, Bodies bodies, References references, EntityView view) {
        this.version = version;
        this.catalog = catalog;
        this.names = catalog.names();
        this.bodies = bodies;
        this.references = references;
        this.connections = new Connections(version, bodies);
        this.columns = new Columns(version, names, bodies, references);
        this.view = view;
    }

    /** @param person whether a person sends the body, whose words replace those that are there */
    Answer put(EntityType type, JsonNode body, boolean person) {
        ObjectNode fields = bodies.check(body, type.createClass());
        String name = fields.remove("name").asText();
        names.check(type, name);
        if (type == EntityType.INGESTION_PIPELINE) {
            checkIngestion(fields);
        }
        if (type.isService()) {
            connections.check(type, fields);
        }
        bodies.checkValue(fields.get("state"), "PipelineState");
        bodies.checkValue(fields.get("tableType"), "TableType");
        Entity parent = type.parent() == null ? null : parent(type, fields);
        String fqn = parent == null ? names.service(name) : names.join(parent.fullyQualifiedName(), name);
        references.resolve(fields);
        if (type == EntityType.PIPELINE) {
            checkPipeline(fields, fqn);
        }
        List<AccountColumn> given = type == EntityType.TABLE ? columns.read(fields.remove("columns"), fqn) : List.of();

        Entity existing = catalog.entities().find(type, fqn).orElse(null);
        if (existing != null && type.isService()) {
            connections.requireWhole(existing);
        }
        if (existing == null) {
            Entity created = new Entity(catalog.entities().newId(type, fqn), type, name, fqn, parent);
            created.store(fields, given);
            catalog.entities().add(created);
            return Answer.changed(201, "entityCreated", view.complete(created));
        }
        return update(existing, fields, given, new Merge(version, person));
    }

    /** What is refused is told beside what is not, and all of it is answered with 200. */
    Answer putAll(EntityType type, JsonNode bodies, boolean person) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        ArrayNode passed = result.putArray("successRequest");
        ArrayNode failed = result.putArray("failedRequest");
        bodies.forEach(body -> {
            try {
                Answer answer = put(type, body.deepCopy(), person);
                passed.addObject().put("status", answer.status()).set("request", body);
            } catch (Refusal refusal) {
                failed.addObject()
                        .put("message", refusal.getMessage())
                        .put("status", refusal.status())
                        .set("request", body);
            }
        });
        result.put("status", failed.isEmpty() ? "success" : passed.isEmpty() ? "failure" : "partialSuccess")
                .put("numberOfRowsProcessed", bodies.size())
                .put("numberOfRowsPassed", passed.size())
                .put("numberOfRowsFailed", failed.size());
        return Answer.json(result);
    }

    /** Checks a pipeline's own fields and gives its tasks their fully qualified names. */
    void checkPipeline(ObjectNode fields, String fqn) {
        if (fields.has("startDate")) {
            fields.put("startDate", Bodies.date(fields.get("startDate")));
        }
        ArrayNode tasks = fields.arrayNode();
        for (JsonNode node : fields.path("tasks")) {
            ObjectNode task = bodies.check(node, "org.openmetadata.schema.type.Task");
            names.checkTask(task.get("name").asText());
            references.resolve(task);
            tasks.add(task.put(
                    "fullyQualifiedName", names.join(fqn, task.get("name").asText())));
        }
        fields.remove("tasks");
        if (!tasks.isEmpty()) {
            fields.set("tasks", tasks);
        }
    }

    private void checkIngestion(ObjectNode fields) {
        bodies.checkValue(fields.get("pipelineType"), "IngestionPipelineType");
        bodies.check(fields.get("sourceConfig"), "org.openmetadata.schema.metadataIngestion.SourceConfig");
        bodies.check(
                fields.get("airflowConfig"),
                "org.openmetadata.schema.entity.services.ingestionPipelines.AirflowConfig");
    }

    /** Without what is in it: where there is something, it is refused. */
    Answer delete(Entity entity, boolean hard) {
        for (EntityType type : EntityType.values()) {
            if (type.parent() == entity.type()
                    && !catalog.entities()
                            .below(type, entity.fullyQualifiedName())
                            .isEmpty()) {
                throw Refusal.badRequest(entity.type().word() + " is not empty");
            }
        }
        if (!hard) {
            if (!entity.deleted()) {
                entity.delete(true);
                entity.bump(false);
            }
            return Answer.changed(200, "entitySoftDeleted", view.complete(entity));
        }
        catalog.remove(entity);
        return Answer.changed(200, "entityDeleted", view.complete(entity));
    }

    Answer restore(EntityType type, JsonNode body) {
        ObjectNode fields = bodies.check(body, "org.openmetadata.schema.api.data.RestoreEntity");
        Entity entity = byId(type, fields.get("id").asText());
        if (type.isService()) {
            connections.requireWhole(entity);
        }
        if (entity.deleted()) {
            entity.delete(false);
            entity.bump(false);
        }
        return Answer.changed(200, "entityUpdated", view.complete(entity));
    }

    Entity byId(EntityType type, String id) {
        if (!id.matches("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}")) {
            throw Refusal.unknownPath(version);
        }
        return catalog.entities().find(type, UUID.fromString(id)).orElseThrow(() -> Refusal.missing(type.word(), id));
    }

    private Entity parent(EntityType type, ObjectNode fields) {
        JsonNode parent = fields.remove(type.parentProperty());
        if (parent == null) {
            throw Refusal.badRequest("[" + type.parentProperty() + " must not be null]");
        }
        return type == EntityType.INGESTION_PIPELINE
                ? byId(type.parent(), references.reference(parent).get("id").asText())
                : catalog.entities().require(type.parent(), parent.asText());
    }

    private Answer update(Entity entity, ObjectNode fields, List<AccountColumn> given, Merge merge) {
        ObjectNode merged = merge.of(entity.type(), entity.body(), fields);
        List<AccountColumn> kept = Columns.keeping(entity.columns(), given, merge);
        boolean lost = Columns.lost(entity.columns(), kept);
        boolean recorded =
                Changes.recorded(entity.body(), merged) || entity.deleted() || !kept.equals(entity.columns());
        if (recorded || Changes.stored(entity.body(), merged)) {
            entity.store(merged, kept);
            entity.delete(false);
        }
        if (recorded) {
            entity.bump(lost);
        }
        if (lost && version.atLeast("1.8")) {
            dropColumnPairs(entity);
        }
        return Answer.changed(200, recorded ? "entityUpdated" : "entityNoChange", view.complete(entity));
    }

    private void dropColumnPairs(Entity table) {
        for (EdgeStore.Stored edge : catalog.edgeStore().touching(table.id())) {
            ObjectNode details = edge.details();
            if (details != null && details.path("columnsLineage").isArray()) {
                Set<String> fromColumns = Columns.names(edge.from(), true);
                Set<String> toColumns = Columns.names(edge.to(), true);
                ArrayNode pairs = details.arrayNode();
                details.get("columnsLineage").forEach(pair -> {
                    if (toColumns.contains(pair.path("toColumn").asText()) && holds(fromColumns, pair)) {
                        pairs.add(pair);
                    }
                });
                details.set("columnsLineage", pairs);
                catalog.edgeStore().put(new EdgeStore.Stored(edge.from(), edge.to(), details));
            }
        }
    }

    private static boolean holds(Set<String> columns, JsonNode pair) {
        for (JsonNode from : pair.path("fromColumns")) {
            if (!columns.contains(from.asText())) {
                return false;
            }
        }
        return true;
    }
}
