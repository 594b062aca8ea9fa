package io.github.stitchopenmetadata.flow;

import static io.github.stitchopenmetadata.text.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.run.Count;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.sandbox.AccountColumn;
import io.github.stitchopenmetadata.sandbox.CatalogServer;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.sandbox.StitchServer;
import io.github.stitchopenmetadata.sandbox.StoredCatalog;
import io.github.stitchopenmetadata.sandbox.StoredEdge;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.Extent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two Stitch accounts, each with an application that has the same name, and one catalog. */
class SharedSourceNameRouteTest {

    private static final String SCHEMA = "stitch_sources.default.shopify";

    static List<String> versions() {
        return Extent.cases(List.of("1.13.0"), List.of("1.1.0", "1.13.0"));
    }

    @ParameterizedTest
    @MethodSource("versions")
    void showsTwoShopsAsTwo(String version) throws Exception {
        try (StitchServer eu = account("vat_id");
                StitchServer us = account("state");
                CatalogServer server = catalog(version)) {
            StoredCatalog catalog = server.catalog();

            for (int pass = 0; pass < 2; pass++) {
                long writes = server.writes();
                Run first = run(server, us, "us", Map.of());
                Run second = run(server, eu, "eu", Map.of());

                assertThat(first.problems().failures()).isEmpty();
                assertThat(second.problems().failures()).isEmpty();
                if (pass > 0) {
                    assertThat(server.writes()).isEqualTo(writes);
                }
            }

            assertThat(columns(catalog, SCHEMA + ".orders")).containsExactly("id", "state");
            assertThat(columns(catalog, SCHEMA + "__eu.orders")).containsExactly("id", "vat_id");
            assertThat(pairs(catalog, SCHEMA + ".orders", "us_dwh"))
                    .containsExactly(SCHEMA + ".orders.id", SCHEMA + ".orders.state");
            assertThat(pairs(catalog, SCHEMA + "__eu.orders", "eu_dwh"))
                    .containsExactly(SCHEMA + "__eu.orders.id", SCHEMA + "__eu.orders.vat_id");
            assertThat(catalog.edges()).hasSize(2);
        }
    }

    @ParameterizedTest
    @Tag(Extent.THOROUGH)
    @MethodSource("versions")
    void leavesTheSchemaOfAnEarlierVersionToTheFirstServiceAndKeepsItsDescription(String version) throws Exception {
        try (StitchServer eu = account("vat_id");
                StitchServer us = account("state");
                CatalogServer server = catalog(version)) {
            StoredCatalog catalog = server.catalog();
            run(server, us, "us", Map.of());
            run(server, eu, "eu", Map.of("lineage.saas", "skip"));
            catalog.edits().editSchema(SCHEMA, schema -> schema.put("description", "Our shop."));

            assertThat(run(server, us, "us", Map.of()).problems().failures()).isEmpty();
            assertThat(run(server, eu, "eu", Map.of()).problems().failures()).isEmpty();

            assertThat(columns(catalog, SCHEMA + ".orders")).containsExactly("id", "vat_id");
            assertThat(columns(catalog, SCHEMA + "__us.orders")).containsExactly("id", "state");
            assertThat(description(catalog, SCHEMA))
                    .isEqualTo(
                            "Our shop.\n\nKept by stitch-openmetadata for the source \"shopify\" of the pipeline service \"eu\".");
            assertThat(description(catalog, SCHEMA + "__us")).contains("\"us\"");
            assertThat(catalog.edges())
                    .extracting(StoredEdge::from)
                    .containsExactlyInAnyOrder(SCHEMA + ".orders", SCHEMA + "__us.orders");
            long writes = server.writes();
            run(server, eu, "eu", Map.of());
            run(server, us, "us", Map.of());
            assertThat(server.writes()).isEqualTo(writes);
        }
    }

