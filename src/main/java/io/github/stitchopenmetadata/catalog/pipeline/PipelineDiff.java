package io.github.stitchopenmetadata.catalog.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.catalog.model.CatalogVersion;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a delivery changes in a pipeline that is there, field by field: by PUT, and by the patch that follows it. */
final class PipelineDiff {

    private final Delivery delivery;
    private final JsonNode stored;
    private final List<FieldChange> changes = new ArrayList<>();
    private final Set<String> takenOff = new HashSet<>();
    private final Map<String, JsonNode> patched = new HashMap<>();

    private PipelineDiff(Delivery delivery, JsonNode stored) {
        this.delivery = delivery;
        this.stored = stored;
        JsonNode patch = Corrections.of(delivery, stored);
        if (patch != null) {
            patch.forEach(step -> {
                switch (step.path("op").asText()) {
                    case "test" ->
                        takenOff.add(step.path("path").asText().replaceFirst("/\\d+/tagFQN$", "/")
                                + step.path("value").asText());
                    case "add" -> patched.put(step.path("path").asText().substring(1), step.path("value"));
                    default -> {}
                }
            });
        }
    }

    /**
     * @param stored the pipeline before PUT, with tasks, tags, owners and domains
     * @return the fields that change; none where only edges do, or only the seal
     */
    static List<FieldChange> of(Delivery delivery, JsonNode stored) {
        return new PipelineDiff(delivery, stored).changes();
    }

    private List<FieldChange> changes() {
        JsonNode wanted = delivery.pipeline();
        CatalogVersion version = delivery.version();
        add("deleted", stored.path("deleted").asBoolean() ? "true" : "false", "false");
        String name = stored.path("displayName").asText("");
        add(
                "displayName",
                name,
                name.isEmpty()
                        ? delivery.displayName()
                        : patched.getOrDefault("displayName", stored.path("displayName"))
                                .asText());
        add(version.pipelineUrlField(), address(stored), address(wanted));
        add("startDate", time(stored), time(wanted));
        Stream.of("scheduleInterval", "state")
                .forEach(field -> add(
                        field, stored.path(field).asText(""), wanted.path(field).asText("")));
        tags("tags", "/tags/", stored, wanted);
        delivery.references().fieldNames().forEachRemaining(this::reference);
        tasks(wanted);
        return changes;
    }

    private void tasks(JsonNode wanted) {
        Map<String, JsonNode> before = new HashMap<>();
        Map<String, Integer> places = new HashMap<>();
        stored.path("tasks").forEach(task -> {
            places.put(task.path("name").asText(), places.size());
            before.put(task.path("name").asText(), task);
        });
        for (JsonNode task : wanted.path("tasks")) {
            String name = task.path("name").asText();
            JsonNode same = before.remove(name);
            if (same == null) {
                add("task " + name, "", "there");
            } else {
                add(
                        "taskType of task " + name,
                        same.path("taskType").asText(""),
                        task.path("taskType").asText(""));
                tags("tags of task " + name, "/tasks/" + places.get(name) + "/tags/", same, task);
            }
        }
        before.keySet().stream().sorted().forEach(name -> add("task " + name, "there", ""));
    }

    /** PUT adds tags, and only the patch takes any off. */
    private void tags(String field, String path, JsonNode before, JsonNode wanted) {
        TreeSet<String> tags = new TreeSet<>(before.path("tags").findValuesAsText("tagFQN"));
        TreeSet<String> after = new TreeSet<>(tags);
        after.addAll(wanted.path("tags").findValuesAsText("tagFQN"));
        after.removeIf(tag -> takenOff.contains(path + tag));
        add(field, String.join(", ", tags), String.join(", ", after));
    }

    private void reference(String field) {
        if (patched.containsKey(field)) {
            add(field, names(stored.path(field)), names(patched.get(field)));
        }
    }

    private String names(JsonNode references) {
        List<String> names = new ArrayList<>();
        (references.isObject() ? List.of(references) : references)
                .forEach(reference -> names.add(reference.path("type").asText() + " "
                        + reference
                                .path("name")
                                .asText(delivery.plan()
                                        .catalog()
                                        .nameOf(reference.path("id").asText()))));
        return String.join(", ", names);
    }

    private void add(String field, String before, String after) {
        if (!before.equals(after)) {
            changes.add(new FieldChange(field, before, after));
        }
    }

    /** Without the seal that old servers keep in it. */
    private String address(JsonNode pipeline) {
        return pipeline.path(delivery.version().pipelineUrlField()).asText("").replaceFirst("#.*", "");
    }

    /** Servers tell it as a text or as a number of milliseconds. */
    private static String time(JsonNode pipeline) {
        JsonNode date = pipeline.path("startDate");
        try {
            return date.isNumber()
                    ? Instant.ofEpochMilli(date.longValue()).toString()
                    : date.isTextual()
                            ? OffsetDateTime.parse(date.textValue()).toInstant().toString()
                            : "";
        } catch (DateTimeException other) {
            return date.asText();
        }
    }
}
