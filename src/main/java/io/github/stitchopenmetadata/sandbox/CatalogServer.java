package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A stand-in for an OpenMetadata server of a given version, as a bot meets it: it keeps what it is given and
 * refuses what a server of that version refuses, in the same words.
 */
public final class CatalogServer implements AutoCloseable {

    private static final String VERSION_PATH = "/api/v1/system/version";
    private static final String JSON = "application/json";
    private static final String JSON_PATCH = "application/json-patch+json";
    private static final Map<Integer, String> ERROR_TYPES = Map.of(400, "BAD_REQUEST", 401, "UNAUTHORIZED",
            404, "ENTITY_NOT_FOUND", 500, "INTERNAL_ERROR");

    private final CatalogVersion version;
    private final String token;
    private final Catalog catalog;
    private final LoopbackServer server;

    /**
     * How the server behaves.
     *
     * @param port 0 takes any free port
     * @param latency how long each answer is held back
     */
    public record Options(int port, Duration latency) {

        public static Options defaults() {
            return new Options(0, Duration.ZERO);
        }

        public Options withPort(int port) {
            return new Options(port, latency);
        }

        public Options withLatency(Duration latency) {
            return new Options(port, latency);
        }
    }

    public CatalogServer(String version, String token) {
        this(version, token, Options.defaults());
    }

    /**
     * @param version such as {@code 1.4.0}; decides which bodies, values and fields are accepted
     * @param token the only bearer token that is let in
     */
    public CatalogServer(String version, String token, Options options) {
        this.version = CatalogVersion.parse(version);
        this.token = token;
        this.catalog = new Catalog(this.version);
        catalog.addUser(Entity.BOT, Entity.BOT + "@example.net");
        List.of("Tier1", "Tier2", "Tier3", "Tier4", "Tier5").forEach(tier -> catalog.addTag("Tier", tier));
        List.of("None", "NonSensitive", "Sensitive").forEach(tag -> catalog.addTag("PII", tag));
        this.server = new LoopbackServer("catalog-sandbox", options.port(), options.latency(), endpoints(), this::answer);
    }

    /** The base URL as it is configured in clients: it ends with {@code /api}. */
    public String url() {
        return server.url() + "/api";
    }

    public Catalog catalog() {
        return catalog;
    }

    public long requests() {
        return server.requests();
    }

    /** How many requests were PUT, POST, PATCH or DELETE. */
    public long writes() {
        return server.writes();
    }

    /** How often each endpoint was called: method and path template, such as {@code PUT /api/v1/pipelines}. */
    public Map<String, Long> requestsByEndpoint() {
        return server.requestsByEndpoint();
    }

    @Override
    public void close() {
        server.close();
    }

    private Answer answer(Request request, Endpoints.Match match) {
        try {
            if (!match.template().equals(VERSION_PATH)) {
                authorize(request);
            }
            if (!match.found()) {
                throw match.pathKnown() ? Refusal.http(version, 405, "Method Not Allowed") : Refusal.unknownPath(version);
            }
            return request.writes() ? catalog.writing(() -> match.endpoint().answer(request, match.path()))
                    : catalog.reading(() -> match.endpoint().answer(request, match.path()));
        } catch (Refusal refusal) {
            return refused(refusal);
        }
    }

    private void authorize(Request request) {
        if (request.token().isEmpty()) {
            throw Refusal.unauthorized("Not Authorized! Token not present");
        }
        if (!request.token().equals(token)) {
            throw Refusal.unauthorized("Invalid token");
        }
    }

