package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Patches pipelines: the only way in which a bot can replace what is already there. */
final class PipelinePatch {

    private static final List<String> FIXED = List.of("id", "name", "fullyQualifiedName", "service", "serviceType");
    private static final List<String> KEPT_BY_SERVER =
            List.of("version", "updatedAt", "updatedBy", "href", "deleted", "pipelineStatus");

    private final CatalogVersion version;
    private final References references;
    private final EntityWrites writes;
    private final EntityView view;

    PipelinePatch(CatalogVersion version, References references, EntityWrites writes, EntityView view) {
        this.version = version;
        this.references = references;
        this.writes = writes;
        this.view = view;
    }

    Answer apply(Entity pipeline, JsonNode operations) {
        ObjectNode before = view.complete(pipeline);
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
        // references that are already resolved stay as they are
        ObjectNode checked = patched.deepCopy();
        checked.remove(List.of("domain", "domains", "extension", "dataProducts"));
        references.resolve(checked);
        writes.checkPipeline(patched, pipeline.fullyQualifiedName());
        boolean changed = !patched.equals(pipeline.body());
        if (changed) {
            pipeline.store(patched, List.of());
            pipeline.bump(false);
        }
        return Answer.changed(200, changed ? "entityUpdated" : "entityNoChange", view.complete(pipeline));
    }
}
