package io.github.stitchopenmetadata.catalog.edges;

import io.github.stitchopenmetadata.catalog.model.CatalogVersion;
import io.github.stitchopenmetadata.catalog.model.EntityRef;
import io.github.stitchopenmetadata.catalog.model.Table;
import io.github.stitchopenmetadata.catalog.pipeline.Outcome;
import java.util.Map;

/**
 * The pipeline that edges are drawn for, and how far they may be changed.
 *
 * @param title           the source, for messages
 * @param removesStale    whether edges of the pipeline that are not wanted go
 * @param replacesForeign whether what others put on the pipeline's own edges goes
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
        Map<String, Table> tables,
        Outcome outcome) {

    /** Whether an edge comes from the pipeline itself. */
    boolean isAt(EntityRef end) {
        return end.id().equals(pipeline.id());
    }
}
