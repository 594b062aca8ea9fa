package io.github.stitchopenmetadata.status;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.model.CatalogVersion;
import io.github.stitchopenmetadata.text.Json;
import io.github.stitchopenmetadata.text.OneLine;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The run status of one pipeline as OpenMetadata takes it: one extraction job with the loads that followed it. */
final class StatusBody {

    private final Extraction extraction;
    private final String logLink;
    private final ArrayNode tasks = Json.MAPPER.createArrayNode();
    private String failedTask;
    private String failedLoad;
    private int failedLoads;

    /** @param logLink leads to the job in the Stitch app */
    private StatusBody(Extraction extraction, String logLink) {
        this.extraction = extraction;
        this.logLink = logLink;
    }

    /**
     * @param tasks of the pipeline in the catalog, which takes no others
     * @param loads the last ones of these
     */
    static ObjectNode of(
            Extraction extraction,
            List<String> tasks,
            Map<String, Load> loads,
            String logLink,
            CatalogVersion version) {
        StatusBody body = new StatusBody(extraction, logLink);
        tasks.forEach(task -> body.add(task, loads.get(task)));
        return body.json(version);
    }

    private void add(String task, Load load) {
        ExecutionStatus status = Load.status(load, extraction);
        ObjectNode json = tasks.addObject()
                .put("name", task)
                .put("executionStatus", status.toString())
                .put("startTime", extraction.startedAt().toEpochMilli())
                .put("logLink", logLink);
        putIfKnown(json, "endTime", end(load));
        if (extraction.status() == ExecutionStatus.SUCCESSFUL
                && status == ExecutionStatus.FAILED
                && failedLoads++ == 0) {
            failedTask = task;
            failedLoad = load.error();
        }
    }

    /** The start of the job is its key: delivering the same job again replaces it. */
    private ObjectNode json(CatalogVersion version) {
        ObjectNode body = Json.MAPPER
                .createObjectNode()
                .put("timestamp", extraction.startedAt().toEpochMilli())
                .put("executionStatus", (failedLoads > 0 ? ExecutionStatus.FAILED : extraction.status()).toString());
        body.set("taskStatus", tasks);
        if (version.hasExecutionDetails()) {
            if (!extraction.jobName().isEmpty()) {
                body.put("executionId", extraction.jobName());
            }
            putIfKnown(body, "endTime", extraction.completedAt());
            if (extraction.error() != null) {
                body.putObject("error").put("errorMessage", extraction.error());
            } else if (failedLoads > 0) {
                String others = failedLoads == 1 ? "" : " (and " + (failedLoads - 1) + " more)";
                body.putObject("error")
                        .put("errorMessage", OneLine.of(failedTask + others + ": " + failedLoad))
                        .put("failedTask", failedTask);
            }
        }
        return body;
    }

    private Instant end(Load load) {
        boolean loadedSince =
                load != null && !load.failed() && load.isSince(extraction) && extraction.completedAt() != null;
        return loadedSince ? Instant.ofEpochMilli(load.loadedAt()) : extraction.completedAt();
    }

    private static void putIfKnown(ObjectNode json, String field, Instant time) {
        if (time != null) {
            json.put(field, time.toEpochMilli());
        }
    }
}
