package io.github.stitchopenmetadata.catalog.resolve;

import static io.github.stitchopenmetadata.lineage.Messages.postgres;
import static io.github.stitchopenmetadata.lineage.Messages.snowflake;
import static io.github.stitchopenmetadata.lineage.Messages.source;
import static io.github.stitchopenmetadata.lineage.Messages.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stitchopenmetadata.catalog.model.Fqn;
import io.github.stitchopenmetadata.catalog.model.KnownPipeline;
import io.github.stitchopenmetadata.catalog.model.LineageEdge;
import io.github.stitchopenmetadata.catalog.model.LineageEdge.ColumnPair;
import io.github.stitchopenmetadata.catalog.model.MissingEdge;
import io.github.stitchopenmetadata.catalog.model.SchemaTables;
import io.github.stitchopenmetadata.catalog.pipeline.Deliveries;
import io.github.stitchopenmetadata.catalog.pipeline.Delivery;
import io.github.stitchopenmetadata.catalog.pipeline.Outcome;
import io.github.stitchopenmetadata.catalog.pipeline.Pipelines;
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

    private static List<String> edges(Resolution resolution) {
        return resolution.edges().stream()
                .map(edge -> edge.from().fqn() + " > " + edge.to().fqn())
                .toList();
    }

    @Test
    void drawsTheEdgeOfAStreamWithItsColumns() throws Exception {
        shop.table(PUBLIC, "orders", "id", "total net", "secret", "_sdc_batched_at")
                .table(LOADED, "ORDERS", "ID", "TOTAL_NET", "SECRET", "_SDC_BATCHED_AT");

        Resolution resolution = shop.resolve(Messages.of(
                postgres(),
                snowflake(),
                stream(1, "shop", "public", "orders", "id", "total net", "gone", "_sdc_batched_at")));

        assertThat(resolution.missing()).isEmpty();
        assertThat(resolution.edges()).hasSize(1);
        LineageEdge edge = resolution.edges().get(0);
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
        "order-items, order-items, ORDERITEMS", "order-items, order-items, Order_Items", "a.b,         a.b,         AB",
        "x y,         'X Y',       X_Y", "2fast,       2fast,       FAST"
    })
    void matchesNamesExactlyElseIgnoringCaseElseByLettersWhereTheRulesLeaveThemOpen(
            String stream, String from, String to) throws Exception {
        shop.table(PUBLIC, from).table(PUBLIC, "other").table(LOADED, to).table(LOADED, "OTHER_TABLE");

        assertThat(edges(shop.resolve(Messages.of(postgres(), snowflake(), stream(1, "shop", "public", stream)))))
                .containsExactly(PUBLIC + "." + Fqn.of(from) + " > " + LOADED + "." + to);
    }

    @Test
    void prefersTheExactNameToOneThatDiffersInCase() throws Exception {
        shop.table(PUBLIC, "orders")
                .table(PUBLIC, "Orders")
                .table(LOADED, "ORDERS")
                .table(LOADED, "orders");

        assertThat(edges(shop.resolve(Messages.of(postgres(), snowflake(), stream(1, "shop", "public", "Orders")))))
                .containsExactly("shop_db.shop.public.Orders > warehouse.ANALYTICS.SHOP.ORDERS");
    }

    /** It holds the rows that could not be loaded, whatever stream has its name. */
    @Test
    void drawsNoEdgeIntoATableOfStitchItself() throws Exception {
        shop.table(PUBLIC, "sdc_rejected").table(LOADED, "SDC_REJECTED");

        Resolution resolution =
                shop.resolve(Messages.of(postgres(), snowflake(), stream(1, "shop", "public", "sdc_rejected")));

        assertThat(resolution.edges()).isEmpty();
        assertThat(resolution.missing())
                .extracting(MissingEdge::reason)
                .containsExactly(MissingEdge.Reason.DESTINATION_TABLE_NOT_IN_CATALOG);
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

        assertThat(edges(shop.resolve(Messages.of(
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

        Resolution resolution = shop.resolve(Messages.of(
                source("platform.hp-mysql", Map.of()), snowflake(), stream(1, "crm", null, "customers", "id")));

        assertThat(edges(resolution))
                .containsExactly("mysql_db.default.crm.customers > warehouse.ANALYTICS.SHOP.CUSTOMERS");
        assertThat(resolution.edges().get(0).columns())
                .containsExactly(
                        new ColumnPair("mysql_db.default.crm.customers.id", "warehouse.ANALYTICS.SHOP.CUSTOMERS.ID"));
    }

    @Test
    void findsAMysqlSchemaWhateverItsDatabaseIsCalled() throws Exception {
        shop.service("mysql_db", "Mysql", "prod", "crm")
                .table("mysql_db.prod.crm", "customers")
                .table(LOADED, "CUSTOMERS");

        assertThat(edges(shop.resolve(Messages.of(
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

        assertThat(edges(shop.resolve(Messages.of(postgres(), staging, stream(1, "shop", "public", "orders")))))
                .containsExactly("shop_db.shop.public.orders > warehouse2.STAGING.SHOP.ORDERS");
    }

    @Test
    void listsOnlyTheSchemasThatAreNeededAndEachOnce() throws Exception {
        LineageMessage message = Messages.of(
                postgres(), snowflake(), stream(1, "shop", "public", "orders"), stream(2, "shop", "public", "items"));
        shop.resolve(message);
        shop.resolve(message);

        assertThat(shop.listed).containsExactly(LOADED, PUBLIC);
    }

    @Test
    void listsNothingWhereThereCanBeNoEdge() throws Exception {
        shop.resolve(Messages.of(postgres(), null, stream(1, "shop", "public", "orders")));
        shop.resolve(Messages.of(postgres(), snowflake(), stream(1, "shop", "public", "orders")), false);

        assertThat(shop.listed).isEmpty();
    }

    @Test
    void listsNothingThatAnotherMessageNeededBefore() throws Exception {
        LineageMessage message = Messages.of(postgres(), snowflake(), stream(1, "shop", "public", "orders"));
        Plan waiting = shop.plan(message, true);
        assertThat(waiting.lookup().unlisted()).extracting(SchemaTables::fqn).containsExactly(LOADED, PUBLIC);

        shop.resolve(message);

        assertThat(waiting.lookup().unlisted()).isEmpty();
        assertThat(new Resolver().resolve(Share.whole(waiting)).missing()).hasSize(1);
    }

    /** Without its tables every edge of the source would be missing. */
    @Test
    void resolvesNothingWhoseTablesWereNotListed() {
        Plan plan = shop.plan(Messages.of(postgres(), snowflake(), stream(1, "shop", "public", "orders")), true);

        assertThatThrownBy(() -> new Resolver().resolve(Share.whole(plan)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("the tables of ")
                .hasMessageEndingWith(" were not listed");
    }

    @Test
    void knowsThePipelineAsItStands() throws Exception {
        LineageMessage message = Messages.of(postgres(), null, stream(1, "shop", "public", "orders"));
        Pipelines pipelines = new Pipelines();
        Delivery first = Deliveries.of(shop.resolve(message));
        assertThat(first.known()).isNull();
        assertThat(pipelines.isDue(first)).isTrue();

        shop.pipeline("shop", "");
        String hash = Deliveries.of(shop.resolve(message))
                .fingerprinted()
                .path("sourceHash")
                .asText();
        shop.pipeline("shop", hash);

        Delivery second = Deliveries.of(shop.resolve(message));
        assertThat(second.known())
                .isEqualTo(new KnownPipeline(
                        "p1", "shop", "stitch.shop", "", second.known().fingerprint(), false));
        assertThat(second.known().fingerprint()).hasToString(hash);
        assertThat(pipelines.isDue(second)).isFalse();
        assertThat(second.change()).isEqualTo(Outcome.Change.UNCHANGED);
        assertThat(second.pipeline().at("/tasks/0/name").asText()).isEqualTo("orders");
    }
}
