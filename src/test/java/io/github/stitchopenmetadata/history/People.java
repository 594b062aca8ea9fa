package io.github.stitchopenmetadata.history;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.sandbox.CatalogEdits;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What people and other tools do in the catalog. */
final class People {

    private People() {
    }

    /** Puts a label on, or takes it off again. */
    static void toggle(ObjectNode labelled, String tag) {
        ArrayNode labels = labelled.withArray("tags");
        for (int i = 0; i < labels.size(); i++) {
            if (labels.path(i).path("tagFQN").asText().equals(tag)) {
                labels.remove(i);
                return;
            }
        }
        labels.add(CatalogEdits.label(tag));
    }

    static String editTask(World world, Chance chance, Consumer<ObjectNode> change) {
        String fqn = chance.one(world.expected.pipelines.keySet());
        List<String> names = new ArrayList<>();
        world.expected.pipelines.get(fqn).path("tasks").forEach(task -> names.add(task.path("name").asText()));
        String name = chance.one(names);
        world.editPipeline(fqn, pipeline -> pipeline.path("tasks").forEach(task -> {
            if (task.path("name").asText().equals(name)) {
                change.accept((ObjectNode) task);
            }
        }));
        return fqn + "." + name;
    }

    /** Adds pairs of columns as another tool would: some of one column, some computed of several. */
    static void addPairs(World world, Chance chance, String ends, ObjectNode details) {
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
