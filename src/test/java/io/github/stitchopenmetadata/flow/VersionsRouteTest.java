package io.github.stitchopenmetadata.flow;

import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.github.stitchopenmetadata.support.Versions.has;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.catalog.model.MissingEdge.Reason;
import io.github.stitchopenmetadata.run.Count;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.sandbox.AccountColumn;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.sandbox.StoredCatalog;
import io.github.stitchopenmetadata.sandbox.StoredEdge;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.EachVersion;
import io.github.stitchopenmetadata.support.MixedAccount;
import io.github.stitchopenmetadata.support.OfVersions;
import io.github.stitchopenmetadata.support.Servers;
import io.github.stitchopenmetadata.support.Versions;
import io.github.stitchopenmetadata.text.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;

/** Every version of OpenMetadata is sent all that it can hold, and nothing that it refuses. */
class VersionsRouteTest {

    private static final String ORDERS = "prod_postgres.shop.public.orders";
    private static final String LOADED = "warehouse.DWH.SHOP.ORDERS";
    private static final String APP = "https://app.stitchdata.com/client/42/pipeline/v2/sources/1/";
    private static final int SOURCES = 8;

    @AutoClose
    private static Servers servers;

    @AutoClose
    private static Connector registering;

    @AutoClose
    private static Connector skipping;

    @AutoClose
    private static Connector beginningAtPipelines;

    @BeforeAll
    static void start() throws Exception {
        servers = MixedAccount.serve(Versions.NEWEST);
        registering = connector("register");
        skipping = connector("skip");
        beginningAtPipelines = connector("pipeline");
    }

    private static Connector connector(String saas) throws Exception {
        // many runs follow each other in no time, and each of them reads loads
        return MixedAccount.connector(
                servers,
                Map.of(
                        "lineage.saas",
                        saas,
                        "openmetadata.owners",
                        "shop=team:data_platform",
                        "openmetadata.domain",
                        "Sales",
                        "stitch.jobs.requests",
                        "10000"));
    }

    @EachVersion
    void bringsWhatTheVersionCanHoldAndNothingTwice(String version) throws Exception {
        MixedAccount.renew(servers, version);
        StoredCatalog catalog = servers.catalogServer.catalog();

        Run run = registering.ingestOne();
        Run status = registering.status().runs().get(0);

        assertThat(run.problems().failures()).isEmpty();
        assertThat(status.problems().failures()).isEmpty();
        assertThat(run.counts().missing()).containsExactly(Map.entry(Reason.DESTINATION_TABLE_NOT_IN_CATALOG, 4L));
        assertThat(run.counts().of(Count.EDGES_DRAWN)).isEqualTo(8);
        assertThat(catalog.pipelines()).hasSize(SOURCES);
        assertThatTheServiceIsOfATypeOfThatVersion(version);
        assertThatShopIsAsInStitch(catalog.pipeline("stitch.shop").orElseThrow(), version);
        assertThatShopHasItsOwnerAndItsDomain(catalog.pipeline("stitch.shop").orElseThrow(), version);
        assertThatTagsTellOfTheSources(catalog);
        assertThatNamesKeepTheirLimits(catalog, version);
        assertThatOrdersAreLoadedIntoTheWarehouse(catalog);
        assertThatRunsAreShown(catalog, version);

        long writes = servers.catalogServer.writes();
        Run again = registering.ingestOne();

        assertThat(again.problems().failures()).isEmpty();
        assertThat(again.counts().of(Count.PIPELINES_UNCHANGED)).isEqualTo(SOURCES);
        assertThat(servers.catalogServer.writes()).isEqualTo(writes);
    }

    @EachVersion
    void drawsEdgesFromThePipelineOrNoneWhereItIsToldTo(String version) throws Exception {
        MixedAccount.renew(servers, version);

        Run skipped = skipping.ingestOne();

        assertThat(skipped.problems().failures()).isEmpty();
        assertThat(skipped.counts().of(Count.EDGES_DRAWN)).isEqualTo(4);
        assertThat(skipped.counts().missing()).containsEntry(Reason.NO_SOURCE_TABLE, 4L);

        assertThat(beginningAtPipelines.ingestOne().problems().failures()).isEmpty();
        assertThat(beginningAtPipelines.ingestOne().counts().of(Count.PIPELINES_UNCHANGED))
                .isEqualTo(SOURCES);
        StoredEdge edge = servers.catalogServer
                .catalog()
                .edge("stitch.crm", "warehouse.DWH.CRM.DEALS")
                .orElseThrow();
        assertThat(edge.details().path("source").asText()).isEqualTo(has(version, "1.2") ? "PipelineLineage" : "");
        assertThat(servers.catalogServer.catalog().edges()).hasSize(8);
    }

