package io.github.stitchopenmetadata.catalog.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.catalog.model.MissingEdge;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Accounts with names that are nearly the same: an edge is drawn only where a name is known to be the same. */
class KnownNamesTest {

    private static final String CITY_AND_ZIP =
            "{'type': 'object', 'properties': {'city': {'type': ['null', 'string']}, 'zip': {'type': ['null', 'string']}}}";

    private static CataloguedAccount snowflake() {
        return new CataloguedAccount("snowflake", "DWH");
    }

    private static CataloguedAccount redshift() {
        return new CataloguedAccount("redshift", "dwh");
    }

    private static CataloguedAccount postgres() {
        return new CataloguedAccount("postgres", "dwh");
    }

    @Test
    void aSourceTableIsNotThatOfAnotherStream() throws Exception {
        CataloguedAccount account = postgres().source("app", "platform.hp-postgres").stream(
                        "shop", "public", "Invoices", "id")
                .stream("shop", "public", "invoices", "id")
                .stream("shop", "public", "order_no", "id")
                .stream("shop", "public", "orderno", "id")
                .schema("pg", "Postgres", "shop", "public")
                .table("invoices", "id")
                .table("orderno", "id")
                .schema("wh", "Postgres", "dwh", "app")
                .loadedTable("Invoices", "id")
                .loadedTable("invoices", "id")
                .loadedTable("order_no", "id")
                .loadedTable("orderno", "id");

        assertThat(account.edges())
                .containsExactly(
                        "pg.shop.public.invoices > wh.dwh.app.invoices: id > id",
                        "pg.shop.public.orderno > wh.dwh.app.orderno: id > id");
        assertThat(account.reasons())
                .containsExactly(
                        "app Invoices SOURCE_TABLE_NOT_IN_CATALOG", "app order_no SOURCE_TABLE_NOT_IN_CATALOG");
        assertThat(account.missing())
                .extracting(MissingEdge::detail)
                .containsExactly(
                        "no table Invoices in pg.shop.public; invoices is that of invoices",
                        "no table order_no in pg.shop.public");
    }

    @Test
    void aSourceTableIsNotThatOfAStreamThatIsNotSelected() throws Exception {
        CataloguedAccount account = snowflake().source("app", "platform.hp-postgres").stream(
                        "shop", "public", "Invoices", "id")
                .deselected("shop", "public", "invoices")
                .schema("pg", "Postgres", "shop", "public")
                .table("invoices", "id")
                .schema("snow", "Snowflake", "DWH", "APP")
                .loadedTable("INVOICES", "ID");

        assertThat(account.edges()).isEmpty();
        assertThat(account.reasons()).containsExactly("app Invoices SOURCE_TABLE_NOT_IN_CATALOG");
    }

    @Test
    void aSourceTableMayDifferInCaseWhereNothingElseHasItsName() throws Exception {
        CataloguedAccount account = snowflake().source("erp", "platform.oracle").stream("ORCL", "SALES", "ORDERS", "ID")
                .schema("ora", "Oracle", "default", "sales")
                .table("orders", "id")
                .schema("snow", "Snowflake", "DWH", "ERP")
                .loadedTable("ORDERS", "ID");

        assertThat(account.edges()).containsExactly("ora.default.sales.orders > snow.DWH.ERP.ORDERS: id > ID");
    }

    @Test
    void aSourceSchemaIsNotOneOfTheSameLetters() throws Exception {
        CataloguedAccount account =
                snowflake().source("shops", "platform.hp-mysql").stream("shop_2", null, "orders", "id").stream(
                                "shop2", null, "refunds", "id")
                        .schema("my", "Mysql", "default", "shop2")
                        .table("orders", "id")
                        .table("refunds", "id")
                        .schema("snow", "Snowflake", "DWH", "SHOPS")
                        .loadedTable("ORDERS", "ID")
                        .loadedTable("REFUNDS", "ID");

        assertThat(account.edges()).containsExactly("my.default.shop2.refunds > snow.DWH.SHOPS.REFUNDS: id > ID");
        assertThat(account.reasons()).containsExactly("shops orders SOURCE_TABLE_NOT_IN_CATALOG");
    }

