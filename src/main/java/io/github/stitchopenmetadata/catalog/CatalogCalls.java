package io.github.stitchopenmetadata.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.edges.EdgeWrite;
import io.github.stitchopenmetadata.catalog.edges.EdgeWrites;
import io.github.stitchopenmetadata.catalog.edges.RefusedEdge;
import io.github.stitchopenmetadata.catalog.edges.TableEdges;
import io.github.stitchopenmetadata.catalog.model.Catalog;
import io.github.stitchopenmetadata.catalog.model.CatalogVersion;
import io.github.stitchopenmetadata.catalog.model.DatabaseServiceLookup;
import io.github.stitchopenmetadata.catalog.model.EntityRef;
import io.github.stitchopenmetadata.catalog.model.KnownPipeline;
import io.github.stitchopenmetadata.catalog.model.LineageEdge;
import io.github.stitchopenmetadata.catalog.model.MissingTag;
import io.github.stitchopenmetadata.catalog.model.OwnerLookup;
import io.github.stitchopenmetadata.catalog.model.PipelineStatus;
import io.github.stitchopenmetadata.catalog.model.RegisteredService;
import io.github.stitchopenmetadata.catalog.model.SchemaLookup;
import io.github.stitchopenmetadata.catalog.model.SchemaTables;
import io.github.stitchopenmetadata.catalog.model.StitchTag;
import io.github.stitchopenmetadata.catalog.pipeline.DeliveredShare;
import io.github.stitchopenmetadata.catalog.pipeline.Delivery;
import io.github.stitchopenmetadata.catalog.pipeline.Pipelines;
import io.github.stitchopenmetadata.catalog.pipeline.RetiredPipeline;
import io.github.stitchopenmetadata.catalog.register.TableBulk;
import io.github.stitchopenmetadata.catalog.register.TableRegistration;
import io.github.stitchopenmetadata.catalog.removal.Removable;
import io.github.stitchopenmetadata.catalog.removal.Removal;
import io.github.stitchopenmetadata.catalog.resolve.Plan;
import io.github.stitchopenmetadata.http.Paged;
import io.github.stitchopenmetadata.http.Request;
import io.github.stitchopenmetadata.http.Side;
import io.github.stitchopenmetadata.text.InvalidAnswerException;
import io.github.stitchopenmetadata.text.Json;
import io.github.stitchopenmetadata.text.OneLine;
import io.github.stitchopenmetadata.workflow.WorkflowRun;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/**
 * The calls to the OpenMetadata REST API, a method for each endpoint and purpose. All of them may be repeated: a PUT writes the
 * same again, and a patch says what it expects to find.
 */
public final class CatalogCalls {

    /** The columns of a page of tables that fit well into memory. */
    private static final long PAGE_COLUMNS = 10_000;

    /** What is kept of an answer that nobody reads: a pipeline comes back with all its tasks, of which there may be ten thousand. */
    private static final String UNREAD = "id";

    private static final Pattern BRACES = Pattern.compile("\\{\\w+}");
    private static final Pattern UUID = Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

    private int tablePage = 200;

    /** @param tables in one page of a schema, the setting {@code openmetadata.table.page} */
    public void setTablePage(int tables) {
        tablePage = tables;
    }

    // --- the server and its services ---

    /** {@code GET /v1/system/version}; takes no token. */
    public Request version() {
        return get("getVersion", "/v1/system/version");
    }

    /** The same, asked once. */
    public Request versionNow() {
        return version().repeat(Request.Repeat.NEVER);
    }

    /** {@code GET /v1/users/loggedInUser}: whose token it is. Asked once, since nothing depends on it. */
    public Request loggedInUser() {
        return get("getLoggedInUser", "/v1/users/loggedInUser").repeat(Request.Repeat.NEVER);
    }

    /**
     * {@code GET /v1/permissions/{resource}}: what the token may do.
     *
     * @param resource a kind of thing, such as {@code pipeline}
     */
    public Request permissions(String resource) {
        return get("getPermissions", "/v1/permissions/{resource}", resource);
    }

    /**
     * {@code DELETE /v1/lineage/table/{id}/table/{id}} of an edge between tables that no server has: it changes nothing, and is refused
     * to whoever may not draw edges. {@code GET /v1/permissions} does not tell on servers that ask for it on a resource of its own.
     */
    public Request edgeOfNobody() {
        EntityRef nobody = new EntityRef("00000000-0000-4000-8000-000000000000", LineageEdge.TABLE);
        return deleteEdge(nobody, nobody).orAbsent().repeat(Request.Repeat.NEVER);
    }

