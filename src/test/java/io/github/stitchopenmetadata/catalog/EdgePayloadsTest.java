package io.github.stitchopenmetadata.catalog;

import static io.github.stitchopenmetadata.http.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.Edge.ColumnPair;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EdgePayloadsTest {

    private static final String OURS = "00000000-0000-0000-0000-00000000000a";
    private static final String THEIRS = "00000000-0000-0000-0000-00000000000b";
    private static final String FROM = "00000000-0000-0000-0000-000000000001";
    private static final String TO = "00000000-0000-0000-0000-000000000002";
    private static final Edge EDGE = new Edge("orders", new Table(FROM, "orders", "s.orders", List.of()), new Table(TO, "ORDERS", "d.ORDERS", List.of()),
            List.of(new ColumnPair("s.orders.id", "d.ORDERS.ID"), new ColumnPair("s.orders.\"a.b\"", "d.ORDERS.AB")));
    private static final String ID_AND_AB = """
            [{'fromColumns': ['s.orders.id'], 'toColumn': 'd.ORDERS.ID'}, {'fromColumns': ['s.orders."a.b"'], 'toColumn': 'd.ORDERS.AB'}]""";

    private static JsonNode put(String details) {
        return new EdgePayloads().put(EDGE, OURS, details == null ? null : answer(details));
    }

    /** The answer of a server that puts the details below the edge. */
    private static JsonNode answer(String details) {
        return json("{'edge': {'fromEntity': {'id': '" + FROM + "', 'type': 'table'}, 'toEntity': {'id': '" + TO + "', 'type': 'table'}, 'lineageDetails': "
                + details + "}}");
    }

    private static String details(String source, String pipelineId, String columns, String more) {
        return "{'source': '%s', 'pipeline': {'id': '%s', 'type': 'pipeline', 'name': 'x'}, 'columnsLineage': %s%s}".formatted(source, pipelineId, columns, more);
    }

    private static JsonNode written(JsonNode body) {
        return body.at("/edge/lineageDetails");
    }

    @Test
    void drawAnEdgeWhereThereIsNone() throws IOException {
        JsonNode body = put(null);

        assertThat(body).isEqualTo(json("""
                {'edge': {'fromEntity': {'id': '%s', 'type': 'table'}, 'toEntity': {'id': '%s', 'type': 'table'},
                 'lineageDetails': {'source': 'PipelineLineage', 'pipeline': {'id': '%s', 'type': 'pipeline'}, 'columnsLineage': %s}}}"""
                .formatted(FROM, TO, OURS, ID_AND_AB)));
        assertThat(OpenMetadataSchema.of("api/lineage/addLineage.json").refusals(body)).isEmpty();
        OpenMetadataSchema lineage = OpenMetadataSchema.of("type/entityLineage.json");
        assertThat(lineage.undeclared("lineageDetails", written(body))).isEmpty();
        assertThat(lineage.undeclared("columnLineage", written(body).at("/columnsLineage/0"))).isEmpty();
        assertThat(OpenMetadataSchema.of("api/lineage/addLineage.json").refusals(((ObjectNode) body).put("mood", 1))).isNotEmpty();
    }

    @Test
    void drawAnEdgeFromAPipelineWithoutAnnotatingItWithItself() {
        Edge edge = new Edge("orders", Edge.PIPELINE, new Table(OURS, "p", "p", List.of()), EDGE.to(), List.of());
        JsonNode body = new EdgePayloads().put(edge, OURS, null);

        assertThat(body).isEqualTo(json("""
                {'edge': {'fromEntity': {'id': '%s', 'type': 'pipeline'}, 'toEntity': {'id': '%s', 'type': 'table'},
                 'lineageDetails': {'source': 'PipelineLineage', 'columnsLineage': []}}}""".formatted(OURS, TO)));
        assertThat(OpenMetadataSchema.of("api/lineage/addLineage.json").refusals(body)).isEmpty();
        assertThat(new EdgePayloads().put(edge, OURS, answer("{'source': 'PipelineLineage'}"))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'source': 'Manual'}", "{}", "{'source': null}", "{'sqlQuery': 'select 1'}"})
    void neverTouchAnEdgeThatAPersonDrew(String details) {
        assertThat(put(details)).isNull();
        assertThat(new EdgePayloads().put(EDGE, OURS, json("{'edge': " + details + "}"))).isNull();
    }

    @Test
    void writeNothingWhereItIsAllThere() {
        String details = details("PipelineLineage", OURS, ID_AND_AB, ", 'sqlQuery': null, 'description': null, 'updatedBy': 'bot'");
        String otherOrder = details("PipelineLineage", OURS, """
                [{'fromColumns': ['s.orders."a.b"'], 'toColumn': 'd.ORDERS.AB', 'function': null}, {'toColumn': 'd.ORDERS.ID', 'fromColumns': ['s.orders.id']}]""", "");

        assertThat(put(details)).isNull();
        assertThat(put(otherOrder)).isNull();
        assertThat(new EdgePayloads().put(EDGE, OURS, json("{'edge': " + details + "}"))).isNull();
    }

    @Test
    void replaceTheirOwnStaleColumns() {
        JsonNode body = put(details("PipelineLineage", OURS, """
                [{'fromColumns': ['s.orders.gone'], 'toColumn': 'd.ORDERS.GONE'}, {'fromColumns': ['s.orders.gone'], 'toColumn': 'd.ORDERS.ID'}]""",
                ", 'sqlQuery': 'select 1', 'description': 'by hand'"));

        assertThat(written(body)).isEqualTo(json("{'sqlQuery': 'select 1', 'description': 'by hand', 'source': 'PipelineLineage', 'pipeline': {'id': '"
                + OURS + "', 'type': 'pipeline'}, 'columnsLineage': " + ID_AND_AB + "}"));
    }

    @Test
    void keepWhatAnotherToolWrote() {
        JsonNode body = put(details("DbtLineage", THEIRS, """
                [{'fromColumns': ['s.orders.net', 's.orders.tax'], 'toColumn': 'd.ORDERS.GROSS'}, {'fromColumns': ['s.orders.nr'], 'toColumn': 'd.ORDERS.ID', 'function': null}]""",
                ", 'sqlQuery': 'select net + tax', 'description': 'gross', 'assetEdges': 3"));

        assertThat(written(body)).isEqualTo(json("""
                {'sqlQuery': 'select net + tax', 'description': 'gross', 'source': 'DbtLineage', 'pipeline': {'id': '%s', 'type': 'pipeline'},
                 'columnsLineage': [{'fromColumns': ['s.orders.net', 's.orders.tax'], 'toColumn': 'd.ORDERS.GROSS'},
                                    {'fromColumns': ['s.orders.nr', 's.orders.id'], 'toColumn': 'd.ORDERS.ID'},
                                    {'fromColumns': ['s.orders."a.b"'], 'toColumn': 'd.ORDERS.AB'}]}""".formatted(THEIRS)));
    }

    @Test
    void keepThePairsOfAnotherPipeline() {
        JsonNode body = put(details("PipelineLineage", THEIRS, "[{'fromColumns': ['s.orders.x'], 'toColumn': 'd.ORDERS.X'}]", ""));

        assertThat(written(body).at("/pipeline/id").asText()).isEqualTo(THEIRS);
        assertThat(written(body).path("columnsLineage")).hasSize(3).contains(json("{'fromColumns': ['s.orders.x'], 'toColumn': 'd.ORDERS.X'}"));
    }

    @Test
    void annotateAnEdgeWithoutAPipelineAndKeepItsPairs() {
        for (String source : List.of("QueryLineage", "PipelineLineage")) {
            JsonNode body = put("{'source': '" + source + "', 'pipeline': null, 'columnsLineage': [{'fromColumns': ['s.orders.x'], 'toColumn': 'd.ORDERS.X'}]}");

            assertThat(written(body).path("source").asText()).isEqualTo(source);
            assertThat(written(body).at("/pipeline/id").asText()).isEqualTo(OURS);
            assertThat(written(body).path("columnsLineage")).as(source).hasSize(3).contains(json("{'fromColumns': ['s.orders.x'], 'toColumn': 'd.ORDERS.X'}"));
        }
    }

    @Test
    void keepEntriesThatComputeSomething() {
        String function = "{'fromColumns': ['s.orders.id'], 'toColumn': 'd.ORDERS.ID', 'function': 'hash(id)'}";
        JsonNode body = put(details("QueryLineage", OURS, "[" + function + "]", ""));

        assertThat(written(body).path("columnsLineage")).containsExactly(json(function), json(ID_AND_AB).get(0), json(ID_AND_AB).get(1));
        assertThat(new EdgePayloads().put(EDGE, OURS, body)).isNull();
    }

    @Test
    void settleAfterOneWrite() {
        for (String details : List.of(details("DbtLineage", THEIRS, "[{'fromColumns': ['s.orders.x'], 'toColumn': 'd.ORDERS.ID'}]", ", 'sqlQuery': 's'"),
                details("PipelineLineage", OURS, "[]", ""), details("QueryLineage", THEIRS, "null", ""))) {
            JsonNode body = put(details);

            assertThat(body).isNotNull();
            assertThat(new EdgePayloads().put(EDGE, OURS, body)).isNull();
            assertThat(new EdgePayloads().put(EDGE, OURS, json("{'edge': " + written(body) + "}"))).isNull();
        }
    }
}