    @Test
    @Tag(Extent.THOROUGH)
    void marksTheSchemaOfAnEarlierVersionAlsoWhereNothingElseHasChanged() throws Exception {
        try (StitchServer eu = account("vat_id");
                CatalogServer server = catalog("1.13.0")) {
            StoredCatalog catalog = server.catalog();
            run(server, eu, "eu", Map.of());
            catalog.edits().editSchema(SCHEMA, schema -> schema.remove("description"));

            Run run = run(server, eu, "eu", Map.of());

            assertThat(run.problems().failures()).isEmpty();
            assertThat(run.counts().of(Count.TABLES_REGISTERED)).isZero();
            assertThat(description(catalog, SCHEMA)).contains("\"shopify\"", "\"eu\"");
            long writes = server.writes();
            run(server, eu, "eu", Map.of());
            assertThat(server.writes()).isEqualTo(writes);
        }
    }

    private static Run run(CatalogServer catalog, StitchServer account, String service, Map<String, String> more)
            throws Exception {
        Map<String, String> settings =
                new HashMap<>(Map.of("stitch.serviceName", service, "stitch.dbServiceNames", service + "_dwh"));
        settings.putAll(more);
        try (Connector connector = Connector.between(account.url(), catalog.url(), settings)) {
            return connector.ingestOne();
        }
    }

    /** A shop whose orders have an id and one more field. */
    private static StitchServer account(String field) {
        StitchAccount.Builder account = StitchAccount.builder()
                .addDestination(object(
                        "{'id': 7, 'type': 'snowflake', 'stitch_client_id': 42, 'properties': {'database': 'DWH'}}"))
                .addSource(
                        object(
                                "{'id': 1, 'name': 'shopify', 'display_name': 'Shopify', 'type': 'platform.shopify', 'stitch_client_id': 42,"
                                        + "'properties': {}, 'created_at': '2026-01-01T00:00:00Z', 'report_card': {'current_step_type': 'fully_configured'}}"));
        account.addStream(
                1,
                object(
                        "{'stream_id': 11, 'stream_name': 'orders', 'tap_stream_id': 'orders', 'selected': true, 'metadata': {}}"),
                object("{'schema': {'properties': {'id': {'type': 'integer'}, '" + field
                        + "': {'type': 'string'}}}, 'metadata': [" + automatic("id") + ", " + automatic(field) + "]}"));
        return new StitchServer(account.build(), "stitch-token");
    }

    private static String automatic(String field) {
        return "{'breadcrumb': ['properties', '" + field + "'], 'metadata': {'inclusion': 'automatic'}}";
    }

    private static CatalogServer catalog(String version) {
        CatalogServer server = new CatalogServer(version, "catalog-token");
        for (String service : List.of("eu_dwh", "us_dwh")) {
            server.catalog().addDatabaseService(service, "Snowflake");
            server.catalog()
                    .addTable(
                            service,
                            "DWH",
                            "SHOPIFY",
                            "ORDERS",
                            List.of(
                                    new AccountColumn("ID", "NUMBER"),
                                    new AccountColumn(service.equals("eu_dwh") ? "VAT_ID" : "STATE", "STRING")));
        }
        return server;
    }

    private static List<String> columns(StoredCatalog catalog, String table) {
        return catalog.entity("table", table).orElseThrow().path("columns").findValuesAsText("name").stream()
                .sorted()
                .toList();
    }

    private static List<String> pairs(StoredCatalog catalog, String table, String warehouse) {
        JsonNode details = catalog.edge(table, warehouse + ".DWH.SHOPIFY.ORDERS")
                .orElseThrow()
                .details();
        return details.path("columnsLineage").findValues("fromColumns").stream()
                .map(columns -> columns.path(0).asText())
                .sorted()
                .toList();
    }

    private static String description(StoredCatalog catalog, String schema) {
        return catalog.entity("databaseSchema", schema)
                .orElseThrow()
                .path("description")
                .asText();
    }

    private static ObjectNode object(String text) {
        return (ObjectNode) json(text);
    }
}
