package io.github.stitchopenmetadata.catalog;

import com.fasterxml.jackson.databind.JsonNode;

/** The run status of one pipeline, ready to be PUT. */
public record PipelineStatus(String pipelineFqn, JsonNode body) {

    /** What tells the runs of a pipeline apart: the start of the run, in epoch milliseconds. */
    public long timestamp() {
        return body.path("timestamp").asLong();
    }
}
