package io.github.stitchopenmetadata.flow.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.sandbox.CatalogEdits;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** What people do to pipelines in the catalog. */
enum PipelineEvent implements Event {
    PIPELINE_DESCRIBED((world, chance) -> {
        String text = "words " + chance.between(1, 1000);
        return edit(world, chance, pipeline -> pipeline.put("description", text)) + " " + text;
    }),
    PIPELINE_RENAMED((world, chance) -> {
        String text = "Our name " + chance.between(1, 1000);
        return edit(world, chance, pipeline -> pipeline.put("displayName", text)) + " " + text;
    }),
    PIPELINE_NAMED_AS_IN_STITCH((world, chance) -> {
        Account.Source source = chance.one(world.account.existing().stream()
                .filter(each -> world.expected.pipelines.containsKey("stitch." + each.name))
                .toList());
        world.editPipeline("stitch." + source.name, pipeline -> pipeline.put("displayName", source.displayName));
        return source.name + " " + source.displayName;
    }),
    PIPELINE_NAME_CLEARED((world, chance) -> edit(world, chance, pipeline -> pipeline.remove("displayName"))),
    PIPELINE_OWNED((world, chance) -> edit(world, chance, world::own)),
    PIPELINE_PUT_INTO_A_DOMAIN((world, chance) -> edit(world, chance, world::putIntoDomain)),
    PIPELINE_TAGGED((world, chance) -> {
        String tag = chance.one("Tier.Tier1", "Tier.Tier2", "PII.None");
        return edit(world, chance, pipeline -> toggle(pipeline, tag)) + " " + tag;
    }),
    PIPELINE_LOST_A_LABEL((world, chance) -> {
        String fqn = chance.one(world.expected.pipelines.keySet());
        String tag = chance.one(values(world.expected.pipelines.get(fqn).path("tags"), "tagFQN"));
        world.editPipeline(fqn, pipeline -> toggle(pipeline, tag));
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
    PIPELINE_MADE_BY_HAND((world, chance) -> {
        // there is a service for it only where there are others
        chance.one(world.expected.pipelines.keySet());
        world.makePipelineByHand();
        return Expected.BY_HAND;
    }),
    TASK_DESCRIBED((world, chance) -> {
        String text = "words " + chance.between(1, 1000);
        return editTask(world, chance, task -> task.put("description", text)) + " " + text;
    }),
    TASK_RENAMED((world, chance) -> {
        String text = "Our name " + chance.between(1, 1000);
        return editTask(world, chance, task -> task.put("displayName", text)) + " " + text;
    }),
    TASK_OWNED((world, chance) -> editTask(world, chance, world::ownTask)),
    TASK_TAGGED((world, chance) -> {
        String tag = chance.one("Tier.Tier1", "Tier.Tier2", "PII.None");
        return editTask(world, chance, task -> toggle(task, tag)) + " " + tag;
    }),
    TASK_LOST_ITS_LABELS((world, chance) -> editTask(world, chance, task -> task.remove("tags")));

    private final Event event;

    PipelineEvent(Event event) {
        this.event = event;
    }

    @Override
    public String in(World world, Chance chance) {
        return event.in(world, chance);
    }

    private static String edit(World world, Chance chance, Consumer<ObjectNode> change) {
        String fqn = chance.one(world.expected.pipelines.keySet());
        world.editPipeline(fqn, change);
        return fqn;
    }

    private static String editTask(World world, Chance chance, Consumer<ObjectNode> change) {
        String fqn = chance.one(world.expected.pipelines.keySet());
        String name = chance.one(values(world.expected.pipelines.get(fqn).path("tasks"), "name"));
        world.editPipeline(fqn, pipeline -> pipeline.path("tasks").forEach(task -> {
            if (task.path("name").asText().equals(name)) {
                change.accept((ObjectNode) task);
            }
        }));
        return fqn + "." + name;
    }

    /** Puts a label on, or takes it off again. */
    private static void toggle(ObjectNode labelled, String tag) {
        ArrayNode labels = labelled.withArray("tags");
        int index = values(labels, "tagFQN").indexOf(tag);
        if (index < 0) {
            labels.add(CatalogEdits.label(tag));
        } else {
            labels.remove(index);
        }
    }

    private static List<String> values(JsonNode array, String field) {
        List<String> values = new ArrayList<>();
        array.forEach(element -> values.add(element.path(field).asText()));
        return values;
    }
}
