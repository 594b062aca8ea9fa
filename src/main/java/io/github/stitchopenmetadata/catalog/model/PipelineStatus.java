package io.github.stitchopenmetadata.catalog.model;

import com.fasterxml.jackson.databind.JsonNode;

/** The run status of one pipeline, ready to be PUT. */
public interface PipelineStatus extends OfPipeline {

    /** As PUT takes it. */
    JsonNode body();

    /** Whether it goes to the endpoint for many. */
    boolean inBulk();

    /** What tells the runs of a pipeline apart: the start of the run, in epoch milliseconds. */
    default long timestamp() {
        return body().path("timestamp").asLong();
    }
}