    @Test
    void aSourceSchemaIsNotThatOfAnotherStream() throws Exception {
        CataloguedAccount account = snowflake().source("shops", "platform.hp-mysql").stream(
                        "Shop", null, "orders", "id")
                .deselected("shop", null, "orders")
                .schema("my", "Mysql", "default", "shop")
                .table("orders", "id")
                .schema("snow", "Snowflake", "DWH", "SHOPS")
                .loadedTable("ORDERS", "ID");

        assertThat(account.edges()).isEmpty();
        assertThat(account.missing())
                .extracting(MissingEdge::detail)
                .containsExactly(
                        "no schema Shop of a service of type Mysql or MariaDB or SingleStore or Doris or StarRocks");
    }

    @Test
    void aSourceSchemaMayDifferInCaseBesideOneOfAnotherName() throws Exception {
        CataloguedAccount account =
                snowflake().source("shops", "platform.hp-mysql").stream("Shop", null, "orders", "id").stream(
                                "crm", null, "deals", "id")
                        .schema("my", "Mysql", "default", "shop")
                        .table("orders", "id")
                        .schema("my", "Mysql", "default", "crm")
                        .table("deals", "id")
                        .schema("snow", "Snowflake", "DWH", "SHOPS")
                        .loadedTable("ORDERS", "ID")
                        .loadedTable("DEALS", "ID");

        assertThat(account.edges())
                .containsExactly(
                        "my.default.crm.deals > snow.DWH.SHOPS.DEALS: id > ID",
                        "my.default.shop.orders > snow.DWH.SHOPS.ORDERS: id > ID");
    }

    @Test
    void aDestinationTableHasTheNameThatTheRulesGiveWhereThatIsKnown() throws Exception {
        CataloguedAccount account = snowflake().source("app", "platform.hp-postgres").stream(
                        "shop", "public", "orders", "id")
                .schema("pg", "Postgres", "shop", "public")
                .table("orders", "id")
                .schema("snow", "Snowflake", "DWH", "APP")
                .loadedTable("OR_DERS", "ID");

        assertThat(account.edges()).isEmpty();
    }

    @Test
    void aSourceColumnIsNotThatOfAnotherField() throws Exception {
        CataloguedAccount account = snowflake().source("app", "platform.hp-postgres").stream(
                        "shop", "public", "people", "id", "last_name", "-lastname", "Zip", "-zip")
                .schema("pg", "Postgres", "shop", "public")
                .table("people", "id", "lastname", "zip")
                .schema("snow", "Snowflake", "DWH", "APP")
                .loadedTable("PEOPLE", "ID", "LAST_NAME", "LASTNAME", "ZIP");

        assertThat(account.edges()).containsExactly("pg.shop.public.people > snow.DWH.APP.PEOPLE: id > ID");
    }

    @Test
    void aSourceColumnIsFoundUnderTheNameThatItsConnectorGivesIt() throws Exception {
        CataloguedAccount account = snowflake().source("app", "platform.hp-mysql").stream(
                        "shop", null, "people", "id", "e_mail", "tax#no")
                .schema("my", "Mysql", "default", "shop")
                .table("people", "id", "e-mail", "tax#no")
                .schema("snow", "Snowflake", "DWH", "APP")
                .loadedTable("PEOPLE", "ID", "E_MAIL", "TAX_NO");

        assertThat(account.edges())
                .containsExactly(
                        "my.default.shop.people > snow.DWH.APP.PEOPLE: e-mail > E_MAIL, id > ID, tax#no > TAX_NO");
    }

    @Test
    void aDestinationSchemaIsNotOneOfTheSameLetters() throws Exception {
        CataloguedAccount account = snowflake().source("web_eu", "platform.hp-postgres").stream(
                        "web", "public", "visits", "id")
                .source("webeu", "platform.hp-postgres")
                .stream("web2", "public", "visits", "id")
                .schema("pg", "Postgres", "web", "public")
                .table("visits", "id")
                .schema("pg", "Postgres", "web2", "public")
                .table("visits", "id")
                .schema("snow", "Snowflake", "DWH", "WEBEU")
                .loadedTable("VISITS", "ID");

        assertThat(account.edges()).containsExactly("pg.web2.public.visits > snow.DWH.WEBEU.VISITS: id > ID");
        assertThat(account.reasons()).containsExactly("web_eu visits DESTINATION_TABLE_NOT_IN_CATALOG");
    }

