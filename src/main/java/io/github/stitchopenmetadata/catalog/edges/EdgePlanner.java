package io.github.stitchopenmetadata.catalog.edges;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.catalog.model.EntityRef;
import io.github.stitchopenmetadata.catalog.model.KnownPipeline;
import io.github.stitchopenmetadata.catalog.model.LineageEdge;
import io.github.stitchopenmetadata.catalog.pipeline.DeliveredShare;
import io.github.stitchopenmetadata.catalog.pipeline.Delivery;
import io.github.stitchopenmetadata.catalog.pipeline.Losses;
import io.github.stitchopenmetadata.catalog.pipeline.RetiredPipeline;
import io.github.stitchopenmetadata.http.CallFailedException;
import io.github.stitchopenmetadata.text.InvalidAnswerException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Brings the edges of a pipeline into line with what is wanted, table by table, for the routes. */
public final class EdgePlanner {

    /** Whether edges may be out of date that only the lineage of the pipeline leads to. A new pipeline has none. */
    public boolean mayBeStale(Delivery delivery) {
        return delivery.known() != null && delivery.mayRemoveEdges();
    }

    /** @param lineage the lineage of the pipeline, which holds the tables that its edges lead to */
    public Delivery addLineage(Delivery delivery, JsonNode lineage) {
        delivery.lineage(lineage);
        return delivery;
    }

    /** @return the tables that the edges of a share lead to; all edges into a table are in one share, because it is one stream's */
    public List<TableEdges> tables(DeliveredShare share) {
        EdgeOwner owner = owner(share.delivery());
        Map<String, List<LineageEdge>> wanted = new LinkedHashMap<>();
        share.edges().forEach(edge -> wanted.computeIfAbsent(edge.to().id(), to -> new ArrayList<>())
                .add(edge));
        List<TableEdges> tables = new ArrayList<>();
        wanted.forEach((table, edges) -> {
            share.delivery().compares(table);
            tables.add(new TableEdges(table, edges, owner));
        });
        return tables;
    }

    /** @return the tables that may have edges of the pipeline, and are to have none */
    public List<TableEdges> others(Delivery delivery) {
        EdgeOwner owner = owner(delivery);
        Set<String> others = new LinkedHashSet<>(present(delivery.lineage(), owner.pipeline()));
        if (owner.removesStale()) {
            delivery.formerTables().forEach(table -> others.add(table.id()));
        }
        return others.stream()
                .filter(delivery::compares)
                .map(table -> new TableEdges(table, List.of(), owner))
                .toList();
    }

    private static EdgeOwner owner(Delivery delivery) {
        KnownPipeline pipeline = delivery.written();
        return new EdgeOwner(
                reference(pipeline),
                pipeline.fqn(),
                delivery.message().source().name(),
                delivery.version(),
                delivery.mayRemoveEdges(),
                delivery.metadata().overrideLineage(),
                delivery.writesEdgesAgain(),
                delivery.plan().catalog().deadPipelines(),
                delivery.tablesById(),
                delivery.outcome());
    }

    /** @return all tables that may have edges of a pipeline that is to have none */
    public List<TableEdges> former(RetiredPipeline retired) {
        KnownPipeline pipeline = retired.pipeline();
        EdgeOwner owner = new EdgeOwner(
                reference(pipeline),
                pipeline.fqn(),
                pipeline.name(),
                retired.catalog().version(),
                true,
                false,
                false,
                retired.catalog().deadPipelines(),
                retired.tables().byId(),
                retired.outcome());
        // whether so many pipelines go was decided before
        retired.outcome().losses().release();
        Set<String> tables = new LinkedHashSet<>(present(retired.lineage(), owner.pipeline()));
        tables.addAll(owner.tables().keySet());
        return tables.stream()
                .map(table -> new TableEdges(table, List.of(), owner))
                .toList();
    }

