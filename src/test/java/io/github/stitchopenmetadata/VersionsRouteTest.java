package io.github.stitchopenmetadata;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.catalog.MissingEdge.Reason;
import io.github.stitchopenmetadata.http.Json;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.run.Run.Count;
import io.github.stitchopenmetadata.sandbox.Catalog;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every version of OpenMetadata takes all that it can hold, and refuses nothing of what it is sent. */
class VersionsRouteTest {

    private static final String UNKNOWN = "something-unparsable";
    private static final String NEWEST = "2.0.0";
    private static final String ORDERS = "prod_postgres.shop.public.orders";
    private static final String LOADED = "warehouse.DWH.SHOP.ORDERS";

    static List<String> versions() {
        return List.of("1.4.0", "1.5.1", "1.6.1", "1.7.0", "1.8.0", "1.9.0", "1.10.0", "1.11.9", "1.12.0", "1.13.0", NEWEST, UNKNOWN);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void bringsWhatTheVersionCanHoldAndNothingTwice(String version) throws Exception {
        MixedAccount account = new MixedAccount();
        try (Servers servers = servers(account, version); Connector connector = connector(servers, "register")) {
            Run run = connector.ingestOne();
            Run status = connector.status().runs().get(0);

            assertThat(run.failures()).isEmpty();
            assertThat(status.failures()).isEmpty();
            assertThat(run.missing()).containsExactly(Map.entry(Reason.DESTINATION_TABLE_NOT_IN_CATALOG, 4L));
            assertThat(run.counted(Count.EDGES_DRAWN)).isEqualTo(8);
            Catalog catalog = servers.catalogServer.catalog();
            assertThatTheServiceIsOfATypeOfThatVersion(servers, version);
            assertThatShopIsAsInStitch(catalog, version);
            assertThat(catalog.pipelines()).hasSize(account.sources());
            assertThatNamesKeepTheirLimits(catalog, version);
            assertThatOrdersAreLoadedIntoTheWarehouse(catalog);
            assertThatRunsAreShown(catalog, version);

            long writes = servers.catalogServer.writes();
            Run again = connector.ingestOne();

            assertThat(again.failures()).isEmpty();
            assertThat(again.counted(Count.PIPELINES_UNCHANGED)).isEqualTo(account.sources());
            assertThat(servers.catalogServer.writes()).isEqualTo(writes);
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void bringsWhatChangesInStitch(String version) throws Exception {
        MixedAccount account = new MixedAccount();
        try (Servers servers = servers(account, version); Connector connector = connector(servers, "register")) {
            Catalog catalog = servers.catalogServer.catalog();
            connector.ingestOne();

            account.source("shop").withObject("schedule").put("interval", 30.0);
            account.source("shop").put("paused_at", "2025-10-02T00:00:00Z");
            account.stream("shop", "customers").putNull("selected");
            servers.change(account.account());
            assertThat(connector.ingestOne().failures()).isEmpty();

            JsonNode shop = catalog.pipeline("stitch.shop").orElseThrow();
            assertThat(shop.path("scheduleInterval").asText()).isEqualTo(from(version, "1.2") ? "*/30 * * * *" : "");
            assertThat(shop.path("state").asText()).isEqualTo(from(version, "1.7") ? "Inactive" : "");
            assertThat(names(shop.path("tasks"))).containsExactly("orders");

            account.source("shop").putNull("paused_at");
            servers.change(account.account());
            assertThat(connector.ingestOne().failures()).isEmpty();

            shop = catalog.pipeline("stitch.shop").orElseThrow();
            assertThat(shop.path("state").asText()).isEqualTo(from(version, "1.7") ? "Active" : "");
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void drawsEdgesFromThePipelineOrNoneWhereItIsToldTo(String version) throws Exception {
        try (Servers servers = servers(new MixedAccount(), version)) {
            try (Connector connector = connector(servers, "skip")) {
                Run run = connector.ingestOne();

                assertThat(run.failures()).isEmpty();
                assertThat(run.counted(Count.EDGES_DRAWN)).isEqualTo(4);
                assertThat(run.missing()).containsEntry(Reason.NO_SOURCE_TABLE, 4L);
            }
            try (Connector connector = connector(servers, "pipeline")) {
                assertThat(connector.ingestOne().failures()).isEmpty();
                assertThat(connector.ingestOne().counted(Count.PIPELINES_UNCHANGED)).isEqualTo(8);
            }
            JsonNode details = servers.catalogServer.catalog().edge("stitch.crm", "warehouse.DWH.CRM.DEALS").orElseThrow().details();
            assertThat(details.path("source").asText()).isEqualTo(from(version, "1.2") ? "PipelineLineage" : "");
            assertThat(servers.catalogServer.catalog().edges()).hasSize(8);
        }
    }

    private static void assertThatTheServiceIsOfATypeOfThatVersion(Servers servers, String version) throws IOException {
        String sent = servers.catalog.findAll(putRequestedFor(urlPathEqualTo("/api/v1/services/pipelineServices"))).get(0).getBodyAsString();
        JsonNode body = Json.MAPPER.readTree(sent);

        assertThat(body.path("serviceType").asText()).isEqualTo(from(version, "1.6") ? "Stitch" : "CustomPipeline");
        assertThat(body.has("connection")).isEqualTo(!from(version, "1.2"));
        assertThat(sent).doesNotContain("stitch-token");
    }

    private static void assertThatShopIsAsInStitch(Catalog catalog, String version) {
        JsonNode shop = catalog.pipeline("stitch.shop").orElseThrow();
        String url = "https://app.stitchdata.com/client/42/pipeline/v2/sources/1/";

        assertThat(shop.path("displayName").asText()).isEqualTo("Shop");
        assertThat(shop.path("startDate").asLong()).isEqualTo(1_735_689_600_000L);
        assertThat(shop.path("scheduleInterval").asText()).isEqualTo(from(version, "1.2") ? "0 * * * *" : "");
        assertThat(shop.path("state").asText()).isEqualTo(from(version, "1.7") ? "Active" : "");
        assertThat(catalog.pipeline("stitch.archive").orElseThrow().path("state").asText()).isEqualTo(from(version, "1.7") ? "Inactive" : "");
        assertThat(names(shop.path("tasks"))).containsExactlyInAnyOrder("orders", "customers");
        String taskUrl = from(version, "1.2") ? "sourceUrl" : "taskUrl";
        assertThat(shop.path("tasks")).allSatisfy(task -> assertThat(task.path(taskUrl).asText()).isEqualTo(url));
        if (from(version, "1.4")) {
            assertThat(shop.path("sourceUrl").asText()).isEqualTo(url);
            assertThat(shop.path("sourceHash").asText()).matches("\\p{XDigit}{32}");
        } else {
            assertThat(shop.path(from(version, "1.2") ? "sourceUrl" : "pipelineUrl").asText()).matches("\\Q" + url + "#\\E\\p{XDigit}{32}");
        }
    }

    private static void assertThatNamesKeepTheirLimits(Catalog catalog, String version) {
        int longest = from(version, "1.4") ? 256 : 128;
        int longestPath = from(version, "1.2") ? 3072 : 256;

        assertThat(catalog.pipelines().values()).allSatisfy(pipeline -> {
            assertThat(pipeline.path("name").asText()).hasSizeLessThanOrEqualTo(longest);
            assertThat(names(pipeline.path("tasks"))).doesNotHaveDuplicates()
                    .allSatisfy(task -> assertThat(task).hasSizeLessThanOrEqualTo(longest));
            assertThat(pipeline.path("tasks")).allSatisfy(task ->
                    assertThat(task.path("fullyQualifiedName").asText()).hasSizeLessThanOrEqualTo(longestPath));
        });
        assertThat(catalog.pipelines().values()).extracting(pipeline -> pipeline.path("displayName").asText())
                .contains(MixedAccount.LONG + "1", MixedAccount.LONG + "2");
        assertThat(catalog.tables()).filteredOn(table -> table.fullyQualifiedName().startsWith("stitch_sources.default.a_name")).hasSize(2)
                .allSatisfy(table -> assertThat(table.columns()).hasSize(2).allSatisfy(column ->
                        assertThat(table.fullyQualifiedName() + "." + column.name()).hasSizeLessThanOrEqualTo(longestPath)));
    }

    private static void assertThatOrdersAreLoadedIntoTheWarehouse(Catalog catalog) {
        JsonNode details = catalog.edge(ORDERS, LOADED).orElseThrow().details();

        assertThat(details.at("/pipeline/fullyQualifiedName").asText()).isEqualTo("stitch.shop");
        assertThat(details.path("source").asText()).isEqualTo("PipelineLineage");
        assertThat(details.path("columnsLineage")).extracting(pair -> pair.at("/fromColumns/0").asText() + " " + pair.path("toColumn").asText())
                .containsExactlyInAnyOrder(ORDERS + ".id " + LOADED + ".ID", ORDERS + ".total " + LOADED + ".TOTAL");
    }

    private static void assertThatRunsAreShown(Catalog catalog, String version) {
        assertThat(catalog.statuses("stitch.fulfilment")).singleElement().satisfies(run -> {
            assertThat(run.path("executionStatus").asText()).isEqualTo("Failed");
            assertThat(run.at("/taskStatus/0/executionStatus").asText()).isEqualTo("Failed");
            assertThat(run.path("executionId").asText()).isEqualTo(from(version, "1.11") ? "42.2.sync.b" : "");
            assertThat(run.at("/error/errorMessage").asText()).contains(from(version, "1.11") ? "Access denied" : "");
            assertThat(run.has("endTime")).isEqualTo(from(version, "1.11"));
        });
        assertThat(catalog.statuses("stitch.crm")).singleElement().satisfies(run ->
                assertThat(run.path("executionStatus").asText()).isEqualTo("Pending"));
        assertThat(catalog.statuses("stitch.shop")).singleElement().satisfies(run ->
                assertThat(run.path("taskStatus")).hasSize(2));
    }

    private static Servers servers(MixedAccount account, String version) {
        Servers servers = account.serve(version.equals(UNKNOWN) ? NEWEST : version);
        if (version.equals(UNKNOWN)) {
            servers.catalog.stubFor(get(urlPathEqualTo("/api/v1/system/version")).willReturn(okJson("{\"version\":\"" + UNKNOWN + "\"}")));
        }
        return servers;
    }

    private static Connector connector(Servers servers, String saas) throws Exception {
        return servers.connector(Map.of("stitch.dbServiceNames", MixedAccount.SERVICES, "lineage.saas", saas));
    }

    private static List<String> names(JsonNode entities) {
        return StreamSupport.stream(entities.spliterator(), false).map(entity -> entity.path("name").asText()).toList();
    }

    private static boolean from(String version, String first) {
        return number(version.equals(UNKNOWN) ? NEWEST : version) >= number(first);
    }

    private static int number(String version) {
        String[] parts = version.split("\\.");
        return Integer.parseInt(parts[0]) * 1000 + Integer.parseInt(parts[1]);
    }
}