    @Test
    void aTableThatADeselectedStreamLeftIsNotThatOfASimilarName() throws Exception {
        CataloguedAccount account = snowflake().source("app", "platform.hp-postgres").stream(
                        "shop", "public", "line_items", "id")
                .deselected("shop", "public", "lineitems")
                .stream("shop", "public", "orders", "id")
                .loaded("orders")
                .schema("pg", "Postgres", "shop", "public")
                .table("line_items", "id")
                .table("lineitems", "id")
                .table("orders", "id")
                .schema("snow", "Snowflake", "DWH", "APP")
                .loadedTable("LINEITEMS", "ID")
                .loadedTable("ORDERS", "ID");

        assertThat(account.edges()).containsExactly("pg.shop.public.orders > snow.DWH.APP.ORDERS: id > ID");
        assertThat(account.reasons()).containsExactly("app line_items NEVER_LOADED");
    }

    @Test
    void aTableThatADeselectedStreamLeftIsNotThatOfANameInAnotherCase() throws Exception {
        CataloguedAccount account = postgres().source("app", "platform.hp-postgres").stream(
                        "shop", "public", "Events", "id")
                .deselected("shop", "public", "events")
                .loaded()
                .schema("pg", "Postgres", "shop", "public")
                .table("Events", "id")
                .table("events", "id")
                .schema("wh", "Postgres", "dwh", "app")
                .loadedTable("events", "id");

        assertThat(account.edges()).isEmpty();
        assertThat(account.reasons()).containsExactly("app Events NEVER_LOADED");
    }

    @Test
    void aTableThatIsNobodysIsNotThatOfASimilarName() throws Exception {
        CataloguedAccount account = new CataloguedAccount("mssql_server", "dwh")
                .source("app", "platform.hp-postgres").stream("shop", "public", "gift-code", "id").stream(
                                "shop", "public", "Gift_Code", "id")
                        .schema("pg", "Postgres", "shop", "public")
                        .table("gift-code", "id")
                        .table("Gift_Code", "id")
                        .schema("wh", "Mssql", "dwh", "app")
                        .loadedTable("gift_code", "id")
                        .loadedTable("giftcode", "id");

        assertThat(account.edges()).isEmpty();
        assertThat(account.reasons()).containsExactly("app gift-code AMBIGUOUS", "app Gift_Code AMBIGUOUS");
        assertThat(account.missing().get(0).detail())
                .isEqualTo("wh.dwh.app.gift_code may as well be the table of public.Gift_Code;"
                        + " de-select all but one of these streams, or rename their tables in the source");
    }

    @Test
    void aTableGoesToTheStreamThatTheRulesGiveItFirst() throws Exception {
        CataloguedAccount account =
                redshift().source("app", "platform.hp-postgres").stream("shop", "public", "invoice_line", "id").stream(
                                "shop", "public", "_invoice_line", "id")
                        .schema("pg", "Postgres", "shop", "public")
                        .table("invoice_line", "id")
                        .table("_invoice_line", "id")
                        .schema("rs", "Redshift", "dwh", "app")
                        .loadedTable("invoice_line", "id");

        assertThat(account.edges()).containsExactly("pg.shop.public.invoice_line > rs.dwh.app.invoice_line: id > id");
        assertThat(account.reasons()).containsExactly("app _invoice_line DESTINATION_TABLE_NOT_IN_CATALOG");
    }

    @Test
    void aStreamWithoutASourceTableKeepsItsDestinationTable() throws Exception {
        CataloguedAccount account =
                redshift().source("app", "platform.hp-postgres").stream("shop", "public", "_orders", "id").stream(
                                "shop", "public", "orders", "id")
                        .schema("pg", "Postgres", "shop", "public")
                        .table("_orders", "id")
                        .schema("rs", "Redshift", "dwh", "app")
                        .loadedTable("orders", "id");

        assertThat(account.edges()).isEmpty();
    }

    @Test
    void aTableOfSeveralSchemasIsThatOfTheSelectedStream() throws Exception {
        CataloguedAccount account = snowflake().source("app", "platform.hp-postgres").stream(
                        "shop", "public", "orders", "id")
                .deselected("shop", "archive", "orders")
                .deselected("old", "public", "orders")
                .schema("pg", "Postgres", "shop", "public")
                .table("orders", "id")
                .schema("snow", "Snowflake", "DWH", "APP")
                .loadedTable("ORDERS", "ID");

        assertThat(account.edges()).containsExactly("pg.shop.public.orders > snow.DWH.APP.ORDERS: id > ID");
    }

