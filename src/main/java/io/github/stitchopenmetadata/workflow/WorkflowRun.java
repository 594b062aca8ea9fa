package io.github.stitchopenmetadata.workflow;

/** One pass over one workflow, as far as those need to know it who only read from Stitch or write to OpenMetadata. */
public interface WorkflowRun extends InWorkflow {

    /** What tells runs apart, in lineage messages and in the log. */
    String id();

    /** Whether all edges are to be written, also those that are as they should be: for a catalog that lost its search index. */
    default boolean reindexesEdges() {
        return false;
    }
}
