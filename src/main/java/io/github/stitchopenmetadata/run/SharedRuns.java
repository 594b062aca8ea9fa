package io.github.stitchopenmetadata.run;

import io.github.stitchopenmetadata.catalog.model.Catalogs;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.workflow.Workflow;
import io.github.stitchopenmetadata.workflow.WorkflowRun;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/**
 * The ids of runs in which messages are delivered that other routes hand over, one for each message. Those of one extraction that
 * come close together have the same id, under which is kept what was read of the catalog; those that come later read it anew, since
 * somebody may have mended it meanwhile. Thread-safe.
 */
final class SharedRuns {

    /** In milliseconds. */
    private static final long CLOSE_TOGETHER = 60_000;

    /** Runs of one id. */
    private static final class Shared {

        private final Workflow place;
        private final String runId;
        private int underWay;
        private long left;

        Shared(Workflow place, String runId) {
            this.place = place;
            this.runId = runId;
        }
    }

    private final Catalogs catalogs;
    private final Clock clock;
    private final Map<String, Shared> byId = new HashMap<>();
    /** The id of the newest, by what is delivered to, and how: another way to deliver to one place needs to know other things of it. */
    private final Map<Workflow, String> newest = new HashMap<>();

    private long number;

    SharedRuns(Catalogs catalogs, Clock clock) {
        this.catalogs = catalogs;
        this.clock = clock;
    }

    /** @return the id for the run of a message, which ends with {@link #leave} */
    synchronized String enter(LineageMessage message, Workflow workflow) {
        String id = newest.get(workflow);
        Shared shared = byId.get(id);
        if (shared == null || !isOf(shared, message)) {
            if (shared != null && shared.underWay == 0) {
                close(id);
            }
            number++;
            id = message.runId() + "-" + number;
            shared = new Shared(workflow, message.runId());
            byId.put(id, shared);
            newest.put(workflow, id);
        }
        shared.underWay++;
        return id;
    }

    private boolean isOf(Shared shared, LineageMessage message) {
        return shared.runId.equals(message.runId())
                && (shared.underWay > 0 || clock.millis() - shared.left < CLOSE_TOGETHER);
    }

    /** @param run any; only one of an id from here is of interest */
    synchronized void leave(WorkflowRun run) {
        Shared shared = byId.get(run.id());
        if (shared != null) {
            shared.underWay--;
            shared.left = clock.millis();
            if (shared.underWay == 0 && !run.id().equals(newest.get(shared.place))) {
                close(run.id());
            }
        }
    }

    private void close(String id) {
        byId.remove(id);
        catalogs.close(id);
    }
}