    @Test
    void aTableOfSeveralSchemasIsNotThatOfAStreamThatWasNeverLoaded() throws Exception {
        CataloguedAccount account = snowflake().source("app", "platform.hp-postgres").stream(
                        "shop", "public", "orders", "id")
                .deselected("shop", "archive", "orders")
                .loaded("items")
                .schema("pg", "Postgres", "shop", "public")
                .table("orders", "id")
                .schema("snow", "Snowflake", "DWH", "APP")
                .loadedTable("ORDERS", "ID");

        assertThat(account.edges()).isEmpty();
        assertThat(account.reasons()).containsExactly("app orders AMBIGUOUS");
    }

    @Test
    void lettersOutsideAsciiCount() throws Exception {
        CataloguedAccount account = redshift().source("app", "platform.hp-postgres").stream(
                        "shop", "public", "café", "id", "größe")
                .deselected("shop", "public", "caf")
                .schema("pg", "Postgres", "shop", "public")
                .table("café", "id", "größe")
                .schema("rs", "Redshift", "dwh", "app")
                .loadedTable("caf", "id");

        assertThat(account.edges()).isEmpty();
        assertThat(account.missing())
                .extracting(MissingEdge::detail)
                .containsExactly(
                        "no table café or caf in rs.dwh.app; caf is that of public.caf, which is not selected");
    }

    @Test
    void namesOutsideAsciiAreEqualToThemselves() throws Exception {
        CataloguedAccount account = snowflake().source("kunden", "platform.hp-postgres").stream(
                        "app", "public", "顧客", "id", "住所", "cafe\u0301")
                .schema("pg", "Postgres", "app", "public")
                .table("顧客", "id", "住所", "caf\u00e9")
                .schema("snow", "Snowflake", "DWH", "KUNDEN")
                .loadedTable("顧客", "ID", "住所", "CAFE\u0301");

        assertThat(account.edges())
                .containsExactly("pg.app.public.顧客 > snow.DWH.KUNDEN.顧客: caf\u00e9 > CAFE\u0301, id > ID, 住所 > 住所");
    }

    @Test
    void aMessageNamesWhatWasLookedFor() throws Exception {
        CataloguedAccount account =
                snowflake().source("kunden", "platform.hp-postgres").stream("app", "public", "顧客", "id").stream(
                                "app", "public", "2024", "id")
                        .schema("pg", "Postgres", "app", "public")
                        .table("顧客", "id")
                        .table("2024", "id")
                        .schema("snow", "Snowflake", "DWH", "KUNDEN")
                        .loadedTable("ORDERS", "ID");

        assertThat(account.missing())
                .extracting(MissingEdge::detail)
                .containsExactly("no table 顧客 in snow.DWH.KUNDEN", "no table 2024 in snow.DWH.KUNDEN");
    }

    @Test
    void aColumnThatADeselectedFieldLeftIsNotThatOfASimilarName() throws Exception {
        CataloguedAccount account = snowflake().source("app", "platform.hp-postgres").stream(
                        "shop", "public", "people", "id", "last_name", "-lastname", "e-mail", "-email")
                .schema("pg", "Postgres", "shop", "public")
                .table("people", "id", "last_name", "lastname", "e-mail", "email")
                .schema("snow", "Snowflake", "DWH", "APP")
                .loadedTable("PEOPLE", "ID", "LASTNAME");

        assertThat(account.edges()).containsExactly("pg.shop.public.people > snow.DWH.APP.PEOPLE: id > ID");
    }

    @Test
    void aSplitIsThatOfTheFieldWithThePlainColumn() throws Exception {
        CataloguedAccount account = redshift().source("app", "platform.hp-postgres").stream(
                        "shop", "public", "people", "MailBox", "-mail_box", "Fax-No", "-fax_no")
                .schema("pg", "Postgres", "shop", "public")
                .table("people", "MailBox", "mail_box", "Fax-No", "fax_no")
                .schema("rs", "Redshift", "dwh", "app")
                .loadedTable("people", "mailbox", "mail_box__st", "mail_box", "fax_no__bi", "fax_no__st");

        assertThat(account.edges()).containsExactly("pg.shop.public.people > rs.dwh.app.people: MailBox > mailbox");
    }

