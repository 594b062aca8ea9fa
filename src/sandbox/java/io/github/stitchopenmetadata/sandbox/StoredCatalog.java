package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * What a catalog server holds. Tests and demos look into it and fill it here, past HTTP and past the checks that
 * the server makes; both may happen while the server answers requests.
 */
public final class StoredCatalog {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final EntityStore entities = new EntityStore();
    private final EdgeStore edges = new EdgeStore();
    private final Map<String, NavigableMap<Long, ObjectNode>> statuses = new TreeMap<>();
    private final Map<String, Map<String, ObjectNode>> ingestions = new TreeMap<>();
    private final Set<UUID> withShownRun = new HashSet<>();
    private volatile boolean searchFails;
    private final ServerVersion version;
    private final Names names;
    private final EntityView view;

    StoredCatalog(ServerVersion version) {
        this.version = version;
        this.names = new Names(version);
        this.view = new EntityView(version, this);
        clear();
    }

    /** Takes everything away but what a new server holds. */
    public void clear() {
        writing(() -> {
            entities.clear();
            edges.clear();
            statuses.clear();
            withShownRun.clear();
            ingestions.clear();
            addUser(Principals.BOT, true);
            addUser(Principals.PERSON, false);
            List.of("Tier1", "Tier2", "Tier3", "Tier4", "Tier5").forEach(tier -> addTag("Tier", tier));
            List.of("None", "NonSensitive", "Sensitive").forEach(tag -> addTag("PII", tag));
            return null;
        });
    }

    /** All that the catalog holds now, to be compared with what it holds at another time, or should hold. */
    public CatalogSnapshot snapshot() {
        return reading(() -> CatalogSnapshot.of(this, view));
    }

    /** What people and other tools do in the catalog. */
    public CatalogEdits edits() {
        return new CatalogEdits(this);
    }

    /** A pipeline with all its fields, as a read of all fields would give it; empty when missing or deleted. */
    public Optional<JsonNode> pipeline(String fullyQualifiedName) {
        return Optional.ofNullable(pipelines().get(fullyQualifiedName));
    }

    /** The pipelines that are not deleted, by fully qualified name. */
    public Map<String, JsonNode> pipelines() {
        return reading(() -> {
            Map<String, JsonNode> pipelines = new TreeMap<>();
            entities.all(EntityType.PIPELINE).stream()
                    .filter(pipeline -> !pipeline.deleted())
                    .forEach(pipeline -> pipelines.put(pipeline.fullyQualifiedName(), view.complete(pipeline)));
            return Collections.unmodifiableMap(pipelines);
        });
    }

    /**
     * Any entity with all its fields, deleted or not.
     *
     * @param type the catalog's word, such as {@code pipelineService} or {@code tag}
     */
    public Optional<JsonNode> entity(String type, String fullyQualifiedName) {
        return reading(() -> EntityType.of(type)
                .flatMap(kind -> entities.find(kind, fullyQualifiedName))
                .map(view::complete));
    }

    public Optional<StoredEdge> edge(String fromFqn, String toFqn) {
        return reading(() -> find(fromFqn)
                .flatMap(from -> find(toFqn).map(to -> edges.find(from.id(), to.id())))
                .map(StoredCatalog::edge));
    }

    /** All lineage edges, in the order in which they were first drawn from each upstream end. */
    public List<StoredEdge> edges() {
        return reading(() -> edges.all().stream().map(StoredCatalog::edge).toList());
    }

    /** How many edges there are, without a copy of each. */
    public int edgeCount() {
        return reading(() -> edges.all().size());
    }

    /** The edges that were stored while the search index failed: people do not see them. */
    public List<StoredEdge> edgesOutsideTheIndex() {
        return reading(() -> edges.all(edge -> !edges.isIndexed(edge)).stream()
                .map(StoredCatalog::edge)
                .toList());
    }

    /** From now on a write of an edge is stored and answered with a failure; or no more. */
    public void failSearch(boolean fails) {
        searchFails = fails;
    }

    boolean isSearchFailing() {
        return searchFails;
    }

