package io.github.stitchopenmetadata.history;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.importapi.ImportRecord;
import io.github.stitchopenmetadata.importapi.ImportResult;
import io.github.stitchopenmetadata.importapi.RefusedRecord;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.status.StatusDelivery;
import io.github.stitchopenmetadata.text.OneAtATime;
import io.github.stitchopenmetadata.text.OneLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a run has for the history, on its way there. One thread at a time. */
public final class HistoryPush implements OneAtATime {

    /** How many rows are in memory at a time, of each table. */
    private static final int BATCH = 5000;

    private static final String TIME_IS_OVER = "its time is over (history.timeout)";

    private final Run run;
    private final HistoryState state;
    private final Rows rows;
    private final TaskStatuses statuses;
    private final List<String> notes = new ArrayList<>();
    private Unsent unsent;
    private boolean runSent;
    private BooleanSupplier late = () -> false;
    private String failure;
    private int refused;
    private String refusal;

    HistoryPush(Run run, HistoryState state) {
        this.run = run;
        this.state = state;
        this.rows = new Rows(run);
        run.counts().pushed().add(HistoryTable.RUNS.table(), 0);
        this.statuses = run.kind() == Pass.Kind.STATUS && state.isWanted(HistoryTable.TASK_STATUSES)
                ? new TaskStatuses(state.table(HistoryTable.TASK_STATUSES))
                : null;
    }

    /** State is read, pushed from and written for one run of an account at a time. */
    @Override
    public String correlationKey() {
        return state.account();
    }

    Run run() {
        return run;
    }

    /** Stitch tells of a run of a source, and the catalog has it. */
    void seen(StatusDelivery delivery) {
        ObjectNode lacking = statuses == null ? null : statuses.lacking(delivery, rows);
        if (lacking != null) {
            run.counts().statuses().add(lacking);
        }
    }

    /**
     * What the history lacks of the run: first the run itself, so that the history can be told from other sources as soon as
     * anything of it is loaded.
     *
     * @param historySource the source that the history comes by; "" for one that is known by its tables
     * @param wholeAccount  whether runs are not limited to some sources
     * @param late          whether there is no time for another batch
     */
    Iterator<HistoryBatch> batches(String historySource, boolean wholeAccount, BooleanSupplier late) {
        this.late = late;
        unsent = state.unsent();
        List<Change> first = unsent.changes();
        first.add(new Change(HistoryTable.RUNS, null, null, List.of(), "", rows.ofRun()));
        List<Iterator<Change>> parts = new ArrayList<>(List.of(first.iterator()));
        if (statuses != null) {
            parts.add(Lazily.each(run.counts().statuses().iterator(), status -> statuses.changes(status, rows)
                    .iterator()));
        }
        if (run.kind() != Pass.Kind.STATUS) {
            parts.add(sourceChanges(historySource, wholeAccount));
        }
        return new Batches(parts, state::isWanted, BATCH, this::isOver);
    }

    private boolean isOver() {
        if (failure == null && run.life().isInterrupted()) {
            failure = "the process was told to stop";
        } else if (failure == null && late.getAsBoolean()) {
            failure = TIME_IS_OVER;
        }
        return failure != null;
    }

    private Iterator<Change> sourceChanges(String historySource, boolean wholeAccount) {
        boolean allMissing = run.counts().remembersAllMissing();
        SourceChanges changes = new SourceChanges(
                rows,
                state.table(HistoryTable.EDGES),
                state.table(HistoryTable.MISSING_EDGES),
                run.counts().missingEdges(),
                allMissing);
        Set<String> others = changes.missingOf();
        Iterator<Change> ofSources = Lazily.each(run.counts().sources().iterator(), source -> {
            String name = source.path("name").asText();
            others.remove(name);
            return name.equals(historySource) || changes.carriesHistory(source)
                    ? Collections.emptyIterator()
                    : changes.of(source);
        });
        // what is missing of a source that is gone, or whose line could not be kept
        boolean whole = wholeAccount
                && run.kind() != Pass.Kind.REPLAY
                && run.life().stopped() == null
                && run.problems().failureCount() == 0;
        return Lazily.then(
                ofSources,
                () -> Lazily.each(
                        others.stream()
                                .filter(name -> !name.equals(historySource))
                                .iterator(),
                        source -> changes.missing(source, null, whole).iterator()));
    }

    /** What became of a batch. */
    void pushed(HistoryBatch batch, ImportResult result) {
        Set<String> refusedIds = ids(result.refused().stream().map(RefusedRecord::record));
        Set<String> undelivered = ids(result.undelivered().stream());
        if (!undelivered.isEmpty()) {
            failure = late.getAsBoolean() ? TIME_IS_OVER : result.failure();
        }
        if (!refusedIds.isEmpty()) {
            refused += refusedIds.size();
            refusal = result.refused().get(0).reason();
        }
        run.counts().pushed().add(batch.table().table(), result.accepted() + result.queued());
        List<Change> done = batch.changes().stream()
                .filter(change -> !undelivered.contains(change.id()))
                .toList();
        unsent.remove(done.stream().map(Change::id).collect(Collectors.toSet()));
        runSent |= done.stream().anyMatch(change -> change.id().equals(run.id()));
        if (batch.table() != HistoryTable.RUNS) {
            SentTable sent = state.table(batch.table());
            // an edge that is refused is tried again with the next run; a status will not be there any more
            done.stream()
                    .filter(change -> change.source() != null)
                    .filter(change -> batch.table() == HistoryTable.TASK_STATUSES || !refusedIds.contains(change.id()))
                    .collect(Collectors.groupingBy(Change::source))
                    .forEach(sent::sent);
        }
    }

    void failed(String why) {
        failure = why;
    }

    /** Keeps what the history has now, and what it does not have and no other run makes again. */
    void close(Instant now) {
        unsent = unsent == null ? state.unsent() : unsent;
        if (!runSent) {
            unsent.add(HistoryTable.RUNS, rows.ofRun());
        }
        if (statuses != null) {
            keepStatuses();
            statuses.forgetOld(now);
        }
        state.keep(unsent);
        tell();
    }

    private void keepStatuses() {
        run.counts().statuses().iterator().forEachRemaining(status -> {
            List<Change> left = statuses.changes(status, rows);
            left.forEach(change -> unsent.add(change.table(), change.row()));
            if (!left.isEmpty()) {
                statuses.sent(left);
            }
        });
    }

    private void tell() {
        if (failure != null) {
            notes.add("not all of the run is in the history (history.token), the rest goes with the next run: "
                    + OneLine.of(failure));
        }
        if (refused > 0) {
            notes.add("the history does not hold " + refused + (refused == 1 ? " row" : " rows")
                    + " that Stitch refused: " + OneLine.of(refusal));
        }
        if (unsent.givenUp() > 0) {
            notes.add(unsent.givenUp() + " rows that wait for the history are given up: no more than " + Unsent.MOST
                    + " can wait");
        }
        List<String> forgotten = state.forgotten();
        if (!forgotten.isEmpty()) {
            notes.add("nothing is known of earlier pushes into " + String.join(" and ", forgotten)
                    + " of the history, so that all rows of this run are pushed");
        }
    }

    /** What a person should know of it, each in a sentence. */
    List<String> notes() {
        return notes;
    }

    private static Set<String> ids(Stream<ImportRecord> records) {
        return records.map(record -> String.valueOf(record.fields().get(HistoryTable.KEY)))
                .collect(Collectors.toSet());
    }
}
