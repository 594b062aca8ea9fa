package io.github.stitchopenmetadata.flow;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import io.github.stitchopenmetadata.catalog.model.MissingEdge;
import io.github.stitchopenmetadata.catalog.model.MissingEdge.Reason;
import io.github.stitchopenmetadata.run.Count;
import io.github.stitchopenmetadata.run.Failure;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.sandbox.AccountColumn;
import io.github.stitchopenmetadata.sandbox.CatalogServer;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.sandbox.StitchServer;
import io.github.stitchopenmetadata.sandbox.StoredCatalog;
import io.github.stitchopenmetadata.sandbox.StoredEdge;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.OfVersions;
import io.github.stitchopenmetadata.support.Servers;
import io.github.stitchopenmetadata.support.WorkflowFile;
import io.github.stitchopenmetadata.text.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources that are no databases, in the three ways of {@code lineage.saas}. */
class SaasSourcesRouteTest {

    private static final String DEALS =
            "{'id': {'type': ['null', 'integer']}, 'amount': {'type': 'number'}, 'name': {'type': 'string'},"
                    + "'closed': {'type': 'string', 'format': 'date-time'}, 'due': {'type': 'string', 'format': 'date'}, 'won': {'type': 'boolean'},"
                    + "'owner': {'type': 'object', 'properties': {'email': {'type': 'string'},"
                    + "'team': {'type': 'object', 'properties': {'id': {'type': 'integer'}}}}},"
                    + "'extra': {'type': 'object'}, 'tags': {'type': 'array', 'items': {'type': 'string'}},"
                    + "'lines': {'type': 'array', 'items': {'type': 'object', 'properties': {'sku': {'type': 'string'}}}},"
                    + "'any': {}, 'either': {'type': ['string', 'integer']}, 'size': {'type': ['integer', 'number']}}";
    private static final String CRM = "stitch_sources.default.crm";
    private static final String BULK = "/api/v1/tables/bulk";
    private static final String LOADED = "warehouse.DWH.CRM.DEALS";

