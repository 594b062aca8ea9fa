package io.github.stitchopenmetadata.flow.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the catalog has to hold: what people and others have done to it, and what each run makes of that. Pipelines by fully
 * qualified name, as they are read; lineage details by the ends of their edge.
 */
final class Expected {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> WRITTEN_ON_TASKS = List.of("description", "owner", "owners");
    /** A pipeline in the service of ours that somebody made by hand. */
    static final String BY_HAND = "stitch.by_hand";

    final Map<String, ObjectNode> pipelines = new TreeMap<>();
    final Map<String, ObjectNode> edges = new TreeMap<>();
    private final Version version;
    private final Map<String, Wanted> delivered = new HashMap<>();
    /** What was delivered but for edges that wait for a table. */
    private final Map<String, Wanted> waiting = new HashMap<>();
    /** The display names that Stitch had at the last delivery. */
    private final Map<String, String> written = new HashMap<>();
    /** How many writes of the run the server refuses, because a table is deleted. */
    private int refused;

    Expected(Version version) {
        this.version = version;
    }

    List<String> facts() {
        return Facts.of(pipelines, edges, version);
    }

    /** A pipeline is deleted for good. Servers before 1.7 leave its edges as they are. */
    void erase(String fqn) {
        pipelines.remove(fqn);
        delivered.remove(fqn);
        waiting.remove(fqn);
        written.remove(fqn);
        if (version.atLeast(1, 7)) {
            edges.values().removeIf(details -> isAnnotated(details, fqn));
        }
    }

    /**
     * What is to be there after a run of the integration.
     *
     * @param open the names of the sources that are delivered although they have not changed, because the run before left them open
     */
    Expected after(Account account, Tables tables, Set<String> open) {
        Expected after = new Expected(version);
        pipelines.forEach((fqn, pipeline) -> after.pipelines.put(fqn, pipeline.deepCopy()));
        edges.forEach((ends, details) -> after.edges.put(ends, details.deepCopy()));
        after.written.putAll(written);
        after.delivered.putAll(delivered);
        after.waiting.putAll(waiting);
        open.forEach(source -> {
            after.delivered.remove("stitch." + source);
            after.waiting.remove("stitch." + source);
        });
        after.run(account, tables);
        return after;
    }

    private void run(Account account, Tables tables) {
        Set<String> gone = new LinkedHashSet<>(pipelines.keySet());
        for (Account.Source source : account.sources) {
            if (source.exists() && !source.name.startsWith("test_")) {
                String fqn = "stitch." + source.name;
                gone.remove(fqn);
                deliver(fqn, Wanted.of(account, source, tables, version), tables);
            }
        }
        gone.forEach(fqn -> retire(fqn, tables));
    }

    /** How many writes of the run that led here the server refused, because a table is deleted. */
    int refused() {
        return refused;
    }

    /** A source is gone. Its pipeline stays as long as edges of it wait for a table. */
    private void retire(String fqn, Tables tables) {
        if (delivered.containsKey(fqn) || !pipelines.get(fqn).path("deleted").asBoolean()) {
            boolean left = cleanEdges(markedBy(fqn), fqn, tables);
            pipelines.get(fqn).put("deleted", !left);
            delivered.remove(fqn);
            waiting.remove(fqn);
        }
    }

    private void deliver(String fqn, Wanted wanted, Tables tables) {
        ObjectNode before = pipelines.get(fqn);
        boolean stands = before != null && !before.path("deleted").asBoolean();
        if (stands && wanted.equals(delivered.get(fqn))) {
            return;
        }
        boolean waits = stands && wanted.equals(waiting.get(fqn));
        Set<String> stale = markedBy(fqn);
        stale.removeAll(wanted.edges().keySet());
        boolean left = cleanEdges(stale, fqn, tables);
        wanted.edges().forEach((ends, pairs) -> drawEdge(ends, fqn, pairs, tables));
        if (!waits || !left) {
            pipelines.put(fqn, pipeline(fqn, before, wanted));
        }
        (left ? waiting : delivered).put(fqn, wanted);
        (left ? delivered : waiting).remove(fqn);
    }

