package io.github.stitchopenmetadata.workflow;

/** One pass over one workflow, as far as those need to know it who only read from Stitch or write to OpenMetadata. */
public interface WorkflowRun extends InWorkflow {

    /** What tells runs apart, in lineage messages and in the log. */
    String id();
}
