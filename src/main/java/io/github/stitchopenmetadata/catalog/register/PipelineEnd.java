package io.github.stitchopenmetadata.catalog.register;

import io.github.stitchopenmetadata.catalog.model.LineageEdge;
import io.github.stitchopenmetadata.catalog.model.Place;
import io.github.stitchopenmetadata.catalog.model.Table;
import io.github.stitchopenmetadata.lineage.LineageMessage.Stream;
import java.util.List;
import java.util.Optional;

/** The pipeline itself is what the tables are loaded from. */
public final class PipelineEnd implements SourceEnd {

    private static final Table PIPELINE = new Table("", LineageEdge.PIPELINE, LineageEdge.PIPELINE, List.of());

    @Override
    public Optional<Place> place(Stream stream) {
        return Optional.of(Place.of(PIPELINE));
    }

    @Override
    public boolean hasColumns() {
        return false;
    }

    @Override
    public List<LineageEdge> edges(List<LineageEdge> planned, String pipelineId) {
        Table pipeline = new Table(pipelineId, PIPELINE.name(), PIPELINE.fqn(), List.of());
        return planned.stream()
                .map(edge -> new LineageEdge(edge.stream(), LineageEdge.PIPELINE, pipeline, edge.to(), List.of()))
                .toList();
    }
}
