package io.github.stitchopenmetadata.catalog.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.model.CatalogVersion;
import io.github.stitchopenmetadata.catalog.model.Fingerprint;
import io.github.stitchopenmetadata.catalog.model.KnownPipeline;
import io.github.stitchopenmetadata.catalog.resolve.DroppedColumns;
import io.github.stitchopenmetadata.catalog.resolve.LineageEdge;
import io.github.stitchopenmetadata.catalog.resolve.MissingEdge;
import io.github.stitchopenmetadata.catalog.resolve.Plan;
import io.github.stitchopenmetadata.catalog.resolve.SourceEnd;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.workflow.PipelineMetadata;
import java.util.List;

/**
 * What one lineage message comes to in one catalog.
 *
 * @param plan     what it was found by
 * @param pipeline the body of PUT pipeline without its seal
 * @param references the owners and the domain that it gets where it has none, by the fields that hold them
 * @param edges    as planned: {@link SourceEnd#edges} gives those to be drawn
 * @param missing  the streams without an edge
 * @param dropped  the fields without a part in their stream's edges
 * @param known    the pipeline as it stands in the catalog, or null
 * @param before   the same with its tasks, null where that was not asked for
 * @param outcome  whether all of it arrived so far
 */
public record Delivery(
        Plan plan,
        ObjectNode pipeline,
        ObjectNode references,
        List<LineageEdge> edges,
        List<MissingEdge> missing,
        DroppedColumns dropped,
        KnownPipeline known,
        JsonNode before,
        Outcome outcome) {

    public Delivery {
        edges = List.copyOf(edges);
        missing = List.copyOf(missing);
    }

    public LineageMessage message() {
        return plan.message();
    }

    /** The full name of the pipeline, also before there is one. */
    public String pipelineFqn() {
        return plan.catalog().pipelineFqn(message().source().name());
    }

    /** Something of it did not arrive. */
    public void failed(Exception cause) {
        outcome.failed(cause);
    }

    /** @param stored the pipeline with its tasks, as the server gives it */
    Delivery over(JsonNode stored) {
        return new Delivery(plan, pipeline, references, edges, missing, dropped, known, stored, outcome);
    }

    /** The same without its tags, which did not arrive. */
    Delivery withoutTags(Exception cause) {
        ObjectNode plain = pipeline.deepCopy();
        plain.remove("tags");
        plain.path("tasks").forEach(task -> ((ObjectNode) task).remove("tags"));
        failed(cause);
        return new Delivery(plan, plain, references, edges, missing, dropped, known, before, outcome);
    }

    /** True where the catalog holds all of this already, by the seal that is written last. */
    public boolean isUnchanged() {
        return known != null && !known.deleted() && end().due().isEmpty() && seal().equals(known.seal());
    }

    /** Whether the streams could not be read completely and there is a pipeline to lose some. */
    boolean isKept() {
        return message().partial() && known != null && !known.deleted();
    }

    /** False where something failed or a stream could not be read, or a table not registered: then it must not be sealed. */
    boolean isComplete() {
        return !outcome.isFailed()
                && end().due().isEmpty()
                && missing.stream().noneMatch(edge -> edge.reason() == MissingEdge.Reason.FAILED);
    }

    /** Whether there may be something to correct after PUT. */
    boolean mayNeedCorrections() {
        return known != null || !references.isEmpty();
    }

    /** Whether edges that are there and are not among these are out of date; where streams are unknown, they may not be. */
    public boolean mayRemoveEdges() {
        return metadata().includeLineage() && isComplete();
    }

    /** The body of the first PUT, which is not sealed yet. */
    JsonNode open() {
        return withSeal(known == null ? seal().open() : known.seal().open());
    }

    /** The body of the last PUT, to be sent when all else has arrived. */
    JsonNode sealed() {
        return withSeal(seal());
    }

    /**
     * Covers everything that is delivered, edges, their columns and registered tables included; the same on every machine,
     * and before as after a table is registered.
     */
    public Fingerprint seal() {
        StringBuilder text = new StringBuilder(pipeline.toString());
        if (!references.isEmpty()) {
            text.append(references);
        }
        edges.stream().map(Delivery::text).sorted().forEach(edge -> text.append('\n')
                .append(edge));
        text.append(end().contents());
        if (metadata().overrideMetadata()) {
            text.append("\noverrideMetadata");
        }
        if (metadata().overrideLineage()) {
            text.append("\noverrideLineage");
        }
        return Fingerprint.of(text.toString(), displayName());
    }

    /** Whether the display name that is there was written here, or is not to be kept. */
    boolean mayRename(JsonNode stored) {
        return metadata().overrideMetadata()
                || known.seal().isOwnDisplayName(stored.path("displayName").asText(""));
    }

    String displayName() {
        return pipeline.path("displayName").asText();
    }

    public SourceEnd end() {
        return plan.end();
    }

    public PipelineMetadata metadata() {
        return plan.metadata();
    }

    public CatalogVersion version() {
        return plan.catalog().version();
    }

    /** Without owners and domains: PUT would replace those that people gave it. */
    JsonNode withSeal(Fingerprint seal) {
        ObjectNode body =
                before == null ? pipeline.deepCopy() : PreservedFields.over(before, pipeline, !mayRename(before));
        Payloads.putSeal(body, version(), seal);
        return body;
    }

    /** In whatever order the server lists columns. */
    private static String text(LineageEdge edge) {
        return edge.from().id() + edge.from().fqn() + " → " + edge.to().id()
                + edge.to().fqn() + " "
                + edge.columns().stream()
                        .map(LineageEdge.ColumnPair::toString)
                        .sorted()
                        .toList();
    }
}
