package io.github.stitchopenmetadata.catalog.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.model.Catalog;
import io.github.stitchopenmetadata.catalog.model.CatalogVersion;
import io.github.stitchopenmetadata.catalog.model.EntityRef;
import io.github.stitchopenmetadata.catalog.model.Fingerprint;
import io.github.stitchopenmetadata.catalog.model.KnownPipeline;
import io.github.stitchopenmetadata.catalog.model.StitchTag;
import io.github.stitchopenmetadata.catalog.resolve.Plan;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.text.Json;
import io.github.stitchopenmetadata.workflow.Workflow;
import java.util.List;
import java.util.Map;

/** The bodies of the PUT requests for a pipeline service and its pipelines, shaped for the server's version. */
public final class Payloads {

    /** The pipeline service, without a connection: the Stitch token is never stored in the catalog. */
    public JsonNode pipelineService(Catalog catalog, Workflow workflow) {
        String type = catalog.version().serviceType();
        ObjectNode service = Json.MAPPER
                .createObjectNode()
                .put("name", workflow.serviceName())
                .put("serviceType", type);
        if (catalog.version().requiresConnection()) {
            putConnection(service, type);
        }
        return service;
    }

    /** Whether the catalog holds all of this already. */
    public boolean isUnchanged(Delivery delivery) {
        return delivery.isUnchanged();
    }

    /** Whether the pipeline is to be left as it is, because not all of its streams are known this time. */
    public boolean isKept(Delivery delivery) {
        return delivery.isKept();
    }

    /** Who writes a pipeline keeps others from doing so. */
    public String lane(Delivery delivery) {
        return delivery.pipelineFqn();
    }

    /** Whether there is a pipeline already, which may hold more than is delivered. */
    public boolean isKnown(Delivery delivery) {
        return delivery.known() != null;
    }

    public KnownPipeline known(Delivery delivery) {
        return delivery.known();
    }

    /** @param stored the pipeline with its tasks, as the server gives it */
    public Delivery over(Delivery delivery, JsonNode stored) {
        return delivery.over(stored);
    }

    /** The pipeline with its tasks, not yet sealed. */
    public JsonNode pipeline(Delivery delivery) {
        return delivery.open();
    }

    /** Whether PUT may have left something as it was that is not people's. */
    public boolean mayNeedCorrections(Delivery delivery) {
        return delivery.mayNeedCorrections();
    }

    /**
     * @param stored the pipeline after PUT, with tasks, tags, owners and domains
     * @return a JSON patch, or null where nothing is to be corrected
     */
    public JsonNode corrections(Delivery delivery, JsonNode stored) {
        return Corrections.of(delivery, stored);
    }

    /** Why not all of it arrived, or null where it did. */
    public String failure(Delivery delivery) {
        return delivery.outcome().failure();
    }

    public boolean mayBeSealed(Delivery delivery) {
        return delivery.isComplete();
    }

    /** The pipeline with the seal that says that all has arrived. */
    public JsonNode sealedPipeline(Delivery delivery) {
        return delivery.sealed();
    }

    /**
     * @param taskNames the name of the task of each selected stream
     * @return the whole pipeline but its seal: everything that is left out would be cleared
     */
    public static ObjectNode pipeline(Plan plan, Map<LineageMessage.Stream, String> taskNames) {
        Catalog catalog = plan.catalog();
        CatalogVersion version = catalog.version();
        LineageMessage.Source source = plan.message().source();
        ObjectNode pipeline = Json.MAPPER
                .createObjectNode()
                .put("name", catalog.pipelineName(source.name()))
                .put("displayName", source.displayName())
                .put("service", catalog.serviceFqn())
                .put(version.pipelineUrlField(), source.url());
        putIfKnown(pipeline, "startDate", source.startDate());
        if (version.hasSchedule()) {
            putIfKnown(pipeline, "scheduleInterval", source.schedule());
        }
        if (version.hasPipelineState()) {
            pipeline.put("state", source.active() ? "Active" : "Inactive");
        }
        boolean tags = plan.metadata().includeTags();
        putTags(pipeline, tags ? StitchTag.of(source) : List.of());
        ArrayNode tasks = pipeline.putArray("tasks");
        for (LineageMessage.Stream stream : plan.message().streams()) {
            ObjectNode task = tasks.addObject()
                    .put("name", taskNames.get(stream))
                    .put("displayName", stream.name())
                    .put(version.taskUrlField(), source.url());
            putIfKnown(task, "taskType", stream.replicationMethod());
            putTags(task, tags ? StitchTag.of(stream) : List.of());
        }
        return pipeline;
    }

    /** Owners and domain in the form of a JSON patch, by the fields of the server's version. */
    public static ObjectNode references(Plan plan) {
        CatalogVersion version = plan.catalog().version();
        ObjectNode references = Json.MAPPER.createObjectNode();
        if (plan.metadata().includeOwners()) {
            plan.catalog()
                    .owner(plan.message().source().name())
                    .ifPresent(owner -> put(references, version.ownerField(), version.hasOwnerList(), owner));
        }
        if (version.hasDomain()) {
            plan.catalog()
                    .domain()
                    .ifPresent(domain -> put(references, version.domainField(), version.hasDomainList(), domain));
        }
        return references;
    }

    private static void put(ObjectNode references, String field, boolean list, EntityRef reference) {
        if (list) {
            references.putArray(field).add(reference.json());
        } else {
            references.set(field, reference.json());
        }
    }

    /** @param body of a pipeline, with its address */
    static void putSeal(ObjectNode body, CatalogVersion version, Fingerprint seal) {
        String field = version.sealField();
        body.put(
                field,
                version.hasSourceHash() ? seal.toString() : body.path(field).asText() + "#" + seal);
    }

    /** A connection that says nothing, for servers that want one. */
    public static void putConnection(ObjectNode service, String type) {
        service.putObject("connection").putObject("config").put("type", type);
    }

    private static void putTags(ObjectNode json, List<StitchTag> tags) {
        if (!tags.isEmpty()) {
            ArrayNode labels = json.putArray("tags");
            tags.forEach(tag -> labels.add(tag.label()));
        }
    }

    private static void putIfKnown(ObjectNode json, String field, String value) {
        if (value != null) {
            json.put(field, value);
        }
    }
}