    @Test
    void jsonOfTheFirstGenerationIsText() throws Exception {
        CataloguedAccount account = redshift().source("shop", "platform.postgres").stream(
                        "shop", "public", "orders", "id", "lines~jsonb", "extra~json")
                .source("web", "platform.mysql")
                .stream("web", null, "orders", "id", "lines~json")
                .schema("pg", "Postgres", "shop", "public")
                .table("orders", "id", "lines", "extra")
                .schema("my", "Mysql", "default", "web")
                .table("orders", "id", "lines")
                .schema("rs", "Redshift", "dwh", "shop")
                .loadedTable("orders", "id", "lines", "extra", "extra__color")
                .table("orders__lines", "sku")
                .schema("rs", "Redshift", "dwh", "web")
                .loadedTable("orders", "id", "lines")
                .table("orders__lines", "sku");

        assertThat(account.edges())
                .containsExactly(
                        "my.default.web.orders > rs.dwh.web.orders: id > id, lines > lines",
                        "pg.shop.public.orders > rs.dwh.shop.orders: extra > extra, id > id, lines > lines");
    }

    @Test
    void jsonOfTheSecondGenerationIsAStructure() throws Exception {
        CataloguedAccount account = redshift().source("shop", "platform.hp-postgres").stream(
                        "shop", "public", "orders", "id", "lines~jsonb", "extra~json")
                .schema("pg", "Postgres", "shop", "public")
                .table("orders", "id", "lines", "extra")
                .schema("rs", "Redshift", "dwh", "shop")
                .loadedTable("orders", "id", "extra__color")
                .loadedTable("orders__lines", "sku", "_sdc_source_key_id", "_sdc_level_0_id");

        assertThat(account.edges())
                .containsExactly(
                        "pg.shop.public.orders > rs.dwh.shop.orders: extra > extra__color, id > id",
                        "pg.shop.public.orders > rs.dwh.shop.orders__lines: lines > sku");
    }

    @Test
    void aTableOfADeselectedStreamIsNoSubTable() throws Exception {
        CataloguedAccount account = redshift().source("web", "platform.hp-postgres").stream(
                        "web", "public", "orders", "id", "items={'type': 'array', 'items': " + CITY_AND_ZIP + "}")
                .deselected("web", "public", "orders__items")
                .schema("pg", "Postgres", "web", "public")
                .table("orders", "id", "items")
                .schema("rs", "Redshift", "dwh", "web")
                .loadedTable("orders", "id")
                .loadedTable("orders__items", "id", "city");

        assertThat(account.edges()).containsExactly("pg.web.public.orders > rs.dwh.web.orders: id > id");
    }

    @Test
    void aSubTableIsNotThatOfAStream() throws Exception {
        CataloguedAccount account = redshift().source("web", "platform.hp-postgres").stream(
                        "web", "public", "orders", "id", "items={'type': 'array', 'items': " + CITY_AND_ZIP + "}")
                .stream("web", "public", "orders__items", "id", "city")
                .loaded("orders")
                .schema("pg", "Postgres", "web", "public")
                .table("orders", "id", "items")
                .table("orders__items", "id", "city")
                .schema("rs", "Redshift", "dwh", "web")
                .loadedTable("orders", "id")
                .loadedTable("orders__items", "city", "_sdc_source_key_id", "_sdc_level_0_id");

        assertThat(account.edges())
                .containsExactly(
                        "pg.web.public.orders > rs.dwh.web.orders: id > id",
                        "pg.web.public.orders > rs.dwh.web.orders__items: items > city");
        assertThat(account.reasons()).containsExactly("web orders__items NEVER_LOADED");
    }

    @Test
    void aSubTableThatStitchDoesNotDescribeIsKnownByItsColumns() throws Exception {
        CataloguedAccount account = redshift().source("web", "platform.hp-postgres").stream(
                        "web", "public", "orders", "id", "items={'type': 'array'}", "-notes={'type': 'array'}")
                .schema("pg", "Postgres", "web", "public")
                .table("orders", "id", "items", "notes")
                .schema("rs", "Redshift", "dwh", "web")
                .loadedTable("orders", "id")
                .loadedTable("orders__items", "_sdc_source_key_id", "_sdc_level_0_id", "value")
                .loadedTable("orders__items__tags", "_sdc_source_key_id", "_sdc_level_0_id", "_sdc_level_1_id", "value")
                .loadedTable("orders__items__old", "value")
                .loadedTable("orders__items__flat", "_sdc_source_key_id", "_sdc_level_0_id", "value")
                .loadedTable("orders__parts__tags", "_sdc_source_key_id", "_sdc_level_0_id", "_sdc_level_1_id", "value")
                .loadedTable("orders__notes", "_sdc_source_key_id", "_sdc_level_0_id", "value")
                .loadedTable("orders__notes__x", "_sdc_source_key_id", "_sdc_level_0_id", "_sdc_level_1_id", "value")
                .table("orders__items__by_hand", "value");

        assertThat(account.edges())
                .containsExactly(
                        "pg.web.public.orders > rs.dwh.web.orders: id > id",
                        "pg.web.public.orders > rs.dwh.web.orders__items: items > value",
                        "pg.web.public.orders > rs.dwh.web.orders__items__tags: items > value");
    }

