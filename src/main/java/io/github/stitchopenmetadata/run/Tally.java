package io.github.stitchopenmetadata.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.catalog.edges.EdgeDifference;
import io.github.stitchopenmetadata.catalog.edges.EdgeWrite;
import io.github.stitchopenmetadata.catalog.edges.TableEdges;
import io.github.stitchopenmetadata.catalog.model.KnownPipeline;
import io.github.stitchopenmetadata.catalog.pipeline.Delivery;
import io.github.stitchopenmetadata.catalog.pipeline.Outcome;
import io.github.stitchopenmetadata.catalog.pipeline.PipelineChange;
import io.github.stitchopenmetadata.catalog.pipeline.Retirements;
import io.github.stitchopenmetadata.catalog.register.RegisteredTable;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.stitch.JobsLimitException;
import io.github.stitchopenmetadata.stitch.Source;
import io.github.stitchopenmetadata.stitch.Sources;
import io.github.stitchopenmetadata.text.Explanation;
import io.github.stitchopenmetadata.text.OneLine;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts, for the routes, what a run did, and writes down what a preview would do. */
public final class Tally {

    private static final Logger LOG = LoggerFactory.getLogger(Tally.class);

    public void retirementDecided(Run run, Retirements.Retirement decision) {
        if (decision.withheld() != null) {
            run.note(decision.withheld());
        }
    }

    /** @param what a person should know, or null for nothing */
    public void note(Run run, String what) {
        if (what != null) {
            LOG.warn("{}: {}", run.workflow().file(), what);
            run.note(what);
        }
    }

    /** The limit of Stitch is no fault: lineage does not wait for it. */
    public void loadsUnread(Run run, Exception cause) {
        if (!(cause instanceof JobsLimitException) && run.stopped() == null) {
            run.note(
                    "the loads cannot be read, so that it is not known which streams were never loaded, nor which webhooks and the Import API have: "
                            + Explanation.of(cause));
        }
    }

    /** Told once, however many there are. */
    public void checkUnread(Run run, Source source, Exception cause) {
        if (run.stopped() == null) {
            run.noteOnce(
                    "connection check",
                    "connection checks cannot be read, such as that of " + OneLine.of(source.title())
                            + "; the tags for them stay as they are: " + Explanation.of(cause));
        }
    }

    public void pipelineDeleted(Run run, KnownPipeline pipeline) {
        run.sources().add(SourceLine.deleted(pipeline));
        run.count(Run.Count.PIPELINES_DELETED);
        if (run.isPreview()) {
            run.planned().pipelineDeleted(pipeline.name());
        }
    }

    /**
     * A lineage message has been dealt with, well or not.
     *
     * @param delivery what it came to, null where it came to nothing
     * @param problem  why not all of it arrived, null where it did
     */
    public void messageSettled(Run run, LineageMessage message, Delivery delivery, String problem) {
        run.sources().add(SourceLine.of(message, delivery, problem));
    }

    public void messageParked(Run run) {
        run.count(Run.Count.PARKED);
    }

    /** The limit of Stitch is used up: not a failure, the next run goes on. */
    public void statusLeft(Run run, String left, JobsLimitException limit) {
        run.leave(left + ": " + limit.getMessage() + "; the next run goes on there");
    }

    /** The account is read: so many sources are to come. */
    public void sourcesListed(Run run, Sources sources) {
        run.headway().begin(sources.size(), Instant.now());
    }

    public void streamRead(Run run) {
        run.headway().streamDone();
    }

    public void sourceRead(Run run) {
        run.count(Run.Count.SOURCES);
    }

    public void sourceLeftOut(Run run) {
        run.count(Run.Count.SOURCES_LEFT_OUT);
        run.headway().sourceDone();
    }

    public void resolved(Run run, Delivery delivery) {
        run.missing(delivery.missing());
        run.count(
                Run.Count.COLUMNS_LINKED,
                delivery.edges().stream()
                        .mapToLong(edge -> edge.columns().size())
                        .sum());
        run.droppedColumns().addAll(delivery.dropped());
    }

    public void pipelineUnchanged(Run run, Delivery delivery) {
        delivery.outcome().became(Outcome.Change.UNCHANGED);
        run.count(Run.Count.PIPELINES_UNCHANGED);
        delivery.edges().forEach(edge -> run.count(Run.Count.EDGES_UNCHANGED));
    }

    public void pipelineKept(Run run, Delivery delivery) {
        delivery.outcome().became(Outcome.Change.KEPT);
        run.count(Run.Count.PIPELINES_KEPT);
    }

    /** @param compared the pipeline that the delivery was compared with; null where there was none */
    public void pipelineDelivered(Run run, Delivery delivery, JsonNode compared) {
        boolean isNew = delivery.known() == null;
        delivery.outcome().became(isNew ? Outcome.Change.CREATED : Outcome.Change.UPDATED);
        run.count(isNew ? Run.Count.PIPELINES_CREATED : Run.Count.PIPELINES_UPDATED);
        if (run.isPreview()) {
            run.planned().pipeline(PipelineChange.of(delivery, compared));
        }
    }

    public void tableRegistered(Run run, RegisteredTable table) {
        run.count(Run.Count.TABLES_REGISTERED);
        if (run.isPreview()) {
            run.planned().table(table.fqn());
        }
    }

    /** @param writes what is about to be written; the other wanted edges are there already */
    public void edgesCompared(Run run, TableEdges into, List<EdgeWrite> writes) {
        run.count(
                Run.Count.EDGES_UNCHANGED,
                into.wanted().size()
                        - writes.stream()
                                .filter(write -> write.kind() == EdgeWrite.Kind.DRAW)
                                .count());
    }

    public void edgeWritten(Run run, TableEdges into, EdgeWrite write) {
        run.count(write.kind() == EdgeWrite.Kind.DRAW ? Run.Count.EDGES_DRAWN : Run.Count.EDGES_REMOVED);
        if (run.isPreview()) {
            run.planned().edge(into.source(), EdgeDifference.of(write));
        }
    }

    public void statusDelivered(Run run) {
        run.count(Run.Count.STATUSES);
    }

    public void statusUnchanged(Run run) {
        run.count(Run.Count.STATUSES_UNCHANGED);
    }
}
