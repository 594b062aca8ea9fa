package io.github.stitchopenmetadata.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.model.Catalogs;
import io.github.stitchopenmetadata.catalog.model.MissingEdge;
import io.github.stitchopenmetadata.catalog.resolve.DroppedColumn;
import io.github.stitchopenmetadata.catalog.resolve.ShopWorkflow;
import io.github.stitchopenmetadata.http.Call;
import io.github.stitchopenmetadata.http.Endpoint;
import io.github.stitchopenmetadata.http.Side;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.text.Json;
import io.github.stitchopenmetadata.workflow.Workflows;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a process that delivers tells the one that extracts. */
class ResultsTest {

    private static final Endpoint TABLES = new Endpoint(Side.OPENMETADATA, "GET", "/tables");

    private final Runs runs = new Runs(new Workflows(), new Catalogs());
    private final Results results = new Results(runs, "kafka:results", 900_000);
    private final Run run = runs.start(runs.accounts(runs.begin("lineage"), List.of(ShopWorkflow.named("stitch")))
            .get(0));
    private final LineageMessage message = message("shop", 1);
    private final Run delivered = Run.ofMessage(run.id(), ShopWorkflow.named("stitch"), new EdgeLosses());

    private LineageMessage message(String source, int part) {
        return new LineageMessage(
                LineageMessage.VERSION,
                run.id(),
                "stitch",
                "2026-01-02T03:04:05Z",
                new LineageMessage.Part(part, 0, 0),
                new LineageMessage.Source(7, source, null, null, null, null, true, true, null, null, null, null),
                null,
                false,
                null,
                null,
                null);
    }

    private void deliver(int edges) {
        delivered.counts().add(Count.PIPELINES_CREATED);
        delivered.counts().add(Count.EDGES_DRAWN, edges);
        delivered
                .counts()
                .missing(List.of(new MissingEdge(
                        "shop", "gone", MissingEdge.Reason.DESTINATION_TABLE_NOT_IN_CATALOG, "looked for it")));
        delivered
                .counts()
                .droppedColumns()
                .add(new DroppedColumn("shop", "orders", "note", DroppedColumn.Reason.AMBIGUOUS));
        delivered.counts().removals().add(2, List.of("the edge from a to b was removed"));
        delivered.counts().calls().add(new Call(TABLES, false, 200, true, 5_000_000, 0, 0));
        delivered.counts().calls().add(new Call(TABLES, true, 500, false, 90_000_000, 0, 0));
        delivered.problems().failed("shop edge", "answered 500 for a", "answered 500");
        delivered.problems().note("the pipelines go without owners");
        ObjectNode line = Json.MAPPER.createObjectNode().put("name", "shop").put("change", "created");
        IntStream.range(0, edges).forEach(i -> line.withArray("edges")
                .addObject()
                .put("stream", "stream_" + i)
                .put("from", "a" + i)
                .put("to", "b" + i));
        delivered.counts().sources().add(line);
    }

    private List<JsonNode> sources() throws Exception {
        List<JsonNode> sources = new ArrayList<>();
        run.counts().sources().read(sources::add);
        return sources;
    }

    @Test
    void addAllThatBecameOfAMessageToItsRun() throws Exception {
        run.life().handedOver(message);
        deliver(2);

        results.of(message, delivered).forEach(results::take);

        assertThat(runs.outstandingDeliveries()).isZero();
        assertThat(run.counts().of(Count.PIPELINES_CREATED)).isOne();
        assertThat(run.counts().of(Count.EDGES_DRAWN)).isEqualTo(2);
        assertThat(run.counts().missing()).isEqualTo(delivered.counts().missing());
        assertThat(run.counts().missingEdges()).isEqualTo(delivered.counts().missingEdges());
        assertThat(run.counts().droppedColumns().counts())
                .isEqualTo(delivered.counts().droppedColumns().counts());
        assertThat(run.counts().droppedColumns().examples(DroppedColumn.Reason.AMBIGUOUS))
                .extracting(DroppedColumn::field)
                .containsExactly("note");
        assertThat(run.counts().removals().count()).isEqualTo(2);
        assertThat(run.counts().removals().lines()).containsExactly("the edge from a to b was removed");
        assertThat(run.counts().calls().lines())
                .isEqualTo(delivered.counts().calls().lines());
        assertThat(run.problems().failuresByCause())
                .isEqualTo(delivered.problems().failuresByCause());
        assertThat(run.problems().notes()).containsExactly("the pipelines go without owners");
        assertThat(sources())
                .containsExactly(delivered.counts().sources().iterator().next());
        assertThat(run.life().stopped()).isNull();
    }

