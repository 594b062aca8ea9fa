package io.github.stitchopenmetadata.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogLineageTest {

    private static final UUID NOBODY = UUID.fromString("00000000-0000-0000-0000-000000000009");
    private static final String PAIR = "'columnsLineage': [{'fromColumns': ['" + CatalogFixture.ORDERS
            + ".id'], 'toColumn': '" + CatalogFixture.LOADED + ".ID'}]";

    private static JsonNode details(CatalogFixture fixture) {
        return fixture.catalog
                .edge(CatalogFixture.ORDERS, CatalogFixture.LOADED)
                .orElseThrow()
                .details();
    }

    private static String annotated(CatalogFixture fixture) {
        fixture.putPipeline("");
        return "'pipeline': {'id': '" + fixture.pipelineId() + "', 'type': 'pipeline'}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.0", "1.4.0", "1.13.0", "2.0.0"})
    void replacesTheWholeEdge(String version) {
        try (CatalogFixture fixture = new CatalogFixture(version)) {
            assertThat(fixture.putEdge(PAIR + ", 'sqlQuery': 'select 1', " + annotated(fixture)))
                    .isEqualTo(new Caller.Reply(200, "", ""));
            assertThat(details(fixture).at("/pipeline/fullyQualifiedName").asText())
                    .isEqualTo("stitch.shop");

            fixture.putEdge(PAIR);
            assertThat(details(fixture).has("sqlQuery")).isFalse();
            assertThat(details(fixture).has("pipeline")).isFalse();

            fixture.putEdge("");
            assertThat(details(fixture)).isEmpty();
            assertThat(fixture.catalog.edges()).hasSize(1);
        }
    }

    @Test
    void keepsAnEdgeOfManyPairsAsItIs() {
        String pairs = PAIR.replace(
                "}]", "}" + (", " + PAIR.substring(PAIR.indexOf('{'), PAIR.length() - 1)).repeat(99) + "]");
        try (CatalogFixture fixture = new CatalogFixture("1.9.0")) {
            fixture.putEdge("'source': 'PipelineLineage', " + pairs + ", " + annotated(fixture));

            JsonNode details = details(fixture);
            assertThat(details.path("columnsLineage")).hasSize(100);
            assertThat(details.at("/columnsLineage/99/toColumn").asText()).isEqualTo(CatalogFixture.LOADED + ".ID");
            assertThat(details.path("source").asText()).isEqualTo("PipelineLineage");
            assertThat(details.at("/pipeline/fullyQualifiedName").asText()).isEqualTo("stitch.shop");
            fixture.catalog.edits().removePipeline("stitch.shop");
            assertThat(fixture.catalog.edges()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1.9.0  | prod_postgres.shop.public.orders.nope  | ID",
                "1.9.0  | prod_postgres.shop.public.orders.ID    | ID",
                "1.9.0  | prod_postgres.shop.public.orders.a.b   | ID",
                "1.9.0  | id                                     | ID",
                "1.9.0  | prod_postgres.shop.public.orders.id    | NOPE",
                "1.9.0  | prod_postgres.shop.public.orders.id    | id",
                "1.2.0  | warehouse.ANALYTICS.SHOP.ORDERS.ID     | ID",
                "1.1.0  | prod_postgres.shop.public.orders_archive.id | ID",
                "1.1.0  | prod_postgres.shop.public.orders.nope  | ID"
            })
    void refusesTheWholeEdgeForOneBadColumn(String version, String from, String to) {
        try (CatalogFixture fixture = new CatalogFixture(version)) {
            Caller.Reply reply = fixture.putEdge("'columnsLineage': [{'fromColumns': ['" + CatalogFixture.ORDERS
                    + ".id'], 'toColumn': '" + CatalogFixture.LOADED + ".TOTAL'}, {'fromColumns': ['" + from
                    + "'], 'toColumn': '" + CatalogFixture.LOADED + "." + to + "'}]");

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.message()).startsWith("Invalid fully qualified column name ");
            assertThat(fixture.catalog.edges()).isEmpty();
        }
    }

    @Test
    void takesAColumnWithADotInQuotes() {
        try (CatalogFixture fixture = new CatalogFixture("1.13.0")) {
            String column = (CatalogFixture.ORDERS + ".\"a.b\"").replace("\"", "\\'");

            assertThat(fixture.putEdge("'columnsLineage': [{'fromColumns': ['" + column + "'], 'toColumn': '"
                                    + CatalogFixture.LOADED + ".ID'}]")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void takesColumnsOfAThirdTableInVersionOneOneOnly() {
        String third = "'columnsLineage': [{'fromColumns': ['warehouse.ANALYTICS.SHOP.OTHER.ID'], 'toColumn': '"
                + CatalogFixture.LOADED + ".ID'}]";
        for (String version : new String[] {"1.1.0", "1.2.0"}) {
            try (CatalogFixture fixture = new CatalogFixture(version)) {
                fixture.catalog.addTable(
                        "warehouse", "ANALYTICS", "SHOP", "OTHER", List.of(new AccountColumn("ID", "NUMBER")));

                assertThat(fixture.putEdge(third).status()).isEqualTo(version.equals("1.1.0") ? 200 : 400);
            }
        }
    }

    @Test
    void findsNeitherEndsNorPipelinesThatAreNotThere() {
        try (CatalogFixture fixture = new CatalogFixture("1.13.0")) {
            assertThat(fixture.putEdge(NOBODY, fixture.loaded, "").message())
                    .isEqualTo("table instance for " + NOBODY + " not found");
            assertThat(fixture.putEdge(fixture.orders, NOBODY, "").status()).isEqualTo(404);
            assertThat(fixture.putEdge("'pipeline': {'id': '" + NOBODY + "', 'type': 'pipeline'}")
                            .message())
                    .isEqualTo("pipeline instance for " + NOBODY + " not found");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                              | 400 | [edge must not be null]",
                "{'edge': {'fromEntity': {'id': '$from', 'type': 'table'}}}      | 400 | [toEntity must not be null]",
                "{'edge': {'fromEntity': {'type': 'table', 'fullyQualifiedName': 'a.b.c.d'}, 'toEntity': {'id': '$to', 'type': 'table'}}} | 400 | [id must not be null]",
                "{'edge': {'fromEntity': {'id': '$from'}, 'toEntity': {'id': '$to', 'type': 'table'}}} | 400 | [type must not be null]",
                "{'edge': {'fromEntity': {'id': 'not-a-uuid', 'type': 'table'}, 'toEntity': {'id': '$to', 'type': 'table'}}} | 400 | java.util.UUID",
                "{'edge': {'fromEntity': {'id': '$from', 'type': 'nonesuch'}, 'toEntity': {'id': '$to', 'type': 'table'}}} | 404 | Entity type nonesuch not found",
                "{'edge': {'fromEntity': {'id': '$from', 'type': 'topic'}, 'toEntity': {'id': '$to', 'type': 'table'}}} | 404 | topic instance for",
                "{'edge': {'fromEntity': {'id': '$from', 'type': 'table'}, 'toEntity': {'id': '$to', 'type': 'table'}, 'bogus': 1}} | 400 | Unrecognized field \"bogus\"",
                "{'edge': {'fromEntity': {'id': '$from', 'type': 'table'}, 'toEntity': {'id': '$to', 'type': 'table'}, 'lineageDetails': {'source': 'Guess'}}}"
                        + " | 400 | problem: Guess",
                "{'edge': {'fromEntity': {'id': '$from', 'type': 'table'}, 'toEntity': {'id': '$to', 'type': 'table'}, 'lineageDetails': {'pipeline': {'type': 'pipeline'}}}}"
                        + " | 400 | [id must not be null]"
            })
    void refusesAnEdge(String body, int status, String message) {
        try (CatalogFixture fixture = new CatalogFixture("1.13.0")) {
            Caller.Reply reply = fixture.put(
                    "/lineage",
                    body.replace("$from", fixture.orders.toString()).replace("$to", fixture.loaded.toString()));

            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.message()).contains(message);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.0,PipelineLineage,200",
        "1.2.0,SparkLineage,400",
        "1.4.0,SparkLineage,200",
        "1.4.0,ChildAssets,400",
        "1.11.0,ChildAssets,200",
        "1.1.0,Whatever,200"
    })
    void takesALineageSourceFromItsFirstVersion(String version, String source, int status) {
        try (CatalogFixture fixture = new CatalogFixture(version)) {
            assertThat(fixture.putEdge("'source': '" + source + "'").status()).isEqualTo(status);
        }
    }

    @Test
    void callsAnEdgeManualWhenNothingElseIsSaid() {
        try (CatalogFixture fixture = new CatalogFixture("1.4.0")) {
            fixture.putEdge(PAIR);

            assertThat(details(fixture).path("source").asText()).isEqualTo("Manual");
        }
    }

    @Test
    void takesDetailsBetweenAPipelineAndATableOnlyAfterVersionOneOne() {
        for (String version : new String[] {"1.1.0", "1.4.0"}) {
            try (CatalogFixture fixture = new CatalogFixture(version)) {
                fixture.putPipeline("");
                String edge = "{'edge': {'fromEntity': {'id': '" + fixture.pipelineId()
                        + "', 'type': 'pipeline'}, 'toEntity': {'id': '" + fixture.loaded + "', 'type': 'table'}%s}}";

                assertThat(fixture.put("/lineage", edge.formatted("")).status()).isEqualTo(200);
                assertThat(fixture.put("/lineage", edge.formatted(", 'lineageDetails': {'description': 'd'}"))
                                .status())
                        .isEqualTo(version.equals("1.1.0") ? 400 : 200);
                assertThat(fixture.catalog.edge("stitch.shop", CatalogFixture.LOADED))
                        .isPresent();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1.4.0,false", "1.10.0,false", "1.11.0,true", "1.13.0,true"})
    void readsOneEdgeWithItsAuditFieldsWhereTheyExist(String version, boolean audited) {
        try (CatalogFixture fixture = new CatalogFixture(version)) {
            fixture.putEdge(PAIR);
            fixture.putEdge(PAIR + ", 'sqlQuery': 'select 1'");

            JsonNode edge = fixture.caller
                    .get("/lineage/getLineageEdge/" + fixture.orders + "/" + fixture.loaded)
                    .json()
                    .path("edge");

            assertThat(edge.path("sqlQuery").asText()).isEqualTo("select 1");
            assertThat(edge.has("createdAt")).isEqualTo(audited);
            assertThat(edge.has("updatedBy")).isEqualTo(audited);
        }
    }

    @Test
    void saysThatAnEdgeIsNotThere() {
        try (CatalogFixture fixture = new CatalogFixture("1.13.0");
                CatalogFixture old = new CatalogFixture("1.3.0")) {
            Caller.Reply reply = fixture.caller.get("/lineage/getLineageEdge/" + fixture.loaded + "/" + fixture.orders);

            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.message()).startsWith("Entity not found");
            assertThat(old.caller
                            .get("/lineage/getLineageEdge/" + old.orders + "/" + old.loaded)
                            .message())
                    .isEqualTo("HTTP 404 Not Found");
        }
    }

    @Test
    void walksTheGraphAsDeepAsAsked() {
        try (CatalogFixture fixture = new CatalogFixture("1.1.0")) {
            UUID mart = fixture.catalog.addTable("warehouse", "ANALYTICS", "MARTS", "REVENUE", List.of());
            fixture.putEdge("");
            fixture.putEdge(fixture.loaded, mart, "");
            String path = "/lineage/table/name/" + CatalogFixture.ORDERS;

            assertThat(fixture.caller.get(path).json().path("nodes").findValuesAsText("id"))
                    .containsExactly(fixture.loaded.toString());
            assertThat(fixture.caller.get(path + "?downstreamDepth=2").json().path("downstreamEdges"))
                    .hasSize(2);
            assertThat(fixture.caller
                            .get("/lineage/table/" + mart + "?upstreamDepth=3")
                            .json()
                            .path("upstreamEdges"))
                    .hasSize(2);
            assertThat(fixture.caller.get(path + "?upstreamDepth=4").message())
                    .isEqualTo("[query param upstreamDepth must be less than or equal to 3]");
        }
    }

    @Test
    void walksOneWayOnlyWhenTheOtherDepthIsNothing() {
        try (CatalogFixture fixture = new CatalogFixture("1.13.0")) {
            UUID mart = fixture.catalog.addTable("warehouse", "ANALYTICS", "MARTS", "REVENUE", List.of());
            fixture.putEdge(PAIR);
            fixture.putEdge(fixture.loaded, mart, "");

            JsonNode graph = fixture.caller
                    .get("/lineage/table/" + fixture.loaded + "?upstreamDepth=1&downstreamDepth=0")
                    .json();

            assertThat(graph.path("upstreamEdges")).hasSize(1);
            assertThat(graph.at("/upstreamEdges/0/lineageDetails/columnsLineage"))
                    .hasSize(1);
            assertThat(graph.path("downstreamEdges")).isEmpty();
            assertThat(graph.path("nodes").findValuesAsText("id")).containsExactly(fixture.orders.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.0", "1.2.0", "1.4.0", "1.13.0", "2.0.0"})
    void placesAPipelineInTheMiddleOfTheEdgesItAnnotates(String version) {
        try (CatalogFixture fixture = new CatalogFixture(version)) {
            fixture.putEdge(PAIR + ", " + annotated(fixture));

            for (String path :
                    List.of("/lineage/pipeline/name/stitch.shop", "/lineage/pipeline/" + fixture.pipelineId())) {
                JsonNode graph = fixture.caller.get(path).json();

                assertThat(graph.at("/upstreamEdges/0/fromEntity").asText()).isEqualTo(fixture.orders.toString());
                assertThat(graph.at("/upstreamEdges/0/toEntity").asText()).isEqualTo(fixture.pipelineId());
                assertThat(graph.at("/downstreamEdges/0/fromEntity").asText()).isEqualTo(fixture.pipelineId());
                assertThat(graph.at("/downstreamEdges/0/toEntity").asText()).isEqualTo(fixture.loaded.toString());
                assertThat(graph.at("/downstreamEdges/0/lineageDetails/columnsLineage"))
                        .hasSize(1);
                assertThat(graph.path("nodes")).hasSize(2);
                assertThat(fixture.caller
                                .get(path + "?upstreamDepth=0&downstreamDepth=1")
                                .json()
                                .path("upstreamEdges"))
                        .isEmpty();
            }
        }
    }

    @Test
    void showsTheEdgesThatBeginOrEndAtAPipeline() {
        try (CatalogFixture fixture = new CatalogFixture("1.13.0")) {
            fixture.putPipeline("");
            fixture.catalog.addEdge("stitch.shop", CatalogFixture.LOADED, null);

            JsonNode graph = fixture.caller
                    .get("/lineage/pipeline/" + fixture.pipelineId())
                    .json();

            assertThat(graph.path("upstreamEdges")).isEmpty();
            assertThat(graph.at("/downstreamEdges/0/toEntity").asText()).isEqualTo(fixture.loaded.toString());
        }
    }

    @Test
    void deletesAnEdgeOnce() {
        try (CatalogFixture fixture = new CatalogFixture("1.13.0")) {
            fixture.putEdge(PAIR);
            String path = "/lineage/table/" + fixture.orders + "/table/" + fixture.loaded;

            assertThat(fixture.caller.delete(path).status()).isEqualTo(200);
            assertThat(fixture.caller.delete(path).message()).isEqualTo("Lineage edge not found");
            assertThat(fixture.catalog.edges()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.0", "1.2.0", "1.13.0"})
    void findsAnEdgeToDeleteAlsoWhereAnEndIsDeletedSoftly(String version) {
        try (CatalogFixture fixture = new CatalogFixture(version)) {
            fixture.putPipeline("");
            String pipeline = fixture.pipelineId();
            fixture.catalog.addEdge("stitch.shop", CatalogFixture.LOADED, null);
            fixture.catalog.edits().deletePipeline("stitch.shop");

            assertThat(fixture.caller
                            .delete("/lineage/pipeline/" + pipeline + "/table/" + fixture.loaded)
                            .status())
                    .isEqualTo(200);
            assertThat(fixture.caller
                            .delete("/lineage/table/" + pipeline + "/table/" + fixture.loaded)
                            .message())
                    .isEqualTo("table instance for " + pipeline + " not found");
        }
    }

    @Test
    void dropsTheEdgesOfAPipelineThatIsDeletedHardButKeepsThemInVersionOneOne() {
        for (String version : new String[] {"1.1.0", "1.13.0"}) {
            try (CatalogFixture fixture = new CatalogFixture(version)) {
                fixture.putEdge(annotated(fixture));
                fixture.caller.delete("/pipelines/" + fixture.pipelineId() + "?hardDelete=true");

                assertThat(fixture.catalog.edges()).hasSize(version.equals("1.1.0") ? 1 : 0);
            }
        }
    }

    @Test
    void dropsColumnPairsWhoseColumnIsGone() {
        try (CatalogFixture fixture = new CatalogFixture("1.13.0")) {
            fixture.putEdge(PAIR);
            fixture.put(
                    "/tables",
                    "{'name': 'ORDERS', 'databaseSchema': 'warehouse.ANALYTICS.SHOP', 'columns':"
                            + " [{'name': 'TOTAL', 'dataType': 'DOUBLE'}]}");

            assertThat(details(fixture).path("columnsLineage")).isEmpty();
            assertThat(fixture.caller
                            .get("/tables/" + fixture.loaded)
                            .json()
                            .path("version")
                            .asText())
                    .isEqualTo("1.1");
        }
    }
}
