package io.github.stitchopenmetadata.flow.history;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one source comes to, with the tables that stand in the catalog. A source whose wanted state is the one that was
 * delivered last has not changed.
 *
 * @param pipeline its fields without labels and tasks
 * @param labels the labels of the pipeline
 * @param tasks the tasks by name, each with its labels
 * @param edges the pairs of columns of each edge, by its ends
 * @param tables the tables of the edges, each with the time it was ingested
 */
record Wanted(
        ObjectNode pipeline,
        List<String> labels,
        Map<String, ObjectNode> tasks,
        Map<String, List<Pair>> edges,
        List<String> tables) {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final long STARTED = 1704067200000L;
    private static final Map<Integer, String> SCHEDULES =
            Map.of(30, "*/30 * * * *", 60, "0 * * * *", 360, "0 */6 * * *", 1440, "0 0 * * *");
    private static final Map<String, String> METHODS =
            Map.of("FULL_TABLE", "full-table", "INCREMENTAL", "incremental", "LOG_BASED", "log-based");

    /** Two columns by their fully qualified names. */
    record Pair(String from, String to) {}

    static Wanted of(Account account, Account.Source source, Tables tables, Version version) {
        Map<String, List<Pair>> edges = new LinkedHashMap<>();
        List<String> ends = new ArrayList<>();
        for (Account.Stream stream : source.selected()) {
            Tables.Table from = tables.find(Tables.read(source, stream));
            Tables.Table to = tables.find(tables.loaded(source, stream));
            if (from != null && to != null) {
                edges.put(from.fqn() + " → " + to.fqn(), pairs(stream, from, to, account.warehouse));
                ends.add(from.fqn() + from.ingested() + " " + to.fqn() + to.ingested());
            }
        }
        return new Wanted(pipeline(source, version), labels(source), tasks(source, version), edges, ends);
    }

    private static ObjectNode pipeline(Account.Source source, Version version) {
        ObjectNode pipeline = NODES.objectNode()
                .put("displayName", source.displayName)
                .put("startDate", STARTED)
                .put(version.atLeast(1, 2) ? "sourceUrl" : "pipelineUrl", url(source));
        if (version.atLeast(1, 2) && source.minutes > 0) {
            pipeline.put("scheduleInterval", SCHEDULES.get(source.minutes));
        }
        if (version.atLeast(1, 7)) {
            pipeline.put("state", source.paused ? "Inactive" : "Active");
        }
        return pipeline;
    }

    private static List<String> labels(Account.Source source) {
        List<String> labels = new ArrayList<>(List.of("Stitch.connector-hp-postgres"));
        if (source.paused) {
            labels.add("Stitch.paused");
        }
        if (source.check == Account.Check.FAILED) {
            labels.add("Stitch.connection-failing");
        }
        return labels;
    }

    private static Map<String, ObjectNode> tasks(Account.Source source, Version version) {
        Map<String, ObjectNode> tasks = new LinkedHashMap<>();
        for (Account.Stream stream : source.selected()) {
            ObjectNode task = NODES.objectNode()
                    .put("name", stream.name)
                    .put("displayName", stream.name)
                    .put("fullyQualifiedName", "stitch." + source.name + "." + stream.name)
                    .put("taskType", stream.method)
                    .put(version.atLeast(1, 2) ? "sourceUrl" : "taskUrl", url(source));
            task.putArray("tags").add(label("Stitch.replication-" + METHODS.get(stream.method)));
            tasks.put(stream.name, task);
        }
        return tasks;
    }

    private static String url(Account.Source source) {
        return "https://app.stitchdata.com/client/" + Account.CLIENT + "/pipeline/v2/sources/" + source.id + "/";
    }

    private static List<Pair> pairs(Account.Stream stream, Tables.Table from, Tables.Table to, Warehouse warehouse) {
        List<Pair> pairs = new ArrayList<>();
        stream.fields.forEach((field, selected) -> {
            if (selected && from.columns().contains(field) && to.columns().contains(warehouse.loaded(field))) {
                pairs.add(new Pair(from.column(field), to.column(warehouse.loaded(field))));
            }
        });
        return pairs;
    }

    static ObjectNode label(String tag) {
        return NODES.objectNode()
                .put("tagFQN", tag)
                .put("source", "Classification")
                .put("labelType", "Automated")
                .put("state", "Confirmed");
    }
}
