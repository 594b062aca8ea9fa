package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Patches pipelines: the only way in which a bot can replace or take away what is already there. */
final class PipelinePatch {

    private static final List<String> FIXED = List.of("id", "name", "fullyQualifiedName", "service", "serviceType");
    private static final List<String> KEPT_BY_SERVER =
            List.of("version", "updatedAt", "updatedBy", "href", "deleted", "pipelineStatus");

    private final ServerVersion version;
    private final References references;
    private final EntityWrites writes;
    private final EntityView view;

    PipelinePatch(ServerVersion version, References references, EntityWrites writes, EntityView view) {
        this.version = version;
        this.references = references;
        this.writes = writes;
        this.view = view;
    }

    Answer apply(Entity pipeline, JsonNode operations) {
        if (pipeline.deleted()) {
            throw Refusal.missing(pipeline.type().word(), pipeline.id());
        }
        ObjectNode before = withEmptyTags(view.complete(pipeline).deepCopy());
        ObjectNode patched = JsonPatch.apply(before, operations);
        patched.fieldNames().forEachRemaining(name -> {
            if (!version.values("Pipeline").contains(name)) {
                throw Refusal.badRequest("Unrecognized field \"" + name
                        + "\" (class org.openmetadata.schema.entity.data.Pipeline), not marked as ignorable");
            }
        });
        for (String field : FIXED) {
            if (!before.path(field).equals(patched.path(field))) {
                throw Refusal.badRequest("The field " + field + " of a pipeline can not be changed");
            }
        }
        patched.remove(FIXED);
        patched.remove(KEPT_BY_SERVER);
        patched.properties().removeIf(field -> field.getValue().isNull());
        references.resolvePatched(patched);
        writes.checkPipeline(patched, pipeline.fullyQualifiedName());
        withoutEmptyLists(patched);
        boolean recorded = Changes.recorded(pipeline.body(), patched);
        if (Changes.stored(pipeline.body(), patched)) {
            pipeline.store(patched, List.of());
        }
        if (recorded) {
            pipeline.bump(false);
        }
        return Answer.changed(200, recorded ? "entityUpdated" : "entityNoChange", view.complete(pipeline));
    }

    /** A patch meets lists of tags that are empty, not absent. */
    private static ObjectNode withEmptyTags(ObjectNode shown) {
        shown.withArray("tags");
        shown.path("tasks").forEach(task -> ((ObjectNode) task).withArray("tags"));
        return shown;
    }

    private static void withoutEmptyLists(ObjectNode pipeline) {
        pipeline.properties()
                .removeIf(
                        field -> field.getValue().isArray() && field.getValue().isEmpty());
        pipeline.path("tasks").forEach(task -> ((ObjectNode) task)
                .properties()
                .removeIf(field ->
                        field.getKey().equals("tags") && field.getValue().isEmpty()));
    }
}
