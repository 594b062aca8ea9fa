package io.github.stitchopenmetadata.catalog.removal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.model.Catalog;
import io.github.stitchopenmetadata.catalog.model.RegisteredService;
import io.github.stitchopenmetadata.catalog.model.StitchTag;
import io.github.stitchopenmetadata.catalog.pipeline.RetiredPipeline;
import io.github.stitchopenmetadata.text.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the connector wrote for one account, and what became of it. One thread at a time. */
public final class Removal {

    private static final String OWN_RUNS = "stitch-openmetadata";

    private final Catalog catalog;
    /** What the tasks of each pipeline are called: a registered table is called as the task of its stream. */
    private final Map<String, Set<String>> tasks = new HashMap<>();
    /** The schema of each table that was found. */
    private final Map<String, String> schemas = new HashMap<>();
    /** The tables that were registered here. */
    private final Set<String> registered = new HashSet<>();

    private String user;
    private final Map<String, String> added = new LinkedHashMap<>();
    private final List<RetiredPipeline> retired = new ArrayList<>();
    private final List<Removable> pipelines = new ArrayList<>();
    private final List<Removable> tables = new ArrayList<>();
    private final List<Removable> containers = new ArrayList<>();
    private final List<String> kept = new ArrayList<>();
    private final List<String> removed = new ArrayList<>();

    public Removal(Catalog catalog) {
        this.catalog = catalog;
    }

    public Catalog catalog() {
        return catalog;
    }

    /** The pipelines whose edges go first. */
    public List<RetiredPipeline> retired() {
        return retired;
    }

    public void retire(RetiredPipeline pipeline) {
        retired.add(pipeline);
    }

    /** @param name of the bot that this program writes as */
    public void writtenBy(String name) {
        user = name;
    }

    /** @param page pipelines of the service as the server lists them with {@code fields=tasks,tags,owners} */
    public void addPipelines(List<JsonNode> page) {
        catalog.addPipelines(page);
        page.forEach(json -> {
            Set<String> names = tasks.computeIfAbsent(json.path("name").asText(), name -> new HashSet<>());
            json.path("tasks").forEach(task -> {
                names.add(task.path("name").asText());
                names.add(task.path("displayName").asText());
            });
            addition(json);
        });
    }

    /** @param page ingestion pipelines of the service as the server lists them */
    public void addIngestionPipelines(List<JsonNode> page) {
        for (JsonNode json : page) {
            if (json.path("name").asText().equals(OWN_RUNS)) {
                containers.add(removable("services/ingestionPipelines", "ingestion pipeline", json));
            } else {
                kept.add("the pipeline service, which has the ingestion pipeline "
                        + json.path("name").asText());
            }
        }
    }

    /**
     * Those that are called as a task of the pipeline, or that nobody but the connector has changed, were registered here, also
     * where their stream is not selected any more.
     *
     * @param page tables of a schema that was made for the account, as the server lists them
     */
    public void addTables(JsonNode schema, List<JsonNode> page) {
        Set<String> streams = tasks.entrySet().stream()
                .filter(pipeline -> catalog.registeredService().isSchemaOf(pipeline.getKey(), schema))
                .flatMap(pipeline -> pipeline.getValue().stream())
                .collect(Collectors.toSet());
        page.forEach(json -> {
            Removable table = removable("tables", "table", json);
            tables.add(table);
            schemas.put(table.fqn(), schema.path("fullyQualifiedName").asText());
            if (streams.contains(json.path("name").asText())
                    || streams.contains(json.path("displayName").asText())
                    || json.path("updatedBy").asText().equals(user)) {
                registered.add(table.fqn());
            }
            addition(json);
        });
    }

    /**
     * A table at an edge of ours was registered here.
     *
     * @param lineage of a table with its edges, or a missing node
     * @return the same table
     */
    public Removable addLineage(Removable table, JsonNode lineage) {
        Set<String> ours = pipelines.stream().map(Removable::id).collect(Collectors.toSet());
        long others = 0;
        for (String direction : List.of("upstreamEdges", "downstreamEdges")) {
            for (JsonNode edge : lineage.path(direction)) {
                if (ours.contains(
                        edge.path("lineageDetails").path("pipeline").path("id").asText())) {
                    registered.add(table.fqn());
                } else {
                    others++;
                }
            }
        }
        if (others > 0) {
            added.merge(
                    table.fqn(), others + (others == 1 ? " edge" : " edges"), (before, edges) -> before + ", " + edges);
        }
        return table;
    }

