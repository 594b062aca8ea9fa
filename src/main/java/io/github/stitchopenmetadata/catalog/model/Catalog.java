package io.github.stitchopenmetadata.catalog.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.stitchopenmetadata.naming.NameIndex;
import io.github.stitchopenmetadata.naming.NormalizedKey;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What one run knows of an OpenMetadata server: read once, when the run connects. */
public final class Catalog {

    /** A database service that may hold tables of the lineage. */
    public record DatabaseService(String name, String type, String fqn) {}

    private final CatalogVersion version;
    private final TableIndex tables;
    private final Map<String, DatabaseService> databaseServices = new ConcurrentSkipListMap<>();
    private final List<DatabaseService> everyDatabaseService = new CopyOnWriteArrayList<>();
    private final Schemas.Shared shared;
    private volatile Schemas schemas = new Schemas();
    private final Map<String, KnownPipeline> pipelines = new ConcurrentHashMap<>();
    private final Set<String> tags = ConcurrentHashMap.newKeySet();
    private final RefusedFields refusedFields = new RefusedFields();
    private final RefusedFields refusedStatusFields = new RefusedFields();
    private final Set<String> deadPipelines = ConcurrentHashMap.newKeySet();
    private final Set<String> newPipelines = ConcurrentHashMap.newKeySet();
    private final Map<NamedEntity, EntityRef> named = new ConcurrentHashMap<>();
    private volatile OwnerRules ownerRules = OwnerRules.NONE;
    private volatile boolean connected;
    private volatile String serviceType;
    private volatile String serviceFqn;
    private volatile JsonNode service = MissingNode.getInstance();
    private volatile RegisteredService registeredService;

    Catalog(CatalogVersion version, TableIndex tables, Schemas.Shared shared) {
        this.version = version;
        this.serviceType = version.serviceType();
        this.tables = tables;
        this.shared = shared;
    }

    void connected() {
        schemas = shared.all(schemas);
        connected = true;
    }

    /** Whether all has been read that a run must know before it writes. */
    boolean isConnected() {
        return connected;
    }

    public CatalogVersion version() {
        return version;
    }

    public TableIndex tables() {
        return tables;
    }

    /** The pipeline service, or null as long as there is none. */
    public String serviceFqn() {
        return serviceFqn;
    }

    /** The type that the pipeline service is made with. */
    public String serviceType() {
        return serviceType;
    }

    void useServiceType(String type) {
        serviceType = type;
    }

    /** @param answer to reading or writing the pipeline service */
    public void useService(JsonNode answer) {
        serviceFqn = Required.text(answer, "fullyQualifiedName", "a pipeline service");
        service = answer;
    }

    /** The pipeline service as the server gives it; a missing node as long as there is none. */
    public JsonNode service() {
        return service;
    }

    /** Who owns the pipeline of a source, as far as the settings say it and the server knows them. */
    public Optional<EntityRef> owner(String sourceName) {
        return ownerRules.owner(sourceName).map(named::get);
    }

    /** The domain that pipelines belong to, as far as the settings name one and the server has it. */
    public Optional<EntityRef> domain() {
        return named.values().stream()
                .filter(entity -> entity.type().equals("domain"))
                .findFirst();
    }

