package io.github.stitchopenmetadata.catalog.resolve;

import io.github.stitchopenmetadata.catalog.model.LineageEdge;
import io.github.stitchopenmetadata.catalog.model.MissingEdge;
import java.util.List;

/**
 * What became of some streams of a source in one catalog.
 *
 * @param share   the streams
 * @param edges   to be drawn, as planned
 * @param missing the streams without an edge
 * @param dropped the fields without a part in their stream's edges
 */
public record Resolution(Share share, List<LineageEdge> edges, List<MissingEdge> missing, DroppedColumns dropped) {

    public Resolution {
        edges = List.copyOf(edges);
        missing = List.copyOf(missing);
    }
}