    /** Whether people see a run of the pipeline that is there: what it had before it was made anew does not count. */
    public boolean showsRun(String pipelineFqn) {
        return reading(() -> entities.find(EntityType.PIPELINE, pipelineFqn)
                .filter(pipeline -> withShownRun.contains(pipeline.id()))
                .isPresent());
    }

    /** The runs of a pipeline, newest first. */
    public List<JsonNode> statuses(String pipelineFqn) {
        return reading(() -> runs(pipelineFqn).descendingMap().values().stream()
                .map(status -> (JsonNode) status.deepCopy())
                .toList());
    }

    /** The runs that an ingestion pipeline was told of, in that order. */
    public List<JsonNode> ingestionStatuses(String ingestionPipelineFqn) {
        return reading(() -> ingestions.getOrDefault(ingestionPipelineFqn, Map.of()).values().stream()
                .map(status -> (JsonNode) status.deepCopy())
                .toList());
    }

    public List<AccountTable> tables() {
        return reading(() -> entities.all(EntityType.TABLE).stream()
                .filter(table -> !table.deleted())
                .map(table -> new AccountTable(table.id(), table.fullyQualifiedName(), table.columns()))
                .toList());
    }

    public UUID addDatabaseService(String name, String serviceType) {
        return writing(() -> add(
                        EntityType.DATABASE_SERVICE,
                        name,
                        null,
                        NODES.objectNode().put("serviceType", serviceType),
                        List.of()))
                .id();
    }

    /** Adds a table, or gives an existing one these columns; the database and the schema are added when missing. */
    public UUID addTable(String service, String database, String schema, String table, List<AccountColumn> columns) {
        return writing(() -> {
                    Entity parent = entities.require(EntityType.DATABASE_SERVICE, names.service(service));
                    Entity inDatabase = add(EntityType.DATABASE, database, parent, NODES.objectNode(), List.of());
                    Entity inSchema =
                            add(EntityType.DATABASE_SCHEMA, schema, inDatabase, NODES.objectNode(), List.of());
                    return add(EntityType.TABLE, table, inSchema, NODES.objectNode(), columns);
                })
                .id();
    }

    /** Adds a pipeline as another tool would, without tasks; its service is added when missing. */
    public UUID addPipeline(String service, String serviceType, String name) {
        return writing(() -> add(
                        EntityType.PIPELINE,
                        name,
                        add(
                                EntityType.PIPELINE_SERVICE,
                                service,
                                null,
                                NODES.objectNode().put("serviceType", serviceType),
                                List.of()),
                        NODES.objectNode(),
                        List.of()))
                .id();
    }

    /** Draws an edge between tables or pipelines, replacing the one that is there; details may be null. */
    public void addEdge(String fromFqn, String toFqn, JsonNode details) {
        writing(() -> {
            Entity from = end(fromFqn);
            Entity to = end(toFqn);
            edges.put(new EdgeStore.Stored(from, to, details == null ? null : details.deepCopy()));
            edges.index(from.id(), to.id());
            return null;
        });
    }

    /** Takes a table away with all its edges, as if it had never been ingested. */
    public void removeTable(String fullyQualifiedName) {
        writing(() -> {
            Entity table = entities.require(EntityType.TABLE, fullyQualifiedName);
            edges.removeAll(edges.touching(table.id()));
            entities.remove(table);
            return null;
        });
    }

    public UUID addUser(String name, String email) {
        return writing(() -> add(
                        EntityType.USER,
                        name,
                        null,
                        NODES.objectNode().put("email", email).put("isBot", name.endsWith("-bot")),
                        List.of()))
                .id();
    }

    /** Adds a team that may own things. */
    public UUID addTeam(String name) {
        return writing(() -> add(EntityType.TEAM, name, null, NODES.objectNode().put("teamType", "Group"), List.of()))
                .id();
    }

    public UUID addDomain(String name) {
        return writing(() -> add(EntityType.DOMAIN, name, null, NODES.objectNode(), List.of()))
                .id();
    }

    public UUID addTag(String classification, String name) {
        return writing(() -> add(
                        EntityType.TAG,
                        name,
                        add(EntityType.CLASSIFICATION, classification, null, NODES.objectNode(), List.of()),
                        NODES.objectNode(),
                        List.of()))
                .id();
    }