    @OfVersions({"1.1.0", "1.2.0", Versions.NEWEST})
    void findsAndMakesServicesWhoseNamesHoldDots(String version) throws Exception {
        StitchAccount account = StitchAccount.generated(1, 1, 1, 1.0);
        try (Servers dotted = new Servers(account, version, VersionsRouteTest::addDottedServices);
                Connector connector = dotted.connector(Map.of("stitch.dbServiceNames", "prod.eu,ware.house"))) {
            assertThat(connector.ingestOne().counts().of(Count.EDGES_DRAWN)).isOne();
        }
        MixedAccount.renew(servers, version);
        try (Connector connector = MixedAccount.connector(servers, Map.of("lineage.saas.service", "stitch.apps"))) {
            assertThat(connector.ingestOne().problems().failures()).isEmpty();
            assertThat(connector.ingestOne().counts().of(Count.PIPELINES_UNCHANGED))
                    .isEqualTo(SOURCES);
        }
    }

    private static void addDottedServices(StoredCatalog catalog) {
        catalog.addDatabaseService("prod.eu", "Postgres");
        catalog.addDatabaseService("ware.house", "Snowflake");
        catalog.addTable("prod.eu", "shop", "source_0001", "table_0001", List.of(new AccountColumn("id", "BIGINT")));
        catalog.addTable(
                "ware.house", "ANALYTICS", "SOURCE_0001", "TABLE_0001", List.of(new AccountColumn("ID", "NUMBER")));
    }

    private static void assertThatTheServiceIsOfATypeOfThatVersion(String version) throws IOException {
        String sent = servers.catalog
                .findAll(putRequestedFor(urlPathEqualTo("/api/v1/services/pipelineServices")))
                .get(0)
                .getBodyAsString();
        JsonNode body = Json.MAPPER.readTree(sent);

        assertThat(body.path("serviceType").asText()).isEqualTo(has(version, "1.6.1") ? "Stitch" : "CustomPipeline");
        assertThat(body.has("connection")).isEqualTo(!has(version, "1.6.1"));
        assertThat(sent).doesNotContain("stitch-token");
    }

    private static void assertThatShopIsAsInStitch(JsonNode shop, String version) {
        assertThat(shop.path("displayName").asText()).isEqualTo("Shop");
        assertThat(shop.path("startDate").asLong()).isEqualTo(1_735_689_600_000L);
        assertThat(shop.path("scheduleInterval").asText()).isEqualTo(has(version, "1.2") ? "0 * * * *" : "");
        assertThat(shop.path("state").asText()).isEqualTo(has(version, "1.7") ? "Active" : "");
        String url =
                shop.path(has(version, "1.2") ? "sourceUrl" : "pipelineUrl").asText();
        String seal = has(version, "1.4") ? url + "#" + shop.path("sourceHash").asText() : url;
        assertThat(seal).matches("\\Q" + APP + "#\\E\\p{XDigit}{32}");
        assertThat(shop.path("tasks")).hasSize(2).allSatisfy(task -> {
            assertThat(task.path("name").asText()).isIn("orders", "customers");
            assertThat(task.path(has(version, "1.2") ? "sourceUrl" : "taskUrl").asText())
                    .isEqualTo(APP);
        });
    }

    private static void assertThatShopHasItsOwnerAndItsDomain(JsonNode shop, String version) {
        assertThat(shop.at(has(version, "1.5") ? "/owners/0/name" : "/owner/name")
                        .asText())
                .isEqualTo("data_platform");
        assertThat(shop.at(has(version, "1.9") ? "/domains/0/name" : "/domain/name")
                        .asText())
                .isEqualTo(has(version, "1.2") ? "Sales" : "");
    }

