package io.github.stitchopenmetadata.catalog.resolve;

import static io.github.stitchopenmetadata.lineage.Messages.postgres;
import static io.github.stitchopenmetadata.lineage.Messages.snowflake;
import static io.github.stitchopenmetadata.lineage.Messages.source;
import static io.github.stitchopenmetadata.lineage.Messages.stream;
import static io.github.stitchopenmetadata.support.Facts.telling;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.catalog.model.LineageEdge;
import io.github.stitchopenmetadata.catalog.model.MissingEdge;
import io.github.stitchopenmetadata.catalog.model.MissingEdge.Reason;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.lineage.LineageMessage.Destination;
import io.github.stitchopenmetadata.lineage.Messages;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MissingEdgesTest {

    private static final String PUBLIC = "shop_db.shop.public";
    private static final String LOADED = "warehouse.ANALYTICS.SHOP";
    private static final LineageMessage.Stream ORDERS = stream(1, "shop", "public", "orders");

    private final ShopCatalog shop = new ShopCatalog()
            .service("shop_db", "Postgres", "shop", "public", "archive")
            .service("warehouse", "Snowflake", "ANALYTICS", "SHOP", "OTHER");

    private void assertMissing(LineageMessage message, Reason reason, String... facts) throws Exception {
        Resolution resolution = shop.resolve(message);
        assertThat(resolution.edges()).isEmpty();
        assertThat(resolution.missing())
                .singleElement()
                .satisfies(missing(message.streams().get(0).name(), reason, facts));
    }

    private static Consumer<MissingEdge> missing(String stream, Reason reason, String... facts) {
        return missing -> {
            assertThat(missing.source()).isEqualTo("shop");
            assertThat(missing.stream()).isEqualTo(stream);
            assertThat(missing.reason()).isEqualTo(reason);
            assertThat(missing.detail()).satisfies(telling(facts));
        };
    }

    @Test
    void theDestinationTableIsNotInTheCatalog() throws Exception {
        shop.table(PUBLIC, "orders").table(LOADED, "OTHER");

        assertMissing(
                Messages.of(postgres(), snowflake(), ORDERS),
                Reason.DESTINATION_TABLE_NOT_IN_CATALOG,
                "ORDERS",
                LOADED);
    }

    @Test
    void theDestinationSchemaIsNotInTheCatalog() throws Exception {
        LineageMessage.Source crm = new LineageMessage.Source(
                11, "shop", "Shop", "platform.hp-postgres", null, Messages.APP, true, true, null, null, null, null);
        Destination staging = new Destination(7, "snowflake", "", Map.of("database", "STAGING"));

        assertMissing(
                Messages.of(crm, staging, ORDERS),
                Reason.DESTINATION_TABLE_NOT_IN_CATALOG,
                "SHOP · STAGING · Snowflake");
    }

    @Test
    void theSourceTableIsNotInTheCatalog() throws Exception {
        shop.table(PUBLIC, "items").table(LOADED, "ORDERS");

        assertMissing(
                Messages.of(postgres(), snowflake(), ORDERS), Reason.SOURCE_TABLE_NOT_IN_CATALOG, "orders", PUBLIC);
    }

    @Test
    void theSourceSchemaIsNotInTheCatalogOrNotKnown() throws Exception {
        assertMissing(
                Messages.of(postgres(), snowflake(), stream(1, "shop", "sales", "orders")),
                Reason.SOURCE_TABLE_NOT_IN_CATALOG,
                "sales · shop · Postgres · Timescale · Cockroach · Greenplum");
        assertMissing(
                Messages.of(postgres(), snowflake(), stream(1, "crm", "public", "orders")),
                Reason.SOURCE_TABLE_NOT_IN_CATALOG,
                "public · crm · Postgres · Timescale · Cockroach · Greenplum");
        assertMissing(
                Messages.of(postgres(), snowflake(), stream(1, "shop", null, "orders")),
                Reason.SOURCE_TABLE_NOT_IN_CATALOG,
                "schema");
    }

    @Test
    void theSourceServiceIsNotAmongThoseNamed() throws Exception {
        assertMissing(
                Messages.of(source("platform.hp-mysql", Map.of()), snowflake(), stream(1, "crm", null, "customers")),
                Reason.SOURCE_SERVICE_UNKNOWN,
                "Mysql · MariaDB · SingleStore · Doris · StarRocks · dbServiceNames");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"platform.hubspot", "import_api", "webhook.segment", "platform.s3-csv", "something.new", ""})
    void theSourceIsNoDatabase(String type) throws Exception {
        assertMissing(
                Messages.of(source(type, Map.of()), snowflake(), stream(1, null, null, "orders")),
                Reason.NO_SOURCE_TABLE,
                type);
    }

    @Test
    void nothingTellsWhichDatabaseTheStreamsLieIn() throws Exception {
        assertMissing(
                Messages.of(source("something.new", Map.of()), snowflake(), ORDERS),
                Reason.SOURCE_SERVICE_UNKNOWN,
                "something.new · lineage.source.shop");
    }

    @Test
    void thereIsNoDestination() throws Exception {
        assertMissing(Messages.of(postgres(), null, ORDERS), Reason.NO_DESTINATION, "destination");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"s3        | s3 · Amazon S3 · containers", "teradata  | teradata"})
    void theDestinationHasNoTables(String type, String detail) throws Exception {
        assertMissing(
                Messages.of(postgres(), new Destination(7, type, "", Map.of()), ORDERS),
                Reason.DESTINATION_TYPE_UNSUPPORTED,
                detail);
    }

    @ParameterizedTest
    @CsvSource({"orders_old, orders_old · _old", "Orders_STG, orders_stg · _stg", "_sdc_orders, _sdc_orders · _sdc"})
    void stitchRejectsTheName(String name, String detail) throws Exception {
        shop.service("mysql_db", "Mysql", "default", "shop").table(PUBLIC, name).table("mysql_db.default.shop", name);

        assertMissing(
                Messages.of(
                        postgres(),
                        new Destination(7, "mysql_destination", "", Map.of()),
                        stream(1, "shop", "public", name)),
                Reason.NAME_REJECTED,
                detail);
    }

    @Test
    void stitchRejectsALongName() throws Exception {
        String name = "o".repeat(256);
        shop.table(PUBLIC, name).table(LOADED, name.toUpperCase(Locale.ROOT));

        assertMissing(
                Messages.of(postgres(), snowflake(), stream(1, "shop", "public", name)),
                Reason.NAME_REJECTED,
                name.toUpperCase(Locale.ROOT),
                "256 · 255");
    }

    @Test
    void lineageIsNotAskedFor() throws Exception {
        shop.table(PUBLIC, "orders").table(LOADED, "ORDERS");
        Resolution resolution = shop.resolve(Messages.of(postgres(), snowflake(), ORDERS), false);

        assertThat(resolution.missing())
                .singleElement()
                .satisfies(missing("orders", Reason.FILTERED, "includeLineage"));
        assertThat(resolution.edges()).isEmpty();
    }

    @Test
    void theStreamCouldNotBeRead() throws Exception {
        shop.table(PUBLIC, "orders").table(LOADED, "ORDERS");

        assertMissing(
                Messages.of(postgres(), snowflake(), Messages.unreadable(1, "orders", "answered 500")),
                Reason.FAILED,
                "answered 500");
    }

    @Test
    void severalSourceTablesFit() throws Exception {
        shop.table(PUBLIC, "Orders").table(PUBLIC, "ORDERS").table(LOADED, "ORDERS");

        assertMissing(
                Messages.of(postgres(), snowflake(), ORDERS),
                Reason.AMBIGUOUS,
                "shop_db.shop.public.Orders · shop_db.shop.public.ORDERS");
    }

    @Test
    void severalSchemasFit() throws Exception {
        shop.service("other_db", "Postgres", "shop", "public");

        assertMissing(
                Messages.of(postgres(), snowflake(), ORDERS),
                Reason.AMBIGUOUS,
                "shop_db.shop.public · other_db.shop.public · lineage.source.shop");
    }

    @Test
    void twoStreamsAreLoadedIntoOneTable() throws Exception {
        shop.table(PUBLIC, "orders")
                .table("shop_db.shop.archive", "orders")
                .table(PUBLIC, "items")
                .table(LOADED, "ORDERS")
                .table(LOADED, "ITEMS");
        Resolution resolution = shop.resolve(Messages.of(
                postgres(),
                snowflake(),
                ORDERS,
                stream(2, "shop", "archive", "orders"),
                stream(3, "shop", "public", "items")));

        assertThat(resolution.edges()).extracting(LineageEdge::stream).containsExactly("items");
        assertThat(resolution.missing()).satisfiesExactly(shared("archive.orders"), shared("public.orders"));
    }

    private static Consumer<MissingEdge> shared(String rival) {
        return missing("orders", Reason.AMBIGUOUS, "warehouse.ANALYTICS.SHOP.ORDERS", rival);
    }

    @Test
    void aTableIsItsOwnDestination() throws Exception {
        ShopCatalog one =
                new ShopCatalog().service("pg", "Postgres", "dwh", "shop").table("pg.dwh.shop", "orders");
        Resolution resolution = one.resolve(Messages.of(
                postgres(),
                new Destination(7, "postgres", "", Map.of("database", "dwh")),
                stream(1, "dwh", "shop", "orders")));

        assertThat(resolution.edges()).isEmpty();
        assertThat(resolution.missing())
                .singleElement()
                .satisfies(missing("orders", Reason.SAME_TABLE, "pg.dwh.shop.orders"));
    }

    @Test
    void oneStreamDoesNotCostTheOthersTheirEdges() throws Exception {
        shop.table(PUBLIC, "orders").table(PUBLIC, "items").table(LOADED, "ITEMS");
        Resolution resolution = shop.resolve(Messages.of(
                postgres(),
                snowflake(),
                ORDERS,
                Messages.unreadable(2, "broken", "why"),
                stream(3, "shop", "public", "items")));

        assertThat(resolution.edges()).extracting(LineageEdge::stream).containsExactly("items");
        assertThat(resolution.missing())
                .extracting(MissingEdge::reason)
                .containsExactlyInAnyOrder(Reason.DESTINATION_TABLE_NOT_IN_CATALOG, Reason.FAILED);
    }

    @Test
    void everyReasonSaysWhatToDo() {
        assertThat(List.of(Reason.values())).allSatisfy(reason -> {
            assertThat(reason.title()).isNotBlank();
            assertThat(reason.remedy()).isNotBlank();
        });
        assertThat(Reason.SAME_TABLE.remedy()).doesNotContain("lineage.destination");
    }
}
