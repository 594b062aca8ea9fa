package io.github.stitchopenmetadata.catalog.pipeline;

import static io.github.stitchopenmetadata.text.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.edges.EdgePlanner;
import io.github.stitchopenmetadata.catalog.model.CatalogVersion;
import io.github.stitchopenmetadata.catalog.model.Fingerprint;
import io.github.stitchopenmetadata.catalog.model.KnownPipeline;
import io.github.stitchopenmetadata.catalog.model.LineageEdge;
import io.github.stitchopenmetadata.catalog.model.LineageEdge.ColumnPair;
import io.github.stitchopenmetadata.catalog.model.MissingEdge;
import io.github.stitchopenmetadata.catalog.model.Table;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.lineage.Messages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeliveryTest {

    private static final String BODY =
            """
            {'name': 'shop', 'displayName': 'Shop', 'service': 'stitch', 'sourceUrl': 'https://x.example/', 'scheduleInterval': '0 * * * *',
             'startDate': '2019-01-01T00:00:00Z', 'state': 'Active', 'tasks': [{'name': 'orders', 'taskType': 'INCREMENTAL'}, {'name': 'items'}]}""";
    private static final LineageEdge ORDERS =
            edge("1", "s.orders", "2", "d.ORDERS", new ColumnPair("s.orders.id", "d.ORDERS.ID"));
    private static final LineageEdge ITEMS =
            edge("3", "s.items", "4", "d.ITEMS", new ColumnPair("s.items.id", "d.ITEMS.ID"));

    private static LineageEdge edge(String fromId, String from, String toId, String to, ColumnPair... columns) {
        return new LineageEdge(
                "stream",
                new Table(fromId, "t", from, List.of()),
                new Table(toId, "t", to, List.of()),
                List.of(columns));
    }

    private static Fingerprint fingerprint(String body, LineageEdge... edges) {
        return new Deliveries()
                .body(body)
                .edges(edges)
                .known(Fingerprint.NONE)
                .build()
                .fingerprint();
    }

    private static boolean isUnchanged(Fingerprint known, LineageEdge... edges) {
        Delivery delivery =
                new Deliveries().body(BODY).edges(edges).known(known).build();
        boolean unchanged = delivery.change() == Outcome.Change.UNCHANGED;
        assertThat(delivery.isDue()).isEqualTo(!unchanged);
        return unchanged;
    }

    @Test
    void hasTheSameFingerprintOnEveryMachineAndInEveryOrderOfEdges() {
        assertThat(fingerprint(BODY, ORDERS, ITEMS)).isEqualTo(fingerprint(BODY, ITEMS, ORDERS));
        assertThat(fingerprint(BODY, ORDERS, ITEMS).toString()).matches("[0-9a-f]{32}");
        assertThat(fingerprint("{'name': 'shop', 'displayName': 'Shop'}"))
                .hasToString("d335d609b178128500000000d00aae6b");
    }

    @Test
    void hasAnotherFingerprintForEveryOtherPart() {
        List<Fingerprint> fingerprints = new ArrayList<>(List.of(
                fingerprint(BODY, ORDERS, ITEMS),
                fingerprint(BODY),
                fingerprint(BODY, ORDERS),
                fingerprint(BODY, ITEMS)));
        for (String[] change : new String[][] {
            {"'shop'", "'shop2'"},
            {"'Shop'", "'Shöp'"},
            {"'stitch'", "'stitch2'"},
            {"x.example", "y.example"},
            {"0 * *", "1 * *"},
            {"2019", "2020"},
            {"Active", "Inactive"},
            {"'orders'", "'orders2'"},
            {"INCREMENTAL", "FULL_TABLE"},
            {", {'name': 'items'}", ""}
        }) {
            assertThat(BODY).contains(change[0]);
            fingerprints.add(fingerprint(BODY.replace(change[0], change[1]), ORDERS, ITEMS));
        }
        ColumnPair pair = ORDERS.columns().get(0);
        fingerprints.add(fingerprint(BODY, edge("9", "s.orders", "2", "d.ORDERS", pair)));
        fingerprints.add(fingerprint(BODY, edge("1", "s.other", "2", "d.ORDERS", pair)));
        fingerprints.add(fingerprint(BODY, edge("1", "s.orders", "9", "d.ORDERS", pair)));
        fingerprints.add(fingerprint(BODY, edge("1", "s.orders", "2", "d.OTHER", pair)));
        fingerprints.add(fingerprint(BODY, edge("1", "s.orders", "2", "d.ORDERS")));
        fingerprints.add(
                fingerprint(BODY, edge("1", "s.orders", "2", "d.ORDERS", new ColumnPair("s.orders.x", "d.ORDERS.ID"))));
        fingerprints.add(
                fingerprint(BODY, edge("1", "s.orders", "2", "d.ORDERS", new ColumnPair("s.orders.id", "d.ORDERS.X"))));
        fingerprints.add(fingerprint(
                BODY, edge("1", "s.orders", "2", "d.ORDERS", pair, new ColumnPair("s.orders.x", "d.ORDERS.X"))));

        assertThat(fingerprints).doesNotHaveDuplicates();
    }

    @Test
    void hasAnotherFingerprintWhereItIsToWinOverOthersOrHasAnOwner() {
        assertThat(List.of(
                        new Deliveries().body(BODY).build().fingerprint(),
                        new Deliveries().body(BODY).overrideMetadata().build().fingerprint(),
                        new Deliveries().body(BODY).overrideLineage().build().fingerprint(),
                        new Deliveries()
                                .body(BODY)
                                .references("{'owners': [{'id': '1', 'type': 'user'}]}")
                                .build()
                                .fingerprint()))
                .doesNotHaveDuplicates();
    }

    @Test
    void isUnchangedOnlyWhereTheCatalogHoldsItsFingerprint() {
        Fingerprint fingerprint = fingerprint(BODY, ORDERS);

        assertThat(new Deliveries().body(BODY).edges(ORDERS).build().isDue()).isTrue();
        assertThat(isUnchanged(Fingerprint.NONE, ORDERS)).isFalse();
        assertThat(isUnchanged(fingerprint.open(), ORDERS)).isFalse();
        assertThat(isUnchanged(fingerprint.doubtful(), ORDERS)).isFalse();
        Fingerprint beforeThePipeline =
                new Deliveries().body(BODY).edges(ORDERS).build().fingerprint();
        assertThat(isUnchanged(beforeThePipeline, ORDERS))
                .as("another pipeline of the same name")
                .isFalse();
        assertThat(isUnchanged(fingerprint, ORDERS)).isTrue();
        assertThat(isUnchanged(fingerprint, ORDERS, ITEMS)).isFalse();
        assertThat(new Deliveries()
                        .body(BODY)
                        .edges(ORDERS)
                        .known(fingerprint, true)
                        .build()
                        .isDue())
                .isTrue();
    }

    @Test
    void isIncompleteWhereAStreamFailedOrAnEdge() {
        for (MissingEdge.Reason reason : MissingEdge.Reason.values()) {
            assertThat(new Deliveries().missing(reason).build().isComplete())
                    .as(reason.toString())
                    .isEqualTo(reason != MissingEdge.Reason.FAILED);
        }
        Delivery delivery = new Deliveries().build();
        delivery.failed(new IOException("reset"));
        assertThat(delivery.isComplete()).isFalse();
        Delivery waiting = new Deliveries().build();
        waiting.outcome().left();
        assertThat(waiting.isComplete()).isFalse();
        assertThat(waiting.mayRemoveEdges()).isTrue();
    }

    @Test
    void writesItsEdgesAgainOnlyWhereTheServerFailedOverThem() {
        Fingerprint fingerprint = fingerprint(BODY);
        assertThat(new Deliveries().build().writesEdgesAgain()).isFalse();
        assertThat(new Deliveries().known(Fingerprint.NONE).build().writesEdgesAgain())
                .isFalse();
        assertThat(new Deliveries().known(fingerprint).build().writesEdgesAgain())
                .isFalse();
        assertThat(new Deliveries().known(fingerprint.open()).build().writesEdgesAgain())
                .isFalse();
        assertThat(new Deliveries().known(fingerprint.doubtful()).build().writesEdgesAgain())
                .isTrue();
    }

    @Test
    void writesItsEdgesAgainWhereTheRunThatBeganItDidNotEndIt() {
        Delivery begun = new Deliveries().body(BODY).build();
        Delivery ended = new Deliveries().body(BODY).build();
        ended.failed(new IOException("400"));

        assertThat(next(begun.begun()).writesEdgesAgain()).isTrue();
        assertThat(next(ended.unfinished()).writesEdgesAgain()).isFalse();
        ended.outcome().doubtful();
        assertThat(next(ended.unfinished()).writesEdgesAgain()).isTrue();
    }

    /** The delivery of the next run, which reads back what was written. */
    private static Delivery next(JsonNode written) {
        ObjectNode stored = ((ObjectNode) written).put("id", "1").put("fullyQualifiedName", "stitch.shop");
        return new Deliveries()
                .body(BODY)
                .known(KnownPipeline.of(stored, CatalogVersion.parse("1.13.0")).fingerprint())
                .build();
    }

    @Test
    void removesEdgesOnlyWhereAllStreamsAreKnown() {
        Fingerprint fingerprint = fingerprint(BODY);

        assertThat(new Deliveries().known(fingerprint).build().mayRemoveEdges()).isTrue();
        assertThat(new Deliveries().build().mayRemoveEdges()).isTrue();
        assertThat(new EdgePlanner().mayBeStale(new Deliveries().build())).isFalse();
        assertThat(new EdgePlanner()
                        .mayBeStale(new Deliveries().known(fingerprint).build()))
                .isTrue();
        assertThat(new Deliveries().known(fingerprint).withoutLineage().build().mayRemoveEdges())
                .isFalse();
        assertThat(new Deliveries()
                        .known(fingerprint)
                        .missing(MissingEdge.Reason.FAILED)
                        .build()
                        .mayRemoveEdges())
                .isFalse();
    }

    @Test
    void leavesAPipelineAsItIsWhoseStreamsAreNotAllKnown() {
        LineageMessage partial = new LineageMessage(
                1, "run", "stitch", "2024-02-03T04:05:06Z", Messages.postgres(), null, true, List.of(), List.of());

        Delivery kept =
                new Deliveries().message(partial).known(Fingerprint.NONE).build();
        assertThat(kept.isDue()).isFalse();
        assertThat(kept.change()).isEqualTo(Outcome.Change.KEPT);
        assertThat(new Deliveries()
                        .message(partial)
                        .known(Fingerprint.NONE, true)
                        .build()
                        .isDue())
                .isTrue();
        assertThat(new Deliveries().message(partial).build().isDue()).isTrue();
        assertThat(new Deliveries().known(Fingerprint.NONE).build().isDue()).isTrue();
    }

    @Test
    void createsOrUpdatesThePipelineThatIsWritten() {
        Delivery created = new Deliveries().build();
        Delivery updated = new Deliveries().known(Fingerprint.NONE).build();
        for (Delivery delivery : List.of(created, updated)) {
            new Pipelines()
                    .written(delivery, json("{'id': 'p1', 'name': 'shop', 'fullyQualifiedName': 'stitch.shop'}"));
        }

        assertThat(created.change()).isEqualTo(Outcome.Change.CREATED);
        assertThat(updated.change()).isEqualTo(Outcome.Change.UPDATED);
    }

    @Test
    void arrivesAtOneOfAPipelineAtATime() {
        assertThat(new Deliveries().build().correlationKey())
                .isEqualTo(new Deliveries().known(Fingerprint.NONE).build().correlationKey())
                .isEqualTo("stitch.shop");
    }

    @Test
    void remembersTheDisplayNameThatWasWrittenUntilAllHasArrived() {
        Fingerprint before = Fingerprint.of(Stream.of("before"), "Old shop");

        assertThat(new Deliveries()
                        .body(BODY)
                        .build()
                        .begun()
                        .path("sourceHash")
                        .asText())
                .isEqualTo(fingerprint(BODY).doubtful().toString());
        assertThat(new Deliveries()
                        .body(BODY)
                        .known(before)
                        .build()
                        .begun()
                        .path("sourceHash")
                        .asText())
                .isEqualTo(before.doubtful().toString());
        assertThat(new Deliveries()
                        .body(BODY)
                        .known(before)
                        .build()
                        .fingerprinted()
                        .path("sourceHash")
                        .asText())
                .isEqualTo(fingerprint(BODY).toString());
    }

    @Test
    void carriesOverWhatOthersGaveThePipelineAndItsTasks() {
        Delivery delivery = new Deliveries().body(BODY).known(Fingerprint.NONE).build();
        Fingerprint fingerprint = delivery.fingerprint();
        delivery.before(
                json(
                        """
                {'concurrency': 3, 'description': 'stays', 'displayName': 'Our shop', 'tasks': [
                  {'name': 'orders', 'displayName': 'Our orders', 'taskType': 'OLD', 'taskSQL': 'select 1', 'owners': [{'id': '1', 'type': 'user', 'href': 'x'}]},
                  {'name': 'items', 'owner': {'id': '2', 'type': 'team', 'name': 'x'}}, {'name': 'gone', 'taskSQL': 'x'}]}"""));

        assertThat(delivery.fingerprint()).isEqualTo(fingerprint);
        assertThat(delivery.fingerprinted().path("concurrency").asInt()).isEqualTo(3);
        assertThat(delivery.begun().path("description").asText()).isEqualTo("stays");
        assertThat(delivery.begun().path("displayName").asText()).isEqualTo("Our shop");
        assertThat(delivery.begun().path("tasks"))
                .isEqualTo(
                        json(
                                """
                [{'name': 'orders', 'displayName': 'Our orders', 'taskType': 'INCREMENTAL', 'owners': [{'id': '1', 'type': 'user'}], 'taskSQL': 'select 1'},
                 {'name': 'items', 'owner': {'id': '2', 'type': 'team'}}]"""));
    }

    @Test
    void keepsItsFingerprintInTheAddressWhereServersHaveNoHash() {
        String body = BODY.replace("sourceUrl", "pipelineUrl");

        Delivery delivery = new Deliveries().version("1.1.0").body(body).build();
        assertThat(delivery.fingerprinted().path("pipelineUrl").asText())
                .isEqualTo("https://x.example/#" + delivery.fingerprint());
        assertThat(delivery.fingerprinted().has("sourceHash")).isFalse();
        assertThat(delivery.pipeline().path("pipelineUrl").asText()).isEqualTo("https://x.example/");
        assertThat(new Deliveries()
                        .version("1.3.2")
                        .body(BODY)
                        .build()
                        .fingerprinted()
                        .path("sourceUrl")
                        .asText())
                .contains("/#");
    }
}