    /** {@code GET /v1/databases|databaseSchemas|tables}: whether the token may list them. */
    public Request any(String collection) {
        return get("getAny", "/v1/" + collection).query("limit", 1);
    }

    /** {@code GET /v1/services/pipelineServices/name/{name}}: the pipeline service of the workflow, if it is there. */
    public Request pipelineService(@Body Catalog catalog, @Variable("run") WorkflowRun run) {
        return one(
                "getPipelineService",
                "/v1/services/pipelineServices/name/{name}",
                catalog.version().serviceFqn(run.workflow().serviceName()));
    }

    /** The same, also when it is deleted. */
    public Request hiddenPipelineService(@Body Catalog catalog, @Variable("run") WorkflowRun run) {
        return pipelineService(catalog, run).query("include", "all");
    }

    /** {@code PUT /v1/services/pipelineServices}: makes the pipeline service of the workflow. */
    public Request putPipelineService(@Body Catalog catalog, @Variable("run") WorkflowRun run) {
        return put("putPipelineService", "/v1/services/pipelineServices")
                .body(Pipelines.service(catalog, run.workflow()))
                .object();
    }

    /** {@code GET /v1/users|teams|domains/name/{name}}: an owner or a domain, if it is there. */
    public Request named(OwnerLookup lookup) {
        return one(
                "getOwner",
                "/v1/" + lookup.named().collection() + "/name/{name}",
                lookup.named().fqn());
    }

    /** {@code GET /v1/services/databaseServices/name/{name}}: a database service, if it is there. */
    public Request databaseService(DatabaseServiceLookup lookup) {
        return one(
                "getDatabaseService",
                "/v1/services/databaseServices/name/{name}",
                lookup.catalog().version().serviceFqn(lookup.name()));
    }

    /** {@code GET /v1/services/databaseServices}: all that there are, into the catalog. */
    public Paged databaseServices(Catalog catalog) {
        return pages(
                get("getDatabaseServices", "/v1/services/databaseServices"), 1000, catalog::addEveryDatabaseService);
    }

    /** {@code GET /v1/databases}: the databases of a service, into the lookup. */
    public Paged databases(DatabaseServiceLookup lookup) {
        return pages(
                get("getDatabases", "/v1/databases")
                        .query("service", lookup.service().fqn()),
                1000,
                lookup::addDatabases);
    }

    /** {@code GET /v1/databaseSchemas}: the schemas of a database, into the catalog. */
    public Paged databaseSchemas(SchemaLookup lookup) {
        return pages(
                get("getDatabaseSchemas", "/v1/databaseSchemas").query("database", lookup.databaseFqn()),
                1000,
                lookup::addSchemas);
    }

    /** {@code GET /v1/tables}: the tables of a schema with their columns, into the listing. */
    public Paged tables(SchemaTables listing) {
        // large pages of tables with columns make old servers time out, small ones cost requests
        return tables(
                getTables(listing.fqn())
                        .only(
                                "data",
                                "paging",
                                "after",
                                "total",
                                "id",
                                "name",
                                "fullyQualifiedName",
                                "columns",
                                "children"),
                listing::add);
    }

    // --- tables for sources that are no databases ---

    /**
     * {@code GET /v1/services/databaseServices/name/{name}}: the service of registered tables, also when it is deleted: PUT would
     * bring it back to life, and it may not be ours.
     */
    public Request registeredService(RegisteredService service) {
        return one("getRegisteredService", "/v1/services/databaseServices/name/{name}", service.fqn())
                .query("include", "all");
    }

    /** {@code GET /v1/databaseSchemas}: the schemas of the service of registered tables, deleted ones too, into the service. */
    public Paged registeredSchemas(RegisteredService service) {
        return pages(
                get("getRegisteredSchemas", "/v1/databaseSchemas")
                        .query("database", service.databaseFqn())
                        .query("include", "all"),
                1000,
                service::addSchemas);
    }

    /** {@code GET /v1/tables}: the tables that are registered for the source of a plan, into the plan. */
    public Paged registeredTables(Plan plan) {
        return tables(getTables(plan.registeredSchemaFqn()), plan.end()::addKnown);
    }