    private ObjectNode pipeline(String fqn, ObjectNode before, Wanted wanted) {
        ObjectNode pipeline = before == null ? NODES.objectNode() : before.deepCopy();
        String displayName = pipeline.path("displayName").asText();
        boolean ours = displayName.isEmpty() || displayName.equals(written.get(fqn));
        pipeline.remove(List.of("scheduleInterval", "state"));
        pipeline.setAll(wanted.pipeline());
        written.put(fqn, pipeline.path("displayName").asText());
        if (!ours) {
            pipeline.put("displayName", displayName);
        }
        pipeline.put("name", fqn.substring("stitch.".length()))
                .put("fullyQualifiedName", fqn)
                .put("service", "pipelineService stitch")
                .put("serviceType", version.atLeast(1, 6) ? "Stitch" : "CustomPipeline")
                .put("deleted", false);
        relabel(pipeline, wanted.labels());
        pipeline.set("tasks", tasks(pipeline.path("tasks"), wanted.tasks()));
        return pipeline;
    }

    private static ArrayNode tasks(JsonNode before, Map<String, ObjectNode> wanted) {
        Map<String, JsonNode> old = new HashMap<>();
        before.forEach(task -> old.put(task.path("name").asText(), task));
        ArrayNode tasks = NODES.arrayNode();
        wanted.forEach((name, asked) -> {
            ObjectNode task = asked.deepCopy();
            JsonNode same = old.getOrDefault(name, NODES.missingNode());
            WRITTEN_ON_TASKS.stream().filter(same::has).forEach(field -> task.set(field, same.get(field)));
            if (!same.path("displayName").asText().isEmpty()) {
                task.set("displayName", same.get("displayName"));
            }
            task.set("tags", same.path("tags").deepCopy());
            relabel(task, asked.path("tags").findValuesAsText("tagFQN"));
            tasks.add(task);
        });
        return tasks;
    }

    /** The labels of others stay, ours become the wanted ones. */
    private static void relabel(ObjectNode labelled, List<String> wanted) {
        ArrayNode labels = NODES.arrayNode();
        labelled.path("tags").forEach(label -> {
            if (!label.path("tagFQN").asText().startsWith("Stitch.")) {
                labels.add(label);
            }
        });
        wanted.forEach(tag -> labels.add(Wanted.label(tag)));
        labelled.set("tags", labels);
    }

    private void drawEdge(String ends, String fqn, List<Wanted.Pair> pairs, Tables tables) {
        ObjectNode before = edges.get(ends);
        if (before != null && isManual(before)) {
            return;
        }
        ArrayNode columns = NODES.arrayNode();
        if (before != null) {
            foreign(before, fqn).forEach(columns::add);
        }
        for (Wanted.Pair pair : pairs) {
            if (!covers(columns, pair)) {
                ObjectNode entry =
                        columns.addObject().put("toColumn", pair.to()).put("function", "stitch:" + fqn);
                entry.putArray("fromColumns").add(pair.from());
            }
        }
        ObjectNode after = before == null ? NODES.objectNode() : before.deepCopy();
        after.set("columnsLineage", columns);
        if (!after.has("source")) {
            after.put("source", "PipelineLineage");
        }
        if (!after.has("pipeline")) {
            after.put("pipeline", "pipeline " + fqn);
        }
        put(ends, after, tables);
    }

    /** @return whether some wait for a table */
    private boolean cleanEdges(Set<String> stale, String fqn, Tables tables) {
        boolean left = false;
        for (String ends : stale) {
            left |= cleanEdge(ends, fqn, tables);
        }
        return left;
    }

