package io.github.stitchopenmetadata.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.CatalogVersion;
import io.github.stitchopenmetadata.catalog.Fqn;
import io.github.stitchopenmetadata.catalog.PipelineStatus;
import io.github.stitchopenmetadata.http.InvalidAnswerException;
import io.github.stitchopenmetadata.http.Json;
import io.github.stitchopenmetadata.http.OneLine;
import io.github.stitchopenmetadata.stitch.Source;
import io.github.stitchopenmetadata.stitch.StitchUris;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts together what the run status of an account is made of: its sources, their pipelines in the catalog, the last load
 * of each stream, and then the extractions, page by page.
 */
public final class StatusBook {

    private record Task(String name, String stream) {

        /** The two are mostly the same text, and an account has many. */
        private Task {
            stream = stream.equals(name) ? name : stream;
        }
    }

    private record Pipeline(String fqn, List<Task> tasks) {
    }

    private final CatalogVersion version;
    private final Map<Long, Source> sources = new HashMap<>();
    private final Map<String, Map<String, Load>> loads = new HashMap<>();
    private final Map<String, Pipeline> pipelines = new HashMap<>();

    /** @param account the answer of {@code GET /v4/sources} */
    StatusBook(CatalogVersion version, Iterable<JsonNode> account) {
        this.version = version;
        for (JsonNode json : account) {
            try {
                Source source = Source.of(json);
                if (!source.isDeleted()) {
                    sources.put(source.id(), source);
                    loads.put(source.name(), new HashMap<>());
                }
            } catch (InvalidAnswerException unreadable) {
                // the lineage run reports such a source; it has no pipeline that a status could go to
            }
        }
    }

    /** The account's number, which the addresses of extractions and loads hold; 0 where there is no source. */
    long clientId() {
        return sources.values().stream().mapToLong(Source::clientId).findFirst().orElse(0);
    }

    /** @param page pipelines of our service as the server lists them with {@code fields=tasks} */
    void addPipelines(List<JsonNode> page) {
        for (JsonNode json : page) {
            List<Task> tasks = new ArrayList<>();
            json.path("tasks").forEach(task -> tasks.add(new Task(task.path("name").asText(),
                    task.path("displayName").asText(task.path("name").asText()))));
            pipelines.put(json.path("name").asText(), new Pipeline(json.path("fullyQualifiedName").asText(), tasks));
        }
    }

    /** @param page of loads; those of sources that are gone are passed over */
    void addLoads(List<JsonNode> page) {
        for (JsonNode json : page) {
            Map<String, Load> ofSource = loads.get(json.path("source_name").asText());
            if (ofSource != null) {
                ofSource.put(json.path("stream_name").asText(), Load.of(json));
            }
        }
    }

    /**
     * @param page of extractions
     * @return the status of each pipeline that the page tells of
     */
    List<PipelineStatus> statuses(List<JsonNode> page) {
        List<PipelineStatus> statuses = new ArrayList<>();
        for (JsonNode json : page) {
            Extraction extraction = Extraction.of(json);
            Source source = extraction == null ? null : sources.get(extraction.sourceId());
            Pipeline pipeline = source == null ? null : pipelines.get(Fqn.name(source.name(), version.nameLimit()));
            if (pipeline != null) {
                statuses.add(new PipelineStatus(pipeline.fqn, body(extraction, source, pipeline)));
            }
        }
        return statuses;
    }

    /** The start of the job is its key: delivering the same job again replaces it. */
    private ObjectNode body(Extraction extraction, Source source, Pipeline pipeline) {
        String log = StitchUris.app(source.clientId(), source.id());
        ArrayNode tasks = Json.MAPPER.createArrayNode();
        ExecutionStatus overall = extraction.status();
        for (Task task : pipeline.tasks) {
            Load load = loads.get(source.name()).get(task.stream);
            ExecutionStatus status = Load.status(load, extraction);
            overall = overall == ExecutionStatus.SUCCESSFUL ? status : overall;
            ObjectNode json = tasks.addObject().put("name", task.name).put("executionStatus", status.toString())
                    .put("startTime", extraction.startedAt().toEpochMilli()).put("logLink", log);
            putIfKnown(json, "endTime", end(load, extraction));
        }
        ObjectNode body = Json.MAPPER.createObjectNode()
                .put("timestamp", extraction.startedAt().toEpochMilli())
                .put("executionStatus", overall.toString());
        body.set("taskStatus", tasks);
        if (version.hasExecutionDetails()) {
            body.put("executionId", extraction.jobName());
            putIfKnown(body, "endTime", extraction.completedAt());
            if (extraction.error() != null) {
                body.putObject("error").put("errorMessage", OneLine.of(extraction.error()));
            }
        }
        return body;
    }

    private static Instant end(Load load, Extraction extraction) {
        boolean loadedSince = load != null && load.loadedAt() != null && load.loadedAt().isAfter(extraction.startedAt());
        return loadedSince ? load.loadedAt() : extraction.completedAt();
    }

    private static void putIfKnown(ObjectNode json, String field, Instant time) {
        if (time != null) {
            json.put(field, time.toEpochMilli());
        }
    }
}
