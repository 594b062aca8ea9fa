package io.github.stitchopenmetadata.catalog.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.catalog.edges.EdgeWrite;
import io.github.stitchopenmetadata.catalog.edges.TableEdges;
import io.github.stitchopenmetadata.catalog.pipeline.Payloads;
import io.github.stitchopenmetadata.catalog.resolve.Plan;
import io.github.stitchopenmetadata.http.Pages;
import io.github.stitchopenmetadata.workflow.Workflow;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Every address of the OpenMetadata REST API that is called, under the base URL of a workflow. */
public final class CatalogUris {

    public URI version(Workflow workflow) {
        return at(workflow, "/system/version");
    }

    public URI pipelineServices(Workflow workflow) {
        return at(workflow, "/services/pipelineServices");
    }

    public URI pipelineService(Workflow workflow) {
        return at(workflow, "/services/pipelineServices/name/" + encode(workflow.serviceName()));
    }

    public URI databaseService(Workflow workflow, Catalog catalog, String name) {
        return at(
                workflow,
                "/services/databaseServices/name/" + encode(catalog.version().serviceFqn(name)));
    }

    /** Whose token it is. */
    public URI loggedInUser(Workflow workflow) {
        return at(workflow, "/users/loggedInUser");
    }

    /**
     * What the token may do.
     *
     * @param resource a kind of thing, such as {@code pipeline}
     */
    public URI permissions(Workflow workflow, String resource) {
        return at(workflow, "/permissions/" + encode(resource));
    }

    public URI named(Workflow workflow, NamedEntity named) {
        return at(workflow, "/" + named.collection() + "/name/" + encode(named.fqn()));
    }

    public Pages databases(Workflow workflow, Catalog.DatabaseService service) {
        return pages(workflow, "/databases?service=" + encode(service.fqn()) + "&limit=1000");
    }

    /** @param database as the server gives it */
    public Pages databaseSchemas(Workflow workflow, JsonNode database) {
        return pages(
                workflow,
                "/databaseSchemas?database="
                        + encode(database.path("fullyQualifiedName").asText()) + "&limit=1000");
    }

    /** The service of registered tables, also when deleted: PUT would bring it back to life, and it may not be ours. */
    public URI registeredService(Workflow workflow, RegisteredService service) {
        return at(workflow, "/services/databaseServices/name/" + encode(service.fqn()) + "?include=all");
    }

    public Pages registeredSchemas(Workflow workflow, RegisteredService service) {
        return pages(workflow, "/databaseSchemas?database=" + encode(service.databaseFqn()) + "&limit=1000");
    }

    /** The tables that are registered for the source of a plan. */
    public Pages registeredTables(Workflow workflow, Plan plan, int pageSize) {
        return tables(
                workflow,
                plan.catalog()
                        .registeredService()
                        .schemaFqn(plan.message().source().name()),
                pageSize);
    }

    public URI container(Workflow workflow, RegisteredService.Container container) {
        return at(workflow, "/" + container.collection());
    }

    public URI tables(Workflow workflow) {
        return at(workflow, "/tables");
    }

    /** Large pages of tables with columns make old servers time out, small ones cost requests. */
    public Pages tables(Workflow workflow, TableIndex.Listing listing, int pageSize) {
        return tables(workflow, listing.schemaFqn(), pageSize);
    }

    /** The pipelines of our service with their seals, deleted ones too: a source that returns brings its pipeline back. */
    public Pages sealedPipelines(Workflow workflow, Catalog catalog) {
        String fields = catalog.version().hasSourceHash() ? "&fields=sourceHash" : "";
        return pages(
                workflow, "/pipelines?service=" + encode(catalog.serviceFqn()) + fields + "&include=all&limit=500");
    }

    /** @param fields such as {@code tasks} */
    public Pages pipelines(Workflow workflow, Catalog catalog, String fields) {
        return pages(
                workflow, "/pipelines?service=" + encode(catalog.serviceFqn()) + "&fields=" + fields + "&limit=100");
    }

    public URI pipeline(Workflow workflow, KnownPipeline pipeline) {
        return at(workflow, "/pipelines/" + encode(pipeline.id()));
    }

    /** A pipeline with what {@link Payloads#corrections} looks at, and previews; one that is deleted too, which PUT would bring back. */
    public URI pipelineToCorrect(Workflow workflow, Catalog catalog, KnownPipeline pipeline) {
        CatalogVersion version = catalog.version();
        return at(
                workflow,
                "/pipelines/" + encode(pipeline.id()) + "?fields=tasks,tags," + version.ownerField()
                        + (version.hasDomain() ? "," + version.domainField() : "")
                        + (version.hasSchedule() ? ",scheduleInterval" : "") + "&include=all");
    }