    /**
     * @param into    what is wanted
     * @param lineage the lineage of the table with its upstream edges, a missing node where the table is gone
     * @return what is to be written
     */
    public EdgeWrites writes(TableEdges into, JsonNode lineage) {
        return lineage.isMissingNode()
                ? new EdgeWrites(into, List.of(), true)
                : sifted(new EdgeWrites(into, new EdgeComparison(into, lineage).writes(), false));
    }

    /** Whether the table that the edges lead to is gone, or only hidden. */
    public boolean lacksTable(EdgeWrites writes) {
        return writes.toGone();
    }

    /**
     * The edges into a table that the server did not find. Deleted for good, it took its edges with it: nothing of ours is left.
     *
     * @param table as the server has it, deleted softly or not at all; a missing node where it is gone for good
     * @return what waits for the table, for people; "" for nothing
     * @throws InvalidAnswerException if edges are wanted into a table that is gone for good, or it is there all the same
     */
    public String left(EdgeWrites writes, JsonNode table) {
        TableEdges into = writes.into();
        if (table.isMissingNode() && into.wanted().isEmpty()) {
            return "";
        }
        if (table.isMissingNode()) {
            throw new InvalidAnswerException(
                    "OpenMetadata has no table " + into.wanted().get(0).to().fqn() + " any more");
        }
        if (!table.path("deleted").asBoolean()) {
            throw new InvalidAnswerException("OpenMetadata has no lineage of the table "
                    + table.path("fullyQualifiedName").asText() + ", which it has");
        }
        return into.left(table);
    }

    /** A write that was refused because something is not there. */
    public RefusedEdge refused(EdgeWrite write, CallFailedException refusal) {
        return new RefusedEdge(write, refusal);
    }

    /** Whether it was refused only because the edge carries a pipeline that is no more, which others left on it. */
    public boolean carriesDeadPipeline(RefusedEdge refused) {
        return refused.carriesDeadPipeline();
    }

    /** @return the same write without that pipeline */
    public EdgeWrite withoutDeadPipeline(RefusedEdge refused) {
        return refused.withoutDeadPipeline();
    }

    /**
     * @param origin what the edge was to come from, as the server has it; a missing node where it is gone for good
     * @return what waits for it, for people; "" for nothing
     * @throws CallFailedException the refusal, where it has another reason
     */
    public String leftFrom(RefusedEdge refused, JsonNode origin) throws CallFailedException {
        return refused.left(origin);
    }

    /** @return the same without what is held back, or, once it is let go, only that */
    private static EdgeWrites sifted(EdgeWrites writes) {
        TableEdges into = writes.into();
        Losses losses = into.owner().outcome().losses();
        Map<Boolean, List<EdgeWrite>> draws =
                writes.all().stream().collect(Collectors.partitioningBy(write -> write.kind() == EdgeWrite.Kind.DRAW));
        if (losses.isReleased()) {
            return new EdgeWrites(new TableEdges(into.tableId(), List.of(), into.owner()), draws.get(false), false);
        }
        draws.get(false)
                .forEach(write -> losses.add(new Losses.Loss(
                        into, write.before().from(), write.before().to())));
        losses.keep(into.wanted().size()
                - draws.get(true).stream()
                        .filter(write -> write.before().details() == null)
                        .count());
        return new EdgeWrites(into, draws.get(true), false);
    }

    private static EntityRef reference(KnownPipeline pipeline) {
        return new EntityRef(pipeline.id(), LineageEdge.PIPELINE);
    }

    /** The tables that edges lead to from a pipeline, or that are annotated with it: it stands in the middle of those. */
    private static Set<String> present(JsonNode lineage, EntityRef pipeline) {
        Set<String> present = new HashSet<>();
        if (lineage != null) {
            Set<String> tables = new HashSet<>();
            lineage.path("nodes").forEach(node -> {
                if (node.path("type").asText().equals(LineageEdge.TABLE)) {
                    tables.add(node.path("id").asText());
                }
            });
            for (JsonNode edge : lineage.path("downstreamEdges")) {
                String to = edge.path("toEntity").asText();
                if (edge.path("fromEntity").asText().equals(pipeline.id()) && tables.contains(to)) {
                    present.add(to);
                }
            }
        }
        return present;
    }
}
