package io.github.stitchopenmetadata.catalog;

import static io.github.stitchopenmetadata.http.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.Edge.ColumnPair;
import io.github.stitchopenmetadata.lineage.Messages;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryTest {

    private static final String BODY = """
            {'name': 'shop', 'displayName': 'Shop', 'service': 'stitch', 'sourceUrl': 'https://x.example/', 'scheduleInterval': '0 * * * *',
             'startDate': '2019-01-01T00:00:00Z', 'state': 'Active', 'tasks': [{'name': 'orders', 'taskType': 'INCREMENTAL'}, {'name': 'items'}]}""";
    private static final Edge ORDERS = edge("1", "s.orders", "2", "d.ORDERS", new ColumnPair("s.orders.id", "d.ORDERS.ID"));
    private static final Edge ITEMS = edge("3", "s.items", "4", "d.ITEMS", new ColumnPair("s.items.id", "d.ITEMS.ID"));

    private static Edge edge(String fromId, String from, String toId, String to, ColumnPair... columns) {
        return new Edge("stream", new Table(fromId, "t", from, List.of()), new Table(toId, "t", to, List.of()), List.of(columns));
    }

    private static String hash(String body, Edge... edges) {
        return delivery(body, null, edges).hash();
    }

    private static Delivery delivery(String body, Catalog.KnownPipeline known, Edge... edges) {
        return new Delivery(Messages.of(Messages.postgres(), null), (ObjectNode) json(body), SourceEnd.FOUND, List.of(edges), List.of(), new DroppedColumns(), known);
    }

    @Test
    void hasTheSameHashOnEveryMachineAndInEveryOrderOfEdges() {
        assertThat(hash(BODY, ORDERS, ITEMS)).isEqualTo(hash(BODY, ITEMS, ORDERS)).matches("[0-9a-f]{32}");
        assertThat(hash("{'name': 'shop'}")).isEqualTo("93da0edbeb2b5744d783b420de47d6a1");
    }

    @Test
    void hasAnotherHashForEveryOtherPart() {
        List<String> hashes = new ArrayList<>(List.of(hash(BODY, ORDERS, ITEMS), hash(BODY), hash(BODY, ORDERS), hash(BODY, ITEMS)));
        for (String[] change : new String[][] {{"'shop'", "'shop2'"}, {"'Shop'", "'Shöp'"}, {"'stitch'", "'stitch2'"}, {"x.example", "y.example"},
            {"0 * *", "1 * *"}, {"2019", "2020"}, {"Active", "Inactive"}, {"'orders'", "'orders2'"}, {"INCREMENTAL", "FULL_TABLE"}, {", {'name': 'items'}", ""}}) {
            assertThat(BODY).contains(change[0]);
            hashes.add(hash(BODY.replace(change[0], change[1]), ORDERS, ITEMS));
        }
        ColumnPair pair = ORDERS.columns().get(0);
        hashes.add(hash(BODY, edge("9", "s.orders", "2", "d.ORDERS", pair)));
        hashes.add(hash(BODY, edge("1", "s.other", "2", "d.ORDERS", pair)));
        hashes.add(hash(BODY, edge("1", "s.orders", "9", "d.ORDERS", pair)));
        hashes.add(hash(BODY, edge("1", "s.orders", "2", "d.OTHER", pair)));
        hashes.add(hash(BODY, edge("1", "s.orders", "2", "d.ORDERS")));
        hashes.add(hash(BODY, edge("1", "s.orders", "2", "d.ORDERS", new ColumnPair("s.orders.x", "d.ORDERS.ID"))));
        hashes.add(hash(BODY, edge("1", "s.orders", "2", "d.ORDERS", new ColumnPair("s.orders.id", "d.ORDERS.X"))));
        hashes.add(hash(BODY, edge("1", "s.orders", "2", "d.ORDERS", pair, new ColumnPair("s.orders.x", "d.ORDERS.X"))));

        assertThat(hashes).doesNotHaveDuplicates();
    }

    @Test
    void isUnchangedOnlyWhereTheCatalogHoldsItsHash() {
        String hash = hash(BODY, ORDERS);

        assertThat(delivery(BODY, null, ORDERS).isUnchanged()).isFalse();
        assertThat(delivery(BODY, new Catalog.KnownPipeline("id", "stitch.shop", ""), ORDERS).isUnchanged()).isFalse();
        assertThat(delivery(BODY, new Catalog.KnownPipeline("id", "stitch.shop", hash), ORDERS).isUnchanged()).isTrue();
        assertThat(delivery(BODY, new Catalog.KnownPipeline("id", "stitch.shop", hash), ORDERS, ITEMS).isUnchanged()).isFalse();
    }

    @Test
    void isIncompleteWhereAStreamFailed() {
        for (MissingEdge.Reason reason : MissingEdge.Reason.values()) {
            Delivery delivery = new Delivery(Messages.of(Messages.postgres(), null), (ObjectNode) json("{}"), SourceEnd.FOUND, List.of(),
                    List.of(new MissingEdge("shop", "orders", reason, "why")), new DroppedColumns(), null);

            assertThat(delivery.isComplete()).as(reason.toString()).isEqualTo(reason != MissingEdge.Reason.FAILED);
        }
    }
}
