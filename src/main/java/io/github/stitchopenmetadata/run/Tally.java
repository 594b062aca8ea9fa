package io.github.stitchopenmetadata.run;

import io.github.stitchopenmetadata.catalog.edges.EdgeDifference;
import io.github.stitchopenmetadata.catalog.edges.EdgeWrite;
import io.github.stitchopenmetadata.catalog.edges.EdgeWrites;
import io.github.stitchopenmetadata.catalog.pipeline.Delivery;
import io.github.stitchopenmetadata.catalog.pipeline.Outcome;
import io.github.stitchopenmetadata.catalog.pipeline.PipelineChange;
import io.github.stitchopenmetadata.catalog.pipeline.RetiredPipeline;
import io.github.stitchopenmetadata.catalog.pipeline.Retirements;
import io.github.stitchopenmetadata.catalog.register.TableRegistration;
import io.github.stitchopenmetadata.catalog.resolve.Resolution;
import io.github.stitchopenmetadata.lineage.SourceParts;
import io.github.stitchopenmetadata.stitch.Account;
import io.github.stitchopenmetadata.stitch.JobsLimitException;
import io.github.stitchopenmetadata.stitch.SourceExtraction;
import io.github.stitchopenmetadata.text.Explanation;
import io.github.stitchopenmetadata.text.OneLine;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts, for the routes, what a run did, and writes down what a preview would do. */
public final class Tally {

    private static final Logger LOG = LoggerFactory.getLogger(Tally.class);

    /** @param what a person should know; "" for nothing */
    public void note(@Body String what, @Variable("run") Run run) {
        if (!what.isEmpty()) {
            LOG.warn("{}: {}", run.workflow().file(), what);
            run.problems().note(what);
        }
    }

    /** The account is read: so many sources are to come. */
    public void sourcesListed(@Body Account account, @Variable("run") Run run) {
        run.counts().progress().begin(account.sources().size(), run.life().now());
    }

    /** The limit of Stitch is no fault: lineage does not wait for it. */
    public void loadsUnread(@Variable("run") Run run, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception cause) {
        if (ObjectHelper.getException(JobsLimitException.class, cause) == null
                && run.life().stopped() == null) {
            run.problems()
                    .note(
                            "the loads cannot be read, so that it is not known which streams were never loaded, nor which webhooks and the Import API have: "
                                    + Explanation.of(cause));
        }
    }

    /** Told once, however many there are. */
    public void checkUnread(Run run, SourceExtraction extraction, Exception cause) {
        if (run.life().stopped() == null) {
            run.problems()
                    .noteOnce(
                            "connection check",
                            "connection checks cannot be read, such as that of " + OneLine.of(extraction.title())
                                    + "; the tags for them stay as they are: " + Explanation.of(cause));
        }
    }

    /**
     * Told once for each kind, however many there are.
     *
     * @param what is asked for, in the plural
     */
    public void unanswered(Run run, String what, SourceExtraction extraction, Exception cause) {
        if (run.life().stopped() == null) {
            String cost = extraction.isPartial()
                    ? "; what the catalog has of it stays as it is: "
                    : "; without it its edges may be missing: ";
            run.problems()
                    .noteOnce(
                            what + cost,
                            what + " cannot be read, such as that of " + OneLine.of(extraction.title()) + cost
                                    + Explanation.of(cause));
        }
    }

    public void streamRead(@Variable("run") Run run) {
        run.counts().progress().streamDone();
    }

    public void sourceRead(@Variable("run") Run run) {
        run.counts().add(Count.SOURCES);
    }

    public void sourceLeftOut(@Variable("run") Run run) {
        run.counts().add(Count.SOURCES_LEFT_OUT);
        run.counts().progress().sourceDone();
    }

    /** The tables of a share of a source were looked for. */
    public void resolved(@Body Resolution resolution, @Variable("run") Run run) {
        run.counts().missing(resolution.missing());
        run.counts()
                .add(
                        Count.COLUMNS_LINKED,
                        resolution.edges().stream()
                                .mapToLong(edge -> edge.columns().size())
                                .sum());
        run.counts().droppedColumns().addAll(resolution.dropped());
    }

