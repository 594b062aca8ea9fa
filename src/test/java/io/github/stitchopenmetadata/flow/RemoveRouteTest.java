package io.github.stitchopenmetadata.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.sandbox.CatalogEdits;
import io.github.stitchopenmetadata.sandbox.Sandbox;
import io.github.stitchopenmetadata.sandbox.StoredCatalog;
import io.github.stitchopenmetadata.sandbox.StoredEdge;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.Printed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the connector wrote is taken back, and nothing else. */
class RemoveRouteTest {

    private static final String SHOP = "stitch_sandbox.shop";
    private static final String SCHEMA = "stitch_sources.default.hubspot";

    @AutoClose
    private final Sandbox sandbox = Sandbox.start();

    private final StoredCatalog catalog = sandbox.catalogServer().catalog();
    private List<String> before;

    @BeforeEach
    void deliver() throws Exception {
        before = edges();
        try (Connector connector = Connector.with(sandbox.settings())) {
            assertThat(connector.ingest().exitStatus()).isZero();
        }
        catalog.edits().editPipeline(SHOP, pipeline -> pipeline.put("description", "ours"));
    }

    private List<String> edges() {
        return catalog.edges().stream()
                .map(edge -> edge.from() + " " + edge.to())
                .sorted()
                .toList();
    }

    /** @return what is printed */
    private String remove(boolean confirmed) throws Exception {
        Map<String, String> settings = new HashMap<>(sandbox.settings());
        settings.put("remove.confirm", String.valueOf(confirmed));
        try (Connector connector = Connector.with(settings);
                Printed printed = new Printed()) {
            Pass pass = connector.remove();
            assertThat(pass.runs().get(0).problems().failures()).isEmpty();
            assertThat(pass.exitStatus()).isZero();
            return printed.text();
        }
    }

    @Test
    void tellsWhatItWouldTakeBackAndWritesNothing() throws Exception {
        long writes = sandbox.catalogServer().writes();
        StoredEdge registered = catalog.edges().stream()
                .filter(edge -> edge.from().startsWith(SCHEMA))
                .findFirst()
                .orElseThrow();
        catalog.addEdge("prod_postgres.shop.public.orders", registered.from(), null);

        String told = remove(false);

        assertThat(sandbox.catalogServer().writes()).isEqualTo(writes);
        assertThat(told)
                .contains("--confirm", "pipelines  10", "tables     10", "database service stitch_sources")
                .containsPattern("added .*" + SHOP + ".*description")
                .containsPattern("added .*" + registered.from() + ".*1 edge");
    }

    /** An edge that a person drew between tables of the warehouse stays. */
    @Test
    void takesBackAllThatItWroteAndNothingElse() throws Exception {
        long tables = catalog.tables().stream()
                .filter(table -> !table.fullyQualifiedName().startsWith("stitch_sources"))
                .count();
        // of a stream that is not selected any more
        catalog.addTable("stitch_sources", "default", "hubspot", "former", List.of());
        StoredEdge first = catalog.edges().stream()
                .filter(edge -> edge.details().path("source").asText().equals("PipelineLineage"))
                .filter(edge -> edge.from().startsWith("prod_postgres"))
                .findFirst()
                .orElseThrow();
        catalog.addEdge(
                first.to(), first.from(), JsonNodeFactory.instance.objectNode().put("source", "Manual"));

        String told = remove(true);

        assertThat(told).contains("removed for good");
        List<String> left = new ArrayList<>(edges());
        assertThat(left.remove(first.to() + " " + first.from())).isTrue();
        assertThat(left).isEqualTo(before);
        assertThat(catalog.edges())
                .noneMatch(edge -> edge.details().path("source").asText().equals("PipelineLineage"));
        assertThat(catalog.pipelines()).isEmpty();
        assertThat(catalog.entity("databaseService", "stitch_sources")).isEmpty();
        assertThat(catalog.entity("pipelineService", "stitch_sandbox")).isEmpty();
        assertThat(catalog.tables()).hasSize((int) tables);
        assertThat(remove(true)).contains("0 things");
    }

    /** In a schema of ours: what it stands in stays with it. */
    @Test
    void leavesTablesThatPeopleMade() throws Exception {
        catalog.addTable("stitch_sources", "default", "hubspot", "handmade", List.of());
        catalog.edits().editTable(SCHEMA + ".handmade", table -> table.put("updatedBy", "maria"));

        String told = remove(true);

        assertThat(told)
                .containsPattern("kept .*table " + SCHEMA + ".handmade")
                .containsPattern("kept .*schema " + SCHEMA)
                .containsPattern("kept .*database service stitch_sources")
                .containsPattern("kept .*classification Stitch");
        assertThat(catalog.tables())
                .extracting(table -> table.fullyQualifiedName())
                .filteredOn(table -> table.startsWith("stitch_sources"))
                .containsExactly(SCHEMA + ".handmade");
        assertThat(catalog.entity("databaseSchema", SCHEMA)).isPresent();
        assertThat(catalog.entity("pipelineService", "stitch_sandbox")).isEmpty();
        assertThat(catalog.entity("classification", "Stitch")).isPresent();
    }

    @Test
    void leavesWhatHoldsThingsOfOthers() throws Exception {
        catalog.edits()
                .editSchema(
                        SCHEMA,
                        schema -> schema.put(
                                "description",
                                "Kept by stitch-openmetadata for the source \"hubspot\" of the pipeline service \"other\"."));
        catalog.addPipeline("stitch_sandbox", "CustomPipeline", "handmade");
        catalog.edits().editPipeline("stitch_sandbox.handmade", pipeline -> pipeline.withArray("tags")
                .add(CatalogEdits.label("Tier.Tier2")));

        String told = remove(true);

        assertThat(told).containsPattern("kept .*stitch_sources").containsPattern("kept .*handmade");
        assertThat(catalog.pipelines()).containsOnlyKeys("stitch_sandbox.handmade");
        assertThat(catalog.tables())
                .filteredOn(table -> table.toString().contains("stitch_sources"))
                .isNotEmpty()
                .allMatch(table -> table.toString().contains("hubspot"));
    }
}
