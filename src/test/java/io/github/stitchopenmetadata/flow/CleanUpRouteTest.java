package io.github.stitchopenmetadata.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.run.Count;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.sandbox.AccountColumn;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.sandbox.StoredCatalog;
import io.github.stitchopenmetadata.sandbox.StoredEdge;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.Servers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an earlier version drew although it is not known to be so goes with the next run, and the report says what went. */
class CleanUpRouteTest {

    private static final String PIPELINE = "stitch.source_0001";
    private static final String OTHER_TABLE = "warehouse.ANALYTICS.SOURCE_0001.LEFT_OVER";
    private static final String OTHER_SCHEMA = "warehouse.ANALYTICS.SOURCE0001.LEFT_OVER";

    @AutoClose
    private final Servers servers = Servers.of(StitchAccount.generated(1, 1, 2, 1.0));

    private final StoredCatalog catalog = servers.catalogServer.catalog();
    private StoredEdge drawn;

    @BeforeEach
    void deliverAsAnEarlierVersion() throws Exception {
        List<AccountColumn> columns = List.of(new AccountColumn("ID", "NUMBER"));
        catalog.addTable("warehouse", "ANALYTICS", "SOURCE_0001", "LEFT_OVER", columns);
        catalog.addTable("warehouse", "ANALYTICS", "SOURCE0001", "LEFT_OVER", columns);
        ingest();
        drawn = catalog.edges().get(0);
        catalog.edits()
                .editPipeline(
                        PIPELINE,
                        pipeline -> pipeline.put(
                                "sourceHash",
                                "f".repeat(24)
                                        + pipeline.path("sourceHash").asText().substring(24)));
    }

    @Test
    void removesWrongEdgesAndListsThem() throws Exception {
        for (String wrong : List.of(OTHER_TABLE, OTHER_SCHEMA)) {
            ObjectNode details = drawn.details().deepCopy();
            details.putArray("columnsLineage");
            catalog.addEdge(drawn.from(), wrong, details);
        }

        Run run = ingest();

        assertThat(run.problems().failures()).isEmpty();
        assertThat(catalog.edges()).extracting(StoredEdge::to).containsExactly(drawn.to());
        assertThat(run.counts().of(Count.EDGES_REMOVED)).isEqualTo(2);
        assertThat(run.counts().removals().lines())
                .containsExactly(
                        "the edge from " + drawn.from() + " to " + OTHER_SCHEMA + " was removed",
                        "the edge from " + drawn.from() + " to " + OTHER_TABLE + " was removed");
        assertThat(ingest().counts().removals().count()).isZero();
    }

    @Test
    void removesWrongPairsOfColumnsAndListsThem() throws Exception {
        JsonNode right = drawn.details().path("columnsLineage").get(0);
        JsonNode other = drawn.details().path("columnsLineage").get(1);
        catalog.edits().editEdge(drawn.from(), drawn.to(), details -> {
            ObjectNode wrong = right.deepCopy();
            wrong.set("fromColumns", other.path("fromColumns"));
            details.withArray("columnsLineage").add(wrong);
        });

        Run run = ingest();

        assertThat(run.problems().failures()).isEmpty();
        assertThat(catalog.edges())
                .extracting(edge -> edge.details().path("columnsLineage"))
                .containsExactly(drawn.details().path("columnsLineage"));
        assertThat(run.counts().removals().lines())
                .containsExactly("the pair of columns "
                        + other.path("fromColumns").get(0).asText() + " → "
                        + right.path("toColumn").asText() + " was removed");
    }

    private Run ingest() throws Exception {
        try (Connector connector = servers.connector(Map.of())) {
            return connector.ingestOne();
        }
    }
}
