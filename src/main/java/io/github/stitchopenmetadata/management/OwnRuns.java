package io.github.stitchopenmetadata.management;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.model.Catalog;
import io.github.stitchopenmetadata.catalog.model.Fqn;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.run.Run.Count;
import io.github.stitchopenmetadata.text.Explanation;
import io.github.stitchopenmetadata.text.Json;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connector's own runs as OpenMetadata shows those of its ingestion: an ingestion pipeline of the pipeline service. */
public final class OwnRuns {

    private static final Logger LOG = LoggerFactory.getLogger(OwnRuns.class);
    private static final String NAME = "stitch-openmetadata";
    private static final int SAMPLE = 10;

    private final Clock clock = Clock.systemUTC();
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** The full name of the ingestion pipeline, also where the run did not get to see the service. */
    public String fqn(Run run) {
        Catalog catalog = run.catalog();
        return (catalog == null ? Fqn.of(run.workflow().serviceName()) : catalog.serviceFqn()) + "." + NAME;
    }

    /** The ingestion pipeline: without a schedule, so that OpenMetadata never starts it, and without any connection. */
    public JsonNode pipeline(Run run) {
        ObjectNode pipeline = Json.MAPPER
                .createObjectNode()
                .put("name", NAME)
                .put(
                        "description",
                        "The runs of stitch-openmetadata, which keeps the pipelines of this service and their lineage. "
                                + "It is not started from here.")
                .put("pipelineType", "metadata");
        pipeline.putObject("service").put("id", run.catalog().serviceId()).put("type", "pipelineService");
        pipeline.putObject("sourceConfig").putObject("config").put("type", "PipelineMetadata");
        pipeline.putObject("airflowConfig");
        return pipeline;
    }

    /** How the run went. Only said when it is over: one that is killed would run forever. */
    public JsonNode status(Run run) {
        long start = run.time().start().toEpochMilli();
        ObjectNode status = Json.MAPPER
                .createObjectNode()
                .put("runId", run.id())
                .put("pipelineState", state(run))
                .put("startDate", start)
                .put("timestamp", start)
                .put("endDate", clock.millis());
        if (run.catalog() != null && run.catalog().version().hasStepSummaries()) {
            ArrayNode steps = status.putArray("status");
            steps.addObject()
                    .put("name", "Stitch")
                    .put("records", run.counted(Count.SOURCES))
                    .put("filtered", run.counted(Count.SOURCES_LEFT_OUT));
            putFailures(
                    run,
                    steps.addObject()
                            .put("name", "OpenMetadata")
                            .put("records", pipelines(run) + run.counted(Count.PIPELINES_UNCHANGED))
                            .put("updated_records", pipelines(run))
                            .put(
                                    "warnings",
                                    run.missing().values().stream()
                                            .mapToLong(Long::longValue)
                                            .sum()));
        }
        return status;
    }

    /** Never a failure of the run. Told once, because it will be the same each time, and not where it only follows from a refusal. */
    public void notReported(Run run, Exception cause) {
        if (run.catalog() != null && told.add(run.workflow().serviceName())) {
            LOG.info(
                    "{}: the run cannot be shown in OpenMetadata (openmetadata.own.runs): {}",
                    run.workflow().file(),
                    Explanation.of(cause));
        } else {
            LOG.debug("The run cannot be shown in OpenMetadata: {}", Explanation.of(cause));
        }
    }

    private static String state(Run run) {
        return run.stopped() != null ? "failed" : run.failureCount() > 0 ? "partialSuccess" : "success";
    }

    private static long pipelines(Run run) {
        return run.counted(Count.PIPELINES_CREATED) + run.counted(Count.PIPELINES_UPDATED);
    }

    private static void putFailures(Run run, ObjectNode step) {
        step.put("errors", run.failureCount() + (run.stopped() == null ? 0 : 1));
        ArrayNode failures = step.putArray("failures");
        if (run.stopped() != null) {
            failures.addObject().put("name", "the run").put("error", run.stopped());
        }
        run.failures().stream().limit(SAMPLE).forEach(failure -> failures.addObject()
                .put("name", failure.what())
                .put("error", failure.why()));
    }
}
