package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** The endpoints of a catalog of one version: which path and method does what. */
final class CatalogEndpoints {

    /** The only path that asks for no token. */
    static final String VERSION = "/api/v1/system/version";

    /** A run of an ingestion pipeline: the one write that comes with each run, also when nothing has changed. */
    static final String INGESTION_STATUS = "/api/v1/services/ingestionPipelines/{fqn}/pipelineStatus";

    private static final String JSON = "application/json";
    private static final String JSON_PATCH = "application/json-patch+json";

    private static final List<String> OPERATIONS =
            List.of("Create", "Delete", "ViewAll", "EditAll", "EditLineage", "EditStatus");

    /** The ancestors that a list can be narrowed to; other parameters are ignored, as servers do. */
    private static final Map<EntityType, Map<String, EntityType>> FILTERS = Map.of(
            EntityType.DATABASE, Map.of("service", EntityType.DATABASE_SERVICE),
            EntityType.DATABASE_SCHEMA, Map.of("database", EntityType.DATABASE),
            EntityType.TABLE, Map.of("database", EntityType.DATABASE, "databaseSchema", EntityType.DATABASE_SCHEMA),
            EntityType.PIPELINE, Map.of("service", EntityType.PIPELINE_SERVICE),
            EntityType.INGESTION_PIPELINE, Map.of("service", EntityType.PIPELINE_SERVICE),
            EntityType.TAG, Map.of("parent", EntityType.CLASSIFICATION));

    private final ServerVersion version;
    private final StoredCatalog catalog;
    private final Principals principals;
    private final EntityWrites writes;
    private final EntityReads reads;
    private final PipelineStatuses statuses;
    private final IngestionStatuses ingestionStatuses;
    private final EntityPatch patch;
    private final LineageWrites lineage;
    private final LineageReads graph;

    CatalogEndpoints(ServerVersion version, StoredCatalog catalog, Principals principals) {
        this.version = version;
        this.catalog = catalog;
        this.principals = principals;
        EntityView view = new EntityView(version, catalog);
        Bodies bodies = new Bodies(version);
        References references = new References(version, catalog.entities(), bodies);
        this.writes = new EntityWrites(version, catalog, bodies, references, view);
        this.reads = new EntityReads(version, catalog.entities(), writes, view);
        this.statuses = new PipelineStatuses(version, catalog, bodies, view);
        this.ingestionStatuses = new IngestionStatuses(version, catalog, bodies, view);
        this.patch = new EntityPatch(version, references, writes, view);
        this.lineage = new LineageWrites(version, catalog, bodies, references);
        this.graph = new LineageReads(version, catalog, lineage);
    }

    Endpoints all() {
        Endpoints endpoints = new Endpoints()
                .add(
                        "GET",
                        VERSION,
                        (request, path) -> Answer.json(JsonNodeFactory.instance
                                .objectNode()
                                .put("version", version.toString())
                                .put("revision", "sandbox")
                                .put("timestamp", 0)));
        if (version.atLeast("1.2")) {
            endpoints.add(
                    "GET",
                    "/api/v1/users/loggedInUser",
                    (request, path) -> reads.byName(EntityType.USER, request, Map.of("fqn", principals.user(request))));
        }
        endpoints.add("GET", "/api/v1/permissions/{resource}", (request, path) -> permissions(path.get("resource")));
        for (EntityType type : EntityType.values()) {
            if (type != EntityType.DOMAIN || version.atLeast("1.2")) {
                addCollection(endpoints, type, "/api/v1/" + type.collection());
            }
        }
        if (version.atLeast("1.11")) {
            endpoints.add(
                    "PUT",
                    "/api/v1/tables/bulk",
                    (request, path) ->
                            writes.putAll(EntityType.TABLE, body(request, JSON), principals.isPerson(request)));
        }
        addPipelines(endpoints);
        addLineage(endpoints);
        return endpoints;
    }

