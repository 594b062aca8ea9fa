package io.github.stitchopenmetadata.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.model.Catalog;
import io.github.stitchopenmetadata.catalog.model.PipelineStatus;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * The last run status of the pipelines that a run made. Servers keep the runs of a pipeline that was deleted for good under its name,
 * and show none of them for one that was made anew before a status is written to it. One thread at a time.
 */
public final class FormerStatuses implements Iterable<PipelineStatus> {

    private record FormerStatus(String pipelineFqn, JsonNode body) implements PipelineStatus {

        @Override
        public boolean inBulk() {
            return false;
        }
    }

    private final Catalog catalog;
    private final List<PipelineStatus> statuses = new ArrayList<>();

    FormerStatuses(Catalog catalog) {
        this.catalog = catalog;
    }

    Catalog catalog() {
        return catalog;
    }

    /** @param page pipelines of our service as the server lists them with {@code fields=tasks,pipelineStatus} */
    void add(List<JsonNode> page) {
        for (JsonNode pipeline : page) {
            String fqn = pipeline.path("fullyQualifiedName").asText();
            JsonNode status = pipeline.path("pipelineStatus");
            if (status.path("timestamp").canConvertToLong()
                    && catalog.newPipelines().contains(fqn)) {
                statuses.add(new FormerStatus(fqn, of(status, pipeline.path("tasks"))));
            }
        }
    }

    /** Without tasks that the new pipeline has not: servers refuse them. */
    private static JsonNode of(JsonNode stored, JsonNode tasks) {
        Set<String> names = new HashSet<>(tasks.findValuesAsText("name"));
        ObjectNode status = stored.deepCopy();
        ArrayNode known = status.putArray("taskStatus");
        stored.path("taskStatus").forEach(task -> {
            if (names.contains(task.path("name").asText())) {
                known.add(task);
            }
        });
        return status;
    }

    @Override
    public Iterator<PipelineStatus> iterator() {
        return statuses.iterator();
    }
}