    @OfVersions({"1.4.0", "1.13.0"})
    void registersATableForEachStreamAndDrawsItsEdge(String version) throws Exception {
        try (Servers servers = servers(version, DEALS);
                Connector connector = servers.connector(Map.of())) {
            StoredCatalog catalog = servers.catalogServer.catalog();

            Run run = connector.ingestOne();

            assertThat(run.problems().failures()).isEmpty();
            assertThat(run.counts().missing()).isEmpty();
            assertThat(run.counts().of(Count.TABLES_REGISTERED)).isEqualTo(2);
            assertThat(run.counts().of(Count.EDGES_DRAWN)).isEqualTo(2);
            assertThat(catalog.entity("databaseService", "stitch_sources")
                            .orElseThrow()
                            .path("serviceType")
                            .asText())
                    .isEqualTo("CustomDatabase");
            assertThat(catalog.entity("databaseSchema", CRM)
                            .orElseThrow()
                            .path("displayName")
                            .asText())
                    .isEqualTo("Customers & deals");
            assertThat(catalog.entity("table", CRM + ".deals")
                            .orElseThrow()
                            .path("displayName")
                            .asText())
                    .isEqualTo("deals");
            assertThat(types(catalog, CRM + ".deals"))
                    .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                            Map.entry("id", "BIGINT"),
                            Map.entry("amount", "DOUBLE"),
                            Map.entry("name", "STRING"),
                            Map.entry("closed", "TIMESTAMP"),
                            Map.entry("due", "DATE"),
                            Map.entry("won", "BOOLEAN"),
                            Map.entry("owner", "STRUCT"),
                            Map.entry("owner.email", "STRING"),
                            Map.entry("owner.team", "STRUCT"),
                            Map.entry("owner.team.id", "BIGINT"),
                            Map.entry("extra", "JSON"),
                            Map.entry("tags", "ARRAY of UNKNOWN"),
                            Map.entry("lines", "ARRAY of STRUCT"),
                            Map.entry("lines.sku", "STRING"),
                            Map.entry("any", "UNKNOWN"),
                            Map.entry("either", "UNKNOWN"),
                            Map.entry("size", "DOUBLE")));
            StoredEdge edge = catalog.edge(CRM + ".deals", LOADED).orElseThrow();
            assertThat(edge.details()
                            .path("pipeline")
                            .path("fullyQualifiedName")
                            .asText())
                    .isEqualTo("stitch.crm");
            assertThat(pairs(edge))
                    .contains(CRM + ".deals.id " + LOADED + ".ID", CRM + ".deals.amount " + LOADED + ".AMOUNT");
            assertThat(catalog.edge("stitch_sources.default.clicks.data", "warehouse.DWH.CLICKS.DATA")
                            .orElseThrow()
                            .details()
                            .path("columnsLineage"))
                    .isEmpty();
            assertThat(servers.catalogServer.requestsByEndpoint())
                    .containsEntry("PUT /api/v1/services/databaseServices", 1L)
                    .containsEntry("PUT /api/v1/databases", 1L)
                    .containsEntry("PUT /api/v1/databaseSchemas", 2L)
                    .containsEntry("PUT /api/v1/tables", 2L);
        }
    }

    @OfVersions({"1.4.0", "1.13.0"})
    void writesNothingWhenNothingHasChanged(String version) throws Exception {
        for (String mode : List.of("register", "pipeline", "skip")) {
            try (Servers servers = servers(version, DEALS)) {
                try (Connector connector = servers.connector(Map.of("lineage.saas", mode))) {
                    connector.ingestOne();
                }
                long writes = servers.catalogServer.writes();

                try (Connector another = servers.connector(Map.of("lineage.saas", mode))) {
                    Run again = another.ingestOne();

                    assertThat(again.problems().failures()).isEmpty();
                    assertThat(again.counts().of(Count.PIPELINES_UNCHANGED))
                            .as(mode)
                            .isEqualTo(2);
                    assertThat(servers.catalogServer.writes()).as(mode).isEqualTo(writes);
                }
            }
        }
    }

    @OfVersions({"1.4.0", "1.13.0"})
    void addsTheColumnOfANewFieldAndLeavesTheOtherTables(String version) throws Exception {
        try (Servers servers = servers(version, "{'id': {'type': 'integer'}}");
                Connector connector = servers.connector(Map.of())) {
            connector.ingestOne();
            servers.stitch.stubFor(get(urlPathEqualTo("/v4/sources/1/streams/11"))
                    .willReturn(aResponse()
                            .withBody(schema("{'id': {'type': 'integer'}, 'amount': {'type': 'number'}}")
                                    .toString())));

            Run run = connector.ingestOne();

            assertThat(run.problems().failures()).isEmpty();
            assertThat(run.counts().of(Count.TABLES_REGISTERED)).isOne();
            assertThat(types(servers.catalogServer.catalog(), CRM + ".deals")).containsOnlyKeys("id", "amount");
            assertThat(pairs(servers.catalogServer
                            .catalog()
                            .edge(CRM + ".deals", LOADED)
                            .orElseThrow()))
                    .hasSize(2);
            assertThat(servers.catalogServer.requestsByEndpoint())
                    .containsEntry("PUT /api/v1/databaseSchemas", 2L)
                    .containsEntry("PUT /api/v1/tables", 3L);
        }
    }

    @Test
    void putsATableBackThatWasTakenAway() throws Exception {
        try (Servers servers = servers("1.13.0", DEALS);
                Connector connector = servers.connector(Map.of())) {
            connector.ingestOne();
            servers.catalogServer.catalog().removeTable(CRM + ".deals");

            Run run = connector.ingestOne();

            assertThat(run.counts().of(Count.TABLES_REGISTERED)).isOne();
            assertThat(run.counts().of(Count.EDGES_DRAWN)).isOne();
            assertThat(servers.catalogServer.catalog().edge(CRM + ".deals", LOADED))
                    .isPresent();
        }
    }

    @OfVersions({"1.4.0", "1.13.0"})
    void neverWritesIntoAServiceOfSomebodyElse(String version) throws Exception {
        for (String type : List.of("Postgres", "CustomDatabase")) {
            try (Servers servers = servers(version, DEALS)) {
                servers.catalogServer.catalog().addDatabaseService("stitch_sources", type);
                try (Connector connector = servers.connector(Map.of())) {
                    Run run = connector.ingestOne();

                    assertThat(run.problems().failures()).isEmpty();
                    assertThat(run.counts().missingEdges()).hasSize(2).allSatisfy(edge -> {
                        assertThat(edge.reason()).isEqualTo(Reason.SERVICE_NAME_TAKEN);
                        assertThat(edge.detail()).contains("stitch_sources");
                    });
                    assertThat(Reason.SERVICE_NAME_TAKEN.remedy()).contains("lineage.saas.service");
                    assertThat(servers.catalogServer.requestsByEndpoint())
                            .doesNotContainKeys(
                                    "PUT /api/v1/services/databaseServices",
                                    "PUT /api/v1/databases",
                                    "PUT /api/v1/databaseSchemas",
                                    "PUT /api/v1/tables");
                }

                try (Connector renamed = servers.connector(Map.of("lineage.saas.service", "stitch.apps"))) {
                    assertThat(renamed.ingestOne().counts().of(Count.EDGES_DRAWN))
                            .isEqualTo(2);
                    assertThat(servers.catalogServer.catalog().edge("\"stitch.apps\".default.crm.deals", LOADED))
                            .isPresent();
                }
            }
        }
    }

    /** Two accounts in one process: each as the file beside its workflow says. */
    @Test
    void registersForEachAccountWhatItSaysItself(@TempDir Path folder) throws Exception {
        try (Servers servers = servers("1.13.0", DEALS)) {
            servers.catalogServer.catalog().addDatabaseService("prod_postgres", "Postgres");
            for (String service : List.of("eu", "us", "bad")) {
                WorkflowFile.write(folder, service, servers);
            }
            Files.writeString(folder.resolve("eu.properties"), "lineage.saas.service = eu_sources");
            Files.writeString(
                    folder.resolve("us.properties"), "lineage.saas = pipeline\nopenmetadata.own.runs = false");
            Files.writeString(folder.resolve("bad.properties"), "lineage.saas.service = a::b");
            try (Connector connector = Connector.with(Map.of("ingest.workflow", folder + "/*.yaml"))) {
                Pass pass = connector.ingest();

                StoredCatalog catalog = servers.catalogServer.catalog();
                assertThat(catalog.edges())
                        .extracting(StoredEdge::from)
                        .contains("eu_sources.default.crm.deals", "us.crm")
                        .noneMatch(from -> from.startsWith("stitch_sources"));
                assertThat(catalog.entity("pipelineService", "bad")).isEmpty();
                assertThat(pass.runs())
                        .filteredOn(run -> run.life().stopped() != null)
                        .singleElement()
                        .satisfies(run -> assertThat(run.life().stopped()).contains("lineage.saas.service", "a::b"));
                assertThat(catalog.entity("ingestionPipeline", "eu.stitch-openmetadata"))
                        .isPresent();
                assertThat(catalog.entity("ingestionPipeline", "us.stitch-openmetadata"))
                        .isEmpty();
            }
        }
    }

    @OfVersions({"1.4.0", "1.13.0"})
    void drawsEdgesFromThePipelineWhereItIsToldTo(String version) throws Exception {
        try (Servers servers = servers(version, DEALS);
                Connector connector = servers.connector(Map.of("lineage.saas", "pipeline"))) {
            Run run = connector.ingestOne();

            assertThat(run.problems().failures()).isEmpty();
            assertThat(run.counts().of(Count.EDGES_DRAWN)).isEqualTo(2);
            assertThat(run.counts().droppedColumns().counts()).isEmpty();
            JsonNode details = servers.catalogServer
                    .catalog()
                    .edge("stitch.crm", LOADED)
                    .orElseThrow()
                    .details();
            assertThat(details.path("source").asText()).isEqualTo("PipelineLineage");
            assertThat(details.path("columnsLineage")).isEmpty();
            assertThat(servers.catalogServer.catalog().entity("databaseService", "stitch_sources"))
                    .isEmpty();
        }
    }

    @OfVersions({"1.4.0", "1.13.0"})
    void drawsNoEdgesWhereItIsToldTo(String version) throws Exception {
        try (Servers servers = servers(version, DEALS);
                Connector connector = servers.connector(Map.of("lineage.saas", "skip"))) {
            Run run = connector.ingestOne();

            assertThat(run.counts().missing()).containsExactly(Map.entry(Reason.NO_SOURCE_TABLE, 2L));
            assertThat(servers.catalogServer.catalog().edges()).isEmpty();
            assertThat(servers.catalogServer.catalog().entity("databaseService", "stitch_sources"))
                    .isEmpty();
        }
    }

    @OfVersions({"1.1.0", "1.4.0", "2.0.0"})
    void registersStreamsAndFieldsOfEveryName(String version) throws Exception {
        List<String> names = List.of(
                "orders",
                "a.b",
                "a/b",
                "it's",
                "x::y",
                "x__reserved__colon__y",
                "50% off+more?#x&y=z",
                "größe_注文",
                "${body}",
                "say \"hi\"",
                "l".repeat(300),
                "con\ttrol",
                "con trol");
        ObjectNode fields = Json.MAPPER.createObjectNode();
        names.forEach(name -> fields.putObject(name).put("type", "integer"));
        StitchAccount.Builder account = account();
        addSource(account, 1, "shop.eu/north", "platform.shopify");
        for (int i = 0; i < names.size(); i++) {
            addStream(account, 1, 10 + i, names.get(i), schema(fields));
        }
        try (StitchServer stitch = new StitchServer(account.build(), "stitch-token");
                CatalogServer catalog = new CatalogServer(version, "catalog-token")) {
            catalog.catalog().addDatabaseService("warehouse", "Snowflake");
            catalog.catalog()
                    .addTable(
                            "warehouse",
                            "DWH",
                            "SHOP.EU/NORTH",
                            "ORDERS",
                            List.of(new AccountColumn("X__Y", "NUMBER"), new AccountColumn("IT_S", "NUMBER")));
            try (Connector connector =
                    Connector.between(stitch.url(), catalog.url(), Map.of("stitch.dbServiceNames", "warehouse"))) {
                Run run = connector.ingestOne();

                assertThat(run.problems().failures()).isEmpty();
                assertThat(run.counts().of(Count.TABLES_REGISTERED)).isEqualTo(names.size());
                assertThat(catalog.catalog().tables())
                        .filteredOn(table -> table.fullyQualifiedName().startsWith("stitch_sources."))
                        .hasSize(names.size())
                        .allSatisfy(table -> assertThat(table.columns())
                                .extracting(AccountColumn::name)
                                .doesNotHaveDuplicates()
                                .hasSize(names.size())
                                .contains("a.b", "con trol", "x__reserved__colon__y"));
                String orders = "stitch_sources.default.\"shop.eu/north\".orders.";
                assertThat(pairs(catalog.catalog().edges().get(0)))
                        .anyMatch(pair -> pair.matches("\\Q" + orders + "\\Ex__reserved__colon__y_\\w{8} .*\\.X__Y"))
                        .contains(orders + "it's warehouse.DWH.\"SHOP.EU/NORTH\".ORDERS.IT_S");

                long writes = catalog.writes();
                assertThat(connector.ingestOne().counts().of(Count.PIPELINES_UNCHANGED))
                        .isOne();
                assertThat(catalog.writes()).isEqualTo(writes);
            }
        }
    }

    @OfVersions({"1.4.0", "1.13.0"})
    void linksNestedFieldsToTheColumnsAndTablesThatTheWarehouseFlattensThemTo(String version) throws Exception {
        StitchAccount.Builder account = StitchAccount.builder()
                .addDestination(json(
                        "{'id': 7, 'type': 'postgres', 'stitch_client_id': 42, 'properties': {'database': 'dwh'}}"));
        addSource(account, 1, "crm", "platform.hubspot");
        addStream(account, 1, 11, "deals", schema(DEALS));
        try (StitchServer stitch = new StitchServer(account.build(), "stitch-token");
                CatalogServer catalog = new CatalogServer(version, "catalog-token")) {
            catalog.catalog().addDatabaseService("warehouse", "Postgres");
            catalog.catalog()
                    .addTable(
                            "warehouse",
                            "dwh",
                            "crm",
                            "deals",
                            List.of(new AccountColumn("id", "BIGINT"), new AccountColumn("owner__team__id", "BIGINT")));
            catalog.catalog()
                    .addTable("warehouse", "dwh", "crm", "deals__lines", List.of(new AccountColumn("sku", "STRING")));
            try (Connector connector =
                    Connector.between(stitch.url(), catalog.url(), Map.of("stitch.dbServiceNames", "warehouse"))) {
                assertThat(connector.ingestOne().problems().failures()).isEmpty();

                assertThat(pairs(catalog.catalog()
                                .edge(CRM + ".deals", "warehouse.dwh.crm.deals")
                                .orElseThrow()))
                        .containsExactlyInAnyOrder(
                                CRM + ".deals.id warehouse.dwh.crm.deals.id",
                                CRM + ".deals.owner.team.id warehouse.dwh.crm.deals.owner__team__id");
                assertThat(pairs(catalog.catalog()
                                .edge(CRM + ".deals", "warehouse.dwh.crm.deals__lines")
                                .orElseThrow()))
                        .containsExactly(CRM + ".deals.lines.sku warehouse.dwh.crm.deals__lines.sku");
            }
        }
    }

    @Test
    void boundsHowDeepColumnsNest() throws Exception {
        String field = "{'bottom': {'type': 'integer'}}";
        for (int level = 0; level < 9; level++) {
            field = "{'level': {'type': 'object', 'properties': " + field + "}}";
        }
        try (Servers servers = servers("1.4.0", field);
                Connector connector = servers.connector(Map.of())) {
            assertThat(connector.ingestOne().problems().failures()).isEmpty();

            Map<String, String> types = types(servers.catalogServer.catalog(), CRM + ".deals");
            assertThat(types).hasSize(5).containsEntry("level.level.level.level.level", "JSON");
        }
    }

    @Test
    void keepsWhatCouldNotBeRegisteredForTheNextRun() throws Exception {
        try (Servers servers = servers("1.13.0", DEALS);
                Connector connector = servers.connector(Map.of())) {
            var refused = servers.catalog.stubFor(put(urlPathEqualTo("/api/v1/tables"))
                    .withRequestBody(matchingJsonPath("$[?(@.name == 'deals')]"))
                    .willReturn(aResponse().withStatus(400).withBody("{\"code\":400,\"message\":\"no such table\"}")));

            Pass first = connector.ingest();

            assertThat(first.exitStatus()).isOne();
            assertThat(first.runs().get(0).problems().failures())
                    .singleElement()
                    .satisfies(failure -> {
                        assertThat(failure.what()).contains("crm", "deals");
                        assertThat(failure.why()).contains("/api/v1/tables", "400", "no such table");
                    });
            assertThat(servers.catalogServer.catalog().edges()).hasSize(1);

            servers.catalog.removeStub(refused);
            Run second = connector.ingestOne();

            assertThat(second.problems().failures()).isEmpty();
            assertThat(second.counts().of(Count.PIPELINES_UPDATED)).isOne();
            assertThat(second.counts().of(Count.TABLES_REGISTERED)).isOne();
            assertThat(servers.catalogServer.catalog().edges()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.10.0", "1.11.0"})
    void registersManyTablesInOneCallFromTheVersionThatHasIt(String version) throws Exception {
        try (Servers servers = manyStreams(version);
                Connector connector = servers.connector(Map.of())) {
            Run run = connector.ingestOne();

            assertThat(run.problems().failures()).isEmpty();
            assertThat(run.counts().of(Count.TABLES_REGISTERED)).isEqualTo(5);
            assertThat(servers.catalogServer.catalog().edges()).hasSize(5);
            boolean bulk = version.equals("1.11.0");
            servers.catalog.verify(bulk ? 1 : 0, putRequestedFor(urlPathEqualTo(BULK)));
            servers.catalog.verify(bulk ? 0 : 5, putRequestedFor(urlPathEqualTo("/api/v1/tables")));
            long writes = servers.catalogServer.writes();
            assertThat(connector.ingestOne().problems().failures()).isEmpty();
            assertThat(servers.catalogServer.writes()).isEqualTo(writes);
        }
    }

    @Test
    void readsTheAnswerToManyTablesItemByItem() throws Exception {
        try (Servers servers = manyStreams("1.13.0");
                Connector connector = servers.connector(Map.of())) {
            StubMapping partial = servers.catalog.stubFor(put(urlPathEqualTo(BULK))
                    .willReturn(okJson("{\"status\": \"partialSuccess\", \"failedRequest\": [{\"request\": \"" + CRM
                            + ".stream_2\", \"status\": 400, \"message\": \"no such type\"}]}")));

            Run refused = connector.ingestOne();

            assertThat(refused.problems().failures())
                    .hasSize(5)
                    .filteredOn(failure -> failure.why().contains("400"))
                    .singleElement()
                    .satisfies(failure -> {
                        assertThat(failure.what()).contains("crm", "stream_2");
                        assertThat(failure.why()).contains(BULK.substring(4), "no such type");
                    });
            assertThat(servers.catalogServer.catalog().edges()).isEmpty();

            servers.catalog.removeStub(partial);
            assertThat(connector.ingestOne().counts().of(Count.EDGES_DRAWN)).isEqualTo(5);
        }
    }

    @Test
    void takesTablesThatAFailingServerStoredAllTheSame() throws Exception {
        try (Servers servers = manyStreams("1.13.0");
                Connector connector = servers.connector(Map.of("retry.attempts", "0"))) {
            servers.loseFirstAnswer(RequestMethod.PUT, BULK);

            assertThat(connector.ingestOne().problems().failures()).isEmpty();
            assertThat(servers.catalogServer.catalog().edges()).hasSize(5);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 405, 413})
    void registersTablesOneByOneWhereTheServerDoesNotTakeMany(int status) throws Exception {
        try (Servers servers = manyStreams("1.13.0");
                Connector connector = servers.connector(Map.of())) {
            servers.catalog.stubFor(
                    put(urlPathEqualTo(BULK)).willReturn(aResponse().withStatus(status)));

            Run run = connector.ingestOne();

            assertThat(run.problems().failures()).isEmpty();
            assertThat(run.counts().of(Count.TABLES_REGISTERED)).isEqualTo(5);
            servers.catalog.verify(5, putRequestedFor(urlPathEqualTo("/api/v1/tables")));
        }
    }

    private static Servers manyStreams(String version) {
        StitchAccount.Builder account = account();
        addSource(account, 1, "crm", "platform.hubspot");
        for (int stream = 1; stream <= 5; stream++) {
            addStream(account, 1, 10 + stream, "stream_" + stream, schema("{'id': {'type': 'integer'}}"));
        }
        Servers servers = new Servers(account.build(), version);
        for (int stream = 1; stream <= 5; stream++) {
            servers.catalogServer
                    .catalog()
                    .addTable(
                            "warehouse", "DWH", "CRM", "STREAM_" + stream, List.of(new AccountColumn("ID", "NUMBER")));
        }
        return servers;
    }

    @Test
    void bringsThePipelinesWhereTheBotMayNotCreateTheService() throws Exception {
        try (Servers servers = servers("1.13.0", DEALS);
                Connector connector = servers.connector(Map.of())) {
            servers.catalog.stubFor(put(urlPathMatching("/api/v1/services/databaseServices"))
                    .willReturn(aResponse()
                            .withStatus(403)
                            .withBody("{\"code\":403,\"message\":\"operations [Create] not allowed\"}")));

            Run run = connector.ingestOne();

            assertThat(run.counts().of(Count.PIPELINES_CREATED)).isEqualTo(2);
            assertThat(run.problems().failures())
                    .extracting(Failure::what)
                    .containsExactlyInAnyOrder("tables of crm", "tables of clicks");
            assertThat(run.problems().failures())
                    .allSatisfy(failure -> assertThat(failure.why()).contains("[Create] not allowed"));
        }
    }

    @Test
    void registersNothingWhereNoLineageIsWantedOrNoSourceNeedsIt() throws Exception {
        try (Servers servers = servers("1.13.0", DEALS);
                Connector connector = servers.connector(Map.of("stitch.includeLineage", "false"))) {
            assertThat(connector.ingestOne().counts().missingEdges())
                    .extracting(MissingEdge::reason)
                    .containsOnly(Reason.FILTERED);
            assertThat(servers.catalogServer.catalog().entity("databaseService", "stitch_sources"))
                    .isEmpty();
        }
        try (Servers servers = Servers.of(StitchAccount.generated(2, 2, 2, 1.0));
                Connector connector = servers.connector(Map.of())) {
            assertThat(connector.ingestOne().counts().of(Count.EDGES_DRAWN)).isEqualTo(4);
            assertThat(servers.catalogServer.catalog().entity("databaseService", "stitch_sources"))
                    .isEmpty();
        }
    }

    /** The application crm with its stream deals, of the given JSON Schema properties, and the webhook clicks. */
    private static Servers servers(String version, String properties) {
        StitchAccount.Builder account = account();
        addSource(account, 1, "crm", "platform.hubspot");
        addStream(account, 1, 11, "deals", schema(properties));
        addSource(account, 2, "clicks", "webhook.generic");
        Servers servers = new Servers(account.build(), version);
        servers.catalogServer
                .catalog()
                .addTable(
                        "warehouse",
                        "DWH",
                        "CRM",
                        "DEALS",
                        List.of(
                                new AccountColumn("ID", "NUMBER"),
                                new AccountColumn("AMOUNT", "DOUBLE"),
                                new AccountColumn("_SDC_SEQUENCE", "NUMBER")));
        servers.catalogServer
                .catalog()
                .addTable("warehouse", "DWH", "CLICKS", "DATA", List.of(new AccountColumn("URL", "STRING")));
        return servers;
    }

    private static StitchAccount.Builder account() {
        return StitchAccount.builder()
                .addDestination(json(
                        "{'id': 7, 'type': 'snowflake', 'stitch_client_id': 42, 'properties': {'database': 'DWH'}}"));
    }

    private static void addSource(StitchAccount.Builder account, long id, String name, String type) {
        ObjectNode source = json("{'stitch_client_id': 42, 'properties': {}, 'created_at': '2026-01-01T00:00:00Z',"
                + "'report_card': {'current_step_type': 'fully_configured'}}");
        account.addSource(source.put("id", id)
                .put("name", name)
                .put("type", type)
                .put("display_name", name.equals("crm") ? "Customers & deals" : name));
    }

    private static void addStream(StitchAccount.Builder account, long source, long id, String name, JsonNode schema) {
        ObjectNode stream = json("{'selected': true, 'tap_stream_id': 'x', 'metadata': {}}");
        account.addStream(source, stream.put("stream_id", id).put("stream_name", name), schema);
    }

    private static JsonNode schema(String properties) {
        return schema(json(properties));
    }

    private static JsonNode schema(ObjectNode properties) {
        ObjectNode schema = Json.MAPPER.createObjectNode().put("type", "object").set("properties", properties);
        ObjectNode answer = Json.MAPPER.createObjectNode().put("schema", schema.toString());
        var metadata = answer.putArray("metadata");
        properties.fieldNames().forEachRemaining(name -> {
            ObjectNode entry = metadata.addObject();
            entry.putArray("breadcrumb").add("properties").add(name);
            entry.putObject("metadata").put("inclusion", "automatic");
        });
        return answer;
    }

    private static Map<String, String> types(StoredCatalog catalog, String table) {
        Map<String, String> types = new TreeMap<>();
        collect(catalog.entity("table", table).orElseThrow().path("columns"), "", types);
        return types;
    }

    private static void collect(JsonNode columns, String above, Map<String, String> types) {
        for (JsonNode column : columns) {
            String name = above + column.path("name").asText();
            types.put(
                    name,
                    column.path("dataType").asText()
                            + (column.has("arrayDataType")
                                    ? " of " + column.path("arrayDataType").asText()
                                    : ""));
            collect(column.path("children"), name + ".", types);
        }
    }

    private static List<String> pairs(StoredEdge edge) {
        List<String> pairs = new ArrayList<>();
        edge.details()
                .path("columnsLineage")
                .forEach(pair -> pairs.add(pair.path("fromColumns").path(0).asText() + " "
                        + pair.path("toColumn").asText()));
        return pairs;
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) Json.MAPPER.readTree(text.replace('\'', '"'));
        } catch (com.fasterxml.jackson.core.JsonProcessingException mistyped) {
            throw new IllegalArgumentException(mistyped);
        }
    }
}
