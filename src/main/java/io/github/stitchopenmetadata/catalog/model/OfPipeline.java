package io.github.stitchopenmetadata.catalog.model;

/** Something that is written to one pipeline: writes to one pipeline never overlap. */
public interface OfPipeline {

    /** The full name of the pipeline, also before there is one. */
    String pipelineFqn();
}
