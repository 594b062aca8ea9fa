package io.github.stitchopenmetadata.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import java.util.List;

/**
 * What one lineage message comes to in one catalog.
 *
 * @param pipeline the body of PUT pipeline without its hash
 * @param end      what stands at the source end of the edges
 * @param edges    as planned: {@link SourceEnd#edges} gives those to be drawn
 * @param missing  the streams without an edge
 * @param dropped  the fields without a part in their stream's edges
 * @param known    the pipeline as it stands in the catalog, or null
 */
public record Delivery(LineageMessage message, ObjectNode pipeline, SourceEnd end, List<Edge> edges, List<MissingEdge> missing, DroppedColumns dropped,
                       Catalog.KnownPipeline known) {

    public Delivery {
        edges = List.copyOf(edges);
        missing = List.copyOf(missing);
    }

    /**
     * Covers everything that is delivered, edges, their columns and registered tables included; the same on every machine,
     * and before as after a table is registered.
     */
    public String hash() {
        StringBuilder text = new StringBuilder(pipeline.toString());
        edges.stream().map(Delivery::text).sorted().forEach(edge -> text.append('\n').append(edge));
        text.append(end.contents());
        return Fqn.hash(text.toString());
    }

    /** In whatever order the server lists columns. */
    private static String text(Edge edge) {
        return edge.from().id() + edge.from().fqn() + " → " + edge.to().id() + edge.to().fqn() + " "
                + edge.columns().stream().map(Edge.ColumnPair::toString).sorted().toList();
    }

    /** False where a stream could not be read, or a table not registered: then the hash must not say that all has arrived. */
    public boolean isComplete() {
        return end.due().isEmpty() && missing.stream().noneMatch(edge -> edge.reason() == MissingEdge.Reason.FAILED);
    }

    /** True where the catalog holds all of this already, by the hash that is written last. */
    public boolean isUnchanged() {
        return known != null && end.due().isEmpty() && hash().equals(known.sourceHash());
    }

    /** The pipeline's body with the hash: to be sent when all else has arrived. */
    public JsonNode sealed() {
        return Payloads.sealed(pipeline, hash());
    }
}