    private Answer refused(Refusal refusal) {
        if (refusal.plain()) {
            return Answer.plain(refusal.status(), refusal.getMessage());
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (refusal.status() == 500 && !version.atLeast("1.2")) {
            body.put("responseMessage", "An exception with message [" + refusal.getMessage()
                    + "] was thrown while processing request.");
        } else {
            body.put("code", refusal.status());
            if (version.atLeast("1.5") && ERROR_TYPES.containsKey(refusal.status())) {
                body.put("errorType", ERROR_TYPES.get(refusal.status()));
            }
            body.put("message", refusal.getMessage());
        }
        return Answer.json(refusal.status(), body);
    }

    private Endpoints endpoints() {
        EntityView view = new EntityView(version, catalog);
        Bodies bodies = new Bodies(version);
        References references = new References(version, catalog.entities(), bodies);
        EntityWrites writes = new EntityWrites(version, catalog, bodies, references, view);
        EntityReads reads = new EntityReads(version, catalog.entities(), writes, view);
        PipelineStatuses statuses = new PipelineStatuses(version, catalog, bodies, view);
        PipelinePatch patch = new PipelinePatch(version, references, writes, view);
        LineageWrites lineage = new LineageWrites(version, catalog, bodies, references);
        LineageReads graph = new LineageReads(version, catalog, lineage);

        Endpoints endpoints = new Endpoints().add("GET", VERSION_PATH, (request, path) -> Answer.json(
                JsonNodeFactory.instance.objectNode().put("version", version.toString()).put("revision", "sandbox")
                        .put("timestamp", 0)));
        if (version.atLeast("1.2")) {
            endpoints.add("GET", "/api/v1/users/loggedInUser", (request, path) ->
                    reads.byName(EntityType.USER, request, Map.of("fqn", Entity.BOT)));
        }
        endpoints.add("PUT", "/api/v1/pipelines/restore", (request, path) ->
                writes.restore(EntityType.PIPELINE, body(request, JSON)));
        Map<EntityType, Map<String, EntityType>> filters = Map.of(
                EntityType.DATABASE, Map.of("service", EntityType.DATABASE_SERVICE),
                EntityType.DATABASE_SCHEMA, Map.of("database", EntityType.DATABASE),
                EntityType.TABLE, Map.of("database", EntityType.DATABASE, "databaseSchema", EntityType.DATABASE_SCHEMA),
                EntityType.PIPELINE, Map.of("service", EntityType.PIPELINE_SERVICE));
        for (EntityType type : EntityType.values()) {
            String collection = "/api/v1/" + type.collection();
            endpoints.add("GET", collection, (request, path) ->
                            reads.list(type, request, filters.getOrDefault(type, Map.of())))
                    .add("GET", collection + "/name/{fqn}", (request, path) -> reads.byName(type, request, path))
                    .add("GET", collection + "/{id}", (request, path) -> reads.byId(type, request, path));
            if (type.ordinal() <= EntityType.TAG.ordinal()) {
                endpoints.add("PUT", collection, (request, path) -> writes.put(type, body(request, JSON)));
            }
            if (type == EntityType.PIPELINE || type == EntityType.TABLE) {
                endpoints.add("DELETE", collection + "/{id}", (request, path) ->
                                writes.delete(writes.byId(type, path.get("id")), hard(request)))
                        .add("DELETE", collection + "/name/{fqn}", (request, path) ->
                                writes.delete(catalog.entities().require(type, path.get("fqn")), hard(request)));
            }
        }
        return endpoints
                .add("PATCH", "/api/v1/pipelines/{id}", (request, path) ->
                        patch.apply(writes.byId(EntityType.PIPELINE, path.get("id")), body(request, JSON_PATCH)))
                .add("PUT", "/api/v1/pipelines/{fqn}/status", (request, path) ->
                        statuses.put(body(request, JSON), path.get("fqn")))
                .add("GET", "/api/v1/pipelines/{fqn}/status", (request, path) -> statuses.list(request, path.get("fqn")))
                .add("PUT", "/api/v1/lineage", (request, path) -> lineage.put(body(request, JSON)))
                .add("GET", "/api/v1/lineage/getLineageEdge/{fromId}/{toId}", (request, path) -> graph.edge(path))
                .add("GET", "/api/v1/lineage/{type}/name/{fqn}", (request, path) -> graph.byName(request, path))
                .add("GET", "/api/v1/lineage/{type}/{id}", (request, path) -> graph.byId(request, path))
                .add("DELETE", "/api/v1/lineage/{fromType}/{fromId}/{toType}/{toId}", (request, path) ->
                        lineage.delete(path));
    }

    private static boolean hard(Request request) {
        return request.query("hardDelete", "false").equals("true");
    }

    private JsonNode body(Request request, String contentType) {
        if (!request.hasContentType(contentType)) {
            throw Refusal.http(version, 415, "Unsupported Media Type");
        }
        if (request.body().length == 0) {
            throw version.atLeast("1.2") ? Refusal.badRequest("[The request body must not be null]")
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
