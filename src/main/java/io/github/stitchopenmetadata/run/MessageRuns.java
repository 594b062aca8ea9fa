package io.github.stitchopenmetadata.run;

import io.github.stitchopenmetadata.catalog.model.Catalogs;
import io.github.stitchopenmetadata.workflow.Workflow;
import java.time.Clock;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The runs in which messages are delivered whose process is told of it: one for each message, that counts it alone. Those of one run
 * share what was read of the catalog, and how many edges they took away. The end of a run is not known here: what belongs to it is let
 * go when its last message was long ago, or many other runs came after it. Thread-safe.
 */
final class MessageRuns {

    /** Runs of which something is kept while nothing is delivered for them: accounts that are extracted at the same time. */
    private static final int KEPT = 16;

    /** In milliseconds. */
    private static final long IDLE = 300_000;

    private static final class Shared {

        private final EdgeLosses losses = new EdgeLosses();
        private int underWay;
        private long left;
    }

    private final Catalogs catalogs;
    private final Predicate<String> isOwn;
    private final Clock clock;
    /** By run, the one first that was used least lately. */
    private final Map<String, Shared> byId = new LinkedHashMap<>(16, 0.75f, true);

    /** @param isOwn whether a run is one of this process, which lets go of its catalog itself */
    MessageRuns(Catalogs catalogs, Predicate<String> isOwn, Clock clock) {
        this.catalogs = catalogs;
        this.isOwn = isOwn;
        this.clock = clock;
    }

    /** @return the run for a message, which ends with {@link #leave} */
    synchronized Run enter(String id, Workflow workflow) {
        Shared shared = byId.computeIfAbsent(id, first -> new Shared());
        shared.underWay++;
        letGo();
        return Run.ofMessage(id, workflow, shared.losses);
    }

    /** @param run any; only one from here is of interest */
    synchronized void leave(Run run) {
        Shared shared = byId.get(run.id());
        if (shared != null) {
            shared.underWay--;
            shared.left = clock.millis();
        }
    }

    private void letGo() {
        int more = byId.size() - KEPT;
        for (Iterator<Map.Entry<String, Shared>> each = byId.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<String, Shared> entry = each.next();
            Shared shared = entry.getValue();
            if (shared.underWay == 0 && (more > 0 || clock.millis() - shared.left > IDLE)) {
                each.remove();
                more--;
                if (!isOwn.test(entry.getKey())) {
                    catalogs.close(entry.getKey());
                }
            }
        }
    }
}
