package io.github.stitchopenmetadata.status;

import com.fasterxml.jackson.core.type.TypeReference;
import io.github.stitchopenmetadata.catalog.CatalogCalls;
import io.github.stitchopenmetadata.catalog.model.Catalog;
import io.github.stitchopenmetadata.catalog.model.Fqn;
import io.github.stitchopenmetadata.http.CallFailedException;
import io.github.stitchopenmetadata.http.OwnOrigin;
import io.github.stitchopenmetadata.http.Paged;
import io.github.stitchopenmetadata.http.Side;
import io.github.stitchopenmetadata.state.StateStore;
import io.github.stitchopenmetadata.stitch.StitchCalls;
import io.github.stitchopenmetadata.text.InvalidAnswerException;
import io.github.stitchopenmetadata.workflow.Workflow;
import io.github.stitchopenmetadata.workflow.WorkflowRun;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins a {@link StatusCycle}, or goes on with the one that an earlier process left. Where it has come to is kept after
 * each page: Stitch's limit makes a large account a matter of hours, and of several processes where each does one pass.
 */
public final class StatusCycles {

    private static final Logger LOG = LoggerFactory.getLogger(StatusCycles.class);
    private static final TypeReference<Position> POSITION = new TypeReference<>() {};
    /** A position that is older is given up. A daily pass that comes somewhat later than the day before still goes on. So is one from as far ahead: nobody knows how old it is. */
    private static final Duration KEPT = Duration.ofHours(36);

    private final StateStore files;
    private final StitchCalls stitch;
    private final CatalogCalls catalog;
    private final Clock clock;

    public StatusCycles(StateStore files, StitchCalls stitch, CatalogCalls catalog) {
        this(files, stitch, catalog, files.clock());
    }

    StatusCycles(StateStore files, StitchCalls stitch, CatalogCalls catalog, Clock clock) {
        this.files = files;
        this.stitch = stitch;
        this.catalog = catalog;
        this.clock = clock;
    }

    /** @param book takes the loads that were read before */
    public StatusCycle open(@Variable("run") WorkflowRun run, @Body StatusBook book) {
        Workflow workflow = run.workflow();
        StatusCycle cycle = new StatusCycle(file(workflow, book), book);
        run.reads(cycle::left);
        Position position = files.locked(() -> files.read(cycle.file(), POSITION));
        if (position != null && Math.abs(clock.millis() - position.savedAt()) <= KEPT.toMillis()) {
            try {
                resume(cycle, position, workflow);
            } catch (InvalidAnswerException unusable) {
                LOG.warn("{} is not used, run status starts anew: {}", cycle.file(), unusable.getMessage());
            }
        }
        return cycle;
    }

    public boolean lacksLoads(StatusCycle cycle) {
        return !cycle.loads().complete();
    }

    /** The pages of loads that are still to be read, into the cycle, which is kept after each of them. */
    public Paged loads(StatusCycle cycle) {
        return stitch.loads(cycle.book().clientId(), cycle.loads().next(), (records, list) -> {
            cycle.loadsRead(records, list);
            keep(cycle);
        });
    }

    /** The pipelines with their tasks, and the status that each has, into the cycle. */
    public Paged pipelines(StatusCycle cycle) {
        return catalog.pipelinesWithStatus(cycle.book().catalog(), cycle.book()::addPipelines);
    }

    /** Whether pipelines were made in the run, which may have runs from before. */
    public boolean mayHaveFormer(Catalog made) {
        return !made.newPipelines().isEmpty();
    }

    /** The run status that the pipelines have which were made in the run; none yet. */
    public FormerStatuses former(Catalog made) {
        return new FormerStatuses(made);
    }

    /** The pipelines with the status that each has, into the statuses. */
    public Paged pipelinesOf(FormerStatuses former) {
        return catalog.pipelinesWithStatus(former.catalog(), former::add);
    }

    /** The pages of extractions that are still to be read, one at a time into the cycle. */
    public Paged extractions(StatusCycle cycle) {
        return stitch.extractions(cycle.book().clientId(), cycle.extractions().next(), cycle::extractionsRead);
    }

    /** @return the statuses of the page of extractions that was just read, oldest first, each made when it is asked for */
    public Iterator<StatusDelivery> statuses(StatusCycle cycle) {
        return cycle.statuses();
    }

    /** The statuses of the page have been delivered: the next process goes on behind it. */
    public void pageDelivered(StatusCycle cycle) {
        cycle.pageDelivered();
        if (!cycle.extractions().complete()) {
            keep(cycle);
        }
    }

    /** All has been read: the next cycle starts from the beginning. */
    public void end(StatusCycle cycle) {
        files.locked(() -> {
            files.delete(cycle.file());
            return null;
        });
    }

    /** Gives a position up where Stitch has no page any more: the next pass would meet with the same. */
    public void failed(StatusCycle cycle, Exception cause) {
        // Camel puts exceptions of its own around what the reading of a page throws
        CallFailedException call = ObjectHelper.getException(CallFailedException.class, cause);
        boolean gone = ObjectHelper.getException(InvalidAnswerException.class, cause) != null
                || (call != null && call.getSide() == Side.STITCH && call.isFinal());
        if (gone) {
            end(cycle);
        }
    }

    /** What is left to be read, in words. */
    public String left(StatusCycle cycle) {
        return cycle.left();
    }

    /** @throws InvalidAnswerException for a position that leads to another server */
    private void resume(StatusCycle cycle, Position position, Workflow workflow) {
        for (PagesRead progress : List.of(position.loads(), position.extractions())) {
            if (progress.next() != null) {
                OwnOrigin.follow(Side.STITCH, workflow.stitch().baseUrl(), progress.next());
            }
        }
        cycle.goOnFrom(position);
    }

    private void keep(StatusCycle cycle) {
        files.locked(() -> {
            files.write(cycle.file(), cycle.position(clock.millis()));
            return null;
        });
    }

    /** An account may go to several catalogs, each of which needs all pages; and so does a run that is limited to some sources. */
    private static String file(Workflow workflow, StatusBook book) {
        String place =
                workflow.stitch().baseUrl() + " " + workflow.openMetadata().baseUrl() + " " + workflow.serviceName();
        if (!book.selection().isEmpty()) {
            place += " " + book.selection();
        }
        return "run-status-" + book.clientId() + "-" + Fqn.hash(place).substring(0, 12) + ".json";
    }
}
