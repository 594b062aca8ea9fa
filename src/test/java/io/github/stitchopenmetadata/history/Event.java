package io.github.stitchopenmetadata.history;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What may happen between two runs. Each chooses what it happens to, and tells it in words. */
enum Event {

    // in Stitch
    SOURCE_ADDED((world, chance) -> {
        Account.Source source = Stitch.addSource(world, chance, chance.one(Stitch.freeNames(world.account)));
        // Stitch checks the connection of a source that is set up
        source.check = Account.Check.SUCCEEDED;
        return source.toString();
    }),
    SOURCE_DELETED((world, chance) -> {
        Account.Source source = chance.one(Stitch.existing(world.account));
        source.deleted = true;
        return source.name;
    }),
    SOURCE_VANISHED((world, chance) -> {
        Account.Source source = chance.one(Stitch.existing(world.account));
        source.listed = false;
        return source.name;
    }),
    SOURCE_RETURNED((world, chance) -> {
        List<String> free = Stitch.freeNames(world.account);
        Account.Source source = chance.one(world.account.sources.stream().filter(each -> free.contains(each.name)).toList());
        source.deleted = false;
        source.listed = true;
        return source.name;
    }),
    SOURCE_RENAMED((world, chance) -> {
        Account.Source source = chance.one(Stitch.existing(world.account));
        source.displayName = source.name + " no. " + chance.between(1, 1000);
        return source.name + " to " + source.displayName;
    }),
    SOURCE_PAUSED_OR_RESUMED((world, chance) -> {
        Account.Source source = chance.one(Stitch.existing(world.account));
        source.paused = !source.paused;
        return source.name + (source.paused ? " paused" : " resumed");
    }),
    SCHEDULE_CHANGED((world, chance) -> {
        Account.Source source = chance.one(Stitch.existing(world.account));
        source.minutes = chance.one(0, 30, 60, 360, 1440);
        return source.name + " to " + source.minutes + " minutes";
    }),
    CONNECTION_CHECKED((world, chance) -> {
        Account.Source source = chance.one(Stitch.existing(world.account));
        source.check = chance.one(Account.Check.SUCCEEDED, Account.Check.FAILED);
        return source.name + " " + source.check;
    }),
    STREAM_ADDED((world, chance) -> {
        Account.Source source = chance.one(Stitch.existing(world.account));
        return source.name + "." + Stitch.addStream(world, chance, source);
    }),
    STREAM_REMOVED((world, chance) -> {
        Account.Source source = chance.one(Stitch.existing(world.account));
        Account.Stream stream = chance.one(source.streams);
        source.streams.remove(stream);
        return source.name + "." + stream.name;
    }),
    STREAM_SELECTED_OR_NOT((world, chance) -> {
        Account.Source source = chance.one(Stitch.existing(world.account));
        Account.Stream stream = chance.one(source.streams);
        stream.selected = !stream.selected;
        return source.name + "." + stream.name + (stream.selected ? " selected" : " deselected");
    }),
    STREAM_REPLICATED_OTHERWISE((world, chance) -> {
        Account.Source source = chance.one(Stitch.existing(world.account));
        Account.Stream stream = chance.one(source.streams);
        stream.method = chance.one("FULL_TABLE", "INCREMENTAL", "LOG_BASED");
        return source.name + "." + stream.name + " " + stream.method;
    }),
    FIELD_SELECTED_OR_NOT((world, chance) -> {
        Account.Source source = chance.one(Stitch.existing(world.account));
        Account.Stream stream = chance.one(source.streams);
        String field = chance.one(stream.fields.keySet().stream().filter(each -> !each.equals("id")).toList());
        stream.fields.compute(field, (name, selected) -> !selected);
        return source.name + "." + stream.name + "." + field + (stream.fields.get(field) ? " selected" : " deselected");
    }),

