package io.github.stitchopenmetadata.catalog.model;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The run status of one pipeline, ready to be PUT.
 *
 * @param inBulk whether it goes to the endpoint for many
 */
public record PipelineStatus(String pipelineFqn, JsonNode body, boolean inBulk) {

    /** What tells the runs of a pipeline apart: the start of the run, in epoch milliseconds. */
    public long timestamp() {
        return body.path("timestamp").asLong();
    }
}
