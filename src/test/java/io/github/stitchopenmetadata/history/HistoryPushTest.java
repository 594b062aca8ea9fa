package io.github.stitchopenmetadata.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.model.MissingEdge;
import io.github.stitchopenmetadata.catalog.model.MissingEdge.Reason;
import io.github.stitchopenmetadata.catalog.resolve.ShopWorkflow;
import io.github.stitchopenmetadata.importapi.ImportRecord;
import io.github.stitchopenmetadata.importapi.ImportResult;
import io.github.stitchopenmetadata.importapi.RefusedRecord;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.state.StateFiles;
import io.github.stitchopenmetadata.state.StateStore;
import io.github.stitchopenmetadata.text.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryPushTest {

    @TempDir
    private Path folder;

    private StateStore store;
    private Set<HistoryTable> tables = EnumSet.allOf(HistoryTable.class);
    private boolean wholeAccount = true;

    @BeforeEach
    void makeStore() {
        store = new StateFiles(folder.toString());
    }

    /** Rows that were pushed, without that of the run; of each what the test looks at. */
    private List<Map<String, Object>> push(Consumer<Run> what) {
        Run run = Run.of(Pass.Kind.LINEAGE, ShopWorkflow.named("stitch"));
        what.accept(run);
        List<Map<String, Object>> rows = new ArrayList<>();
        HistoryPush push = new HistoryPush(run, new HistoryState(store, "stitch", "us", tables));
        Iterator<HistoryBatch> batches = push.batches("history", wholeAccount, () -> false);
        while (batches.hasNext()) {
            HistoryBatch batch = batches.next();
            push.pushed(batch, accepted(batch));
            batch.changes().stream().map(Change::row).forEach(rows::add);
        }
        push.close(Instant.now());
        assertThat(rows.remove(0)).containsEntry("kind", "lineage");
        return rows;
    }

    private static ImportResult accepted(HistoryBatch batch) {
        return new ImportResult(null, batch.changes().size(), 0, List.of(), List.of(), "");
    }

    private static ImportResult undelivered(HistoryBatch batch) {
        return new ImportResult(null, 0, 0, List.of(), records(batch), "the server is down");
    }

    private static List<ImportRecord> records(HistoryBatch batch) {
        return batch.changes().stream()
                .map(change -> new String(Json.bytes(change.row()), StandardCharsets.UTF_8))
                .map(row -> new ImportRecord(1, row, row.length()))
                .toList();
    }

    private static ObjectNode source(String name, String change, String... streams) {
        ObjectNode source = Json.MAPPER.createObjectNode().put("type", "platform.hp-postgres");
        ArrayNode edges = source.put("name", name).put("change", change).putArray("edges");
        for (String stream : streams) {
            edges.addObject()
                    .put("stream", stream)
                    .put("from", "pg.shop.public." + stream)
                    .put("to", "dwh.A.SHOP." + stream)
                    .put("columns", 3);
        }
        return source;
    }

    private static MissingEdge missing(String source, String stream, String detail) {
        return new MissingEdge(source, stream, Reason.SOURCE_TABLE_NOT_IN_CATALOG, detail);
    }

    private static List<Object> removed(List<Map<String, Object>> rows) {
        assertThat(rows).allMatch(row -> row.get("removed_at") != null);
        return rows.stream().map(row -> row.get("stream")).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kept", "failed", "unread"})
    void aSourceOfWhichNotAllIsKnownLosesNothing(String change) {
        push(run -> {
            run.counts().sources().add(source("shop", "created", "orders", "returns"));
            run.counts().missing(List.of(missing("shop", "refunds", "no table")));
        });

        assertThat(push(run -> run.counts().sources().add(source("shop", change))))
                .isEmpty();
        assertThat(removed(push(run -> run.counts().sources().add(source("shop", "updated", "orders")))))
                .containsExactlyInAnyOrder("returns", "refunds");
    }

    @Test
    void anEdgeThatDidNotArriveOrHasOtherColumnsIsPushedAgain() {
        push(run -> run.counts().sources().add(source("shop", "created", "orders", "returns", "refunds")));
        ObjectNode changed = source("shop", "updated", "orders", "returns", "refunds");
        ((ObjectNode) changed.at("/edges/0")).put("columns", 4);
        ((ObjectNode) changed.at("/edges/1")).put("arrived", false);

        assertThat(push(run -> run.counts().sources().add(changed)))
                .extracting(row -> row.get("stream"), row -> row.get("column_pairs"), row -> row.get("arrived"))
                .containsExactlyInAnyOrder(tuple("orders", 4L, true), tuple("returns", 3L, false));
    }

    @Test
    void anEdgeThatAReportShowsTwiceIsOneRow() {
        ObjectNode twice = source("shop", "created", "orders", "orders");
        ((ObjectNode) twice.at("/edges/1")).put("columns", 9);

        assertThat(push(run -> run.counts().sources().add(twice))).hasSize(1);
        assertThat(push(run -> run.counts().sources().add(twice))).isEmpty();
    }

    @Test
    void streamsOfOneNameAreRowsOfTheirOwn() {
        MissingEdge ofPublic = missing("shop", "orders", "no table in public");
        MissingEdge ofArchive = missing("shop", "orders", "no table in archive");

        assertThat(push(run -> run.counts().missing(List.of(ofPublic, ofArchive))))
                .extracting(row -> row.get("id"))
                .hasSize(2)
                .doesNotHaveDuplicates();
        assertThat(push(run -> run.counts().missing(List.of(ofArchive, ofPublic))))
                .isEmpty();
        assertThat(push(run -> {
                    run.counts().sources().add(source("shop", "updated"));
                    run.counts().missing(List.of(ofPublic));
                }))
                .extracting(row -> row.get("detail"), row -> row.get("removed_at") != null)
                .containsExactlyInAnyOrder(tuple("no table in public", false), tuple(null, true));
    }

    @Test
    void whatIsMissingOfASourceThatIsGoneIsMissingNoMoreIfAllSourcesWereRead() {
        push(run -> run.counts().missing(List.of(missing("crm", "deals", "no table"))));

        wholeAccount = false;
        assertThat(push(run -> {})).isEmpty();
        wholeAccount = true;
        assertThat(push(run -> run.problems().failed("crm", "answered 500"))).isEmpty();
        assertThat(removed(push(run -> {}))).containsExactly("deals");
        assertThat(push(run -> {})).isEmpty();
    }

    @Test
    void nothingIsTakenForMissingNoMoreWhereNotAllThatIsMissingIsRemembered() {
        push(run -> run.counts().missing(List.of(missing("shop", "last", "no table"))));

        List<Map<String, Object>> rows = push(run -> {
            run.counts()
                    .missing(IntStream.rangeClosed(0, 20_000)
                            .mapToObj(number -> missing("shop", "stream" + number, "no table"))
                            .toList());
            run.counts().sources().add(source("shop", "updated"));
        });

        assertThat(rows).hasSize(20_000).allMatch(row -> row.get("removed_at") == null);
    }

    @Test
    void theSourceOfTheHistoryIsLeftOutByItsNameToo() {
        assertThat(push(run -> {
                    run.counts().sources().add(source("history", "created", "orders"));
                    run.counts().missing(List.of(missing("history", "edges", "no table")));
                }))
                .isEmpty();
    }

    @Test
    void tablesThatAreNotWantedGetNothingAndAreNotForgotten() {
        tables = EnumSet.of(HistoryTable.RUNS, HistoryTable.MISSING_EDGES);
        Consumer<Run> account = run -> {
            run.counts().sources().add(source("shop", "created", "orders"));
            run.counts().missing(List.of(missing("shop", "refunds", "no table")));
        };
        assertThat(push(account)).extracting(row -> row.get("stream")).containsExactly("refunds");

        tables = EnumSet.allOf(HistoryTable.class);
        assertThat(push(account)).extracting(row -> row.get("stream")).containsExactly("orders");
    }

    @Test
    void whatIsNotDeliveredWaitsAndEndsThePush() {
        Run run = Run.of(Pass.Kind.LINEAGE, ShopWorkflow.named("stitch"));
        run.counts().sources().add(source("shop", "created", "orders"));
        HistoryPush push = new HistoryPush(run, new HistoryState(store, "stitch", "us", tables));
        Iterator<HistoryBatch> batches = push.batches("", true, () -> false);
        HistoryBatch first = batches.next();
        push.pushed(first, undelivered(first));

        assertThat(batches.hasNext()).isFalse();
        push.close(Instant.now());
        assertThat(push.notes()).anyMatch(note -> note.endsWith("the server is down"));
        Unsent unsent = new HistoryState(store, "stitch", "us", tables).unsent();
        assertThat(unsent.changes()).extracting(Change::id).containsExactly(run.id());
    }

    @Test
    void anEdgeThatIsRefusedIsTriedAgainAndTold() {
        Consumer<Run> account = run -> run.counts().sources().add(source("shop", "created", "orders", "returns"));
        Run run = Run.of(Pass.Kind.LINEAGE, ShopWorkflow.named("stitch"));
        account.accept(run);
        HistoryPush push = new HistoryPush(run, new HistoryState(store, "stitch", "us", tables));
        Iterator<HistoryBatch> batches = push.batches("", true, () -> false);
        HistoryBatch runs = batches.next();
        push.pushed(runs, accepted(runs));
        HistoryBatch edges = batches.next();
        ImportRecord refused = records(edges).get(0);
        push.pushed(
                edges, new ImportResult(null, 1, 0, List.of(new RefusedRecord(refused, "too long")), List.of(), ""));
        push.close(Instant.now());

        assertThat(push.notes()).anyMatch(note -> note.contains("1 row that Stitch refused: too long"));
        assertThat(run.counts().pushed().byTable()).containsEntry("edges", 1L);
        assertThat(push(account))
                .extracting(row -> row.get("id"))
                .containsExactly(refused.fields().get("id"));
    }

    @Test
    void theOldestOfTooManyRowsThatWaitGiveWay() {
        Unsent unsent = Unsent.read(store, "unsent.json");
        for (int row = 0; row < Unsent.MOST + 2; row++) {
            unsent.add(HistoryTable.RUNS, Map.of(HistoryTable.KEY, "row-" + row));
        }
        unsent.keep();

        assertThat(unsent.givenUp()).isEqualTo(2);
        assertThat(Unsent.read(store, "unsent.json").changes())
                .hasSize(Unsent.MOST)
                .first()
                .extracting(Change::id)
                .isEqualTo("row-2");
    }

    @Test
    void rowsOfAnotherProcessWaitBesideOurs() {
        Unsent ours = Unsent.read(store, "unsent.json");
        ours.add(HistoryTable.RUNS, Map.of(HistoryTable.KEY, "first"));
        ours.keep();
        Unsent one = Unsent.read(store, "unsent.json");
        Unsent other = Unsent.read(store, "unsent.json");
        one.remove(Set.of("first"));
        one.add(HistoryTable.RUNS, Map.of(HistoryTable.KEY, "second"));
        other.add(HistoryTable.TASK_STATUSES, Map.of(HistoryTable.KEY, "third"));

        one.keep();
        other.keep();

        assertThat(Unsent.read(store, "unsent.json").changes())
                .extracting(Change::id)
                .containsExactly("second", "third");
    }

    @Test
    void onlyAsManyRowsAreMadeAsABatchHolds() {
        List<Integer> made = new ArrayList<>();
        Iterator<Change> rows = IntStream.range(0, 100)
                .mapToObj(number -> {
                    made.add(number);
                    return new Change(HistoryTable.EDGES, "shop", null, List.of(), "", Map.of());
                })
                .iterator();
        Batches batches = new Batches(List.of(rows), table -> true, 10, () -> made.size() > 25);

        assertThat(batches.next().changes()).hasSize(10);
        assertThat(made).hasSize(10);
        assertThat(batches.next().changes()).hasSize(10);
        assertThat(batches.hasNext()).isFalse();
        assertThat(made).hasSize(30);
    }
}
