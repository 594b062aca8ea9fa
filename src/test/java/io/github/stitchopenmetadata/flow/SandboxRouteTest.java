package io.github.stitchopenmetadata.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.catalog.model.MissingEdge.Reason;
import io.github.stitchopenmetadata.run.Count;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.sandbox.Sandbox;
import io.github.stitchopenmetadata.sandbox.StoredCatalog;
import io.github.stitchopenmetadata.sandbox.StoredEdge;
import io.github.stitchopenmetadata.support.Connector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sandbox from end to end: what a newcomer's first run brings into the catalog. */
class SandboxRouteTest {

    @ParameterizedTest
    @ValueSource(strings = {"1.4.0", "1.13.0"})
    void bringsThePipelinesTheirLineageAndTheirStatus(String version) throws Exception {
        try (Sandbox sandbox = Sandbox.start(version);
                Connector connector = Connector.with(sandbox.settings())) {
            StoredCatalog catalog = sandbox.catalogServer().catalog();

            Run run = connector.ingestOne();
            Pass status = connector.status();

            assertThat(run.problems().failures()).isEmpty();
            assertThat(run.counts().of(Count.SOURCES)).isEqualTo(10);
            assertThat(run.counts().of(Count.SOURCES_LEFT_OUT)).isOne();
            assertThat(run.counts().of(Count.PIPELINES_CREATED)).isEqualTo(10);
            // hubspot 3, stripe 2, outlet_store 2, ads_spend 1, store_footfall 1, and sendgrid_events 1, which only the
            // loads tell of
            assertThat(run.counts().of(Count.TABLES_REGISTERED)).isEqualTo(10);
            // 13 from databases, and all of the registered ones
            assertThat(run.counts().of(Count.EDGES_DRAWN)).isEqualTo(23);
            assertThat(run.counts().missing())
                    .containsOnly(
                            Map.entry(Reason.SOURCE_SERVICE_UNKNOWN, 2L),
                            Map.entry(Reason.DESTINATION_TABLE_NOT_IN_CATALOG, 1L));
            assertThat(status.exitStatus()).isZero();
            assertThatShopIsAsInStitch(catalog, version);
            assertThatOrdersAreLoadedIntoTheWarehouse(catalog);
            assertThatDealsAreLoadedFromTheirRegisteredTable(catalog);
            assertThatOtherEdgesAreAsTheyWere(catalog);
            assertThatRunsAreShown(catalog);
        }
    }

    private static void assertThatShopIsAsInStitch(StoredCatalog catalog, String version) {
        JsonNode shop = catalog.pipeline("stitch_sandbox.shop").orElseThrow();
        assertThat(shop.path("displayName").asText()).isEqualTo("Shop database");
        assertThat(shop.path("sourceUrl").asText())
                .matches("https://app\\.stitchdata\\.com/client/204871/pipeline/v2/sources/\\d+/");
        assertThat(shop.path("sourceHash").asText()).hasSize(32);
        assertThat(shop.path("state").asText()).isEqualTo(version.startsWith("1.13") ? "Active" : "");
        List<String> tasks = new ArrayList<>();
        shop.path("tasks").forEach(task -> tasks.add(task.path("name").asText()));
        assertThat(tasks).doesNotHaveDuplicates().contains("orders", "returns");
    }

    private static void assertThatOrdersAreLoadedIntoTheWarehouse(StoredCatalog catalog) {
        StoredEdge edge = catalog.edge("prod_postgres.shop.public.orders", "warehouse.ANALYTICS.SHOP.ORDERS")
                .orElseThrow();
        assertThat(edge.details().path("source").asText()).isEqualTo("PipelineLineage");
        assertThat(edge.details().path("pipeline").path("fullyQualifiedName").asText())
                .isEqualTo("stitch_sandbox.shop");
        List<String> columns = new ArrayList<>();
        edge.details()
                .path("columnsLineage")
                .forEach(pair -> columns.add(pair.path("fromColumns").path(0).asText() + " "
                        + pair.path("toColumn").asText()));
        assertThat(columns)
                .contains("prod_postgres.shop.public.orders.id warehouse.ANALYTICS.SHOP.ORDERS.ID")
                .noneMatch(pair -> pair.contains("_SDC_"));
    }

    private static void assertThatDealsAreLoadedFromTheirRegisteredTable(StoredCatalog catalog) {
        StoredEdge edge = catalog.edge("stitch_sources.default.hubspot.deals", "warehouse.ANALYTICS.HUBSPOT.DEALS")
                .orElseThrow();
        assertThat(edge.details().path("source").asText()).isEqualTo("PipelineLineage");
        assertThat(edge.details().path("pipeline").path("fullyQualifiedName").asText())
                .isEqualTo("stitch_sandbox.hubspot");
        assertThat(edge.details().path("columnsLineage")).hasSize(6);
    }

    private static void assertThatOtherEdgesAreAsTheyWere(StoredCatalog catalog) {
        assertThat(catalog.edges())
                .filteredOn(edge -> edge.details().path("source").asText().equals("Manual"))
                .hasSize(1);
        assertThat(catalog.edges())
                .filteredOn(edge -> edge.details().hasNonNull("sqlQuery"))
                .hasSize(1)
                .allSatisfy(edge ->
                        assertThat(edge.details().path("columnsLineage")).hasSizeGreaterThan(1));
    }

    private static void assertThatRunsAreShown(StoredCatalog catalog) {
        assertThat(catalog.statuses("stitch_sandbox.shop")).hasSize(1).allSatisfy(run -> {
            assertThat(run.path("executionStatus").asText()).isIn("Successful", "Failed", "Pending");
            assertThat(run.path("taskStatus")).isNotEmpty();
        });
        List<JsonNode> runs = catalog.pipelines().keySet().stream()
                .flatMap(fqn -> catalog.statuses(fqn).stream())
                .toList();
        assertThat(runs)
                .hasSize(7)
                .extracting(run -> run.path("executionStatus").asText())
                .contains("Successful", "Failed");
    }
}
