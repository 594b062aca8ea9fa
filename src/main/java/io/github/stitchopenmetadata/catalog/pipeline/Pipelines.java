package io.github.stitchopenmetadata.catalog.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.model.Catalog;
import io.github.stitchopenmetadata.catalog.model.CatalogVersion;
import io.github.stitchopenmetadata.catalog.model.EntityRef;
import io.github.stitchopenmetadata.catalog.model.KnownPipeline;
import io.github.stitchopenmetadata.catalog.model.RegisteredService;
import io.github.stitchopenmetadata.catalog.model.StitchTag;
import io.github.stitchopenmetadata.catalog.model.TaskNames;
import io.github.stitchopenmetadata.catalog.register.TableBulk;
import io.github.stitchopenmetadata.catalog.register.TableRegistration;
import io.github.stitchopenmetadata.catalog.resolve.Plan;
import io.github.stitchopenmetadata.catalog.resolve.Resolution;
import io.github.stitchopenmetadata.catalog.resolve.Share;
import io.github.stitchopenmetadata.http.CallFailedException;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.lineage.SourceParts;
import io.github.stitchopenmetadata.text.Json;
import io.github.stitchopenmetadata.workflow.Workflow;
import io.github.stitchopenmetadata.workflow.WorkflowRun;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/** Brings the pipeline of a source into line with its lineage message, for the routes; its bodies are shaped for the server's version. */
public final class Pipelines {

    private static final int FEW_TABLES = 2;

    /** @return what is to be delivered for a source whose tables are known, still without its shares */
    public Delivery delivery(Plan plan, SourceParts parts, WorkflowRun run) {
        Catalog catalog = plan.catalog();
        String source = plan.message().source().name();
        int taskNameLimit = catalog.version().taskNameLimit(catalog.pipelineFqn(source));
        return new Delivery(
                plan,
                parts,
                pipeline(plan, TaskNames.of(plan.message().streams(), taskNameLimit)),
                references(plan),
                catalog.pipelineOf(source),
                run.reindexesEdges());
    }

    /** The streams of a delivery, a share after the other, which fit into memory; they may be gone through again. */
    public Iterable<Share> shares(Delivery delivery) {
        return delivery.shares();
    }

    /** Adds the edges of a share to what the delivery comes to. */
    public void add(Delivery delivery, Resolution resolution) {
        delivery.add(resolution);
    }

    /** @return a share to be written */
    public DeliveredShare share(Delivery delivery, Resolution resolution) {
        return new DeliveredShare(delivery, resolution);
    }

    public Delivery deliveryOf(DeliveredShare share) {
        return share.delivery();
    }

    /** Whether something is to be written: not where the catalog holds all already, nor where not all streams are known this time. */
    public boolean isDue(Delivery delivery) {
        return delivery.isDue();
    }

    /** Whether nothing is left to be written but edges that wait for tables that were deleted softly. */
    public boolean isWaiting(Delivery delivery) {
        return delivery.isWaiting();
    }

    /** The pipeline stays as it is, and its edges are compared: those of tables that are back are written. */
    public Delivery lookAgain(Delivery delivery) {
        delivery.lookAgain();
        return delivery;
    }

    /** Whether something did not arrive, and the pipeline does not say so yet. */
    public boolean isLeftUnfinished(Delivery delivery) {
        return !delivery.isComplete() && !delivery.stillWaits();
    }

    /** Whether there is a pipeline already, which may hold more than is delivered. */
    public boolean isKnown(Delivery delivery) {
        return delivery.known() != null;
    }

    /** @param stored the pipeline with its tasks, as the server gives it */
    public Delivery preserve(Delivery delivery, JsonNode stored) {
        delivery.before(stored);
        return delivery;
    }

    /** @param answer to PUT pipeline */
    public Delivery written(Delivery delivery, JsonNode answer) {
        delivery.written(KnownPipeline.of(answer, delivery.version()));
        if (delivery.known() == null) {
            delivery.plan().catalog().made(delivery.written().fqn());
        }
        return delivery;
    }

    /** Whether the server refused a pipeline for nothing but a field that it can do without. */
    public boolean canDoWithout(Delivery delivery, CallFailedException refusal) {
        return RefusedField.in(refusal, delivery).isPresent();
    }

    /** @return which field the pipelines go without from here on, for people; "" where that has been said */
    public String without(Delivery delivery, CallFailedException refusal) throws CallFailedException {
        return RefusedField.in(refusal, delivery).orElseThrow(() -> refusal).leave();
    }

    /** Whether PUT may have left something as it was that is not people's. */
    public boolean mayNeedCorrections(Delivery delivery) {
        return delivery.mayNeedCorrections();
    }

    /** @param stored the pipeline after PUT, with tasks, tags, owners and domains */
    public Delivery compare(Delivery delivery, JsonNode stored) {
        delivery.compared(stored);
        return delivery;
    }

    /** Whether something is to be corrected, as the pipeline was last compared. */
    public boolean needsCorrections(Delivery delivery) {
        return delivery.corrections() != null;
    }

    /** Whether a table that stands for a stream, or its schema, is missing or is not as it should be. */
    public boolean needsTables(DeliveredShare share) {
        return share.needsTables();
    }

    /** Whether all that is left to be written is whose the schema of the registered tables is. */
    public boolean lacksMark(Delivery delivery) {
        return delivery.lacksMark();
    }

    /** @return the tables that are to be registered before the edges are written */
    public List<TableRegistration> tables(DeliveredShare share) {
        return share.due();
    }

    /** Whether the server takes the tables in one call, and that is worth it: what it stored has to be listed afterwards. */
    public boolean areWrittenInBulk(@Body DeliveredShare share, @Variable("run") WorkflowRun run) {
        return share.delivery().version().hasBulkTables()
                && run.writes()
                && share.due().size() > FEW_TABLES;
    }

    /** @return the tables that are to be registered, in as many calls as they need */
    public List<TableBulk> bulks(DeliveredShare share) {
        return TableBulk.of(share.due());
    }

    /** @return what has to be written before the tables, outermost first */
    public List<RegisteredService.Container> containers(Delivery delivery) {
        LineageMessage.Source source = delivery.message().source();
        return delivery.plan().catalog().registeredService().lacking(source.name(), source.displayName());
    }

    /** Whether all has arrived, so that the fingerprint may say so. */
    public boolean isComplete(Delivery delivery) {
        return delivery.isComplete();
    }

    /** The pipeline service. Its connection says nothing: the Stitch token is never stored in the catalog. */
    public static JsonNode service(Catalog catalog, Workflow workflow) {
        ObjectNode service = Json.MAPPER
                .createObjectNode()
                .put("name", workflow.serviceName())
                .put("serviceType", catalog.serviceType());
        CatalogVersion.putConnection(service);
        return service;
    }

    /**
     * @param taskNames the name of the task of each selected stream
     * @return the whole pipeline but its fingerprint: everything that is left out would be cleared
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
