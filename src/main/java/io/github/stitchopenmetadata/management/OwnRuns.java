package io.github.stitchopenmetadata.management;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.CatalogCalls;
import io.github.stitchopenmetadata.catalog.model.Catalog;
import io.github.stitchopenmetadata.catalog.model.Catalogs;
import io.github.stitchopenmetadata.catalog.model.Fqn;
import io.github.stitchopenmetadata.http.Request;
import io.github.stitchopenmetadata.http.Side;
import io.github.stitchopenmetadata.run.Count;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.text.Explanation;
import io.github.stitchopenmetadata.text.Json;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connector's own runs as OpenMetadata shows those of its ingestion: an ingestion pipeline of the pipeline service. */
public final class OwnRuns {

    private final Catalogs catalogs;
    private final CatalogCalls calls;

    public OwnRuns(Catalogs catalogs, CatalogCalls calls) {
        this.catalogs = catalogs;
        this.calls = calls;
    }

    private static final Logger LOG = LoggerFactory.getLogger(OwnRuns.class);
    private static final String NAME = "stitch-openmetadata";
    private static final int SAMPLE = 10;

    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** Whether the run is shown: it was connected, so that OpenMetadata accepted its token. */
    public boolean isShown(@Variable("run") Run run) {
        return !run.isPreview() && catalog(run) != null;
    }

    /** Whether the run may be shown where earlier ones are: it was stopped before OpenMetadata was asked for anything. */
    public boolean mayBeShown(@Variable("run") Run run) {
        return !run.isPreview() && catalogs.of(run) == null && run.life().refusedBy() != Side.OPENMETADATA;
    }

    /** {@code GET} the ingestion pipeline: a run that was refused makes none. */
    public Request get(@Variable("run") Run run) {
        return calls.ingestionPipeline(fqn(run));
    }

    /** {@code PUT} the ingestion pipeline. */
    public Request put(@Variable("run") Run run) {
        return calls.putIngestionPipeline(pipeline(run));
    }

    /** {@code PUT} how the run went. */
    public Request putStatus(@Variable("run") Run run) {
        return calls.putIngestionStatus(fqn(run), status(run));
    }

    /** @param forAll what is said of all accounts, where this one says nothing itself */
    public boolean areShown(@Variable("run") Run run, boolean forAll) {
        return run.workflow()
                .setting("openmetadata.own.runs")
                .map(Boolean::valueOf)
                .orElse(forAll);
    }

    /** Null where the run was not connected. */
    private Catalog catalog(Run run) {
        return catalogs.isUnconnected(run) ? null : catalogs.of(run);
    }

    /** The full name of the ingestion pipeline, also where the run did not get to see the service. */
    private String fqn(Run run) {
        Catalog catalog = catalog(run);
        return (catalog == null ? Fqn.of(run.workflow().serviceName()) : catalog.serviceFqn()) + "." + NAME;
    }

    /** The ingestion pipeline: without a schedule, so that OpenMetadata never starts it, and without any connection. */
    private JsonNode pipeline(Run run) {
        ObjectNode pipeline = Json.MAPPER
                .createObjectNode()
                .put("name", NAME)
                .put(
                        "description",
                        "The runs of stitch-openmetadata, which keeps the pipelines of this service and their lineage. "
                                + "It is not started from here.")
                .put("pipelineType", "metadata");
        pipeline.putObject("service")
                .put("id", catalog(run).service().path("id").asText())
                .put("type", "pipelineService");
        pipeline.putObject("sourceConfig").putObject("config").put("type", "PipelineMetadata");
        pipeline.putObject("airflowConfig");
        return pipeline;
    }

    /** How the run went. Only said when it is over: one that is killed would run forever. */
    private JsonNode status(Run run) {
        long start = run.life().start().toEpochMilli();
        ObjectNode status = Json.MAPPER
                .createObjectNode()
                .put("runId", run.id())
                .put("pipelineState", state(run))
                .put("startDate", start)
                .put("timestamp", start)
                .put("endDate", start + run.life().took().toMillis());
        if (catalog(run) != null && catalog(run).version().hasStepSummaries()) {
            ArrayNode steps = status.putArray("status");
            steps.addObject()
                    .put("name", "Stitch")
                    .put("records", run.counts().of(Count.SOURCES))
                    .put("filtered", run.counts().of(Count.SOURCES_LEFT_OUT));
            putFailures(
                    run,
                    steps.addObject()
                            .put("name", "OpenMetadata")
                            .put("records", pipelines(run) + run.counts().of(Count.PIPELINES_UNCHANGED))
                            .put("updated_records", pipelines(run))
                            .put("warnings", run.counts().missingCount()));
        }
        return status;
    }

    /** Never a failure of the run. Told once, because it will be the same each time, and not where it only follows from a refusal. */
    public void notReported(@Variable("run") Run run, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception cause) {
        if (catalog(run) != null && told.add(run.workflow().serviceName())) {
            LOG.info(
                    "{}: the run cannot be shown in OpenMetadata (openmetadata.own.runs): {}",
                    run.workflow().file(),
                    Explanation.of(cause));
        } else {
            LOG.debug("The run cannot be shown in OpenMetadata: {}", Explanation.of(cause));
        }
    }

    private static String state(Run run) {
        return run.life().stopped() != null
                ? "failed"
                : run.problems().failureCount() > 0 ? "partialSuccess" : "success";
    }

    private static long pipelines(Run run) {
        return run.counts().of(Count.PIPELINES_CREATED) + run.counts().of(Count.PIPELINES_UPDATED);
    }

    private static void putFailures(Run run, ObjectNode step) {
        step.put("errors", run.problems().failureCount() + (run.life().stopped() == null ? 0 : 1));
        ArrayNode failures = step.putArray("failures");
        if (run.life().stopped() != null) {
            failures.addObject().put("name", "the run").put("error", run.life().stopped());
        }
        run.problems().failures().stream().limit(SAMPLE).forEach(failure -> failures.addObject()
                .put("name", failure.what())
                .put("error", failure.why()));
    }
}