    /**
     * Takes what is ours off an edge that is no longer wanted, and the edge itself if nothing else is on it.
     *
     * @return whether it waits for a table: servers show no edges into a deleted one, and, but for 1.1, change none that come from one
     */
    private boolean cleanEdge(String ends, String fqn, Tables tables) {
        ObjectNode before = edges.get(ends);
        if (tables.deleted().contains(World.to(ends))) {
            return isAnnotated(before, fqn);
        }
        if (isManual(before)) {
            return false;
        }
        List<JsonNode> foreign = foreign(before, fqn);
        boolean annotated = isAnnotated(before, fqn);
        boolean drawnByUs = annotated
                && (!version.atLeast(1, 2) || before.path("source").asText().equals("PipelineLineage"));
        if (drawnByUs && foreign.isEmpty() && !before.has("sqlQuery") && !before.has("description")) {
            edges.remove(ends);
            return false;
        }
        ObjectNode after = before.deepCopy();
        ArrayNode columns = after.putArray("columnsLineage");
        foreign.forEach(columns::add);
        if (annotated) {
            after.remove("pipeline");
        }
        if (version.atLeast(1, 2) && tables.deleted().contains(World.from(ends)) && !isSame(ends, before, after)) {
            refused++;
            return true;
        }
        put(ends, after, tables);
        return false;
    }

    private boolean isSame(String ends, ObjectNode before, ObjectNode after) {
        return Facts.of(Map.of(), Map.of(ends, before), version)
                .equals(Facts.of(Map.of(), Map.of(ends, after), version));
    }

    /** Servers take no edge with a column that is not there: when an edge is written at all, such pairs of others go. */
    private void put(String ends, ObjectNode after, Tables tables) {
        ObjectNode before = edges.get(ends);
        if (before != null && isSame(ends, before, after)) {
            return;
        }
        ArrayNode columns = NODES.arrayNode();
        after.path("columnsLineage").forEach(entry -> {
            if (isWhole(entry, tables)) {
                columns.add(entry);
            }
        });
        after.set("columnsLineage", columns);
        edges.put(ends, after);
    }

    static boolean isWhole(JsonNode entry, Tables tables) {
        boolean whole = tables.hasColumn(entry.path("toColumn").asText());
        for (JsonNode from : entry.path("fromColumns")) {
            whole &= tables.hasColumn(from.asText());
        }
        return whole;
    }

    /** The edges that carry something of a pipeline. */
    private Set<String> markedBy(String fqn) {
        Set<String> marked = new LinkedHashSet<>();
        edges.forEach((ends, details) -> {
            if (isAnnotated(details, fqn)
                    || foreign(details, fqn).size()
                            < details.path("columnsLineage").size()) {
                marked.add(ends);
            }
        });
        return marked;
    }

    private static boolean isAnnotated(ObjectNode details, String fqn) {
        return details.has("pipeline")
                && Facts.reference(details.get("pipeline")).equals("pipeline " + fqn);
    }

    private static boolean isManual(ObjectNode details) {
        return details.path("source").asText().equals("Manual")
                || !details.has("source") && !details.has("pipeline") && !details.has("sqlQuery");
    }

    private static List<JsonNode> foreign(ObjectNode details, String fqn) {
        List<JsonNode> foreign = new ArrayList<>();
        details.path("columnsLineage").forEach(entry -> {
            if (!entry.path("function").asText().equals("stitch:" + fqn)) {
                foreign.add(entry);
            }
        });
        return foreign;
    }

    /** Whether somebody else says that the one column comes from the other, and from nothing but columns. */
    private static boolean covers(ArrayNode columns, Wanted.Pair pair) {
        for (JsonNode entry : columns) {
            for (JsonNode from : entry.path("fromColumns")) {
                if (!entry.has("function")
                        && from.asText().equals(pair.from())
                        && entry.path("toColumn").asText().equals(pair.to())) {
                    return true;
                }
            }
        }
        return false;
    }
}