    /** @return the domain as a PUT names it: by its full name, or a list of that */
    public JsonNode domainNames(JsonNode reference) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return reference.isArray()
                ? json.arrayNode().add(nameOf(reference.path(0).path("id").asText()))
                : json.textNode(nameOf(reference.path("id").asText()));
    }

    /** The fields of a pipeline and of its tasks that this server refused, whatever its version says. */
    public RefusedFields refusedFields() {
        return refusedFields;
    }

    /** The fields of a run status that this server refused. */
    public RefusedFields refusedStatusFields() {
        return refusedStatusFields;
    }

    /** The ids of pipelines that edges still carry, and the server does not know any more. */
    public Set<String> deadPipelines() {
        return deadPipelines;
    }

    /** A pipeline was made in this run, by its full name. */
    public void made(String pipelineFqn) {
        newPipelines.add(pipelineFqn);
    }

    /** The pipelines that were made in this run, by their full names. */
    public Set<String> newPipelines() {
        return newPipelines;
    }

    /** The name that the settings give an owner or a domain, or its id where they name none such. */
    public String nameOf(String id) {
        return named.entrySet().stream()
                .filter(entry -> entry.getValue().id().equals(id))
                .map(entry -> entry.getKey().fqn())
                .findFirst()
                .orElse(id);
    }

    void useOwnerRules(OwnerRules rules) {
        ownerRules = rules;
    }

    void add(NamedEntity name, EntityRef entity) {
        named.put(name, entity);
    }

    /** Those that the workflow names and the server has, in the order of their names. */
    public Collection<DatabaseService> databaseServices() {
        return databaseServices.values();
    }

    /** @param json a database service as the server gives it */
    public DatabaseService addDatabaseService(JsonNode json) {
        DatabaseService service = databaseService(json);
        databaseServices.put(service.name(), service);
        return service;
    }

    /** Those that the server has, where they were listed. */
    public List<DatabaseService> everyDatabaseService() {
        return everyDatabaseService;
    }

    /** @param page database services as the server lists them */
    public void addEveryDatabaseService(List<JsonNode> page) {
        page.forEach(json -> everyDatabaseService.add(databaseService(json)));
    }

    private static DatabaseService databaseService(JsonNode json) {
        return new DatabaseService(
                Required.text(json, "name", "a database service"),
                json.path("serviceType").asText(),
                Required.text(json, "fullyQualifiedName", "a database service"));
    }

    /** The schemas that a filter allows, by name. */
    public NameIndex<Schema> schemas(SchemaFilter filter) {
        return schemas.byName(filter);
    }

    /** The schemas that bear the name of a source, wherever they are. */
    public List<Schema> schemasNamedLike(String sourceName) {
        NormalizedKey key = NormalizedKey.of(sourceName);
        return schemas.all()
                .filter(schema -> NormalizedKey.of(schema.name()).equals(key))
                .toList();
    }

    /** @param page schemas of one database as the server lists them */
    synchronized void addSchemas(DatabaseService service, JsonNode database, List<JsonNode> page) {
        List<Schema> found = page.stream()
                .map(json -> new Schema(
                        service.name(),
                        service.type(),
                        database.path("name").asText(),
                        json.path("name").asText(),
                        json.path("fullyQualifiedName").asText()))
                .toList();
        schemas = schemas.with(shared.page(found));
    }

    /** The service of the tables that we register ourselves, or null where none are registered. */
    public RegisteredService registeredService() {
        return registeredService;
    }

    public void useRegisteredService(RegisteredService service) {
        registeredService = service;
    }

    /** @param page pipelines of our service as the server lists them, with their seals */
    public void addPipelines(List<JsonNode> page) {
        page.stream()
                .filter(json -> Required.isIn(json, "id", "name", "fullyQualifiedName"))
                .map(json -> KnownPipeline.of(json, version))
                .forEach(pipeline -> pipelines.put(pipeline.name(), pipeline));
    }

    /** The name of the pipeline for a source. */
    public String pipelineName(String sourceName) {
        return Fqn.name(sourceName, version.nameLimit());
    }

    /** The full name of the pipeline for a source, also before there is one. */
    public String pipelineFqn(String sourceName) {
        return serviceFqn + "." + Fqn.of(pipelineName(sourceName));
    }

    public Collection<KnownPipeline> pipelines() {
        return pipelines.values();
    }

    /** @return the pipeline for a source, or null */
    public KnownPipeline pipelineOf(String sourceName) {
        return pipeline(pipelineName(sourceName));
    }

    /** @return the pipeline of a name as it was when the run connected, or null */
    public KnownPipeline pipeline(String name) {
        return pipelines.get(name);
    }

    /** The tags known to be in the catalog, by their full names. */
    public Set<String> tags() {
        return tags;
    }
}
