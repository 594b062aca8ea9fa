package io.github.stitchopenmetadata.workflow;

/** Something that belongs to one workflow. */
public interface InWorkflow {

    Workflow workflow();
}
