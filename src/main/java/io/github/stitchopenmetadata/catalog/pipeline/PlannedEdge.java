package io.github.stitchopenmetadata.catalog.pipeline;

import io.github.stitchopenmetadata.catalog.model.LineageEdge;

/**
 * An edge of a delivery for people, without its columns.
 *
 * @param from    the full name of what it comes from
 * @param to      the full name of the table that it leads to
 * @param columns how many pairs of columns it has
 */
public record PlannedEdge(String stream, String from, String to, int columns) {

    static PlannedEdge of(LineageEdge edge, String pipelineFqn) {
        return new PlannedEdge(
                edge.stream(),
                edge.isFromTable() ? edge.from().fqn() : pipelineFqn,
                edge.to().fqn(),
                edge.columns().size());
    }
}
