package io.github.stitchopenmetadata.catalog.edges;

import static io.github.stitchopenmetadata.text.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.catalog.edges.EdgeDifference.Kind;
import io.github.stitchopenmetadata.catalog.model.CatalogVersion;
import io.github.stitchopenmetadata.catalog.model.EntityRef;
import io.github.stitchopenmetadata.catalog.model.LineageEdge;
import io.github.stitchopenmetadata.catalog.model.LineageEdge.ColumnPair;
import io.github.stitchopenmetadata.catalog.model.Table;
import io.github.stitchopenmetadata.catalog.pipeline.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EdgeDifferenceTest {

    private static final LineageEdge EDGE = new LineageEdge(
            "orders",
            new Table("1", "orders", "s.orders", List.of()),
            new Table("2", "ORDERS", "d.ORDERS", List.of()),
            List.of(new ColumnPair("s.orders.id", "d.ORDERS.ID"), new ColumnPair("s.orders.x", "d.ORDERS.X")));

    private static EdgeDifference only(String upstream, LineageEdge... wanted) {
        Outcome outcome = new Outcome();
        if (wanted.length == 0) {
            // what is to go is held back until it is
            outcome.losses().release();
        }
        EdgeOwner owner = new EdgeOwner(
                new EntityRef("p", LineageEdge.PIPELINE),
                "stitch.shop",
                "shop",
                CatalogVersion.parse("1.13.0"),
                true,
                false,
                false,
                Set.of(),
                Map.of(),
                outcome);
        JsonNode lineage = json("{'entity': {'id': '2', 'fullyQualifiedName': 'd.ORDERS'}, 'upstreamEdges': ["
                + upstream + "], 'nodes': [{'id': '1', 'type': 'table', 'fullyQualifiedName': 's.orders'}]}");
        EdgeWrites writes = new EdgePlanner().writes(new TableEdges("2", List.of(wanted), owner), lineage);
        assertThat(writes).hasSize(1);
        return EdgeDifference.of(writes.iterator().next());
    }

    /** An edge of ours that pairs the column id, and one that is gone. */
    private static String known(String more) {
        return "{'fromEntity': '1', 'toEntity': '2', 'lineageDetails': {'source': 'PipelineLineage', 'pipeline': {'id': 'p'}, 'columnsLineage': ["
                + "{'fromColumns': ['s.orders.id'], 'toColumn': 'd.ORDERS.ID', 'function': 'stitch:stitch.shop'},"
                + "{'fromColumns': ['s.orders.gone'], 'toColumn': 'd.ORDERS.GONE', 'function': 'stitch:stitch.shop'}]"
                + more + "}}";
    }

    @Test
    void tellsAnEdgeThatIsDrawn() {
        assertThat(only("", EDGE))
                .isEqualTo(new EdgeDifference(
                        "s.orders",
                        "d.ORDERS",
                        Kind.DRAWN,
                        List.of("s.orders.id → d.ORDERS.ID", "s.orders.x → d.ORDERS.X"),
                        List.of()));
    }

    @Test
    void tellsThePairsThatAnEdgeGetsAndLoses() {
        assertThat(only(known(""), EDGE))
                .isEqualTo(new EdgeDifference(
                        "s.orders",
                        "d.ORDERS",
                        Kind.CHANGED,
                        List.of("s.orders.x → d.ORDERS.X"),
                        List.of("s.orders.gone → d.ORDERS.GONE")));
    }

    @Test
    void tellsAnEdgeThatGoesOrIsLeftToOthers() {
        List<String> removed = List.of("s.orders.gone → d.ORDERS.GONE", "s.orders.id → d.ORDERS.ID");

        assertThat(only(known("")))
                .isEqualTo(new EdgeDifference("s.orders", "d.ORDERS", Kind.REMOVED, List.of(), removed));
        assertThat(only(known(", 'sqlQuery': 's'")))
                .isEqualTo(new EdgeDifference("s.orders", "d.ORDERS", Kind.LEFT, List.of(), removed));
    }

    @Test
    void namesThePipelineThatAnEdgeComesFrom() {
        LineageEdge fromPipeline = new LineageEdge(
                "orders", LineageEdge.PIPELINE, new Table("p", "p", "p", List.of()), EDGE.to(), List.of());

        assertThat(only("", fromPipeline))
                .isEqualTo(new EdgeDifference("stitch.shop", "d.ORDERS", Kind.DRAWN, List.of(), List.of()));
    }
}