    // by the ingestion of the databases
    TABLE_INGESTED((world, chance) -> {
        Set<String> wanted = new LinkedHashSet<>();
        world.account.sources.forEach(source -> source.streams.forEach(stream -> {
            wanted.add(Tables.read(source, stream));
            wanted.add(world.tables.loaded(source, stream));
        }));
        String fqn = chance.one(wanted.stream().filter(table -> world.tables.find(table) == null && !world.tables.deleted().contains(table)).toList());
        world.putTable(fqn, Stitch.columns(world, fqn));
        return fqn;
    }),
    TABLE_LOST((world, chance) -> {
        String fqn = chance.one(world.tables.all()).fqn();
        world.removeTable(fqn);
        return fqn;
    }),
    TABLE_DELETED((world, chance) -> {
        String fqn = chance.one(world.tables.all()).fqn();
        world.tables.delete(fqn);
        return fqn;
    }),
    TABLE_RESTORED((world, chance) -> {
        String fqn = chance.one(world.tables.deleted());
        world.tables.restore(fqn);
        return fqn;
    }),
    COLUMN_INGESTED((world, chance) -> {
        Tables.Table table = chance.one(world.tables.all());
        List<String> columns = new ArrayList<>(table.columns());
        String column = chance.one(Stitch.columns(world, table.fqn()).stream().filter(each -> !columns.contains(each)).toList());
        columns.add(column);
        world.putTable(table.fqn(), columns);
        return table.column(column);
    }),
    COLUMN_LOST((world, chance) -> {
        Tables.Table table = chance.one(world.tables.all());
        List<String> columns = new ArrayList<>(table.columns());
        String column = chance.one(columns);
        columns.remove(column);
        world.putTable(table.fqn(), columns);
        return table.column(column);
    }),

    // by people, on our pipelines
    PIPELINE_DESCRIBED((world, chance) -> {
        String fqn = chance.one(world.expected.pipelines.keySet());
        String text = "words " + chance.between(1, 1000);
        world.editPipeline(fqn, pipeline -> pipeline.put("description", text));
        return fqn + " " + text;
    }),
    PIPELINE_RENAMED((world, chance) -> {
        String fqn = chance.one(world.expected.pipelines.keySet());
        String text = "Our name " + chance.between(1, 1000);
        world.editPipeline(fqn, pipeline -> pipeline.put("displayName", text));
        return fqn + " " + text;
    }),
    PIPELINE_OWNED((world, chance) -> {
        String fqn = chance.one(world.expected.pipelines.keySet());
        world.editPipeline(fqn, pipeline -> world.own(pipeline));
        return fqn;
    }),
    PIPELINE_PUT_INTO_A_DOMAIN((world, chance) -> {
        String fqn = chance.one(world.expected.pipelines.keySet());
        world.editPipeline(fqn, pipeline -> world.putIntoDomain(pipeline));
        return fqn;
    }),
    PIPELINE_TAGGED((world, chance) -> {
        String fqn = chance.one(world.expected.pipelines.keySet());
        String tag = chance.one("Tier.Tier1", "Tier.Tier2", "PII.None");
        world.editPipeline(fqn, pipeline -> People.toggle(pipeline, tag));
        return fqn + " " + tag;
    }),
    PIPELINE_DELETED((world, chance) -> {
        String fqn = chance.one(world.expected.pipelines.keySet());
        world.deletePipeline(fqn);
        return fqn;
    }),
    PIPELINE_RESTORED((world, chance) -> {
        String fqn = chance.one(world.expected.pipelines.keySet());
        world.restorePipeline(fqn);
        return fqn;
    }),
    PIPELINE_ERASED((world, chance) -> {
        // 1.1 keeps the edges of what is gone, and with them a reference that it refuses to take back
        String fqn = chance.one(world.version.atLeast(1, 2) ? world.expected.pipelines.keySet() : Set.of());
        world.erasePipeline(fqn);
        return fqn;
    }),
    PIPELINE_NAMED_AS_IN_STITCH((world, chance) -> {
        Account.Source source = chance.one(Stitch.existing(world.account).stream().filter(each -> world.expected.pipelines.containsKey("stitch." + each.name)).toList());
        world.editPipeline("stitch." + source.name, pipeline -> pipeline.put("displayName", source.displayName));
        return source.name + " " + source.displayName;
    }),
    PIPELINE_NAME_CLEARED((world, chance) -> {
        String fqn = chance.one(world.expected.pipelines.keySet());
        world.editPipeline(fqn, pipeline -> pipeline.remove("displayName"));
        return fqn;
    }),
    PIPELINE_LOST_A_LABEL((world, chance) -> {
        String fqn = chance.one(world.expected.pipelines.keySet());
        return fqn + " " + People.removeLabel(world, chance, fqn);
    }),
    PIPELINE_MADE_BY_HAND((world, chance) -> {
        chance.one(world.expected.pipelines.keySet());
        world.makePipelineByHand();
        return Expected.BY_HAND;
    }),
    TASK_OWNED((world, chance) -> People.editTask(world, chance, world::ownTask)),
    TASK_LOST_ITS_LABELS((world, chance) -> People.editTask(world, chance, task -> task.remove("tags"))),
    TASK_DESCRIBED((world, chance) -> {
        String text = "words " + chance.between(1, 1000);
        return People.editTask(world, chance, task -> task.put("description", text)) + " " + text;
    }),
    TASK_RENAMED((world, chance) -> {
        String text = "Our name " + chance.between(1, 1000);
        return People.editTask(world, chance, task -> task.put("displayName", text)) + " " + text;
    }),
    TASK_TAGGED((world, chance) -> {
        String tag = chance.one("Tier.Tier1", "Tier.Tier2", "PII.None");
        return People.editTask(world, chance, task -> People.toggle(task, tag)) + " " + tag;
    }),

