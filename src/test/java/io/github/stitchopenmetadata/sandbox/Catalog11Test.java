package io.github.stitchopenmetadata.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What version 1.1 does in its own way and a writer of pipelines and lineage has to know. */
class Catalog11Test {

    private static final String URL = "https://app.example.net/sources/5/#";

    @AutoClose
    private final CatalogFixture fixture = new CatalogFixture("1.1.0");

    private JsonNode pipeline() {
        return fixture.catalog.pipeline("stitch.shop").orElseThrow();
    }

    private JsonNode graph(UUID table) {
        return fixture.caller
                .get("/lineage/table/" + table + "?upstreamDepth=1&downstreamDepth=1")
                .json();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'serviceType': 'CustomPipeline'                                                        | 400 | [connection must not be null]",
                "'serviceType': 'CustomPipeline', 'connection': {}                                      | 400 | Failed to encrypt connection",
                "'serviceType': 'CustomPipeline', 'connection': {'config': {'type': 'CustomPipeline', 'token': 'x'}} | 400 | 'token'",
                "'serviceType': 'Stitch', 'connection': {'config': {'type': 'Stitch'}}                  | 400 | problem: Stitch",
                "'serviceType': 'CustomPipeline', 'connection': {'config': {'type': 'CustomPipeline'}}  | 201 | ``"
            })
    void asksForTheConnectionOfAPipelineService(String properties, int status, String message) {
        Caller.Reply reply = fixture.put("/services/pipelineServices", "{'name': 'other', " + properties + "}");

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.message()).contains(message);
    }

    @Test
    void storesWhatItDoesNotRecordOnceTheUrlChanges() {
        String body = "'pipelineUrl': '" + URL
                + "%s', 'startDate': '%s', 'tasks': [{'name': 'a', 'displayName': 'A', 'taskUrl': '%s'}]";
        fixture.putPipeline(body.formatted("1", "2024-01-01T00:00:00Z", "https://a/1"));

        assertThat(fixture.putPipeline(body.formatted("1", "2024-02-01T00:00:00Z", "https://a/2"))
                        .change())
                .isEqualTo("entityNoChange");
        assertThat(pipeline().at("/tasks/0/taskUrl").asText()).isEqualTo("https://a/1");

        assertThat(fixture.putPipeline(body.formatted("2", "2024-02-01T00:00:00Z", "https://a/2"))
                        .change())
                .isEqualTo("entityUpdated");
        assertThat(pipeline().path("pipelineUrl").asText()).isEqualTo(URL + "2");
        assertThat(pipeline().path("startDate").asLong()).isEqualTo(1_706_745_600_000L);
        assertThat(pipeline().at("/tasks/0/taskUrl").asText()).isEqualTo("https://a/2");
    }

    @Test
    void showsTheUrlInListsWithoutBeingAskedForIt() {
        fixture.putPipeline("'pipelineUrl': '" + URL + "1', 'tasks': [{'name': 'a'}]");

        JsonNode listed = fixture.caller
                .get("/pipelines?service=stitch&fields=tasks")
                .json()
                .at("/data/0");

        assertThat(listed.path("pipelineUrl").asText()).isEqualTo(URL + "1");
        assertThat(listed.path("tasks")).hasSize(1);
        assertThat(fixture.caller
                        .get("/pipelines?service=stitch&fields=sourceHash")
                        .message())
                .isEqualTo("Invalid field name sourceHash");
        assertThat(fixture.caller.get("/pipelines?service=stitch&fields=owners").message())
                .isEqualTo("Invalid field name owners");
    }

    @Test
    void showsTheEdgesOfATableWithAllThatWasWrittenIntoThem() {
        fixture.putPipeline("");
        fixture.putEdge("'pipeline': {'id': '" + fixture.pipelineId()
                + "', 'type': 'pipeline'}, 'source': 'PipelineLineage', 'sqlQuery': 'q',"
                + " 'columnsLineage': [{'fromColumns': ['" + CatalogFixture.ORDERS + ".id'], 'toColumn': '"
                + CatalogFixture.LOADED
                + ".ID', 'function': 'stitch:stitch.shop'}]");

        JsonNode edge = graph(fixture.orders).at("/downstreamEdges/0");

        assertThat(edge.path("toEntity").asText()).isEqualTo(fixture.loaded.toString());
        assertThat(edge.at("/lineageDetails/source").asText()).isEqualTo("PipelineLineage");
        assertThat(edge.at("/lineageDetails/sqlQuery").asText()).isEqualTo("q");
        assertThat(edge.at("/lineageDetails/pipeline/fullyQualifiedName").asText())
                .isEqualTo("stitch.shop");
        assertThat(edge.at("/lineageDetails/columnsLineage/0/function").asText())
                .isEqualTo("stitch:stitch.shop");
        assertThat(graph(fixture.loaded).at("/upstreamEdges/0")).isEqualTo(edge);
        assertThat(graph(fixture.loaded).at("/nodes/0/fullyQualifiedName").asText())
                .isEqualTo(CatalogFixture.ORDERS);
        assertThat(fixture.caller
                        .get("/lineage/getLineageEdge/" + fixture.orders + "/" + fixture.loaded)
                        .status())
                .isEqualTo(500);
    }

    @Test
    void keepsTheAnnotationOfAnEdgeAsThePipelineWasThen() {
        fixture.putPipeline("'displayName': 'Shop'");
        fixture.putEdge("'pipeline': {'id': '" + fixture.pipelineId() + "', 'type': 'pipeline'}");

        fixture.putByPerson("/pipelines", "{'name': 'shop', 'service': 'stitch', 'displayName': 'Store'}");
        fixture.caller.delete("/pipelines/" + fixture.pipelineId());

        JsonNode annotation = graph(fixture.orders).at("/downstreamEdges/0/lineageDetails/pipeline");
        assertThat(annotation.path("displayName").asText()).isEqualTo("Shop");
        assertThat(annotation.path("deleted").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                              | 200",
                "'source': 'PipelineLineage'     | 400",
                "'sqlQuery': ''                  | 400",
                "'columnsLineage': []            | 400"
            })
    void drawsBareEdgesOnlyFromAPipelineToATable(String details, int status) {
        fixture.putPipeline("");
        String given = details.isEmpty() ? "" : ", 'lineageDetails': {" + details + "}";

        assertThat(fixture.put(
                                "/lineage",
                                "{'edge': {'fromEntity': {'id': '" + fixture.pipelineId() + "', 'type': 'pipeline'},"
                                        + " 'toEntity': {'id': '" + fixture.loaded + "', 'type': 'table'}" + given
                                        + "}}")
                        .status())
                .isEqualTo(status);

        assertThat(graph(fixture.loaded).path("upstreamEdges")).hasSize(status == 200 ? 1 : 0);
        String edge = "/lineage/pipeline/" + fixture.pipelineId() + "/table/" + fixture.loaded;
        assertThat(fixture.caller.delete(edge).status()).isEqualTo(status == 200 ? 200 : 404);
        assertThat(fixture.catalog.edges()).isEmpty();
    }

    @Test
    void refusesChildrenOfColumnsInAnEdge() {
        UUID nested = fixture.catalog.addTable("prod_postgres", "shop", "public", "nested", List.of());
        fixture.put(
                "/tables",
                "{'name': 'nested', 'databaseSchema': 'prod_postgres.shop.public', 'columns':"
                        + " [{'name': 'doc', 'dataType': 'STRUCT', 'children': [{'name': 'a', 'dataType': 'INT'}]}]}");
        String pair = "'columnsLineage': [{'fromColumns': ['prod_postgres.shop.public.nested.%s'], 'toColumn': '"
                + CatalogFixture.LOADED + ".ID'}]";

        assertThat(fixture.putEdge(nested, fixture.loaded, pair.formatted("doc.a"))
                        .message())
                .startsWith("Invalid fully qualified column name");
        assertThat(fixture.putEdge(nested, fixture.loaded, pair.formatted("doc"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void takesRunsAndEdgesOfWhatIsThereOnly() {
        fixture.putPipeline("'tasks': [{'name': 'a'}]");
        String run = "{'timestamp': 1700000000000, 'executionStatus': 'Successful', 'taskStatus': []}";
        assertThat(fixture.put("/pipelines/stitch.shop/status", run).status()).isEqualTo(200);

        fixture.caller.delete("/pipelines/" + fixture.pipelineId());

        assertThat(fixture.put("/pipelines/stitch.shop/status", run).message())
                .isEqualTo("pipeline instance for stitch.shop not found");
        assertThat(fixture.caller
                        .get("/pipelines?service=stitch&include=deleted")
                        .json()
                        .path("data"))
                .hasSize(1);
        assertThat(fixture.caller.get("/pipelines?service=stitch").json().path("data"))
                .isEmpty();

        assertThat(fixture.putPipeline("'tasks': [{'name': 'a'}]").change()).isEqualTo("entityUpdated");
        assertThat(fixture.put("/pipelines/stitch.shop/status", run).status()).isEqualTo(200);
    }

    @Test
    void knowsNoDomains() {
        fixture.catalog.addDomain("Sales");

        assertThat(fixture.caller.get("/domains/name/Sales").status()).isEqualTo(500);
        assertThat(fixture.putPipeline("'domain': 'Sales'").message()).startsWith("Unrecognized field \"domain\"");
    }

    @Test
    void losesTheColumnsThatABotLeavesOut() {
        fixture.put(
                "/tables",
                "{'name': 'ORDERS', 'databaseSchema': 'warehouse.ANALYTICS.SHOP', 'columns': [{'name': 'ID', 'dataType': 'NUMBER'}]}");

        JsonNode table =
                fixture.caller.get("/tables/name/" + CatalogFixture.LOADED).json();

        assertThat(table.path("version").asText()).isEqualTo("1.1");
        assertThat(table.path("columns")).hasSize(1);
    }
}
