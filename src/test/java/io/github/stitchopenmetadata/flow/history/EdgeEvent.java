package io.github.stitchopenmetadata.flow.history;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/** What people and other tools do to edges in the catalog. */
enum EdgeEvent implements Event {
    EDGE_DRAWN_BY_HAND((world, chance) -> {
        String ends = chance.one(world.pairs());
        ObjectNode details = JsonNodeFactory.instance.objectNode();
        if (world.version.atLeast(1, 2)) {
            details.put("source", "Manual");
        }
        if (chance.inPercent(30)) {
            addColumns(world, chance, ends, details);
        }
        world.drawEdge(ends, details);
        return ends + " " + details;
    }),
    EDGE_DRAWN_BY_A_TOOL((world, chance) -> {
        String ends = chance.one(world.pairs());
        ObjectNode details =
                JsonNodeFactory.instance.objectNode().put("sqlQuery", "insert no. " + chance.between(1, 1000));
        if (world.version.atLeast(1, 2)) {
            details.put("source", chance.one("QueryLineage", "DbtLineage"));
        }
        if (chance.inPercent(50)) {
            addColumns(world, chance, ends, details);
        }
        if (chance.inPercent(30)) {
            details.set("pipeline", world.anotherPipeline());
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
        List<String> pairs = world.pairs();
        String ends = chance.one(
                world.expected.edges.keySet().stream().filter(pairs::contains).toList());
        ObjectNode added = JsonNodeFactory.instance.objectNode();
        addColumns(world, chance, ends, added);
        world.editEdge(ends, details -> added.path("columnsLineage").forEach(details.withArray("columnsLineage")::add));
        return ends + " " + added;
    }),
    EDGE_GOT_ANOTHER_PIPELINE((world, chance) -> {
        String ends = chance.one(world.expected.edges.keySet());
        world.editEdge(ends, details -> details.set("pipeline", world.anotherPipeline()));
        return ends;
    }),
    EDGE_DELETED((world, chance) -> {
        String ends = chance.one(world.expected.edges.keySet());
        world.deleteEdge(ends);
        return ends;
    });

    private final Event event;

    EdgeEvent(Event event) {
        this.event = event;
    }

    @Override
    public String in(World world, Chance chance) {
        return event.in(world, chance);
    }

    /** Adds pairs of columns: some of one column, some of several, some computed. */
    private static void addColumns(World world, Chance chance, String ends, ObjectNode details) {
        Tables.Table from = world.tables.find(World.from(ends));
        Tables.Table to = world.tables.find(World.to(ends));
        for (int i = chance.between(1, 2); i > 0; i--) {
            ObjectNode entry = details.withArray("columnsLineage").addObject();
            ArrayNode columns = entry.putArray("fromColumns").add(from.column(chance.one(from.columns())));
            entry.put("toColumn", to.column(chance.one(to.columns())));
            if (chance.inPercent(30)) {
                entry.put("function", "upper");
            }
            if (chance.inPercent(30)) {
                columns.add(from.column(chance.one(from.columns())));
            }
        }
    }
}