    // by people and other tools, on edges
    EDGE_DRAWN_BY_HAND((world, chance) -> {
        String ends = chance.one(world.pairs());
        ObjectNode details = JsonNodeFactory.instance.objectNode();
        if (world.version.atLeast(1, 2)) {
            details.put("source", "Manual");
        }
        if (chance.inPercent(30)) {
            People.addPairs(world, chance, ends, details);
        }
        world.drawEdge(ends, details);
        return ends + " " + details;
    }),
    EDGE_DRAWN_BY_A_TOOL((world, chance) -> {
        String ends = chance.one(world.pairs());
        ObjectNode details = JsonNodeFactory.instance.objectNode().put("sqlQuery", "insert no. " + chance.between(1, 1000));
        if (world.version.atLeast(1, 2)) {
            details.put("source", chance.one("QueryLineage", "DbtLineage"));
        }
        if (chance.inPercent(50)) {
            People.addPairs(world, chance, ends, details);
        }
        if (chance.inPercent(30)) {
            details.set("pipeline", world.reference("pipeline", "airflow.nightly"));
        }
        world.drawEdge(ends, details);
        return ends + " " + details;
    }),
    EDGE_GOT_A_QUERY((world, chance) -> {
        String ends = chance.one(world.expected.edges.keySet());
        String query = "select no. " + chance.between(1, 1000);
        world.editEdge(ends, details -> details.put("sqlQuery", query));
        return ends + " " + query;
    }),
    EDGE_DESCRIBED((world, chance) -> {
        String ends = chance.one(world.version.atLeast(1, 2) ? world.expected.edges.keySet() : Set.of());
        String text = "words " + chance.between(1, 1000);
        world.editEdge(ends, details -> details.put("description", text));
        return ends + " " + text;
    }),
    EDGE_GOT_COLUMNS((world, chance) -> {
        String ends = chance.one(world.expected.edges.keySet().stream().filter(each -> world.pairs().contains(each)).toList());
        ObjectNode added = JsonNodeFactory.instance.objectNode();
        People.addPairs(world, chance, ends, added);
        world.editEdge(ends, details -> added.path("columnsLineage").forEach(details.withArray("columnsLineage")::add));
        return ends + " " + added;
    }),
    EDGE_GOT_ANOTHER_PIPELINE((world, chance) -> {
        String ends = chance.one(world.expected.edges.keySet());
        world.editEdge(ends, details -> details.set("pipeline", world.reference("pipeline", "airflow.nightly")));
        return ends;
    }),
    EDGE_DELETED((world, chance) -> {
        String ends = chance.one(world.expected.edges.keySet());
        world.deleteEdge(ends);
        return ends;
    });

    @FunctionalInterface
    private interface Play {
        String in(World world, Chance chance);
    }

    private final Play play;

    Event(Play play) {
        this.play = play;
    }

    /**
     * Lets it happen.
     *
     * @return what happened, or null if there is nothing that it could happen to
     */
    String happen(World world, Chance chance) {
        try {
            return this + ": " + play.in(world, chance);
        } catch (Chance.NothingToChooseException nothing) {
            return null;
        }
    }
}
