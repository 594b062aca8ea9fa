package io.github.stitchopenmetadata.catalog.resolve;

import static io.github.stitchopenmetadata.lineage.Messages.postgres;
import static io.github.stitchopenmetadata.lineage.Messages.snowflake;
import static io.github.stitchopenmetadata.lineage.Messages.source;
import static io.github.stitchopenmetadata.lineage.Messages.stream;
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

    private void assertMissing(LineageMessage message, Reason reason, String detail) throws Exception {
        Resolution resolution = shop.resolve(message);
        assertThat(resolution.edges()).isEmpty();
        assertThat(resolution.missing())
                .containsExactly(
                        new MissingEdge("shop", message.streams().get(0).name(), reason, detail));
    }

    @Test
    void theDestinationTableIsNotInTheCatalog() throws Exception {
        shop.table(PUBLIC, "orders").table(LOADED, "OTHER");

        assertMissing(
                Messages.of(postgres(), snowflake(), ORDERS),
                Reason.DESTINATION_TABLE_NOT_IN_CATALOG,
                "no table ORDERS in " + LOADED);
    }

    @Test
    void theDestinationSchemaIsNotInTheCatalog() throws Exception {
        LineageMessage.Source crm = new LineageMessage.Source(
                11, "shop", "Shop", "platform.hp-postgres", null, Messages.APP, true, true, null, null, null, null);
        Destination staging = new Destination(7, "snowflake", "", Map.of("database", "STAGING"));

        assertMissing(
                Messages.of(crm, staging, ORDERS),
                Reason.DESTINATION_TABLE_NOT_IN_CATALOG,
                "no schema SHOP in database STAGING of a service of type Snowflake");
    }

    @Test
    void theSourceTableIsNotInTheCatalog() throws Exception {
        shop.table(PUBLIC, "items").table(LOADED, "ORDERS");

        assertMissing(
                Messages.of(postgres(), snowflake(), ORDERS),
                Reason.SOURCE_TABLE_NOT_IN_CATALOG,
                "no table orders in " + PUBLIC);
    }

    @Test
    void theSourceSchemaIsNotInTheCatalogOrNotKnown() throws Exception {
        assertMissing(
                Messages.of(postgres(), snowflake(), stream(1, "shop", "sales", "orders")),
                Reason.SOURCE_TABLE_NOT_IN_CATALOG,
                "no schema sales in database shop of a service of type Postgres or Timescale or Cockroach or Greenplum");
        assertMissing(
                Messages.of(postgres(), snowflake(), stream(1, "crm", "public", "orders")),
                Reason.SOURCE_TABLE_NOT_IN_CATALOG,
                "no schema public in database crm of a service of type Postgres or Timescale or Cockroach or Greenplum");
        assertMissing(
                Messages.of(postgres(), snowflake(), stream(1, "shop", null, "orders")),
                Reason.SOURCE_TABLE_NOT_IN_CATALOG,
                "Stitch does not tell the schema of this stream");
    }

    @Test
    void theSourceServiceIsNotAmongThoseNamed() throws Exception {
        assertMissing(
                Messages.of(source("platform.hp-mysql", Map.of()), snowflake(), stream(1, "crm", null, "customers")),
                Reason.SOURCE_SERVICE_UNKNOWN,
                "no service of type Mysql or MariaDB or SingleStore or Doris or StarRocks among dbServiceNames");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"platform.hubspot", "import_api", "webhook.segment", "platform.s3-csv", "something.new", ""})
    void theSourceIsNoDatabase(String type) throws Exception {
        assertMissing(
                Messages.of(source(type, Map.of()), snowflake(), stream(1, null, null, "orders")),
                Reason.NO_SOURCE_TABLE,
                "source type " + type);
    }

    @Test
    void nothingTellsWhichDatabaseTheStreamsLieIn() throws Exception {
        assertMissing(
                Messages.of(source("something.new", Map.of()), snowflake(), ORDERS),
                Reason.SOURCE_SERVICE_UNKNOWN,
                "nothing tells which database the source type something.new is for; name the service in lineage.source.shop");
    }

    @Test
    void thereIsNoDestination() throws Exception {
        assertMissing(
                Messages.of(postgres(), null, ORDERS),
                Reason.NO_DESTINATION,
                "Stitch names no destination for this source");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "s3        | destination type s3: Amazon S3 holds files, which OpenMetadata keeps as containers and not as tables",
                "teradata  | destination type teradata"
            })
    void theDestinationHasNoTables(String type, String detail) throws Exception {
        assertMissing(
                Messages.of(postgres(), new Destination(7, type, "", Map.of()), ORDERS),
                Reason.DESTINATION_TYPE_UNSUPPORTED,
                detail);
    }

    @ParameterizedTest
    @CsvSource({
        "orders_old, orders_old ends with the reserved _old",
        "Orders_STG, orders_stg ends with the reserved _stg",
        "_sdc_orders, _sdc_orders begins with the reserved _sdc"
    })
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
                name.toUpperCase(Locale.ROOT) + " has 256 characters, 255 are allowed");
    }

    @Test
    void lineageIsNotAskedFor() throws Exception {
        shop.table(PUBLIC, "orders").table(LOADED, "ORDERS");
        Resolution resolution = shop.resolve(Messages.of(postgres(), snowflake(), ORDERS), false);

        assertThat(resolution.missing())
                .containsExactly(new MissingEdge("shop", "orders", Reason.FILTERED, "includeLineage is false"));
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
                "tables [shop_db.shop.public.Orders, shop_db.shop.public.ORDERS] fit equally well;"
                        + " rename those that are not the stream's, or leave them out of the catalog");
    }

    @Test
    void severalSchemasFit() throws Exception {
        shop.service("other_db", "Postgres", "shop", "public");

        assertMissing(
                Messages.of(postgres(), snowflake(), ORDERS),
                Reason.AMBIGUOUS,
                "schemas [shop_db.shop.public, other_db.shop.public] fit equally well;"
                        + " name the service, and its database where it has several, in lineage.source.shop");
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
        assertThat(resolution.missing())
                .containsExactly(shared("public.orders", "archive.orders"), shared("archive.orders", "public.orders"));
    }

    private static MissingEdge shared(String stream, String rival) {
        return new MissingEdge(
                "shop",
                stream.substring(stream.indexOf('.') + 1),
                Reason.AMBIGUOUS,
                "warehouse.ANALYTICS.SHOP.ORDERS may as well be the table of " + rival
                        + "; de-select all but one of these streams, or rename their tables in the source");
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
                .containsExactly(new MissingEdge(
                        "shop",
                        "orders",
                        Reason.SAME_TABLE,
                        "pg.dwh.shop.orders is both its source and its destination"));
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
