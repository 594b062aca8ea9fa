package io.github.stitchopenmetadata.status;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.catalog.model.Fqn;
import io.github.stitchopenmetadata.http.CallFailedException;
import io.github.stitchopenmetadata.http.Pages;
import io.github.stitchopenmetadata.http.Side;
import io.github.stitchopenmetadata.state.StateFiles;
import io.github.stitchopenmetadata.stitch.StitchUris;
import io.github.stitchopenmetadata.text.InvalidAnswerException;
import io.github.stitchopenmetadata.workflow.Workflow;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins a {@link StatusCycle}, or goes on with the one that an earlier process left. Where it has come to is kept after
 * each page: Stitch's limit makes a large account a matter of hours, and of several processes where each does one pass.
 */
public final class StatusCycles {

    private static final Logger LOG = LoggerFactory.getLogger(StatusCycles.class);
    private static final TypeReference<Position> POSITION = new TypeReference<>() {};
    /** A position that is older is given up. A daily pass that comes somewhat later than the day before still goes on. */
    private static final Duration KEPT = Duration.ofHours(36);

    private final StateFiles files;
    private final Clock clock;
    private final StitchUris uris = new StitchUris();

    public StatusCycles(StateFiles files) {
        this(files, Clock.systemUTC());
    }

    StatusCycles(StateFiles files, Clock clock) {
        this.files = files;
        this.clock = clock;
    }

    /** @param book takes the loads that were read before */
    public StatusCycle open(Workflow workflow, long clientId, StatusBook book) {
        StatusCycle cycle = new StatusCycle(file(workflow, clientId), book);
        Position position = files.locked(() -> files.read(cycle.file(), POSITION));
        if (position != null && clock.millis() - position.savedAt() <= KEPT.toMillis()) {
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

    /** The pages of loads that are still to be read. */
    public Pages loads(StatusCycle cycle, Workflow workflow, long clientId) {
        String next = cycle.loads().next();
        return next == null ? uris.loads(workflow, clientId) : uris.rest(workflow, next);
    }

    /** The pages of extractions that are still to be read. */
    public Pages extractions(StatusCycle cycle, Workflow workflow, long clientId) {
        String next = cycle.extractions().next();
        return next == null ? uris.extractions(workflow, clientId) : uris.rest(workflow, next);
    }

    /** @param page that the list has just given */
    public void loadsRead(StatusCycle cycle, Pages list, List<JsonNode> page) {
        cycle.loadsRead(cycle.loads().plus(list, page.size()));
        keep(cycle);
    }

    /** @param page that the list has just given */
    public void extractionsRead(StatusCycle cycle, Pages list, List<JsonNode> page) {
        cycle.extractionsRead(cycle.extractions().plus(list, page.size()));
        if (list.hasNext()) {
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

    /**
     * Gives a position up where Stitch has no page any more: the next pass would meet with the same.
     *
     * @param cycle null where it had not begun
     */
    public void failed(StatusCycle cycle, Exception cause) {
        boolean gone = cause instanceof InvalidAnswerException
                || cause instanceof CallFailedException call
                        && call.getSide() == Side.STITCH
                        && !call.isTransient()
                        && !call.isRefused();
        if (cycle != null && gone) {
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
                uris.rest(workflow, progress.next());
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

    /** An account may go to several catalogs, each of which needs all pages. */
    private static String file(Workflow workflow, long clientId) {
        String place =
                workflow.stitch().baseUrl() + " " + workflow.openMetadata().baseUrl() + " " + workflow.serviceName();
        return "run-status-" + clientId + "-" + Fqn.hash(place).substring(0, 12) + ".json";
    }
}
