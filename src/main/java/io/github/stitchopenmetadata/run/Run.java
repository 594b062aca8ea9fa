package io.github.stitchopenmetadata.run;

import io.github.stitchopenmetadata.workflow.Workflow;
import io.github.stitchopenmetadata.workflow.WorkflowRun;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One pass over one workflow: the variable {@code run} of the routes.
 *
 * @param kind     what the pass is for
 * @param counts   what the run did
 * @param problems what went wrong
 * @param life     whether it should go on
 * @param fence    whether it may write, or another process does
 */
public record Run(
        String id, Pass.Kind kind, Workflow workflow, RunCounts counts, RunProblems problems, RunLife life, Fence fence)
        implements WorkflowRun {

    Run(String id, Pass.Kind kind, Workflow workflow, RunTime time) {
        // a check goes on with its next step after a token was refused
        this(
                id,
                kind,
                workflow,
                new RunCounts(),
                new RunProblems(),
                new RunLife(time, kind != Pass.Kind.CHECK),
                Fence.NONE);
    }

    /**
     * The part of a run that another process made, or is told of, in which one message is delivered: it counts that message alone, and
     * has the id of the run, under which is kept what is known of the catalog.
     *
     * @param losses of all messages of the run that were delivered here
     */
    static Run ofMessage(String id, Workflow workflow, EdgeLosses losses) {
        return new Run(
                id,
                Pass.Kind.LINEAGE,
                workflow,
                new RunCounts(losses),
                new RunProblems(),
                RunLife.ofMessage(),
                Fence.NONE);
    }

    /** A run without a deadline. */
    public static Run of(Pass.Kind kind, Workflow workflow) {
        return new Run(UUID.randomUUID().toString(), kind, workflow, RunTime.unlimited());
    }

    /** The same run, which asks Stitch at another address. */
    public Run at(URI stitch) {
        return new Run(id, kind, workflow.at(stitch), counts, problems, life, fence);
    }

    /** The same run, as long as the fence lets it write. */
    Run within(Fence other) {
        return new Run(id, kind, workflow, counts, problems, life, other);
    }

    /**
     * The same run, for what tells others of it when all is done: it counts as the run does, and what goes wrong with it changes
     * nothing of what became of the run.
     *
     * @param time that it has, from now on
     */
    public Run afterwards(Duration time) {
        return new Run(id, kind, workflow, counts, new RunProblems(), life.afterwards(time), Fence.NONE);
    }

    /** Whether nothing is written, anywhere: neither in OpenMetadata nor among the dead letters. */
    public boolean isPreview() {
        return kind == Pass.Kind.PREVIEW;
    }

    @Override
    public Optional<Instant> timeOfStitch() {
        return Optional.ofNullable(life.timeOfStitch());
    }

    @Override
    public void reads(Supplier<String> left) {
        counts.progress().reads(left);
    }

    @Override
    public String left() {
        return counts.progress().unread();
    }

    @Override
    public boolean writes() {
        return !isPreview();
    }

    @Override
    public boolean reindexesEdges() {
        return kind == Pass.Kind.REINDEX_EDGES;
    }

    /** Whether its messages are dealt with: delivered, or kept as dead letters. */
    boolean isSettled() {
        boolean arrived = problems.failureCount() == 0 && life.stopped() == null && !life.hasLetGo();
        return arrived || counts.of(Count.DEAD_LETTERS) > 0;
    }

    /** Whether nothing failed, or no more than the workflow bears. */
    boolean isWell() {
        long failed = problems.failureCount();
        long succeeded = Stream.of(
                        Count.SOURCES,
                        Count.EDGES_DRAWN,
                        Count.EDGES_UNCHANGED,
                        Count.STATUSES,
                        Count.STATUSES_UNCHANGED)
                .mapToLong(counts::of)
                .sum();
        return failed == 0 || (!problems.areUnbearable() && workflow.tolerance().bears(succeeded, failed));
    }

    /** A run is the one with its id. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Run run && run.id.equals(id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return kind.label() + " run " + id;
    }
}
