package io.github.stitchopenmetadata.catalog.resolve;

import io.github.stitchopenmetadata.catalog.model.LineageEdge;
import io.github.stitchopenmetadata.catalog.model.MissingEdge;
import java.util.List;

/**
 * What became of the streams of one lineage message in one catalog.
 *
 * @param plan    where their tables were looked for
 * @param edges   to be drawn, as planned
 * @param missing the streams without an edge
 * @param dropped the fields without a part in their stream's edges
 */
public record Resolution(Plan plan, List<LineageEdge> edges, List<MissingEdge> missing, DroppedColumns dropped) {

    public Resolution {
        edges = List.copyOf(edges);
        missing = List.copyOf(missing);
    }
}
