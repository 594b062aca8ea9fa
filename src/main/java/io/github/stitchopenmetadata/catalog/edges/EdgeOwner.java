package io.github.stitchopenmetadata.catalog.edges;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.catalog.model.CatalogVersion;
import io.github.stitchopenmetadata.catalog.model.EntityRef;
import io.github.stitchopenmetadata.catalog.model.Table;
import io.github.stitchopenmetadata.catalog.pipeline.Outcome;
import java.util.Map;
import java.util.Set;

/**
 * The pipeline that edges are drawn for, and how far they may be changed.
 *
 * @param title           the source, for messages
 * @param removesStale    whether edges of the pipeline that are not wanted go
 * @param replacesForeign whether what others put on the pipeline's own edges goes
 * @param writesAgain     whether edges that are as wanted are written all the same: the search index may lack them
 * @param deadPipelines   the ids of pipelines that edges still carry, and the server does not know any more
 * @param tables          those of the schemas concerned, by id
 * @param outcome         whether all of its edges arrived
 */
record EdgeOwner(
        EntityRef pipeline,
        String fqn,
        String title,
        CatalogVersion version,
        boolean removesStale,
        boolean replacesForeign,
        boolean writesAgain,
        Set<String> deadPipelines,
        Map<String, Table> tables,
        Outcome outcome) {

    /**
     * Whether the pipeline that an edge carries is no more. One of our name with another id was ours before it was deleted for good.
     *
     * @param reference as the server gives it
     */
    boolean isDead(JsonNode reference) {
        String id = reference.path("id").asText();
        return deadPipelines.contains(id) || isFormer(reference);
    }

    /** Whether it is the pipeline of the same name that was there before this one. */
    boolean isFormer(JsonNode reference) {
        return reference.path("fullyQualifiedName").asText("").equals(fqn)
                && !reference.path("id").asText().equals(pipeline.id());
    }

    /** Whether an edge comes from the pipeline itself. */
    boolean isAt(EntityRef end) {
        return end.id().equals(pipeline.id());
    }
}