    public void addPipeline(Removable pipeline) {
        pipelines.add(pipeline);
    }

    /** @param schemas that were made for the account */
    public void addSchemas(List<JsonNode> schemas) {
        schemas.forEach(json -> {
            containers.add(removable("databaseSchemas", "schema", json));
            addition(json);
        });
    }

    /** All tables and their edges are known: those that were not registered here stay, and what they stand in. */
    public void keepTablesOfOthers() {
        List<Removable> others = tables.stream()
                .filter(table -> !registered.contains(table.fqn()))
                .toList();
        tables.removeAll(others);
        others.forEach(table -> {
            added.remove(table.fqn());
            kept.add("the table " + table.fqn() + ", which was not registered here");
            String schema = schemas.get(table.fqn());
            if (containers.removeIf(container -> container.fqn().equals(schema))) {
                added.remove(schema);
                kept.add("the schema " + schema + ", which has tables that were not registered here");
            }
        });
    }

    /** The tags of the connector may be on things of other accounts, and people use them. */
    public void keepTags() {
        if (!pipelines.isEmpty()) {
            kept.add("the classification " + StitchTag.CLASSIFICATION + " with its tags, which all accounts share");
        }
    }

    /** The service of registered tables goes where nothing of others is in it. */
    public void addRegisteredService(RegisteredService service) {
        if (service.strange() != null || !service.exists()) {
            return;
        }
        if (service.hasSchemasOfOthers()) {
            kept.add("the database service " + service.fqn() + ", which has schemas of other accounts");
        } else if (schemas.size() > tables.size()) {
            kept.add("the database service " + service.fqn() + ", which has tables that were not registered here");
        } else {
            containers.add(new Removable("databases/name", service.databaseFqn(), "database", service.databaseFqn()));
            containers.add(
                    new Removable("services/databaseServices/name", service.fqn(), "database service", service.fqn()));
        }
    }

    /** The pipeline service goes where nothing is in it that is not ours. */
    public void addPipelineService() {
        List<String> others = catalog.pipelines().stream()
                .filter(pipeline -> !pipeline.isStitchs())
                .map(pipeline -> "the pipeline service, which has the pipeline " + pipeline.name())
                .toList();
        kept.addAll(others);
        if (catalog.serviceFqn() != null && kept.stream().noneMatch(why -> why.startsWith("the pipeline service"))) {
            containers.add(new Removable(
                    "services/pipelineServices",
                    catalog.service().path("id").asText(),
                    "pipeline service",
                    catalog.serviceFqn()));
        }
    }

    private void addition(JsonNode json) {
        String what = Additions.of(json);
        if (!what.isEmpty()) {
            added.put(json.path("fullyQualifiedName").asText(), what);
        }
    }

    private static Removable removable(String collection, String kind, JsonNode json) {
        return new Removable(
                collection,
                json.path("id").asText(),
                kind,
                json.path("fullyQualifiedName").asText());
    }

    public List<Removable> pipelines() {
        return pipelines;
    }

    public List<Removable> tables() {
        return tables;
    }

    /** What others stand in, the innermost first. */
    public List<Removable> containers() {
        return containers;
    }

    /** What people added, by the full name of what it was added to. */
    public Map<String, String> added() {
        return added;
    }

    public List<String> kept() {
        return kept;
    }

    public void keep(Removable thing) {
        kept.add("the " + thing.kind() + " " + thing.fqn() + ", which is not empty");
    }

    public void removed(Removable thing) {
        removed.add(thing.kind() + " " + thing.fqn());
    }

    public List<String> removed() {
        return removed;
    }

    public boolean isEmpty() {
        return pipelines.isEmpty() && tables.isEmpty() && containers.isEmpty();
    }

    /** All of it, for programs. */
    public ObjectNode json() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        names(json.putArray("pipelines"), pipelines);
        names(json.putArray("tables"), tables);
        names(json.putArray("containers"), containers);
        ArrayNode additions = json.putArray("added");
        added.forEach((fqn, what) -> additions.addObject().put("to", fqn).put("what", what));
        kept.forEach(json.putArray("kept")::add);
        removed.forEach(json.putArray("removed")::add);
        return json;
    }

    private static void names(ArrayNode json, List<Removable> things) {
        things.forEach(thing -> json.addObject().put("kind", thing.kind()).put("name", thing.fqn()));
    }
}