    private void addCollection(Endpoints endpoints, EntityType type, String collection) {
        endpoints
                .add(
                        "GET",
                        collection,
                        (request, path) -> reads.list(type, request, FILTERS.getOrDefault(type, Map.of())))
                .add("GET", collection + "/name/{fqn}", (request, path) -> reads.byName(type, request, path))
                .add("GET", collection + "/{id}", (request, path) -> reads.byId(type, request, path));
        if (type.isWritten()) {
            endpoints.add(
                    "PUT",
                    collection,
                    (request, path) -> writes.put(type, body(request, JSON), principals.isPerson(request)));
        }
        if (type == EntityType.PIPELINE || type == EntityType.DATABASE_SCHEMA) {
            endpoints.add(
                    "PATCH",
                    collection + "/{id}",
                    (request, path) -> patch.apply(writes.byId(type, path.get("id")), body(request, JSON_PATCH)));
        }
        if (type.isWritten() && type != EntityType.CLASSIFICATION && type != EntityType.TAG) {
            endpoints
                    .add(
                            "DELETE",
                            collection + "/{id}",
                            (request, path) -> writes.delete(writes.byId(type, path.get("id")), hard(request)))
                    .add(
                            "DELETE",
                            collection + "/name/{fqn}",
                            (request, path) ->
                                    writes.delete(catalog.entities().require(type, path.get("fqn")), hard(request)));
        }
    }

    private void addPipelines(Endpoints endpoints) {
        endpoints
                .add(
                        "PUT",
                        "/api/v1/pipelines/restore",
                        (request, path) -> writes.restore(EntityType.PIPELINE, body(request, JSON)))
                .add(
                        "PUT",
                        "/api/v1/services/pipelineServices/restore",
                        (request, path) -> writes.restore(EntityType.PIPELINE_SERVICE, body(request, JSON)))
                .add(
                        "PUT",
                        "/api/v1/pipelines/{fqn}/status",
                        (request, path) -> statuses.put(body(request, JSON), path.get("fqn")))
                .add(
                        "GET",
                        "/api/v1/pipelines/{fqn}/status",
                        (request, path) -> statuses.list(request, path.get("fqn")));
        endpoints.add(
                "PUT",
                INGESTION_STATUS,
                (request, path) -> ingestionStatuses.put(body(request, JSON), path.get("fqn")));
        if (version.atLeast("1.11.9")) {
            endpoints.add(
                    "PUT",
                    "/api/v1/pipelines/{fqn}/status/bulk",
                    (request, path) -> statuses.putAll(body(request, JSON), path.get("fqn")));
        }
    }

    private void addLineage(Endpoints endpoints) {
        endpoints
                .add("GET", "/api/v1/lineage/getLineage", (request, path) -> {
                    throw version.atLeast("1.2") && !version.atLeast("1.3")
                            ? Refusal.failure("An exception with message [null] was thrown while processing request.")
                            : Refusal.unknownPath(version);
                })
                .add("PUT", "/api/v1/lineage", (request, path) -> lineage.put(body(request, JSON)))
                .add("GET", "/api/v1/lineage/getLineageEdge/{fromId}/{toId}", (request, path) -> graph.edge(path))
                .add("GET", "/api/v1/lineage/{type}/name/{fqn}", (request, path) -> graph.byName(request, path))
                .add("GET", "/api/v1/lineage/{type}/{id}", (request, path) -> graph.byId(request, path))
                .add(
                        "DELETE",
                        "/api/v1/lineage/{fromType}/{fromId}/{toType}/{toId}",
                        (request, path) -> lineage.delete(path));
    }

    /** Whoever is let in may do anything; what is no entity is not told of. */
    private static Answer permissions(String resource) {
        if (EntityType.of(resource).isEmpty()) {
            throw Refusal.badRequest("Resource type " + resource + " not found");
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("resource", resource);
        ArrayNode permissions = answer.putArray("permissions");
        OPERATIONS.forEach(
                operation -> permissions.addObject().put("operation", operation).put("access", "allow"));
        return Answer.json(answer);
    }

    private static boolean hard(ReceivedRequest request) {
        return request.query("hardDelete", "false").equals("true");
    }

    private JsonNode body(ReceivedRequest request, String contentType) {
        if (!request.hasContentType(contentType)) {
            throw Refusal.http(version, 415, "Unsupported Media Type");
        }
        if (request.body().length == 0) {
            throw version.atLeast("1.2")
                    ? Refusal.badRequest("[The request body must not be null]")
                    : Refusal.failure("Cannot invoke \"org.openmetadata.schema.CreateEntity.getOwner()\" because"
                            + " \"request\" is null");
        }
        try {
            return request.json();
        } catch (JsonProcessingException e) {
            throw Refusal.malformed(e.getOriginalMessage());
        }
    }
}
