package io.github.stitchopenmetadata.catalog.edges;

import static io.github.stitchopenmetadata.text.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.edges.EdgeWrite.Kind;
import io.github.stitchopenmetadata.catalog.model.Catalog;
import io.github.stitchopenmetadata.catalog.model.CatalogVersion;
import io.github.stitchopenmetadata.catalog.model.EntityRef;
import io.github.stitchopenmetadata.catalog.model.Fingerprint;
import io.github.stitchopenmetadata.catalog.model.LineageEdge;
import io.github.stitchopenmetadata.catalog.model.LineageEdge.ColumnPair;
import io.github.stitchopenmetadata.catalog.model.Table;
import io.github.stitchopenmetadata.catalog.pipeline.Deliveries;
import io.github.stitchopenmetadata.catalog.pipeline.Delivery;
import io.github.stitchopenmetadata.catalog.pipeline.Outcome;
import io.github.stitchopenmetadata.catalog.pipeline.Pipelines;
import io.github.stitchopenmetadata.catalog.pipeline.Retired;
import io.github.stitchopenmetadata.catalog.pipeline.RetiredPipeline;
import io.github.stitchopenmetadata.support.OpenMetadataSchema;
import io.github.stitchopenmetadata.text.InvalidAnswerException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EdgePlannerTest {

    private static final String OURS = "00000000-0000-0000-0000-00000000000a";
    private static final String THEIRS = "00000000-0000-0000-0000-00000000000b";
    private static final String FROM = "00000000-0000-0000-0000-000000000001";
    private static final String TO = "00000000-0000-0000-0000-000000000002";
    private static final Table ORDERS = new Table(FROM, "orders", "s.orders", List.of());
    private static final Table LOADED = new Table(TO, "ORDERS", "d.ORDERS", List.of());
    private static final LineageEdge EDGE = new LineageEdge(
            "orders",
            ORDERS,
            LOADED,
            List.of(new ColumnPair("s.orders.id", "d.ORDERS.ID"), new ColumnPair("s.orders.\"a.b\"", "d.ORDERS.AB")));
    private static final LineageEdge FROM_PIPELINE =
            new LineageEdge("orders", LineageEdge.PIPELINE, new Table(OURS, "p", "p", List.of()), LOADED, List.of());
    /** The two with their columns, which the others leave open. */
    private static final Table FROM_TABLE = new Table(
            FROM,
            "orders",
            "s.orders",
            List.of(new Table.Column("id", "s.orders.id", List.of()), new Table.Column("x", "s.orders.x", List.of())));

    private static final Table TO_TABLE = new Table(
            TO,
            "ORDERS",
            "d.ORDERS",
            List.of(
                    new Table.Column("X", "d.ORDERS.X", List.of()),
                    new Table.Column("ID", "d.ORDERS.ID", List.of(new Table.Column("X", "d.ORDERS.ID.X", List.of())))));
    private static final String ID =
            "{'fromColumns': ['s.orders.id'], 'toColumn': 'd.ORDERS.ID', 'function': 'stitch:stitch.shop'}";
    private static final String AB =
            "{'fromColumns': ['s.orders.\"a.b\"'], 'toColumn': 'd.ORDERS.AB', 'function': 'stitch:stitch.shop'}";
    private static final String GONE =
            "{'fromColumns': ['s.orders.gone'], 'toColumn': 'd.ORDERS.GONE', 'function': 'stitch:stitch.shop'}";
    private static final String FOREIGN = "{'fromColumns': ['s.orders.x'], 'toColumn': 'd.ORDERS.X'}";
    private static final String COMPUTED =
            "{'fromColumns': ['s.orders.id'], 'toColumn': 'd.ORDERS.ID', 'function': 'hash(id)'}";

    private static final JsonNode PIPELINE =
            json("{'id': '" + OURS + "', 'name': 'shop', 'fullyQualifiedName': 'stitch.shop'}");

    private final EdgePlanner planner = new EdgePlanner();

    private static TableEdges into(String version, boolean removes, boolean replaces, LineageEdge... wanted) {
        EdgeOwner owner = new EdgeOwner(
                new EntityRef(OURS, LineageEdge.PIPELINE),
                "stitch.shop",
                "shop",
                CatalogVersion.parse(version),
                removes,
                replaces,
                false,
                new HashSet<>(),
                Map.of(FROM, FROM_TABLE, TO, TO_TABLE),
                new Outcome());
        return new TableEdges(TO, List.of(wanted), owner);
    }

    /** What a server tells of the edges into the table, one of them from the table of the stream. */
    private static JsonNode lineage(String from, String type, String details) {
        return json(
                """
                {'entity': {'id': '%2$s', 'type': 'table'}, 'nodes': [{'id': '%1$s', 'type': '%3$s', 'fullyQualifiedName': 's.orders'}],
                 'upstreamEdges': [{'fromEntity': '%1$s', 'toEntity': '%2$s'%4$s}], 'downstreamEdges': []}"""
                        .formatted(from, TO, type, details == null ? "" : ", 'lineageDetails': " + details));
    }

    private static List<EdgeWrite> writes(TableEdges into, String details) {
        return writes(into, lineage(FROM, "table", details));
    }

    /** What is drawn, and then, when it is let go, what is taken away. */
    private static List<EdgeWrite> writes(TableEdges into, JsonNode lineage) {
        EdgeOwner owner = into.owner();
        Outcome outcome = new Outcome();
        TableEdges edges = new TableEdges(
                into.tableId(),
                into.wanted(),
                new EdgeOwner(
                        owner.pipeline(),
                        owner.fqn(),
                        owner.title(),
                        owner.version(),
                        owner.removesStale(),
                        owner.replacesForeign(),
                        owner.writesAgain(),
                        owner.deadPipelines(),
                        owner.tables(),
                        outcome));
        List<EdgeWrite> writes =
                new ArrayList<>(new EdgePlanner().writes(edges, lineage).all());
        outcome.losses().release();
        writes.addAll(new EdgePlanner().writes(edges, lineage).all());
        return writes;
    }

    /** The details that are written to the edge that is wanted, null where nothing is. */
    private static JsonNode drawn(String details) {
        List<EdgeWrite> writes = writes(into("1.13.0", false, false, EDGE), details);
        return writes.isEmpty() ? null : writes.get(0).body().at("/edge/lineageDetails");
    }

    private static String details(String source, String pipelineId, String columns, String more) {
        return "{'source': '%s', 'pipeline': {'id': '%s', 'type': 'pipeline', 'name': 'x'}, 'columnsLineage': [%s]%s}"
                .formatted(source, pipelineId, columns, more);
    }

    private static JsonNode ours(String columns, String more) {
        return json(
                "{'source': 'PipelineLineage', 'pipeline': {'id': '%s', 'type': 'pipeline'}, 'columnsLineage': [%s]%s}"
                        .formatted(OURS, columns, more));
    }

    @Test
    void drawAnEdgeWhereThereIsNone() throws IOException {
        List<EdgeWrite> writes = writes(into("1.13.0", true, false, EDGE), json("{'nodes': [], 'upstreamEdges': []}"));

        assertThat(writes).singleElement().extracting(EdgeWrite::kind).isEqualTo(Kind.DRAW);
        JsonNode body = writes.get(0).body();
        assertThat(body.at("/edge/fromEntity")).isEqualTo(json("{'id': '" + FROM + "', 'type': 'table'}"));
        assertThat(body.at("/edge/toEntity")).isEqualTo(json("{'id': '" + TO + "', 'type': 'table'}"));
        assertThat(body.at("/edge/lineageDetails")).isEqualTo(ours(ID + "," + AB, ""));
        assertThat(OpenMetadataSchema.of("api/lineage/addLineage.json").refusals(body))
                .isEmpty();
        OpenMetadataSchema lineage = OpenMetadataSchema.of("type/entityLineage.json");
        assertThat(lineage.undeclared("lineageDetails", body.at("/edge/lineageDetails")))
                .isEmpty();
        assertThat(lineage.undeclared("columnLineage", body.at("/edge/lineageDetails/columnsLineage/0")))
                .isEmpty();
        assertThat(OpenMetadataSchema.of("api/lineage/addLineage.json").refusals(((ObjectNode) body).put("mood", 1)))
                .isNotEmpty();
    }

    @Test
    void takeNothingOffATableThatIsGone() {
        assertThat(writes(into("1.13.0", true, false), MissingNode.getInstance()))
                .isEmpty();
    }

    /** Its pipeline would get its fingerprint without the edge, and no later run would look for it. */
    @Test
    void areMissedWhereTheirTableIsGoneMeanwhile() {
        EdgeWrites none = planner.writes(into("1.13.0", true, false, EDGE), MissingNode.getInstance());
        assertThat(planner.lacksTable(none)).isTrue();
        assertThatThrownBy(() -> planner.left(none, MissingNode.getInstance()))
                .isInstanceOf(InvalidAnswerException.class)
                .hasMessageStartingWith("OpenMetadata has no table ")
                .hasMessageEndingWith(" any more");
    }

    /** It is not said to be deleted, and the next run looks again. */
    @Test
    void areMissedWhereTheServerContradictsItself() {
        EdgeWrites none = planner.writes(into("1.13.0", true, false, EDGE), MissingNode.getInstance());
        assertThatThrownBy(() -> planner.left(none, json("{'fullyQualifiedName': 'a.b.c.orders', 'deleted': false}")))
                .isInstanceOf(InvalidAnswerException.class)
                .hasMessageContaining("a.b.c.orders");
        assertThat(planner.left(none, json("{'fullyQualifiedName': 'a.b.c.orders', 'deleted': true}")))
                .contains("a.b.c.orders");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'source': 'Manual'}",
                "{}",
                "{'source': null}",
                "{'source': 'Manual', 'sqlQuery': 'select 1', 'pipeline': {'id': '" + OURS + "'}}"
            })
    void neverTouchAnEdgeThatAPersonDrew(String details) {
        assertThat(drawn(details)).isNull();
        assertThat(drawn(null)).isNull();
        assertThat(writes(into("1.13.0", true, true), details)).isEmpty();
    }

    @Test
    void writeNothingWhereItIsAllThere() {
        assertThat(drawn(details(
                        "PipelineLineage",
                        OURS,
                        ID + "," + AB,
                        ", 'sqlQuery': null, 'description': null, 'updatedBy': 'bot', 'assetEdges': 3")))
                .isNull();
        assertThat(drawn(details("PipelineLineage", OURS, AB + "," + ID, ""))).isNull();
    }

    @Test
    void replaceTheirOwnStaleColumnsAndNoOthers() {
        assertThat(drawn(details(
                        "PipelineLineage",
                        OURS,
                        GONE + "," + FOREIGN + "," + ID,
                        ", 'sqlQuery': 'select 1', 'description': 'by hand'")))
                .isEqualTo(ours(FOREIGN + "," + ID + "," + AB, ", 'sqlQuery': 'select 1', 'description': 'by hand'"));
    }

    @Test
    void keepWhatAnotherToolWrote() {
        JsonNode after = drawn(details(
                "DbtLineage",
                THEIRS,
                FOREIGN + ", {'fromColumns': ['s.orders.nr'], 'toColumn': 'd.ORDERS.ID', 'function': null}",
                ", 'sqlQuery': 'select x', 'description': 'gross', 'assetEdges': 3, 'tempLineageTables': []"));

        assertThat(after)
                .isEqualTo(json(
                        """
                {'source': 'DbtLineage', 'pipeline': {'id': '%s', 'type': 'pipeline'}, 'sqlQuery': 'select x', 'description': 'gross', 'tempLineageTables': [],
                 'columnsLineage': [%s, {'fromColumns': ['s.orders.nr'], 'toColumn': 'd.ORDERS.ID'}, %s, %s]}"""
                                .formatted(THEIRS, FOREIGN, ID, AB)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"QueryLineage", "PipelineLineage"})
    void annotateAnEdgeWithoutAPipelineAndKeepItsPairs(String source) {
        JsonNode after = drawn("{'source': '" + source + "', 'pipeline': null, 'columnsLineage': [" + FOREIGN + "]}");

        assertThat(after.path("source").asText()).isEqualTo(source);
        assertThat(after.at("/pipeline/id").asText()).isEqualTo(OURS);
        assertThat(after.path("columnsLineage")).containsExactly(json(FOREIGN), json(ID), json(AB));
    }

    @Test
    void drawNoPairTwiceThatSomebodyElseDrew() {
        String same = "{'fromColumns': ['s.orders.id', 's.orders.nr'], 'toColumn': 'd.ORDERS.ID'}";

        assertThat(drawn(details("QueryLineage", OURS, same, "")).path("columnsLineage"))
                .containsExactly(json(same), json(AB));
        assertThat(drawn(details("QueryLineage", OURS, COMPUTED, "")).path("columnsLineage"))
                .containsExactly(json(COMPUTED), json(ID), json(AB));
    }

    @Test
    void leaveOutPairsOfColumnsThatAreGoneWhenTheyWriteAnyway() {
        LineageEdge edge =
                new LineageEdge("orders", FROM_TABLE, TO_TABLE, List.of(new ColumnPair("s.orders.id", "d.ORDERS.ID")));
        String nested = "{'fromColumns': ['s.orders.id', 'third.table.x'], 'toColumn': 'd.ORDERS.ID.X'}";
        String dead =
                "{'fromColumns': ['s.orders.id', 's.orders.gone'], 'toColumn': 'd.ORDERS.ID'}, {'fromColumns': ['s.orders.id'], 'toColumn': 'd.ORDERS.GONE'}";

        assertThat(writes(into("1.4.0", false, false, edge), details("PipelineLineage", OURS, nested + "," + dead, ""))
                        .get(0)
                        .body()
                        .at("/edge/lineageDetails/columnsLineage"))
                .isEqualTo(json("[" + nested + "," + ID + "]"));
        assertThat(writes(
                        into("1.4.0", false, false, edge),
                        details("PipelineLineage", OURS, nested + "," + dead + "," + ID, "")))
                .isEmpty();
        assertThat(writes(into("1.4.0", false, false, edge), details("PipelineLineage", OURS, ID + "," + GONE, "")))
                .hasSize(1);
        assertThat(writes(
                                into("1.4.0", true, false),
                                details("PipelineLineage", OURS, nested + "," + dead + "," + ID, ""))
                        .get(0)
                        .body()
                        .at("/edge/lineageDetails/columnsLineage"))
                .isEqualTo(json("[" + nested + "]"));
    }

    @Test
    void settleAfterOneWrite() {
        for (String details : List.of(
                details("DbtLineage", THEIRS, FOREIGN, ", 'sqlQuery': 's'"),
                details("PipelineLineage", OURS, GONE, ""),
                details("QueryLineage", THEIRS, COMPUTED, ""),
                "{'source': 'QueryLineage'}",
                "{'pipeline': {'id': '" + THEIRS + "', 'type': 'pipeline'}}")) {
            JsonNode after = drawn(details);

            assertThat(after).as(details).isNotNull();
            assertThat(drawn(after.toString())).as(details).isNull();
        }
    }

    @Test
    void dropWhatOthersPutOnAnEdgeOfOursWhereItIsToWin() {
        TableEdges replacing = into("1.13.0", false, true, EDGE);

        assertThat(writes(
                                replacing,
                                details("PipelineLineage", OURS, FOREIGN + "," + ID + "," + AB, ", 'sqlQuery': 's'"))
                        .get(0)
                        .body()
                        .at("/edge/lineageDetails"))
                .isEqualTo(ours(ID + "," + AB, ""));
        assertThat(writes(replacing, details("DbtLineage", OURS, FOREIGN + "," + ID + "," + AB, "")))
                .isEmpty();
    }

    @Test
    void deleteAFormerEdgeThatNobodyElseUses() {
        List<EdgeWrite> writes = writes(into("1.13.0", true, false), details("PipelineLineage", OURS, ID, ""));

        assertThat(writes).singleElement().satisfies(write -> {
            assertThat(write.kind()).isEqualTo(Kind.DELETE);
            assertThat(write.what()).isEqualTo("the former edge from s.orders");
            assertThat(List.of(write.from(), write.to()))
                    .containsExactly(new EntityRef(FROM, "table"), new EntityRef(TO, "table"));
        });
        assertThat(writes(into("1.13.0", false, false), details("PipelineLineage", OURS, ID, "")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "PipelineLineage; , 'sqlQuery': 's'",
                "PipelineLineage; , 'description': 'by hand'",
                "QueryLineage; "
            })
    void leaveAFormerEdgeToThoseWhoUseIt(String source, String more) {
        EdgeWrite write = writes(into("1.13.0", true, false), details(source, OURS, ID, more == null ? "" : more))
                .get(0);

        assertThat(write.kind()).isEqualTo(Kind.LEAVE);
        assertThat(write.body().at("/edge/lineageDetails"))
                .isEqualTo(
                        json("{'source': '" + source + "', 'columnsLineage': []" + (more == null ? "" : more) + "}"));
    }

    @Test
    void takeOnlyTheirPairsOffAnEdgeOfAnotherPipeline() {
        TableEdges removing = into("1.13.0", true, false);

        assertThat(writes(removing, details("PipelineLineage", THEIRS, FOREIGN + "," + ID, ""))
                        .get(0)
                        .body()
                        .at("/edge/lineageDetails"))
                .isEqualTo(json(
                        "{'source': 'PipelineLineage', 'pipeline': {'id': '%s', 'type': 'pipeline'}, 'columnsLineage': [%s]}"
                                .formatted(THEIRS, FOREIGN)));
        assertThat(writes(removing, details("PipelineLineage", THEIRS, FOREIGN, "")))
                .isEmpty();
    }

    @Test
    void deleteAFormerEdgeWithForeignPartsWhereItIsToWin() {
        assertThat(writes(into("1.13.0", true, true), details("PipelineLineage", OURS, FOREIGN + "," + ID, "")))
                .extracting(EdgeWrite::kind)
                .containsExactly(Kind.DELETE);
    }

    @ParameterizedTest
    @CsvSource({"1.1.0, false", "1.2.0, true", "1.13.0, true"})
    void drawAnEdgeFromAPipelineWithTheDetailsThatTheServerTakes(String version, boolean withDetails) {
        JsonNode body = writes(into(version, false, false, FROM_PIPELINE), json("{}"))
                .get(0)
                .body();

        assertThat(body.at("/edge/fromEntity")).isEqualTo(json("{'id': '" + OURS + "', 'type': 'pipeline'}"));
        assertThat(body.path("edge").has("lineageDetails")).isEqualTo(withDetails);
        if (withDetails) {
            assertThat(body.at("/edge/lineageDetails"))
                    .isEqualTo(json("{'source': 'PipelineLineage', 'columnsLineage': []}"));
        }
        String stored = withDetails ? "{'source': 'PipelineLineage', 'columnsLineage': []}" : null;
        assertThat(writes(into(version, true, false, FROM_PIPELINE), lineage(OURS, "pipeline", stored)))
                .isEmpty();
        assertThat(writes(into(version, true, false), lineage(OURS, "pipeline", stored)))
                .extracting(EdgeWrite::kind)
                .containsExactly(Kind.DELETE);
    }

    @Test
    void findTheTablesThatEdgesLeadTo() throws Exception {
        JsonNode lineage = json(
                """
                {'nodes': [{'id': 't1', 'type': 'table'}, {'id': '%2$s', 'type': 'table'}, {'id': 'd1', 'type': 'dashboard'}],
                 'downstreamEdges': [{'fromEntity': '%1$s', 'toEntity': 't1'}, {'fromEntity': '%1$s', 'toEntity': 't1'}, {'fromEntity': '%1$s', 'toEntity': '%2$s'},
                                     {'fromEntity': 't1', 'toEntity': 't9'}, {'fromEntity': '%1$s', 'toEntity': 'd1'}]}"""
                        .formatted(OURS, TO));
        Delivery delivery = new Deliveries().edges(EDGE).known(Fingerprint.NONE).build();

        new Pipelines().written(delivery, PIPELINE);

        List<TableEdges> tables = planner.tables(Deliveries.share(delivery, EDGE));
        assertThat(tables).extracting(TableEdges::tableId).containsExactly(TO);
        assertThat(tables.get(0).wanted()).containsExactly(EDGE);
        assertThat(planner.others(planner.addLineage(delivery, lineage)))
                .extracting(TableEdges::tableId)
                .containsExactly("t1");
        Catalog catalog = delivery.plan().catalog();
        catalog.addPipelines(List.of(PIPELINE));
        RetiredPipeline retired = Retired.pipeline(catalog, "shop");
        retired.lineage(lineage);
        assertThat(planner.former(retired)).extracting(TableEdges::tableId).containsExactlyInAnyOrder(TO, "t1");
    }

    /** Another tool may have put its own pipeline on an edge of ours, so that ours no longer leads to it. */
    @Test
    void lookAtAllTablesOfTheDestinationWhereFormerEdgesGo() throws Exception {
        Delivery delivery = new Deliveries()
                .edges(EDGE)
                .destinationTable("t5")
                .known(Fingerprint.NONE)
                .build();
        new Pipelines().written(delivery, PIPELINE);

        assertThat(planner.tables(Deliveries.share(delivery, EDGE)))
                .extracting(TableEdges::tableId)
                .containsExactly(TO);
        assertThat(planner.others(delivery)).extracting(TableEdges::tableId).containsExactly("t5");
    }

    @Test
    void lookAtNoOtherTableWhereAPartOfTheSourceCouldNotBeRead() throws Exception {
        Delivery delivery = new Deliveries()
                .edges(EDGE)
                .destinationTable("t5")
                .known(Fingerprint.NONE)
                .build();
        new Pipelines().written(delivery, PIPELINE);

        delivery.failed(new IOException("a stream could not be read"));

        assertThat(planner.others(delivery)).isEmpty();
    }

    @Test
    void deleteAFormerEdgeBesideOneThatIsWanted() {
        String other = "00000000-0000-0000-0000-000000000003";
        ObjectNode lineage = (ObjectNode) lineage(other, "table", details("PipelineLineage", OURS, "", ""));
        lineage.withArray("upstreamEdges")
                .add(lineage(FROM, "table", details("PipelineLineage", OURS, ID + "," + AB, ""))
                        .at("/upstreamEdges/0"));
        lineage.withArray("nodes").add(json("{'id': '" + FROM + "', 'type': 'table'}"));

        assertThat(writes(into("1.13.0", true, false, EDGE), lineage))
                .singleElement()
                .matches(write ->
                        write.kind() == Kind.DELETE && write.from().id().equals(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Manual", "OpenLineage"})
    void leaveAnEdgeFromThePipelineThatSomebodyElseDrew(String source) {
        JsonNode lineage = lineage(OURS, "pipeline", "{'source': '" + source + "', 'columnsLineage': []}");

        assertThat(writes(into("1.13.0", true, false), lineage)).isEmpty();
    }

    /** Else the pipeline would get its fingerprint, and no later run would draw the edge. */
    @Test
    void keepThePipelineIncompleteWhereTheyCannotBeWritten() throws Exception {
        LineageEdge items = new LineageEdge("items", new Table("9", "items", "s.items", List.of()), LOADED, List.of());
        for (boolean all : List.of(true, false)) {
            Delivery delivery = new Deliveries().edges(EDGE, items).build();
            new Pipelines().written(delivery, PIPELINE);
            delivery.outcome().became(Outcome.Change.CREATED);
            TableEdges into =
                    planner.tables(Deliveries.share(delivery, EDGE, items)).get(0);
            EdgeWrites writes = planner.writes(into, json("{}"));
            assertThat(delivery.outcome().hasArrived(EDGE.stream())).isTrue();
            assertThat(writes).hasSize(2);

            if (all) {
                into.failed(new IOException("reset"));
            } else {
                writes.iterator().next().failed(new IOException("reset"));
            }

            assertThat(new Pipelines().isComplete(delivery)).isFalse();
            assertThat(delivery.outcome().failure()).contains("reset");
            assertThat(delivery.outcome().hasArrived(EDGE.stream())).isFalse();
            assertThat(delivery.outcome().hasArrived(items.stream())).isEqualTo(!all);
        }
    }

    @Test
    void countTheWantedEdgesThatAreThere() {
        TableEdges into = into("1.13.0", true, false, EDGE);

        assertThat(planner.writes(into, lineage(FROM, "table", details("PipelineLineage", OURS, ID + "," + AB, "")))
                        .unchanged())
                .isOne();
        assertThat(planner.writes(into, lineage(FROM, "table", details("PipelineLineage", OURS, GONE, "")))
                        .unchanged())
                .isZero();
        assertThat(planner.writes(
                                into("1.13.0", true, false),
                                lineage(FROM, "table", details("PipelineLineage", OURS, ID, "")))
                        .unchanged())
                .as("one that is taken away was not wanted")
                .isZero();
    }

    @Test
    void areWrittenByOneAtATimeForEachTable() {
        assertThat(into("1.13.0", true, false, EDGE).correlationKey()).isEqualTo(TO);
    }
}
