package io.github.stitchopenmetadata.catalog;

import com.fasterxml.jackson.databind.JsonNode;

/** The run status of one pipeline, ready to be PUT. */
public record PipelineStatus(String pipelineFqn, JsonNode body) {
}
