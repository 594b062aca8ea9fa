package io.github.stitchopenmetadata.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.http.Json;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.workflow.Workflow;
import java.util.Map;

/** The bodies of the PUT requests for a pipeline service and its pipelines, shaped for the server's version. */
public final class Payloads {

    /** The pipeline service, without a connection: the Stitch token is never stored in the catalog. */
    public JsonNode pipelineService(Catalog catalog, Workflow workflow) {
        return Json.MAPPER.createObjectNode().put("name", workflow.serviceName()).put("serviceType", catalog.version().serviceType());
    }

    /** Whether the catalog holds all of this already. */
    public boolean isUnchanged(Delivery delivery) {
        return delivery.isUnchanged();
    }

    /** The pipeline with its tasks, not yet sealed. */
    public JsonNode pipeline(Delivery delivery) {
        return delivery.pipeline();
    }

    /** @param worst how the worst of the edges ended */
    public boolean mayBeSealed(Delivery delivery, EdgeOutcome worst) {
        return worst != EdgeOutcome.FAILED && delivery.isComplete();
    }

    /** The pipeline with the hash that says that all has arrived. */
    public JsonNode sealedPipeline(Delivery delivery) {
        return delivery.sealed();
    }

    /**
     * @param taskNames the name of the task of each selected stream
     * @return the whole pipeline but its {@code sourceHash}: everything that is left out would be cleared
     */
    static ObjectNode pipeline(Catalog catalog, LineageMessage message, Map<LineageMessage.Stream, String> taskNames) {
        LineageMessage.Source source = message.source();
        ObjectNode pipeline = Json.MAPPER.createObjectNode()
                .put("name", Fqn.name(source.name()))
                .put("displayName", source.displayName())
                .put("service", catalog.serviceFqn())
                .put("sourceUrl", source.url());
        putIfKnown(pipeline, "scheduleInterval", source.schedule());
        putIfKnown(pipeline, "startDate", source.startDate());
        if (catalog.version().hasPipelineState()) {
            pipeline.put("state", source.active() ? "Active" : "Inactive");
        }
        ArrayNode tasks = pipeline.putArray("tasks");
        for (LineageMessage.Stream stream : message.streams()) {
            ObjectNode task = tasks.addObject()
                    .put("name", taskNames.get(stream))
                    .put("displayName", stream.name())
                    .put("sourceUrl", source.url());
            putIfKnown(task, "taskType", stream.replicationMethod());
        }
        return pipeline;
    }

    static ObjectNode reference(String id, String type) {
        return Json.MAPPER.createObjectNode().put("id", id).put("type", type);
    }

    /** The same pipeline with the hash that says: all of this, edges included, has arrived. */
    static JsonNode sealed(ObjectNode pipeline, String hash) {
        return pipeline.deepCopy().put("sourceHash", hash);
    }

    private static void putIfKnown(ObjectNode json, String field, String value) {
        if (value != null) {
            json.put(field, value);
        }
    }
}