    private static void assertThatTagsTellOfTheSources(StoredCatalog catalog) {
        assertThat(tags(catalog.pipeline("stitch.shop").orElseThrow())).containsExactly("Stitch.connector-hp-postgres");
        assertThat(tags(catalog.pipeline("stitch.archive").orElseThrow()))
                .containsExactly("Stitch.connector-hp-postgres", "Stitch.paused");
        assertThat(tags(catalog.pipeline("stitch.fulfilment").orElseThrow()))
                .containsExactly("Stitch.connector-hp-mysql", "Stitch.connection-failing");
        assertThat(catalog.pipelines().values())
                .flatExtracting(pipeline -> pipeline.path("tasks").findValuesAsText("tagFQN"))
                .contains(
                        "Stitch.replication-full-table",
                        "Stitch.replication-incremental",
                        "Stitch.replication-log-based");
    }

    private static void assertThatNamesKeepTheirLimits(StoredCatalog catalog, String version) {
        int longest = has(version, "1.4") ? 256 : 128;
        int longestPath = has(version, "1.2") ? 3072 : 256;

        assertThat(catalog.pipelines().values()).allSatisfy(pipeline -> {
            assertThat(pipeline.path("name").asText()).hasSizeLessThanOrEqualTo(longest);
            assertThat(pipeline.path("tasks").findValuesAsText("name"))
                    .doesNotHaveDuplicates()
                    .allSatisfy(task -> assertThat(task).hasSizeLessThanOrEqualTo(longest));
            assertThat(pipeline.path("tasks").findValuesAsText("fullyQualifiedName"))
                    .allSatisfy(path -> assertThat(path).hasSizeLessThanOrEqualTo(longestPath));
        });
        assertThat(catalog.pipelines().values())
                .extracting(pipeline -> pipeline.path("displayName").asText())
                .contains(MixedAccount.LONG + "1", MixedAccount.LONG + "2");
        assertThat(catalog.tables())
                .filteredOn(table -> table.fullyQualifiedName().startsWith("stitch_sources.default.a_name"))
                .hasSize(2)
                .allSatisfy(table -> assertThat(table.columns()).hasSize(2).allSatisfy(column -> assertThat(
                                table.fullyQualifiedName() + "." + column.name())
                        .hasSizeLessThanOrEqualTo(longestPath)));
    }

    private static void assertThatOrdersAreLoadedIntoTheWarehouse(StoredCatalog catalog) {
        JsonNode details = catalog.edge(ORDERS, LOADED).orElseThrow().details();

        assertThat(details.at("/pipeline/fullyQualifiedName").asText()).isEqualTo("stitch.shop");
        assertThat(details.path("source").asText()).isEqualTo("PipelineLineage");
        assertThat(details.path("columnsLineage"))
                .hasSize(2)
                .allSatisfy(pair -> assertThat(pair.path("function").asText()).isEqualTo("stitch:stitch.shop"))
                .extracting(pair -> pair.at("/fromColumns/0").asText() + " "
                        + pair.path("toColumn").asText())
                .containsExactlyInAnyOrder(ORDERS + ".id " + LOADED + ".ID", ORDERS + ".total " + LOADED + ".TOTAL");
    }

    private static void assertThatRunsAreShown(StoredCatalog catalog, String version) {
        assertThat(catalog.statuses("stitch.fulfilment")).singleElement().satisfies(run -> {
            assertThat(run.path("executionStatus").asText()).isEqualTo("Failed");
            assertThat(run.at("/taskStatus/0/executionStatus").asText()).isEqualTo("Failed");
            assertThat(run.path("executionId").asText()).isEqualTo(has(version, "1.11") ? "42.2.sync.b" : "");
            assertThat(run.at("/error/errorMessage").asText()).contains(has(version, "1.11") ? "Access denied" : "");
            assertThat(run.has("endTime")).isEqualTo(has(version, "1.11"));
        });
        assertThat(catalog.statuses("stitch.crm")).singleElement().satisfies(run -> assertThat(
                        run.path("executionStatus").asText())
                .isEqualTo("Pending"));
        assertThat(catalog.statuses("stitch.shop")).singleElement().satisfies(run -> assertThat(run.path("taskStatus"))
                .hasSize(2));
    }

    private static List<String> tags(JsonNode entity) {
        return entity.path("tags").findValuesAsText("tagFQN");
    }
}
