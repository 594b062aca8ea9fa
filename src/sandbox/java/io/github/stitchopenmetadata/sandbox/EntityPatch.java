package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Patches pipelines and schemas: the only way in which a bot can replace or take away what is already there. */
final class EntityPatch {

    private static final List<String> FIXED =
            List.of("id", "name", "fullyQualifiedName", "service", "serviceType", "database");
    private static final List<String> KEPT_BY_SERVER =
            List.of("version", "updatedAt", "updatedBy", "href", "deleted", "pipelineStatus");

    private final ServerVersion version;
    private final References references;
    private final EntityWrites writes;
    private final EntityView view;

    EntityPatch(ServerVersion version, References references, EntityWrites writes, EntityView view) {
        this.version = version;
        this.references = references;
        this.writes = writes;
        this.view = view;
    }

    Answer apply(Entity entity, JsonNode operations) {
        if (entity.deleted()) {
            throw Refusal.missing(entity.type().word(), entity.id());
        }
        String entityClass = entity.type().entityClass();
        ObjectNode before = withEmptyTags(view.complete(entity).deepCopy());
        ObjectNode patched = JsonPatch.apply(before, operations);
        patched.fieldNames().forEachRemaining(name -> {
            if (!version.values(entityClass).contains(name)) {
                throw Refusal.badRequest("Unrecognized field \"" + name
                        + "\" (class org.openmetadata.schema.entity.data." + entityClass
                        + "), not marked as ignorable");
            }
        });
        for (String field : FIXED) {
            if (!before.path(field).equals(patched.path(field))) {
                throw Refusal.badRequest(
                        "The field " + field + " of a " + entity.type().word() + " can not be changed");
            }
        }
        patched.remove(FIXED);
        patched.remove(KEPT_BY_SERVER);
        patched.properties().removeIf(field -> field.getValue().isNull());
        references.resolvePatched(patched);
        if (entity.type() == EntityType.PIPELINE) {
            writes.checkPipeline(patched, entity.fullyQualifiedName());
        }
        withoutEmptyLists(patched);
        boolean recorded = Changes.recorded(entity.body(), patched);
        if (Changes.stored(entity.body(), patched)) {
            entity.store(patched, List.of());
        }
        if (recorded) {
            entity.bump(false);
        }
        return Answer.changed(200, recorded ? "entityUpdated" : "entityNoChange", view.complete(entity));
    }

    /** A patch meets lists of tags that are empty, not absent. */
    private static ObjectNode withEmptyTags(ObjectNode shown) {
        shown.withArray("tags");
        shown.path("tasks").forEach(task -> ((ObjectNode) task).withArray("tags"));
        return shown;
    }

    private static void withoutEmptyLists(ObjectNode entity) {
        entity.properties()
                .removeIf(
                        field -> field.getValue().isArray() && field.getValue().isEmpty());
        entity.path("tasks").forEach(task -> ((ObjectNode) task)
                .properties()
                .removeIf(field ->
                        field.getKey().equals("tags") && field.getValue().isEmpty()));
    }
}