    /** A pipeline with its tasks, also when it is deleted. */
    public URI pipelineWithTasks(Workflow workflow, KnownPipeline pipeline) {
        return at(workflow, "/pipelines/" + encode(pipeline.id()) + "?fields=tasks&include=all");
    }

    public URI pipelinesToRestore(Workflow workflow) {
        return at(workflow, "/pipelines/restore");
    }

    public URI pipelineToDelete(Workflow workflow, KnownPipeline pipeline) {
        return at(workflow, "/pipelines/" + encode(pipeline.id()) + "?hardDelete=false");
    }

    public URI tag(Workflow workflow, StitchTag tag) {
        return at(workflow, "/tags/name/" + encode(tag.fqn()));
    }

    public URI tags(Workflow workflow) {
        return at(workflow, "/tags");
    }

    public URI classification(Workflow workflow) {
        return at(workflow, "/classifications/name/" + encode(StitchTag.CLASSIFICATION));
    }

    public URI classifications(Workflow workflow) {
        return at(workflow, "/classifications");
    }

    public URI pipelines(Workflow workflow) {
        return at(workflow, "/pipelines");
    }

    public URI pipelineStatus(Workflow workflow, PipelineStatus status) {
        return at(workflow, "/pipelines/" + encode(status.pipelineFqn()) + "/status");
    }

    public URI pipelineStatuses(Workflow workflow, PipelineStatus status) {
        return URI.create(pipelineStatus(workflow, status) + "/bulk");
    }

    /** The statuses that the pipeline has for exactly the time of this one. */
    public URI sameStatus(Workflow workflow, PipelineStatus status) {
        return URI.create(
                pipelineStatus(workflow, status) + "?startTs=" + status.timestamp() + "&endTs=" + status.timestamp());
    }

    public URI ingestionPipelines(Workflow workflow) {
        return at(workflow, "/services/ingestionPipelines");
    }

    /** @param fqn of an ingestion pipeline */
    public URI ingestionPipeline(Workflow workflow, String fqn) {
        return at(workflow, "/services/ingestionPipelines/name/" + encode(fqn));
    }

    /** @param fqn of an ingestion pipeline */
    public URI ingestionStatus(Workflow workflow, String fqn) {
        return at(workflow, "/services/ingestionPipelines/" + encode(fqn) + "/pipelineStatus");
    }

    public URI lineage(Workflow workflow) {
        return at(workflow, "/lineage");
    }

    /** One edge, to be deleted. */
    public URI edge(Workflow workflow, EdgeWrite edge) {
        return at(workflow, "/lineage/" + end(edge.from()) + "/" + end(edge.to()));
    }

    /** The edges that lead into a table. */
    public URI edgesInto(Workflow workflow, TableEdges into) {
        return at(workflow, "/lineage/table/" + encode(into.tableId()) + "?upstreamDepth=1&downstreamDepth=0");
    }

    /** The edges of a pipeline: it stands in the middle of those that are annotated with it. */
    public URI edgesOf(Workflow workflow, KnownPipeline pipeline) {
        return at(workflow, "/lineage/pipeline/" + encode(pipeline.id()) + "?upstreamDepth=0&downstreamDepth=1");
    }

    private static String end(EntityRef end) {
        return end.type() + "/" + encode(end.id());
    }

    private static Pages tables(Workflow workflow, String schemaFqn, int pageSize) {
        return pages(workflow, "/tables?databaseSchema=" + encode(schemaFqn) + "&fields=columns&limit=" + pageSize);
    }

    private static Pages pages(Workflow workflow, String pathAndQuery) {
        URI first = at(workflow, pathAndQuery);
        return new Pages(first, answer -> after(first, answer));
    }

    private static URI after(URI first, JsonNode answer) {
        String cursor = answer.path("paging").path("after").asText("");
        return cursor.isEmpty() || cursor.equals("null") ? null : URI.create(first + "&after=" + encode(cursor));
    }

    private static URI at(Workflow workflow, String pathAndQuery) {
        return URI.create(workflow.openMetadata().baseUrl() + "/v1" + pathAndQuery);
    }

    /** One path segment or query value: {@code a/b c} gives {@code a%2Fb%20c}. */
    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
