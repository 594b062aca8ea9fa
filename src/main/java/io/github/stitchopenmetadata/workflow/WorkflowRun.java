package io.github.stitchopenmetadata.workflow;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** One pass over one workflow, as far as those need to know it who only read from Stitch or write to OpenMetadata. */
public interface WorkflowRun extends InWorkflow {

    /** What tells runs apart, in lineage messages and in the log. */
    String id();

    /** What Stitch's own clock showed when it first answered in the run, in whole seconds; nothing where it does not say. */
    default Optional<Instant> timeOfStitch() {
        return Optional.empty();
    }

    /** @param left gives what is left of a long list that is being read */
    default void reads(Supplier<String> left) {}

    /** What is left of the long list that is being read, in words; "" where none is. */
    default String left() {
        return "";
    }

    /** False where nothing is written, anywhere: what would be is only told. */
    default boolean writes() {
        return true;
    }

    /** Whether all edges are to be written, also those that are as they should be: for a catalog that lost its search index. */
    default boolean reindexesEdges() {
        return false;
    }
}