    /** {@code GET /v1/services/pipelineServices}: the pipeline services of all accounts, into the service of registered tables. */
    public Paged pipelineServices(RegisteredService service) {
        return pages(get("getPipelineServices", "/v1/services/pipelineServices"), 1000, service::addPipelineServices);
    }

    /** {@code GET /v1/pipelines}: the pipelines of any account with their fingerprints, into the service of registered tables. */
    public Paged pipelinesOf(RegisteredService.OtherService other) {
        Request all = pipelinesWithFingerprints(other.service().version(), other.fqn());
        return pages(all, 500, other::add);
    }

    /**
     * {@code PUT /v1/services/databaseServices|databases|databaseSchemas}: makes what registered tables stand in; or
     * {@code PATCH /v1/databaseSchemas/{id}}: adds to its description whose tables they are.
     */
    public Request container(RegisteredService.Container container) {
        String collection = "/v1/" + container.collection();
        return container.id() == null
                ? put("putRegisteredContainer", collection).body(container.body())
                : call("patchRegisteredContainer", "PATCH", collection + "/{id}", container.id())
                        .body(container.body());
    }

    /** {@code PUT /v1/tables}: registers a table. */
    public Request table(TableRegistration registration) {
        return put("putTable", "/v1/tables").body(registration.table().body()).object();
    }

    /** {@code PUT /v1/tables/bulk}: registers several tables; the answer tells which were refused. */
    public Request tablesInBulk(TableBulk bulk) {
        return put("putTables", "/v1/tables/bulk").body(bulk.body()).object();
    }

    /** {@code GET /v1/tables}: the tables of the source of a share, which have been registered since they were listed last. */
    public Paged tablesOf(DeliveredShare share) {
        return registeredTables(share.delivery().plan());
    }

    // --- tags ---

    /** {@code GET /v1/tags/name/{name}}: a tag, if it is there. */
    public Request tag(MissingTag missing) {
        return one("getTag", "/v1/tags/name/{name}", missing.tag().fqn());
    }

    /** {@code PUT /v1/tags}: makes a tag. */
    public Request putTag(MissingTag missing) {
        return put("putTag", "/v1/tags").body(missing.tag().body());
    }

    /** {@code GET /v1/classifications/name/{name}}: the classification of our tags, if it is there. */
    public Request classification() {
        return one("getClassification", "/v1/classifications/name/{name}", StitchTag.CLASSIFICATION);
    }

    /** {@code PUT /v1/classifications}: makes the classification of our tags. */
    public Request putClassification() {
        return put("putClassification", "/v1/classifications").body(StitchTag.classification());
    }

    // --- pipelines ---

    /**
     * {@code GET /v1/pipelines}: the pipelines of our service with their fingerprints, into the catalog. Deleted ones too: a
     * source that returns brings its pipeline back.
     */
    public Paged pipelines(Catalog catalog) {
        Request all = pipelinesWithFingerprints(catalog.version(), catalog.serviceFqn());
        return pages(all.query("include", "all"), 500, catalog::addPipelines);
    }

    /** {@code GET /v1/pipelines}: the pipelines of our service with their tasks and the run status that each has. */
    public Paged pipelinesWithStatus(Catalog catalog, Consumer<List<JsonNode>> records) {
        return pages(
                get("getPipelinesWithStatus", "/v1/pipelines?fields=tasks,pipelineStatus")
                        .query("service", catalog.serviceFqn()),
                100,
                records);
    }

    /** {@code GET /v1/pipelines/{id}}: the pipeline that is there, with its tasks, also when it is deleted. */
    public Request pipelineWithTasks(Delivery delivery) {
        return get(
                        "getPipelineWithTasks",
                        "/v1/pipelines/{id}",
                        delivery.known().id())
                .query("fields", "tasks")
                .query("include", "all")
                // where there are many tasks, the source comes in parts, and of these sources one is delivered at a
                // time
                .alone()
                .object();
    }

    /**
     * {@code GET /v1/pipelines/{id}}: a pipeline with what corrections and previews look at; one that is deleted too, which PUT
     * would bring back.
     */
    public Request pipelineToCorrect(Delivery delivery) {
        CatalogVersion version = delivery.plan().catalog().version();
        List<String> fields = new ArrayList<>(List.of("tasks", "tags", version.ownerField()));
        if (version.hasDomain()) {
            fields.add(version.domainField());
        }
        if (version.hasSchedule()) {
            fields.add("scheduleInterval");
        }
        fields.removeAll(delivery.plan().catalog().refusedFields().names());
        return get(
                        "getPipelineToCorrect",
                        "/v1/pipelines/{id}?fields=" + String.join(",", fields),
                        delivery.written().id())
                .query("include", "all")
                .alone()
                .object();
    }

