package io.github.stitchopenmetadata.catalog.resolve;

import static io.github.stitchopenmetadata.catalog.resolve.TwoEnds.array;
import static io.github.stitchopenmetadata.catalog.resolve.TwoEnds.field;
import static io.github.stitchopenmetadata.catalog.resolve.TwoEnds.object;
import static io.github.stitchopenmetadata.catalog.resolve.TwoEnds.sql;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.catalog.model.CatalogVersion;
import io.github.stitchopenmetadata.catalog.model.LineageEdge;
import io.github.stitchopenmetadata.catalog.model.Table;
import io.github.stitchopenmetadata.lineage.LineageMessage.Field;
import io.github.stitchopenmetadata.lineage.LineageMessage.Stream;
import io.github.stitchopenmetadata.naming.DestinationRules;
import io.github.stitchopenmetadata.naming.LoadingRules;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NestedColumnsTest {

    private static final Field ADDRESS = object("Address", field("City"), object("geo", field("lat"), field("Long")));

    @Test
    void areFlattenedInRedshift() throws Exception {
        TwoEnds ends = new TwoEnds("redshift")
                        .from("users", "id", "Address")
                        .to(
                                "users",
                                "id",
                                "address__city",
                                "address__city__st",
                                "address__geo__lat__do",
                                "address__geo__long",
                                "other__city")
                        .stream("users", ADDRESS, field("id"));

        assertThat(ends.pairs())
                .containsExactlyInAnyOrder(
                        "users.id > users.id",
                        "users.Address > users.address__city",
                        "users.Address > users.address__city__st",
                        "users.Address > users.address__geo__lat__do",
                        "users.Address > users.address__geo__long");
        assertThat(ends.dropped()).isEmpty();
    }

    @Test
    void keepTheirCaseInPostgres() throws Exception {
        assertThat(new TwoEnds("postgres")
                        .from("users", "Address").to("users", "Address__City", "Address__geo__Long").stream(
                                        "users", ADDRESS)
                                .pairs())
                .containsExactlyInAnyOrder(
                        "users.Address > users.Address__City", "users.Address > users.Address__geo__Long");
    }

    @Test
    void areLinkedChildToChildWhereTheSourceTableHasThem() throws Exception {
        assertThat(new TwoEnds("redshift")
                                .from("users", "Address.City", "Address.geo")
                                .to("users", "address__city", "address__geo__lat")
                                .stream("users", ADDRESS)
                                .pairs())
                .containsExactlyInAnyOrder(
                        "users.Address.City > users.address__city", "users.Address.geo > users.address__geo__lat");
    }

    @Test
    void areFoundInsideAColumnThatStitchDoesNotDescribe() throws Exception {
        TwoEnds ends = new TwoEnds("redshift")
                        .from("users", "attributes", "address", "plain", "label")
                        .to(
                                "users",
                                "attributes__color",
                                "attributes__size__x__bi",
                                "address__zip",
                                "plain__color",
                                "label__color")
                        .stream(
                                "users",
                                sql("attributes", "jsonb"),
                                object("address", field("city")),
                                sql("label", "text"),
                                field("plain"));

        assertThat(ends.pairs())
                .containsExactlyInAnyOrder(
                        "users.attributes > users.attributes__color",
                        "users.attributes > users.attributes__size__x__bi",
                        "users.address > users.address__zip");
        assertThat(ends.dropped())
                .containsExactly("address.city NOT_LOADED_YET", "label NOT_LOADED_YET", "plain NOT_LOADED_YET");
    }

    @Test
    void areLeftOutWhereTwoObjectsMayHoldThem() throws Exception {
        assertThat(new TwoEnds("redshift")
                        .from("users", "a", "a__b").to("users", "a__b__c", "a__d").stream(
                                        "users", object("a"), object("a__b"))
                                .pairs())
                .containsExactly("users.a > users.a__d");
    }

    @Test
    void areNotTakenForAPlainColumnThatResemblesThem() throws Exception {
        TwoEnds ends = new TwoEnds("redshift")
                .from("users", "address", "billingcity", "billing").to("users", "addresscity", "billing__city").stream(
                        "users", object("address", field("city")), field("billingcity"), object("billing"));

        assertThat(ends.pairs()).containsExactly("users.billing > users.billing__city");
        assertThat(ends.dropped()).containsExactly("address.city NOT_LOADED_YET", "billingcity NOT_LOADED_YET");
    }

    @Test
    void areNotTakenByAFieldWhoseNameIsLeftOpen() throws Exception {
        TwoEnds flat = new TwoEnds("redshift")
                .from("users", "address", "billing%city", "billing").to("users", "addresscity", "billing__city").stream(
                        "users", object("address", field("ci%ty")), field("billing%city"), object("billing"));
        assertThat(flat.pairs()).containsExactly("users.billing > users.billing__city");
        assertThat(flat.dropped()).containsExactly("address.ci%ty NOT_LOADED_YET", "billing%city NOT_LOADED_YET");

        TwoEnds whole = new TwoEnds("bigquery_v2")
                .from("users", "a", "ab").to("users", "a", "ab", "ab.c").stream(
                        "users", object("a", field("b%c")), object("ab"));
        assertThat(whole.pairs())
                .containsExactlyInAnyOrder("users.a > users.a", "users.ab > users.ab", "users.ab > users.ab.c");
    }

    @ParameterizedTest
    @CsvSource({"mysql_destination, address", "mssql_server, address", "databricks_delta, address"})
    void stayInOneColumnWhereTheDestinationKeepsThemWhole(String type, String column) throws Exception {
        TwoEnds ends = new TwoEnds(type)
                        .from("users", "Address.City", "tags")
                        .to("users", column, column + "__city", "tags", "tags__value")
                        .to("users__tags", "value")
                        .stream("users", ADDRESS, array("tags"));

        assertThat(ends.pairs())
                .containsExactlyInAnyOrder("users.Address > users." + column, "users.tags > users.tags");
        assertThat(ends.edges()).containsExactly("users > users");
    }

    @Test
    void areLinkedBesideTheirRecordInBigQuery() throws Exception {
        TwoEnds ends = new TwoEnds("bigquery_v2")
                        .from("orders", "id", "Address", "line_items", "tags")
                        .to(
                                "orders",
                                "id",
                                "address.city",
                                "address.geo.lat",
                                "address._sdc_x",
                                "line_items.value.price",
                                "line_items.value.price__st",
                                "line_items.value.tax_lines.value.rate",
                                "tags.value",
                                "tags.value__it",
                                "old.value",
                                "_sdc_sequence")
                        .stream(
                                "orders",
                                field("id"),
                                ADDRESS,
                                array("line_items", field("price"), array("tax_lines", field("rate"))),
                                array("tags"));

        assertThat(ends.pairs())
                .containsExactlyInAnyOrder(
                        "orders.id > orders.id",
                        "orders.Address > orders.address",
                        "orders.Address > orders.address.city",
                        "orders.Address > orders.address.geo",
                        "orders.Address > orders.address.geo.lat",
                        "orders.line_items > orders.line_items",
                        "orders.line_items > orders.line_items.value",
                        "orders.line_items > orders.line_items.value.price",
                        "orders.line_items > orders.line_items.value.price__st",
                        "orders.line_items > orders.line_items.value.tax_lines",
                        "orders.line_items > orders.line_items.value.tax_lines.value",
                        "orders.line_items > orders.line_items.value.tax_lines.value.rate",
                        "orders.tags > orders.tags",
                        "orders.tags > orders.tags.value",
                        "orders.tags > orders.tags.value__it");
        assertThat(ends.edges()).containsExactly("orders > orders");
        assertThat(ends.dropped()).isEmpty();
    }

    @Test
    void areLinkedFromTheirLikesInTheSourceTableToBigQuery() throws Exception {
        assertThat(new TwoEnds("bigquery_v2")
                                .from("orders", "line_items.price", "line_items.tax")
                                .to("orders", "line_items.value.price", "line_items.value.tax__fl")
                                .stream("orders", array("line_items", field("price"), field("tax")))
                                .pairs())
                .containsExactlyInAnyOrder(
                        "orders.line_items > orders.line_items", "orders.line_items > orders.line_items.value",
                        "orders.line_items.price > orders.line_items.value.price",
                                "orders.line_items.tax > orders.line_items.value.tax__fl");
    }

    @Test
    void areLeftToTheirColumnForAServerThatTakesNoNestedOnes() {
        DestinationRules bigQuery =
                LoadingRules.load().destination("bigquery_v2").orElseThrow();
        Table from = table(new Table.Column("a", "s.a", List.of(new Table.Column("b", "s.a.b", List.of()))));
        Table to = table(new Table.Column("a", "d.a", List.of(new Table.Column("b", "d.a.b", List.of()))));
        Stream stream = new Stream(
                1,
                "t",
                "t",
                null,
                null,
                false,
                null,
                null,
                null,
                List.of(object("a", field("b"))),
                List.of(),
                null,
                null);
        LoadedTable loaded = new LoadedTables(LoadingRules.load().source("platform.postgres", null), bigQuery, false)
                .of(stream, from, to)
                .get(0);

        ColumnPairs.Paired columns = new ColumnPairs(bigQuery, false).of(loaded, to);

        assertThat(columns.pairs()).containsExactly(new LineageEdge.ColumnPair("s.a", "d.a"));
        assertThat(columns.dropped()).isEmpty();
        assertThat(new CatalogVersion(1, 1, 0).hasNestedColumnLineage()).isFalse();
        assertThat(new CatalogVersion(1, 4, 0).hasNestedColumnLineage()).isTrue();
    }

    @Test
    void countAsColumnsOfTheirTable() {
        assertThat(table(new Table.Column(
                                "a",
                                "s.a",
                                List.of(
                                        new Table.Column("b", "s.a.b", List.of()),
                                        new Table.Column("c", "s.a.c", List.of()))))
                        .columnCount())
                .isEqualTo(3);
    }

    @Test
    void areTakenFromTheCatalogWhereTheSourceTellsNoFields() throws Exception {
        TwoEnds ends = new TwoEnds("redshift", "platform.mongodb")
                        .from("users", "_id", "name", "address.city")
                        .to("users", "_id", "name__st", "address__city", "other")
                        .to("users__tags", "value")
                        .stream("users");

        assertThat(ends.pairs())
                .containsExactlyInAnyOrder(
                        "users._id > users._id",
                        "users.name > users.name__st",
                        "users.address.city > users.address__city");
    }

    private static Table table(Table.Column... columns) {
        return new Table("1", "t", "t", List.of(columns));
    }
}
