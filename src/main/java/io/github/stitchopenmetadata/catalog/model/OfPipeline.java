package io.github.stitchopenmetadata.catalog.model;

import io.github.stitchopenmetadata.text.OneAtATime;

/** Something that is written to one pipeline: writes to one pipeline never overlap. */
public interface OfPipeline extends OneAtATime {

    /** The full name of the pipeline, also before there is one. */
    String pipelineFqn();

    @Override
    default String correlationKey() {
        return pipelineFqn();
    }
}