    /** {@code PUT /v1/pipelines}: a pipeline with its tasks, and with the fingerprint of what was delivered before. */
    public Request putPipeline(Delivery delivery) {
        return put("putPipeline", "/v1/pipelines")
                .body(delivery.begun())
                .only("id", "name", "fullyQualifiedName", "sourceUrl", "pipelineUrl", "sourceHash", "deleted")
                .object();
    }

    /**
     * {@code PATCH /v1/pipelines/{id}}: what PUT leaves as it was, and is not people's. Where it may have been applied, it is not
     * repeated as it is.
     */
    public Request patchPipeline(Delivery delivery) {
        return patchPipelineAgain(delivery).repeat(Request.Repeat.IF_NOT_SENT);
    }

    /** The same after the pipeline was compared anew. */
    public Request patchPipelineAgain(Delivery delivery) {
        return patch("patchPipeline", delivery.written(), delivery.corrections());
    }

    /** {@code PUT /v1/pipelines}: the pipeline with the fingerprint of what has now been delivered. */
    public Request putFingerprint(Delivery delivery) {
        return put("putFingerprint", "/v1/pipelines")
                .body(delivery.fingerprinted())
                .only(UNREAD);
    }

    /** {@code PUT /v1/pipelines}: the pipeline with the word that the next run is to take it up again. */
    public Request putUnfinished(Delivery delivery) {
        return put("putFingerprint", "/v1/pipelines")
                .body(delivery.unfinished())
                .only(UNREAD);
    }

    /** {@code PUT /v1/pipelines/restore}: brings a deleted pipeline back, so that its edges can be taken away. */
    public Request restorePipeline(RetiredPipeline retired) {
        return put("restorePipeline", "/v1/pipelines/restore")
                .body(Json.MAPPER
                        .createObjectNode()
                        .put("id", retired.pipeline().id()));
    }

    /** {@code PATCH /v1/pipelines/{id}}: takes the fingerprint away, so that a source that returns gets its edges again. */
    public Request openFingerprint(RetiredPipeline retired) {
        KnownPipeline pipeline = retired.pipeline();
        CatalogVersion version = retired.catalog().version();
        ObjectNode body = Json.MAPPER.createObjectNode().put(version.pipelineUrlField(), pipeline.url());
        pipeline.fingerprint().open().putInto(body, version);
        ArrayNode patch = Json.MAPPER.createArrayNode();
        patch.addObject()
                .put("op", "add")
                .put("path", "/" + version.fingerprintField())
                .set("value", body.path(version.fingerprintField()));
        return patch("openFingerprint", pipeline, patch);
    }

    /** {@code DELETE /v1/pipelines/{id}}, softly; its edges are gone by then. A pipeline that is not there is deleted, perhaps by a call whose answer was lost. */
    public Request deletePipeline(RetiredPipeline retired) {
        return call(
                        "deletePipeline",
                        "DELETE",
                        "/v1/pipelines/{id}",
                        retired.pipeline().id())
                .query("hardDelete", false)
                .orAbsent();
    }

    // --- what is taken back ---

    /** {@code GET /v1/pipelines}: the pipelines of our service, deleted ones too, with what people may have added, into the removal. */
    public Paged pipelinesToRemove(Removal removal) {
        CatalogVersion version = removal.catalog().version();
        return pages(
                get("getPipelinesToRemove", "/v1/pipelines")
                        .query("service", removal.catalog().serviceFqn())
                        .query(
                                "fields",
                                "tasks,tags," + version.ownerField() + (version.hasSourceHash() ? ",sourceHash" : ""))
                        .query("include", "all"),
                100,
                removal::addPipelines);
    }

    /** {@code GET /v1/services/ingestionPipelines}: those of our service, into the removal. */
    public Paged ingestionPipelines(Removal removal) {
        return pages(
                get("getIngestionPipelines", "/v1/services/ingestionPipelines")
                        .query("service", removal.catalog().serviceFqn())
                        .query("include", "all"),
                100,
                removal::addIngestionPipelines);
    }