    @Test
    void aNameIsFoundInOpenMetadatasOwnSpelling() throws Exception {
        CataloguedAccount account = snowflake().source("app", "platform.hp-postgres").stream(
                        "shop", "public", "net>gross", "id", "x->y", "a::b", "the \"it\"")
                .stream("shop", "odd::one", "say \"no\"", "id")
                .schema("pg", "Postgres", "shop", "public")
                .table(
                        "net__reserved__arrow__gross",
                        "id",
                        "x-__reserved__arrow__y",
                        "a__reserved__colon__b",
                        "the __reserved__quote__it__reserved__quote__")
                .schema("pg", "Postgres", "shop", "odd__reserved__colon__one")
                .table("say __reserved__quote__no__reserved__quote__", "id")
                .schema("snow", "Snowflake", "DWH", "APP")
                .loadedTable("NETGROSS", "ID", "XY", "AB", "THE_IT")
                .loadedTable("SAY_NO", "ID");

        assertThat(account.edges())
                .containsExactly(
                        "pg.shop.odd__reserved__colon__one.say __reserved__quote__no__reserved__quote__ > snow.DWH.APP.SAY_NO: id > ID",
                        "pg.shop.public.net__reserved__arrow__gross > snow.DWH.APP.NETGROSS:"
                                + " a__reserved__colon__b > AB, id > ID,"
                                + " the __reserved__quote__it__reserved__quote__ > THE_IT, x-__reserved__arrow__y > XY");
    }

    @Test
    void aComposedSchemaSaysTheSameAsThePlainOne() throws Exception {
        CataloguedAccount account = redshift().registering().source("crm", "platform.recharge").stream(
                        null,
                        null,
                        "people",
                        "id",
                        "plain=" + CITY_AND_ZIP,
                        "any={'anyOf': [" + CITY_AND_ZIP + ", {'type': 'null'}]}",
                        "one={'oneOf': [{'type': 'null'}, " + CITY_AND_ZIP + "]}",
                        "all={'allOf': [" + CITY_AND_ZIP + "]}",
                        "many={'anyOf': [{'type': 'array', 'items': " + CITY_AND_ZIP + "}, {'type': 'null'}]}",
                        "some={'type': ['null', 'array'], 'items': {'anyOf': [" + CITY_AND_ZIP
                                + ", {'type': 'null'}]}}")
                .schema("rs", "Redshift", "dwh", "crm")
                .loadedTable(
                        "people",
                        "id",
                        "plain__city",
                        "plain__zip",
                        "any__city",
                        "any__zip",
                        "one__city",
                        "one__zip",
                        "all__city",
                        "all__zip")
                .table("people__many", "city", "zip")
                .table("people__some", "city", "zip");

        assertThat(account.edges())
                .containsExactly(
                        "stitch_sources.default.crm.people > rs.dwh.crm.people: all.city > all__city, all.zip > all__zip,"
                                + " any.city > any__city, any.zip > any__zip, id > id, one.city > one__city,"
                                + " one.zip > one__zip, plain.city > plain__city, plain.zip > plain__zip",
                        "stitch_sources.default.crm.people > rs.dwh.crm.people__many: many.city > city, many.zip > zip",
                        "stitch_sources.default.crm.people > rs.dwh.crm.people__some: some.city > city, some.zip > zip");
    }

    @Test
    void aServiceThatSpeaksTheSourcesProtocolCounts() throws Exception {
        CataloguedAccount account = snowflake().source("ts", "platform.hp-postgres").stream(
                        "tsdb", "public", "metrics", "id")
                .source("my", "platform.hp-mariadb")
                .stream("shop", null, "orders", "id")
                .schema("tiger", "Timescale", "tsdb", "public")
                .table("metrics", "id")
                .schema("stars", "StarRocks", "default", "shop")
                .table("orders", "id")
                .schema("snow", "Snowflake", "DWH", "TS")
                .loadedTable("METRICS", "ID")
                .schema("snow", "Snowflake", "DWH", "MY")
                .loadedTable("ORDERS", "ID");

        assertThat(account.edges())
                .containsExactly(
                        "stars.default.shop.orders > snow.DWH.MY.ORDERS: id > ID",
                        "tiger.tsdb.public.metrics > snow.DWH.TS.METRICS: id > ID");
    }