    public void tableRegistered(Run run, TableRegistration registration) {
        run.counts().add(Count.TABLES_REGISTERED);
        if (run.isPreview()) {
            run.counts().planned().table(registration.table().fqn());
        }
    }

    /** The edges into a table were compared with those that are wanted. */
    public void edgesCompared(@Body EdgeWrites writes, @Variable("run") Run run) {
        run.counts().add(Count.EDGES_UNCHANGED, writes.unchanged());
    }

    public void edgeWritten(@Variable("run") Run run, @Variable("written") EdgeWrite write) {
        run.counts().add(write.kind() == EdgeWrite.Kind.DRAW ? Count.EDGES_DRAWN : Count.EDGES_REMOVED);
        if (run.isPreview()) {
            run.counts().planned().edge(write.into().source(), EdgeDifference.of(write));
        } else if (write.before().details() != null) {
            // an edge that was not there loses nothing
            run.counts().removals().add(EdgeDifference.of(write));
        }
    }

    public void retirementDecided(@Body Retirements.Retirement decision, @Variable("run") Run run) {
        if (!decision.withheld().isEmpty()) {
            run.problems().note(decision.withheld());
        }
    }

    public void pipelineDeleted(@Body RetiredPipeline retired, @Variable("run") Run run) {
        run.counts().sources().add(SourceLine.deleted(retired.pipeline()));
        run.counts().add(Count.PIPELINES_DELETED);
        if (run.isPreview()) {
            run.counts().planned().pipelineDeleted(retired.pipeline().name());
        }
    }

    /** @return what becomes of a source, of which nothing is known yet */
    public SourceResult sourceTaken(SourceParts parts) {
        return new SourceResult(parts);
    }

    /** The source has been delivered, all of it or in part. */
    public void sourceDelivered(Run run, SourceResult result, Delivery delivery) {
        delivery.outcome().became(delivery.change());
        result.delivered(delivery);
        switch (delivery.change()) {
            case CREATED -> run.counts().add(Count.PIPELINES_CREATED);
            case UPDATED -> run.counts().add(Count.PIPELINES_UPDATED);
            case KEPT -> run.counts().add(Count.PIPELINES_KEPT);
            case UNCHANGED -> {
                run.counts().add(Count.PIPELINES_UNCHANGED);
                if (delivery.written() == null) {
                    // else they were compared one by one
                    run.counts().add(Count.EDGES_UNCHANGED, delivery.edges().size());
                    run.counts().edgeLosses().seen(delivery.edges().size());
                }
            }
        }
        if (run.isPreview() && delivery.written() != null && delivery.change() != Outcome.Change.UNCHANGED) {
            run.counts().planned().pipeline(PipelineChange.of(delivery, delivery.compared()));
        }
    }

    /** The source is dealt with elsewhere, or later. */
    public void sourceLetGo(Run run) {
        run.life().letGo();
        run.counts().progress().sourceDone();
    }

    /** The source has been dealt with, well or not. */
    public void sourceDone(Run run, SourceResult result) {
        run.counts().progress().sourceDone();
        run.counts().sources().add(SourceLine.of(result.parts(), result.delivery(), result.failure()));
    }

    public void deadLetterKept(@Variable("run") Run run) {
        run.counts().add(Count.DEAD_LETTERS);
    }

    /** The limit of Stitch is used up: not a failure, the next run goes on. */
    public void statusLeft(Run run, String left, Exception limit) {
        run.problems().leave(left + ": " + Explanation.of(limit) + "; the next run goes on there");
    }

    /** @param written whether a run status was written; else the catalog had it already */
    public void statusDone(Run run, boolean written) {
        run.counts().add(written ? Count.STATUSES : Count.STATUSES_UNCHANGED);
    }
}
