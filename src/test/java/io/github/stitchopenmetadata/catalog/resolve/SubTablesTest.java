package io.github.stitchopenmetadata.catalog.resolve;

import static io.github.stitchopenmetadata.catalog.resolve.TwoEnds.array;
import static io.github.stitchopenmetadata.catalog.resolve.TwoEnds.field;
import static io.github.stitchopenmetadata.catalog.resolve.TwoEnds.object;
import static io.github.stitchopenmetadata.catalog.resolve.TwoEnds.sql;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.catalog.model.LineageEdge;
import io.github.stitchopenmetadata.lineage.LineageMessage.Field;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubTablesTest {

    private static final Field LINE_ITEMS =
            array("Line_Items", field("Price"), object("dim", field("x")), array("tax_lines", field("rate")));

    @Test
    void areEdgesOfTheirOwnAtAnyDepth() throws Exception {
        TwoEnds ends = new TwoEnds("redshift")
                        .from("orders", "id", "Line_Items")
                        .to("orders", "id")
                        .to(
                                "orders__line_items",
                                "price__do",
                                "dim__x",
                                "_sdc_source_key_id",
                                "_sdc_level_0_id",
                                "_sdc_sequence")
                        .to(
                                "orders__line_items__tax_lines",
                                "rate",
                                "title",
                                "_sdc_source_key_id",
                                "_sdc_level_0_id",
                                "_sdc_level_1_id")
                        .stream("orders", field("id"), LINE_ITEMS);

        assertThat(ends.edges())
                .containsExactlyInAnyOrder(
                        "orders > orders", "orders > orders__line_items", "orders > orders__line_items__tax_lines");
        assertThat(ends.pairs())
                .containsExactlyInAnyOrder(
                        "orders.id > orders.id",
                        "orders.Line_Items > orders__line_items.price__do",
                        "orders.Line_Items > orders__line_items.dim__x",
                        "orders.Line_Items > orders__line_items__tax_lines.rate",
                        "orders.Line_Items > orders__line_items__tax_lines.title");
        assertThat(ends.dropped()).isEmpty();
        assertThat(ends.resolve().missing()).isEmpty();
        assertThat(ends.resolve().edges()).extracting(LineageEdge::stream).containsOnly("orders");
    }

    @Test
    void holdPlainValuesInAColumnOfTheirOwn() throws Exception {
        TwoEnds ends = new TwoEnds("azure_sqldw")
                        .from("events", "id", "category")
                        .to("events", "id")
                        .to("events__category", "value", "value__de", "_sdc_level_0_id")
                        .stream("events", field("id"), array("category"));

        assertThat(ends.pairs())
                .containsExactlyInAnyOrder(
                        "events.id > events.id",
                        "events.category > events__category.value",
                        "events.category > events__category.value__de");
    }

    @Test
    void keepTheirCaseInPostgres() throws Exception {
        assertThat(new TwoEnds("postgres")
                        .from("Orders", "id", "Line_Items").to("Orders", "id").to("Orders__Line_Items", "Price").stream(
                                        "Orders", LINE_ITEMS)
                                .pairs())
                .containsExactly("Orders.Line_Items > Orders__Line_Items.Price");
    }

    @Test
    void areFoundForArraysInsideObjects() throws Exception {
        assertThat(new TwoEnds("redshift")
                        .from("users", "contact.phones.no").to("users", "id").to("users__contact__phones", "no").stream(
                                        "users", object("contact", array("phones", field("no"))))
                                .pairs())
                .containsExactly("users.contact.phones.no > users__contact__phones.no");
    }

    @Test
    void areFoundWhereStitchDoesNotDescribeThem() throws Exception {
        TwoEnds ends = new TwoEnds("redshift")
                        .from("users", "id", "payload", "matrix")
                        .to("users", "id")
                        .to("users__payload__tags", "value", "_sdc_source_key_id", "_sdc_level_0_id")
                        .to("users__matrix__value", "value", "_sdc_level_0_id", "_sdc_level_1_id")
                        .to("users__payload__by_hand", "value")
                        .to("users__archive", "id")
                        .to("users__payload_old", "id")
                        .stream("users", field("id"), sql("payload", "jsonb"), array("matrix"));

        assertThat(ends.edges())
                .containsExactlyInAnyOrder(
                        "users > users", "users > users__payload__tags", "users > users__matrix__value");
        assertThat(ends.pairs())
                .containsExactlyInAnyOrder(
                        "users.id > users.id",
                        "users.payload > users__payload__tags.value",
                        "users.matrix > users__matrix__value.value");
        assertThat(ends.dropped()).isEmpty();
    }

    @Test
    void areNoMissingEdgesWhereStitchHasNotCreatedThem() throws Exception {
        TwoEnds ends = new TwoEnds("redshift")
                .from("orders", "id", "Line_Items").to("orders", "id").stream("orders", field("id"), LINE_ITEMS);

        assertThat(ends.edges()).containsExactly("orders > orders");
        assertThat(ends.resolve().missing()).isEmpty();
        assertThat(ends.dropped()).containsExactly("Line_Items NOT_LOADED_YET");
    }

    @Test
    void areLeftToTheStreamOfThatName() throws Exception {
        TwoEnds ends = new TwoEnds("redshift")
                        .from("orders", "id", "items")
                        .from("orders__items", "id")
                        .to("orders", "id")
                        .to("orders__items", "id")
                        .stream("orders", field("id"), array("items", field("id")))
                        .stream("orders__items", field("id"));

        assertThat(ends.edges()).containsExactlyInAnyOrder("orders > orders", "orders__items > orders__items");
        assertThat(ends.dropped()).containsExactly("items AMBIGUOUS");
    }

    @Test
    void areLeftOutWhereArraysOfTwoStreamsWantThem() throws Exception {
        TwoEnds ends = new TwoEnds("redshift")
                .from("a", "b__c").from("a__b", "c").to("a", "id").to("a__b", "id").to("a__b__c", "value").stream(
                        "a", array("b__c"))
                        .stream("a__b", array("c"));

        assertThat(ends.edges()).containsExactlyInAnyOrder("a > a", "a__b > a__b");
        assertThat(ends.dropped()).containsExactly("b__c AMBIGUOUS", "c AMBIGUOUS");
    }

    @Test
    void areNeverTablesOfAnotherStreamThatResembleThem() throws Exception {
        TwoEnds ends = new TwoEnds("redshift")
                .from("orders", "items").to("orders", "id").to("ordersitems", "id").to("orders_items", "id").stream(
                        "orders", array("items"));

        assertThat(ends.edges()).containsExactly("orders > orders");
    }

    /** Its name is left open, so the table may only resemble it; that of the stream may not. */
    @Test
    void areNeverTablesOfAStreamThatResemblesTheirOwn() throws Exception {
        TwoEnds ends = new TwoEnds("redshift")
                .from("orders", "it%ms").to("orders", "id").to("ordersit__ms", "value", "_sdc_level_0_id").stream(
                        "orders", array("it%ms"));

        assertThat(ends.edges()).containsExactly("orders > orders");
    }

    @Test
    void haveTheNameThatTheRulesGiveWhereThatIsKnown() throws Exception {
        TwoEnds ends = new TwoEnds("redshift")
                .from("orders", "items").to("orders", "id").to("orders__i_tems", "value", "_sdc_level_0_id").stream(
                        "orders", array("items"));

        assertThat(ends.edges()).containsExactly("orders > orders");
    }

    /** Of the arrays of a stream whose own table is not known nothing is known either. */
    @Test
    void areLeftOutWhereTheyMayBeOfAStreamWithoutAnEdge() throws Exception {
        TwoEnds ends = new TwoEnds("redshift")
                        .from("users", "payload")
                        .to("users", "id")
                        .to("users__payload", "id", "_sdc_sequence")
                        .to("users__payload__tags", "value", "_sdc_level_0_id")
                        .stream("users", sql("payload", "jsonb"))
                        .stream("users__payload", field("id"));

        assertThat(ends.edges()).containsExactly("users > users");
    }

    @Test
    void areFoundInAFieldThatMayBeAnArrayItself() throws Exception {
        Field payload = new Field("payload", List.of("array", "object"), null, null, List.of(array("tags")));
        TwoEnds ends = new TwoEnds("redshift")
                        .from("users", "payload")
                        .to("users", "id")
                        .to("users__payload__tags", "value", "_sdc_level_0_id", "_sdc_level_1_id")
                        .stream("users", payload);

        assertThat(ends.edges()).containsExactly("users > users", "users > users__payload__tags");
    }

    @Test
    void areCoveredByTheHashInWhateverOrderTheyAreListed() throws Exception {
        String with = new TwoEnds("redshift")
                        .from("orders", "Line_Items")
                        .to("orders", "id")
                        .to("orders__line_items", "price", "qty")
                        .to("orders__line_items__tax_lines", "rate")
                        .stream("orders", LINE_ITEMS)
                        .hash();
        String reordered = new TwoEnds("redshift")
                        .from("orders", "Line_Items")
                        .to("orders__line_items__tax_lines", "rate")
                        .to("orders__line_items", "qty", "price")
                        .to("orders", "id")
                        .stream("orders", LINE_ITEMS)
                        .hash();
        String without = new TwoEnds("redshift")
                .from("orders", "Line_Items").to("orders", "id").to("orders__line_items", "price", "qty").stream(
                                "orders", LINE_ITEMS)
                        .hash();
        String fewer = new TwoEnds("redshift")
                        .from("orders", "Line_Items")
                        .to("orders", "id")
                        .to("orders__line_items", "price")
                        .to("orders__line_items__tax_lines", "rate")
                        .stream("orders", LINE_ITEMS)
                        .hash();

        assertThat(with).matches("[0-9a-f]{32}");
        assertThat(reordered).isEqualTo(with);
        assertThat(without).isNotEqualTo(with);
        assertThat(fewer).isNotEqualTo(with);
    }
}
