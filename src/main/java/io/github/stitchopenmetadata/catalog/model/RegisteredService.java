package io.github.stitchopenmetadata.catalog.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.text.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** The database service that holds the registered tables, as one run knows it. Thread-safe. */
public final class RegisteredService {

    /**
     * Something that tables stand in.
     *
     * @param collection the path that it is PUT to
     * @param id         of what is there already and gets a mark; null for what is to be made
     * @param body       of PUT, or of PATCH where there is an id
     * @param done       is told what the server answered
     */
    public record Container(String collection, String fqn, String id, JsonNode body, Consumer<JsonNode> done) {}

    /** A pipeline service that may be another account's, whose pipelines are asked for. */
    public record OtherService(RegisteredService service, String name, String fqn) {

        /** @param page pipelines of it as the server lists them, with their fingerprints */
        public void add(List<JsonNode> page) {
            page.stream()
                    .filter(json -> Required.isIn(json, "id", "name", "fullyQualifiedName"))
                    .forEach(json -> service.schemas.add(name, KnownPipeline.of(json, service.version)));
        }
    }

    /** In the description of the service since it was made: what is without it was made by somebody else. */
    public static final String MARK = "Kept by stitch-openmetadata";

    private static final String TYPE = "CustomDatabase";
    private static final String DATABASE = "default";
    private static final String SCHEMAS = "databaseSchemas";

    private final String name;
    private final CatalogVersion version;
    private final RegisteredSchemas schemas;
    private final Set<String> existing = ConcurrentHashMap.newKeySet();
    private final Queue<OtherService> others = new ConcurrentLinkedQueue<>();
    private volatile String strange;

    /** @param pipelineService of the account whose sources are registered */
    public RegisteredService(String name, String pipelineService, CatalogVersion version) {
        this.name = name;
        this.version = version;
        this.schemas = new RegisteredSchemas(pipelineService, version.tableNameLimit());
    }

    public CatalogVersion version() {
        return version;
    }

    public String fqn() {
        return version.serviceFqn(name);
    }

    public String databaseFqn() {
        return fqn() + "." + DATABASE;
    }

    /** @param service as the server gives it, deleted or not; a missing node where there is none */
    public void found(JsonNode service) {
        if (service.isMissingNode()) {
            return;
        }
        String type = service.path("serviceType").asText();
        if (!type.equals(TYPE)) {
            strange = "it is of type " + type;
        } else if (!service.path("description").asText().contains(MARK)) {
            strange = "its description does not say \"" + MARK + "\"";
        } else if (!service.path("deleted").asBoolean()) {
            existing.add(fqn());
        }
    }

    /** @return what people have to do where the server cannot write the service again, "" where there is nothing to do */
    public String broken(JsonNode service) {
        return strange == null
                ? BrokenService.told(
                        version,
                        "database service",
                        "services/databaseServices",
                        service,
                        "its tables are registered anew, and what people wrote on them is lost")
                : "";
    }

    public boolean exists() {
        return existing.contains(fqn());
    }

    /** @return why the service is not ours, or null */
    public String strange() {
        return strange == null
                ? null
                : "the catalog has a database service " + name + " that was not made here: " + strange;
    }

    /** @param page schemas of the one database as the server lists them, deleted ones too */
    public void addSchemas(List<JsonNode> page) {
        page.forEach(schema -> {
            existing.add(databaseFqn());
            schemas.add(schema);
        });
    }

    /** The schemas that say that they hold tables of this account. */
    public List<JsonNode> ownSchemas() {
        return schemas.own();
    }

    /** Whether a schema says that it holds the tables of a source of this account. */
    public boolean isSchemaOf(String sourceName, JsonNode schema) {
        return schemas.isOf(sourceName, schema);
    }

    /** Whether there are other schemas. */
    public boolean hasSchemasOfOthers() {
        return schemas.hasOthers();
    }

    /** Whether the pipelines of other services decide whose the schema of this name is, and are not known yet. */
    public boolean needsPipelines(String sourceName) {
        return schemas.needsPipelines(sourceName);
    }

    /** @param page pipeline services as the server lists them */
    public void addPipelineServices(List<JsonNode> page) {
        page.stream()
                .filter(service -> Required.isIn(service, "name", "fullyQualifiedName"))
                .filter(service ->
                        CatalogVersion.isServiceType(service.path("serviceType").asText()))
                .forEach(service -> others.add(new OtherService(
                        this,
                        service.path("name").asText(),
                        service.path("fullyQualifiedName").asText())));
    }

    /** The pipeline services of all accounts, this one's among them. */
    public Collection<OtherService> pipelineServices() {
        return List.copyOf(others);
    }

    /** The pipelines of all accounts have been added. */
    public void pipelinesKnown() {
        schemas.pipelinesKnown();
    }

    /** @return what is not there yet, or has no mark yet, of what the tables of a source stand in, outermost first */
    public List<Container> lacking(String sourceName, String displayName) {
        List<Container> lacking = new ArrayList<>();
        make(lacking, "services/databaseServices", fqn(), service());
        make(lacking, "databases", databaseFqn(), named(DATABASE).put("service", fqn()));
        if (!schemas.exists(sourceName)) {
            lacking.add(new Container(
                    SCHEMAS,
                    schemaFqn(sourceName),
                    null,
                    schemas.body(sourceName, displayName).put("database", databaseFqn()),
                    answer -> schemas.made(sourceName, answer)));
        } else if (schemas.lacksMark(sourceName)) {
            lacking.add(new Container(
                    SCHEMAS,
                    schemaFqn(sourceName),
                    schemas.id(sourceName),
                    schemas.marking(sourceName),
                    answer -> schemas.marked(sourceName)));
        }
        return lacking;
    }

    private void make(List<Container> lacking, String collection, String fqn, JsonNode body) {
        if (!existing.contains(fqn)) {
            lacking.add(new Container(collection, fqn, null, body, answer -> existing.add(fqn)));
        }
    }

    public boolean hasSchemaOf(String sourceName) {
        return schemas.exists(sourceName);
    }

    /** Whether the schema of a source does not say yet whose it is. */
    public boolean lacksMark(String sourceName) {
        return schemas.lacksMark(sourceName);
    }

    /** The full name of the schema for a source, also before there is one. */
    public String schemaFqn(String sourceName) {
        return databaseFqn() + "." + Fqn.of(schemas.name(sourceName));
    }

    private ObjectNode service() {
        ObjectNode service = named(name)
                .put("serviceType", TYPE)
                .put(
                        "description",
                        MARK
                                + ": what Stitch replicates from applications, webhooks and files, one schema per source.");
        CatalogVersion.putConnection(service);
        return service;
    }

    private static ObjectNode named(String name) {
        return Json.MAPPER.createObjectNode().put("name", name);
    }
}
