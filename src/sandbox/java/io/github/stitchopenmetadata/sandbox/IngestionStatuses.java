package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The runs of ingestion pipelines: one for each id, replaced when it comes again. */
final class IngestionStatuses {

    private static final String PACKAGE = "org.openmetadata.schema.entity.services.ingestionPipelines.";

    private final ServerVersion version;
    private final StoredCatalog catalog;
    private final Bodies bodies;
    private final EntityView view;

    IngestionStatuses(ServerVersion version, StoredCatalog catalog, Bodies bodies, EntityView view) {
        this.version = version;
        this.catalog = catalog;
        this.bodies = bodies;
        this.view = view;
    }

    Answer put(JsonNode body, String fqn) {
        ObjectNode status = bodies.check(body, PACKAGE + "IngestionStatus");
        bodies.checkValue(status.get("pipelineState"), "IngestionState");
        for (String time : new String[] {"startDate", "timestamp", "endDate"}) {
            if (status.has(time)) {
                Bodies.timestamp(status.get(time));
            }
        }
        for (JsonNode step : status.path("status")) {
            for (JsonNode failure : bodies.check(step, PACKAGE + "StepSummary").path("failures")) {
                bodies.check(failure, PACKAGE + "StackTraceError");
            }
        }
        Entity pipeline = catalog.entities().require(EntityType.INGESTION_PIPELINE, fqn);
        catalog.putIngestion(fqn, status);
        ObjectNode stored = pipeline.body();
        if (version.atLeast("2.0")) {
            stored.putArray("pipelineStatuses").add(status);
        } else {
            stored.set("pipelineStatuses", status);
        }
        return Answer.changed(version.atLeast("1.2") ? 200 : 201, "entityUpdated", view.complete(pipeline));
    }
}
