package io.github.stitchopenmetadata.catalog.edges;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.catalog.model.Catalog;
import io.github.stitchopenmetadata.catalog.model.EntityRef;
import io.github.stitchopenmetadata.catalog.model.KnownPipeline;
import io.github.stitchopenmetadata.catalog.model.Table;
import io.github.stitchopenmetadata.catalog.model.TableIndex;
import io.github.stitchopenmetadata.catalog.pipeline.Delivery;
import io.github.stitchopenmetadata.catalog.pipeline.Outcome;
import io.github.stitchopenmetadata.catalog.resolve.LineageEdge;
import io.github.stitchopenmetadata.text.InvalidAnswerException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Brings the edges of a pipeline into line with what is wanted, table by table, for the routes. */
public final class EdgePlanner {

    /** Whether edges may be out of date that only the lineage of the pipeline leads to. A new pipeline has none. */
    public boolean mayBeStale(Delivery delivery) {
        return delivery.known() != null && delivery.mayRemoveEdges();
    }

    /**
     * @param pipeline as it stands after PUT
     * @param lineage  the lineage of the pipeline, which holds the tables that its edges lead to; null where it has none
     * @return all tables with edges of the pipeline, those that it is to have and those that it may have
     * @throws Exception what listing the tables failed with
     */
    public List<TableEdges> tables(Delivery delivery, KnownPipeline pipeline, JsonNode lineage) throws Exception {
        EdgeOwner owner = new EdgeOwner(
                reference(pipeline),
                pipeline.fqn(),
                delivery.message().source().name(),
                delivery.version(),
                delivery.mayRemoveEdges(),
                delivery.metadata().overrideLineage(),
                tables(delivery.plan().lookup()),
                delivery.outcome());
        Map<String, List<LineageEdge>> wanted = new LinkedHashMap<>();
        delivery.end().edges(delivery.edges(), pipeline.id()).forEach(edge -> wanted.computeIfAbsent(
                        edge.to().id(), to -> new ArrayList<>())
                .add(edge));
        present(lineage, owner.pipeline()).forEach(table -> wanted.putIfAbsent(table, List.of()));
        if (owner.removesStale()) {
            // another tool may have put its own pipeline on an edge of ours, which is no longer found by our pipeline
            // then
            delivery.plan().destinationTables().forEach(table -> wanted.putIfAbsent(table.id(), List.of()));
        }
        List<TableEdges> tables = new ArrayList<>();
        wanted.forEach((table, edges) -> tables.add(new TableEdges(table, edges, owner)));
        return tables;
    }

    /**
     * @param lookup the tables of the schemas that the source may have been loaded into
     * @return all tables that may have edges of a pipeline that is to have none
     * @throws Exception what listing the tables failed with
     */
    public List<TableEdges> former(
            Catalog catalog, KnownPipeline pipeline, TableIndex.Lookup lookup, Outcome outcome, JsonNode lineage)
            throws Exception {
        EdgeOwner owner = new EdgeOwner(
                reference(pipeline),
                pipeline.fqn(),
                pipeline.name(),
                catalog.version(),
                true,
                false,
                tables(lookup),
                outcome);
        Set<String> tables = new LinkedHashSet<>(present(lineage, owner.pipeline()));
        tables.addAll(owner.tables().keySet());
        return tables.stream()
                .map(table -> new TableEdges(table, List.of(), owner))
                .toList();
    }

    /**
     * @param into    what is wanted
     * @param lineage the lineage of the table with its upstream edges, null where the table is gone
     * @return what is to be written
     */
    public List<EdgeWrite> writes(TableEdges into, JsonNode lineage) {
        if (lineage == null && !into.wanted().isEmpty()) {
            throw new InvalidAnswerException(
                    "OpenMetadata has no table " + into.wanted().get(0).to().fqn() + " any more");
        }
        return lineage == null ? List.of() : new EdgeComparison(into, lineage).writes();
    }

    /** Who writes edges into a table keeps others from doing so. */
    public String lane(TableEdges into) {
        return into.tableId();
    }

    public boolean isWanted(EdgeWrite write) {
        return write.kind() == EdgeWrite.Kind.DRAW;
    }

    /** Whether others use an edge too that is no longer wanted. */
    public boolean isShared(EdgeWrite write) {
        return write.kind() == EdgeWrite.Kind.LEAVE;
    }

    public JsonNode body(EdgeWrite write) {
        return write.body();
    }

    private static Map<String, Table> tables(TableIndex.Lookup lookup) throws Exception {
        Map<String, Table> tables = new HashMap<>();
        for (String schema : lookup.tables().keySet()) {
            lookup.tables(schema).items().forEach(table -> tables.put(table.id(), table));
        }
        return tables;
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