    /**
     * Adds the tables of a Stitch account of Postgres sources: the streams in the service {@code prod_postgres}, and
     * what the selected ones are loaded into, in capitals, in the Snowflake service {@code warehouse}.
     */
    public void addTablesOf(StitchAccount account) {
        new AccountTables(this, "prod_postgres", "warehouse").add(account);
    }

    <T> T reading(Supplier<T> work) {
        return locked(lock.readLock(), work);
    }

    <T> T writing(Supplier<T> work) {
        return locked(lock.writeLock(), work);
    }

    EntityStore entities() {
        return entities;
    }

    EdgeStore edgeStore() {
        return edges;
    }

    Names names() {
        return names;
    }

    /** The runs of a pipeline by timestamp; they outlive the pipeline. */
    NavigableMap<Long, ObjectNode> runs(String pipelineFqn) {
        return statuses.getOrDefault(pipelineFqn, Collections.emptyNavigableMap());
    }

    Map<String, NavigableMap<Long, ObjectNode>> runs() {
        return statuses;
    }

    void putIngestion(String fqn, ObjectNode status) {
        ingestions
                .computeIfAbsent(fqn, added -> new LinkedHashMap<>())
                .put(status.path("runId").asText(), status);
    }

    void putRun(Entity pipeline, long timestamp, ObjectNode status) {
        withShownRun.add(pipeline.id());
        putRun(pipeline.fullyQualifiedName(), timestamp, status);
    }

    void putRun(String pipelineFqn, long timestamp, ObjectNode status) {
        statuses.computeIfAbsent(pipelineFqn, fqn -> new TreeMap<>()).put(timestamp, status);
    }

    /** Deletes an entity for good, and the edges that begin or end at it. */
    void remove(Entity entity) {
        entities.remove(entity);
        edges.removeAll(edges.touching(entity.id()));
        List<EdgeStore.Stored> annotated = edges.all(edge -> edge.carries(entity.id()));
        // what 1.7 and later do has not been seen; 1.2 and 1.6 leave the dead reference as it is
        if (version.atLeast("1.7")) {
            edges.removeAll(annotated);
        } else if (!version.atLeast("1.2")) {
            annotated.forEach(edge -> {
                ObjectNode details = edge.details();
                ((ObjectNode) details.get("pipeline")).put("deleted", true);
                edges.put(new EdgeStore.Stored(edge.from(), edge.to(), details));
            });
        }
    }

    /** A table or a pipeline, deleted or not. */
    Entity end(String fullyQualifiedName) {
        return find(fullyQualifiedName)
                .orElseThrow(() -> new IllegalArgumentException("no table or pipeline " + fullyQualifiedName));
    }

    private Optional<Entity> find(String fullyQualifiedName) {
        return entities.find(EntityType.TABLE, fullyQualifiedName)
                .or(() -> entities.find(EntityType.PIPELINE, fullyQualifiedName));
    }

    private UUID addUser(String name, boolean bot) {
        return add(
                        EntityType.USER,
                        name,
                        null,
                        NODES.objectNode().put("email", name + "@example.net").put("isBot", bot),
                        List.of())
                .id();
    }

    private static StoredEdge edge(EdgeStore.Stored stored) {
        return new StoredEdge(
                stored.from().fullyQualifiedName(),
                stored.to().fullyQualifiedName(),
                stored.details() == null ? NODES.objectNode() : stored.details().deepCopy());
    }

    private Entity add(EntityType type, String name, Entity parent, ObjectNode body, List<AccountColumn> columns) {
        String fqn = parent == null ? names.service(name) : names.join(parent.fullyQualifiedName(), name);
        Entity existing = entities.find(type, fqn).orElse(null);
        Entity entity = existing == null ? new Entity(entities.newId(type, fqn), type, name, fqn, parent) : existing;
        if (existing == null || type == EntityType.TABLE) {
            entity.store(body, columns);
            entities.add(entity);
        }
        return entity;
    }

    private static <T> T locked(Lock held, Supplier<T> work) {
        held.lock();
        try {
            return work.get();
        } finally {
            held.unlock();
        }
    }
}
