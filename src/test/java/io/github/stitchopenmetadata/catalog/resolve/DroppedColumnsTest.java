package io.github.stitchopenmetadata.catalog.resolve;

import static io.github.stitchopenmetadata.catalog.resolve.TwoEnds.array;
import static io.github.stitchopenmetadata.catalog.resolve.TwoEnds.field;
import static io.github.stitchopenmetadata.catalog.resolve.TwoEnds.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.catalog.resolve.DroppedColumn.Reason;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DroppedColumnsTest {

    @Test
    void haveOneReasonEach() throws Exception {
        TwoEnds ends = new TwoEnds("snowflake", "platform.postgres")
                        .from("orders", "id", "日本", "n".repeat(252), "total__it", "note", "_sdc_extra")
                        .to("ORDERS", "ID", "SECRET", "_SDC_EXTRA")
                        .stream(
                                "orders",
                                field("id"),
                                field("日本"),
                                field("n".repeat(252)),
                                field("total__it"),
                                field("note"),
                                field("secret"),
                                field("_sdc_extra"));

        assertThat(ends.pairs()).containsExactly("orders.id > ORDERS.ID");
        assertThat(ends.dropped())
                .containsExactly(
                        "日本 NOT_LOADED_YET",
                        "note NOT_LOADED_YET",
                        "secret NOT_IN_SOURCE_TABLE",
                        "n".repeat(252) + " UNSUPPORTED",
                        "total__it UNSUPPORTED");
    }

    @Test
    void areTheLeavesOfWhatIsFlattened() throws Exception {
        TwoEnds ends = new TwoEnds("redshift")
                        .from("orders", "id", "address", "items", "tags")
                        .to("orders", "id", "address__city")
                        .to("orders__items", "sku")
                        .stream(
                                "orders",
                                field("id"),
                                object("address", field("city"), field("zip"), object("geo", field("lat"))),
                                array("items", field("sku"), field("price")),
                                array("tags"));

        assertThat(ends.dropped())
                .containsExactly(
                        "address.zip NOT_LOADED_YET", "address.geo.lat NOT_LOADED_YET", "items.price NOT_LOADED_YET");
        assertThat(ends.resolve().dropped().counts()).containsExactly(Map.entry(Reason.NOT_LOADED_YET, 4L));
    }

    @Test
    void areWholeColumnsWhereNothingIsFlattened() throws Exception {
        assertThat(new TwoEnds("snowflake")
                        .from("orders", "address").to("ORDERS", "ID").stream(
                                        "orders", object("address", field("city"), field("zip")))
                                .dropped())
                .containsExactly("address NOT_LOADED_YET");
    }

    @Test
    void areNoneWhereThereIsNoEdge() throws Exception {
        assertThat(new TwoEnds("snowflake")
                        .from("orders", "id").stream("orders", field("id")).dropped())
                .isEmpty();
    }

    @Test
    void areCountedAllAndShownInPart() {
        DroppedColumns one = new DroppedColumns();
        DroppedColumns all = new DroppedColumns();
        for (int i = 0; i < 1000; i++) {
            one.add(new DroppedColumn("shop", "orders", "field " + i, Reason.NOT_LOADED_YET));
        }
        all.add(new DroppedColumn("crm", "users", "name", Reason.NOT_LOADED_YET));
        all.add(new DroppedColumn("crm", "users", "id", Reason.AMBIGUOUS));
        all.addAll(one);
        all.addAll(one);

        assertThat(all.counts())
                .containsExactly(Map.entry(Reason.NOT_LOADED_YET, 2001L), Map.entry(Reason.AMBIGUOUS, 1L));
        assertThat(all.examples(Reason.NOT_LOADED_YET))
                .extracting(DroppedColumn::field)
                .containsExactly("name", "field 0", "field 1");
        assertThat(all.examples(Reason.UNSUPPORTED)).isEmpty();
    }
}