    /** {@code GET /v1/tables}: the tables of a schema, deleted ones too, with what people may have added, into the removal. */
    public Paged tablesToRemove(JsonNode schema, Removal removal) {
        return pages(
                get("getTablesToRemove", "/v1/tables")
                        .query(
                                "databaseSchema",
                                schema.path("fullyQualifiedName").asText())
                        .query(
                                "fields",
                                "columns,tags," + removal.catalog().version().ownerField())
                        .query("include", "all"),
                100,
                page -> removal.addTables(schema, page));
    }

    /** {@code GET /v1/lineage/table/{id}}: the edges of a registered table, some of which people may have drawn. */
    public Request edgesOfTable(Removable table) {
        return one("getEdgesOfTable", "/v1/lineage/table/{id}", table.id())
                .query("upstreamDepth", 1)
                .query("downstreamDepth", 1);
    }

    /** {@code DELETE /v1/{collection}/{id}}, or {@code …/name/{fqn}}, for good, unless something else is in it. What is not there is deleted, perhaps by a call whose answer was lost. */
    public Request remove(Removable thing) {
        return call(
                        "remove",
                        "DELETE",
                        "/v1/" + thing.collection() + (thing.isByName() ? "/{fqn}" : "/{id}"),
                        thing.id())
                .query("hardDelete", true)
                .orAbsent();
    }

    // --- edges ---

    /** {@code GET /v1/lineage/pipeline/{id}}: the edges of a pipeline: it stands in the middle of those that are annotated with it. */
    public Request edgesOf(Delivery delivery) {
        return edgesOf(delivery.written());
    }

    /** The same for a pipeline whose source is gone. */
    public Request edgesOfRetired(RetiredPipeline retired) {
        return edgesOf(retired.pipeline());
    }

    private static Request edgesOf(KnownPipeline pipeline) {
        return get("getEdgesOfPipeline", "/v1/lineage/pipeline/{id}", pipeline.id())
                .query("upstreamDepth", 0)
                .query("downstreamDepth", 1)
                .object();
    }

    /** {@code GET /v1/lineage/table/{id}}: the edges that lead into a table, if the table is there. */
    public Request edgesInto(TableEdges edges) {
        return one("getEdgesIntoTable", "/v1/lineage/table/{id}", edges.tableId())
                .query("upstreamDepth", 1)
                .query("downstreamDepth", 0);
    }

    /** {@code PUT /v1/lineage}, or {@code DELETE /v1/lineage/{type}/{id}/{type}/{id}}, by what becomes of the edge. */
    public Request edge(EdgeWrite write) {
        return switch (write.kind()) {
            case DRAW, LEAVE -> put("putEdge", "/v1/lineage").body(write.body());
            // an edge that is not there is taken away, perhaps by a call whose answer was lost; servers still find one
            // between ends that were deleted softly
            case DELETE -> deleteEdge(write.from(), write.to()).orAbsent();
        };
    }

    /** {@code GET /v1/tables/{id}}: the table that edges lead to, deleted softly or not. */
    public Request tableOf(EdgeWrites writes) {
        return end(new EntityRef(writes.into().tableId(), LineageEdge.TABLE));
    }

    /** {@code GET /v1/tables|pipelines|…/{id}}: what an edge was to come from, deleted softly or not. */
    public Request originOf(RefusedEdge refused) {
        return end(refused.origin());
    }

    private static Request end(EntityRef end) {
        return one("getEnd", "/v1/" + end.type() + "s/{id}", end.id()).query("include", "all");
    }

    private static Request deleteEdge(EntityRef from, EntityRef to) {
        return call(
                "deleteEdge",
                "DELETE",
                "/v1/lineage/{type}/{id}/{type}/{id}",
                from.type(),
                from.id(),
                to.type(),
                to.id());
    }

    // --- run status ---

    /** {@code GET /v1/pipelines/{name}/status}: the statuses that the pipeline has for exactly the time of this one. */
    public Request sameStatus(PipelineStatus status) {
        return one("getPipelineStatus", "/v1/pipelines/{name}/status", status.pipelineFqn())
                .query("startTs", status.timestamp())
                .query("endTs", status.timestamp());
    }