    @Test
    void countOnceHoweverOftenTheyCome() {
        run.life().handedOver(message);
        run.life().handedOver(message("shop", 2));
        deliver(1);

        results.of(message, delivered).forEach(results::take);
        results.of(message, delivered).forEach(results::take);

        assertThat(run.counts().of(Count.EDGES_DRAWN)).isOne();
        assertThat(runs.outstandingDeliveries()).isOne();
    }

    /** What a broker takes is bounded; pieces come in any order, and those of an attempt that broke off never come all. */
    @Test
    void comeInPiecesWhereTheyAreLarge() throws Exception {
        Results small = new Results(runs, "kafka:results", 8_000);
        run.life().handedOver(message);
        deliver(500);
        small.of(message, delivered).subList(0, 2).forEach(results::take);

        List<String> pieces = new ArrayList<>(small.of(message, delivered));
        assertThat(pieces).hasSizeGreaterThan(3).allSatisfy(piece -> assertThat(piece.getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThan(8_000));
        Collections.reverse(pieces);
        pieces.forEach(piece -> {
            assertThat(run.counts().of(Count.EDGES_DRAWN)).isZero();
            results.take(piece);
        });

        assertThat(run.counts().of(Count.EDGES_DRAWN)).isEqualTo(500);
        assertThat(sources()).singleElement().satisfies(source -> assertThat(source.path("edges"))
                .hasSize(500));
        assertThat(runs.outstandingDeliveries()).isZero();
    }

    @Test
    void ofOtherRunsAndWhatIsNoneArePassedOver() {
        run.life().handedOver(message);
        deliver(1);
        String other = results.of(message, delivered).get(0).replace(run.id(), "other");

        List.of(other, "nonsense", "", "[]", "{\"version\": 99}", "{\"version\":1,\"run\":\"" + run.id() + "\"}")
                .forEach(results::take);
        results.take(null);

        assertThat(run.counts().of(Count.EDGES_DRAWN)).isZero();
        assertThat(runs.outstandingDeliveries()).isOne();
    }

    @Test
    void areTakenNoMoreWhenTheRunHasEnded() {
        deliver(1);
        runs.end(run);

        results.of(message, delivered).forEach(results::take);

        assertThat(run.counts().of(Count.EDGES_DRAWN)).isZero();
    }

    @Test
    void endTheRunWhoseTokenWasRefusedElsewhere() {
        delivered.life().refuse("OpenMetadata /tables: answered 401", Side.OPENMETADATA);

        results.of(message, delivered).forEach(results::take);

        assertThat(run.life().isRefused()).isTrue();
        assertThat(run.life().refusedBy()).isEqualTo(Side.OPENMETADATA);
        assertThat(run.life().stopped()).isEqualTo("OpenMetadata /tables: answered 401");
    }

    /** As where a process that delivers is older than the one that extracts. */
    @Test
    void tellOfAMessageThatCannotBeRead() throws Exception {
        run.life().handedOver(message);
        String newer = Json.MAPPER.writeValueAsString(message).replace("\"version\":2", "\"version\":99");

        results.ofUnread(newer, "version 99 is not known").forEach(results::take);

        assertThat(runs.outstandingDeliveries()).isZero();
        assertThat(run.problems().failures()).containsExactly(new Failure("shop", "version 99 is not known"));
        assertThat(run.counts().of(Count.DEAD_LETTERS)).isOne();
        assertThat(results.ofUnread("nonsense", "no JSON")).isEmpty();
        assertThat(results.ofUnread(null, "nothing")).isEmpty();
    }

    @Test
    void begunWhenTheRunHasHeardItself() {
        assertThat(results.isUnheard(run)).isTrue();
        results.take(results.hello(run));
        results.ensureHeard(run);

        assertThat(results.isUnheard(run)).isFalse();
        assertThat(new Results(runs, "", 900_000).isUnheard(run)).isFalse();
    }

    @Test
    void areNotWaitedForLongerThanAskedFor() {
        results.setPatience(-1);

        assertThat(results.isUnheard(run)).isFalse();
        assertThatThrownBy(() -> results.ensureHeard(run))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("lineage.results.wait");
    }
}
