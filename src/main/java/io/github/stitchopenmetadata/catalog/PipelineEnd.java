package io.github.stitchopenmetadata.catalog;

import io.github.stitchopenmetadata.lineage.LineageMessage.Stream;
import java.util.List;
import java.util.Optional;

/** The pipeline itself is what the tables are loaded from. */
final class PipelineEnd implements SourceEnd {

    private static final Table PIPELINE = new Table("", Edge.PIPELINE, Edge.PIPELINE, List.of());

    @Override
    public Optional<Place> place(Stream stream) {
        return Optional.of(Place.of(PIPELINE));
    }

    @Override
    public boolean hasColumns() {
        return false;
    }

    @Override
    public List<Edge> edges(List<Edge> planned, String pipelineId) {
        Table pipeline = new Table(pipelineId, PIPELINE.name(), PIPELINE.fqn(), List.of());
        return planned.stream()
                .map(edge -> new Edge(edge.stream(), Edge.PIPELINE, pipeline, edge.to(), List.of()))
                .toList();
    }
}