    /** {@code PUT /v1/pipelines/{name}/status}, or {@code …/status/bulk} with a list of one. */
    public Request putStatus(PipelineStatus status) {
        return status.inBulk()
                ? put("putPipelineStatuses", "/v1/pipelines/{name}/status/bulk", status.pipelineFqn())
                        .body(Json.MAPPER.createArrayNode().add(status.body()))
                : put("putPipelineStatus", "/v1/pipelines/{name}/status", status.pipelineFqn())
                        .body(status.body())
                        .only(UNREAD);
    }

    // --- the connector's own runs ---

    /** {@code PUT /v1/services/ingestionPipelines}: the ingestion pipeline that stands for the connector. */
    public Request putIngestionPipeline(JsonNode pipeline) {
        return put("putIngestionPipeline", "/v1/services/ingestionPipelines")
                .body(pipeline)
                .closingRun();
    }

    /**
     * {@code GET /v1/services/ingestionPipelines/name/{name}}: the ingestion pipeline that stands for the connector, asked for
     * once. It is no object of interest: who gets an answer may go on.
     */
    public Request ingestionPipeline(String fqn) {
        return get("getIngestionPipeline", "/v1/services/ingestionPipelines/name/{name}", fqn)
                .repeat(Request.Repeat.NEVER)
                .closingRun();
    }

    /** {@code PUT /v1/services/ingestionPipelines/{name}/pipelineStatus}: how a run of the connector went. */
    public Request putIngestionStatus(String fqn, JsonNode status) {
        return put("putIngestionStatus", "/v1/services/ingestionPipelines/{name}/pipelineStatus", fqn)
                .body(status)
                .closingRun();
    }

    private static Request pipelinesWithFingerprints(CatalogVersion version, String serviceFqn) {
        Request all = get("getPipelines", "/v1/pipelines").query("service", serviceFqn);
        return version.hasSourceHash() ? all.query("fields", "sourceHash") : all;
    }

    private static Request getTables(String schemaFqn) {
        return get("getTables", "/v1/tables").query("databaseSchema", schemaFqn).query("fields", "columns");
    }

    private Paged tables(Request all, Consumer<List<JsonNode>> records) {
        return pages(all, tablePage, (tables, list) -> {
            list.resize(nextTablePage(tables));
            records.accept(tables);
        });
    }

    /** Of wide tables the next page has fewer, so that what is in memory of a page does not depend on their width. */
    private int nextTablePage(List<JsonNode> tables) {
        long columns = 1;
        for (JsonNode table : tables) {
            columns += table.path("columns").size();
        }
        return (int) Math.max(1, Math.min(tablePage, PAGE_COLUMNS * tables.size() / columns));
    }

    private static Paged pages(Request list, int size, Consumer<List<JsonNode>> records) {
        return pages(list, size, (page, all) -> records.accept(page));
    }

    private static Paged pages(Request list, int size, BiConsumer<List<JsonNode>, Paged> records) {
        return new Paged(
                        list,
                        answer -> {
                            String cursor = cursor(answer);
                            return cursor == null ? null : list.query("after", cursor);
                        },
                        records)
                .resize(size);
    }

    private static String cursor(JsonNode page) {
        String cursor = page.path("paging").path("after").asText("");
        return cursor.isEmpty() || cursor.equals("null") ? null : cursor;
    }

    private static Request get(String operation, String path, Object... segments) {
        return call(operation, "GET", path, segments);
    }

    /** An object that may not be there. */
    private static Request one(String operation, String path, Object... segments) {
        return get(operation, path, segments).object().orAbsent();
    }

    private static Request put(String operation, String path, Object... segments) {
        return call(operation, "PUT", path, segments);
    }

    private static Request patch(String operation, KnownPipeline pipeline, JsonNode patch) {
        return call(operation, "PATCH", "/v1/pipelines/{id}", pipeline.id())
                .body(patch)
                .only(UNREAD);
    }

    /** @throws InvalidAnswerException for an id of the catalog that is none */
    private static Request call(String operation, String method, String path, Object... segments) {
        Matcher braces = BRACES.matcher(path);
        for (int i = 0; braces.find(); i++) {
            if (braces.group().equals("{id}")
                    && !UUID.matcher(String.valueOf(segments[i])).matches()) {
                throw new InvalidAnswerException("OpenMetadata gave \"" + OneLine.of(String.valueOf(segments[i]))
                        + "\" as an id: expected a UUID, nothing is called with it");
            }
        }
        return Request.of(operation, Side.OPENMETADATA, method, path, segments);
    }
}
