package io.github.stitchopenmetadata.catalog.resolve;

import static io.github.stitchopenmetadata.lineage.Messages.postgres;
import static io.github.stitchopenmetadata.lineage.Messages.snowflake;
import static io.github.stitchopenmetadata.lineage.Messages.source;
import static io.github.stitchopenmetadata.lineage.Messages.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stitchopenmetadata.catalog.model.Catalogs;
import io.github.stitchopenmetadata.catalog.model.Fingerprint;
import io.github.stitchopenmetadata.catalog.model.Fqn;
import io.github.stitchopenmetadata.catalog.model.KnownPipeline;
import io.github.stitchopenmetadata.catalog.model.LineageEdge;
import io.github.stitchopenmetadata.catalog.model.LineageEdge.ColumnPair;
import io.github.stitchopenmetadata.catalog.pipeline.Delivery;
import io.github.stitchopenmetadata.http.FailedCall;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.lineage.Messages;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResolverTest {

    private static final String PUBLIC = "shop_db.shop.public";
    private static final String LOADED = "warehouse.ANALYTICS.SHOP";

    private final ShopCatalog shop = new ShopCatalog()
            .service("shop_db", "Postgres", "shop", "public", "archive")
            .service("warehouse", "Snowflake", "ANALYTICS", "SHOP", "OTHER");

    private static List<String> edges(Delivery delivery) {
        return delivery.edges().stream()
                .map(edge -> edge.from().fqn() + " > " + edge.to().fqn())
                .toList();
    }

    @Test
    void drawsTheEdgeOfAStreamWithItsColumns() throws Exception {
        shop.table(PUBLIC, "orders", "id", "total net", "secret", "_sdc_batched_at")
                .table(LOADED, "ORDERS", "ID", "TOTAL_NET", "SECRET", "_SDC_BATCHED_AT");

        Delivery delivery = shop.deliver(Messages.of(
                postgres(),
                snowflake(),
                stream(1, "shop", "public", "orders", "id", "total net", "gone", "_sdc_batched_at")));

        assertThat(delivery.missing()).isEmpty();
        assertThat(delivery.edges()).hasSize(1);
        LineageEdge edge = delivery.edges().get(0);
        assertThat(edge.stream()).isEqualTo("orders");
        assertThat(edge.from().id()).isEqualTo("shop_db.shop.public.orders");
        assertThat(edge.to().id()).isEqualTo("warehouse.ANALYTICS.SHOP.ORDERS");
        assertThat(edge.columns())
                .containsExactly(
                        new ColumnPair("shop_db.shop.public.orders.id", "warehouse.ANALYTICS.SHOP.ORDERS.ID"),
                        new ColumnPair(
                                "shop_db.shop.public.orders.total net", "warehouse.ANALYTICS.SHOP.ORDERS.TOTAL_NET"));
    }

    @ParameterizedTest
    @CsvSource({
        "orders,      orders,      ORDERS", "Orders,      orders,      orders", "order items, order items, ORDER_ITEMS",
        "order-items, order-items, ORDERITEMS", "OrderItems,  order_items, Order_Items", "a.b,         a.b,         AB",
        "x y,         'X Y',       X_Y", "2fast,       2fast,       FAST"
    })
    void matchesNamesExactlyElseIgnoringCaseElseNormalised(String stream, String from, String to) throws Exception {
        shop.table(PUBLIC, from).table(PUBLIC, "other").table(LOADED, to).table(LOADED, "OTHER_TABLE");

        assertThat(edges(shop.deliver(Messages.of(postgres(), snowflake(), stream(1, "shop", "public", stream)))))
                .containsExactly(PUBLIC + "." + Fqn.of(from) + " > " + LOADED + "." + to);
    }

    @Test
    void prefersTheExactNameToOneThatDiffersInCase() throws Exception {
        shop.table(PUBLIC, "orders")
                .table(PUBLIC, "Orders")
                .table(LOADED, "ORDERS")
                .table(LOADED, "orders");

        assertThat(edges(shop.deliver(Messages.of(postgres(), snowflake(), stream(1, "shop", "public", "Orders")))))
                .containsExactly("shop_db.shop.public.Orders > warehouse.ANALYTICS.SHOP.ORDERS");
    }

    @Test
    void takesTheSchemaThatEachStreamNames() throws Exception {
        shop.table(PUBLIC, "orders")
                .table("shop_db.shop.archive", "orders")
                .table("shop_db.shop.archive", "old")
                .table(LOADED, "PUBLIC__ORDERS")
                .table(LOADED, "ARCHIVE__ORDERS")
                .table(LOADED, "ARCHIVE__OLD");
        LineageMessage.Source source =
                source("platform.hp-postgres", Map.of("include_schemas_in_destination_stream_name", "true"));

        assertThat(edges(shop.deliver(Messages.of(
                        source,
                        snowflake(),
                        stream(1, "shop", "public", "orders"),
                        stream(2, "shop", "archive", "orders"),
                        stream(3, "shop", "archive", "old")))))
                .containsExactlyInAnyOrder(
                        "shop_db.shop.public.orders > warehouse.ANALYTICS.SHOP.PUBLIC__ORDERS",
                        "shop_db.shop.archive.orders > warehouse.ANALYTICS.SHOP.ARCHIVE__ORDERS",
                        "shop_db.shop.archive.old > warehouse.ANALYTICS.SHOP.ARCHIVE__OLD");
    }

    @Test
    void findsADatabaseOfMysqlAsASchema() throws Exception {
        shop.service("mysql_db", "Mysql", "default", "crm", "shop")
                .table("mysql_db.default.crm", "customers", "id")
                .table("mysql_db.default.shop", "customers")
                .table(LOADED, "CUSTOMERS", "ID");

        Delivery delivery = shop.deliver(Messages.of(
                source("platform.hp-mysql", Map.of()), snowflake(), stream(1, "crm", null, "customers", "id")));

        assertThat(edges(delivery))
                .containsExactly("mysql_db.default.crm.customers > warehouse.ANALYTICS.SHOP.CUSTOMERS");
        assertThat(delivery.edges().get(0).columns())
                .containsExactly(
                        new ColumnPair("mysql_db.default.crm.customers.id", "warehouse.ANALYTICS.SHOP.CUSTOMERS.ID"));
    }

    @Test
    void findsAMysqlSchemaWhateverItsDatabaseIsCalled() throws Exception {
        shop.service("mysql_db", "Mysql", "prod", "crm")
                .table("mysql_db.prod.crm", "customers")
                .table(LOADED, "CUSTOMERS");

        assertThat(edges(shop.deliver(Messages.of(
                        source("platform.mysql", Map.of()), snowflake(), stream(1, "crm", null, "customers")))))
                .hasSize(1);
    }

    @Test
    void findsTheSchemaInTheDatabaseOfTheDestinationInAnyCase() throws Exception {
        shop.service("warehouse2", "Snowflake", "STAGING", "SHOP")
                .table(PUBLIC, "orders")
                .table(LOADED, "ORDERS")
                .table("warehouse2.STAGING.SHOP", "ORDERS");
        LineageMessage.Destination staging =
                new LineageMessage.Destination(7, "snowflake", "", Map.of("database", "staging"));

        assertThat(edges(shop.deliver(Messages.of(postgres(), staging, stream(1, "shop", "public", "orders")))))
                .containsExactly("shop_db.shop.public.orders > warehouse2.STAGING.SHOP.ORDERS");
    }

    @Test
    void listsOnlyTheSchemasThatAreNeededAndEachOnce() throws Exception {
        LineageMessage message = Messages.of(
                postgres(), snowflake(), stream(1, "shop", "public", "orders"), stream(2, "shop", "public", "items"));
        shop.deliver(message);
        shop.deliver(message);

        assertThat(shop.listed).containsExactly(LOADED, PUBLIC);
    }

    @Test
    void listsNothingWhereThereCanBeNoEdge() throws Exception {
        shop.deliver(Messages.of(postgres(), null, stream(1, "shop", "public", "orders")));
        shop.deliver(Messages.of(postgres(), snowflake(), stream(1, "shop", "public", "orders")), false);

        assertThat(shop.listed).isEmpty();
    }

    @Test
    void passesOnWhyTheListingOfAnotherFailed() {
        Resolver resolver = new Resolver();
        Exception cause = FailedCall.with(403);
        LineageMessage message = Messages.of(postgres(), snowflake(), stream(1, "shop", "public", "orders"));
        Plan first = resolver.plan(ShopWorkflow.withLineage(true), shop.catalog, message);
        Plan waiting = resolver.plan(ShopWorkflow.withLineage(true), shop.catalog, message);

        assertThat(resolver.unlisted(waiting)).isEmpty();
        resolver.unlisted(first).forEach(listing -> new Catalogs().fail(listing, cause));

        assertThatThrownBy(() -> resolver.resolve(waiting)).isSameAs(cause);
    }

    @Test
    void knowsThePipelineAsItStands() throws Exception {
        LineageMessage message = Messages.of(postgres(), null, stream(1, "shop", "public", "orders"));
        assertThat(shop.deliver(message).known()).isNull();

        Fingerprint seal = shop.deliver(message).seal();
        shop.pipeline("shop", seal.toString());

        assertThat(shop.deliver(message).known())
                .isEqualTo(new KnownPipeline("p1", "shop", "stitch.shop", "", seal, false));
        assertThat(shop.deliver(message).isUnchanged()).isTrue();
        assertThat(shop.deliver(message).pipeline().at("/tasks/0/name").asText())
                .isEqualTo("orders");
    }
}
