package io.github.stitchopenmetadata.catalog.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What a delivery does to its pipeline, for people.
 *
 * @param name   of the pipeline
 * @param isNew  whether there is none yet
 * @param tasks  how many tasks it is to have
 * @param fields what changes in one that is there
 */
public record PipelineChange(String name, boolean isNew, int tasks, List<FieldChange> fields) {

    /** @param stored the pipeline as it stands, with tasks, tags, owners and domains; not looked at where it is new */
    public static PipelineChange of(Delivery delivery, JsonNode stored) {
        boolean isNew = delivery.known() == null;
        return new PipelineChange(
                delivery.pipeline().path("name").asText(),
                isNew,
                delivery.pipeline().path("tasks").size(),
                isNew ? List.of() : PipelineDiff.of(delivery, stored));
    }
}