    @ParameterizedTest
    @CsvSource({
        "platform.salesforce, Salesforce",
        "platform.sap-erp, SapErp",
        "platform.servicenow, ServiceNow",
    })
    void anApplicationInTheCatalogIsNotRegisteredOnceMore(String type, String serviceType) throws Exception {
        CataloguedAccount account =
                snowflake().registering().source("sfdc", type).stream(null, null, "Account", "Id").stream(
                                null, null, "Contact", "Id")
                        .schema("salesforce_prod", serviceType, "default", "salesforce")
                        .table("Account", "Id")
                        .schema("snow", "Snowflake", "DWH", "SFDC")
                        .loadedTable("ACCOUNT", "ID")
                        .loadedTable("CONTACT", "ID");

        assertThat(account.edges())
                .containsExactly("salesforce_prod.default.salesforce.Account > snow.DWH.SFDC.ACCOUNT: Id > ID");
        assertThat(account.reasons()).containsExactly("sfdc Contact SOURCE_TABLE_NOT_IN_CATALOG");
    }

    @Test
    void twoOrgsInTheCatalogAreToldApartByTheUser() throws Exception {
        CataloguedAccount account = snowflake().source("sfdc", "platform.salesforce").stream(
                        null, null, "Account", "Id")
                .schema("salesforce_eu", "Salesforce", "default", "salesforce")
                .table("Account", "Id")
                .schema("salesforce_us", "Salesforce", "default", "salesforce")
                .table("Account", "Id")
                .schema("snow", "Snowflake", "DWH", "SFDC")
                .loadedTable("ACCOUNT", "ID");

        assertThat(account.missing())
                .extracting(MissingEdge::detail)
                .containsExactly(
                        "schemas [salesforce_eu.default.salesforce, salesforce_us.default.salesforce] fit equally"
                                + " well; name the service, and its database where it has several, in lineage.source.sfdc");
        assertThat(account.setting("lineage.source.sfdc", "salesforce_us").edges())
                .containsExactly("salesforce_us.default.salesforce.Account > snow.DWH.SFDC.ACCOUNT: Id > ID");
    }

    private static CataloguedAccount twoWarehouses(String... services) {
        CataloguedAccount account = snowflake().source("app", "platform.hp-postgres").stream(
                        "shop", "public", "orders", "id")
                .schema("pg.main", "Postgres", "shop", "public")
                .table("orders", "id");
        for (String service : services) {
            account.schema(service, "Snowflake", "DWH", "APP").loadedTable("ORDERS", "ID");
        }
        return account;
    }

    @Test
    void aServiceWithADotCanBeChosen() throws Exception {
        String edge = "\"pg.main\".shop.public.orders > \"snow.prod\".DWH.APP.ORDERS: id > ID";

        for (String choice :
                List.of("snow.prod", "snow.prod.DWH", "\"snow.prod\"", "\"snow.prod\".DWH", "\"snow.prod\".\"DWH\"")) {
            assertThat(twoWarehouses("snow.prod", "snow.dev")
                            .setting("lineage.destination", choice)
                            .edges())
                    .as(choice)
                    .containsExactly(edge);
        }
        assertThat(twoWarehouses("snow.prod")
                        .setting("lineage.source.app", "pg.main")
                        .edges())
                .containsExactly(edge);
    }

    @Test
    void aChoiceThatCanBeReadInTwoWaysIsNotFollowed() throws Exception {
        CataloguedAccount account = twoWarehouses("snow.DWH", "snow").setting("lineage.destination", "snow.DWH");

        assertThat(account.missing())
                .extracting(MissingEdge::detail)
                .containsExactly("lineage.destination may mean the database DWH of snow or the service snow.DWH;"
                        + " put the name of the service in quotes");
        assertThat(account.setting("lineage.destination", "\"snow.DWH\"").edges())
                .containsExactly("\"pg.main\".shop.public.orders > \"snow.DWH\".DWH.APP.ORDERS: id > ID");
    }
}
