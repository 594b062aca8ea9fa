package io.github.stitchopenmetadata.catalog.model;

import static io.github.stitchopenmetadata.lineage.Messages.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.lineage.LineageMessage.Stream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskNamesTest {

    private static List<String> names(Stream... streams) {
        Map<Stream, String> names = TaskNames.of(List.of(streams), 256);
        return java.util.stream.Stream.of(streams).map(names::get).toList();
    }

    @Test
    void areTheNamesOfTheStreams() {
        assertThat(names(
                        stream(1, "shop", "public", "orders"),
                        stream(2, "shop", "public", "Größe / \"XL\""),
                        stream(3, null, null, "a.b")))
                .containsExactly("orders", "Größe / __reserved__quote__XL__reserved__quote__", "a.b");
        assertThat(TaskNames.of(List.of(), 256)).isEmpty();
    }

    @Test
    void tellStreamsApartByTheirSchema() {
        assertThat(names(
                        stream(1, "shop", "public", "orders"),
                        stream(2, "shop", "archive", "orders"),
                        stream(3, "shop", "archive", "items")))
                .containsExactly("public.orders", "archive.orders", "items");
    }

    @Test
    void tellStreamsApartByTheirDatabaseWhereThereAreNoSchemas() {
        assertThat(names(stream(1, "shop", null, "orders"), stream(2, "crm", null, "orders")))
                .containsExactly("shop.orders", "crm.orders");
    }

    @Test
    void tellStreamsApartByDatabaseAndSchema() {
        assertThat(names(
                        stream(1, "shop", "public", "orders"),
                        stream(2, "crm", "public", "orders"),
                        stream(3, "crm", "archive", "orders")))
                .containsExactly("shop.public.orders", "crm.public.orders", "archive.orders");
    }

    @Test
    void tellStreamsApartByIdWhereNothingElseDoes() {
        assertThat(names(
                        stream(9, "shop", "public", "orders"),
                        stream(8, "shop", "public", "orders"),
                        stream(7, null, null, "x"),
                        stream(6, null, null, "x")))
                .containsExactly("orders #9", "orders #8", "x #7", "x #6");
    }

    @Test
    void saysNothingOfPlacesThatAreNotKnown() {
        assertThat(names(stream(1, "shop", "public", "orders"), stream(2, null, null, "orders")))
                .containsExactly("public.orders", "orders");
        assertThat(names(stream(1, "a", null, "orders"), stream(2, null, "a", "orders")))
                .containsExactly("orders #1", "orders #2");
    }

    @Test
    void tellApartWhatOnlyCleaningMadeAlike() {
        assertThat(names(stream(1, "shop", "public", "a\nb"), stream(2, "shop", "public", "a b")))
                .containsExactly("a b #1", "a b #2");
    }

    @Test
    void areUniqueEvenWhereAStreamIsCalledLikeAnothersPlace() {
        Stream[] streams = {
            stream(1, "shop", "public", "orders"),
            stream(2, "shop", "archive", "orders"),
            stream(3, "shop", "x", "public.orders"),
            stream(4, "shop", "y", "n #5"),
            stream(5, null, null, "n"),
            stream(6, null, null, "n")
        };

        assertThat(names(streams)).doesNotHaveDuplicates().contains("public.orders", "n #5", "n #6");
    }

    @Test
    void doNotDependOnTheOrderOfTheStreams() {
        List<Stream> streams = new ArrayList<>(List.of(
                stream(1, "shop", "public", "orders"),
                stream(2, "crm", "public", "orders"),
                stream(3, "crm", "archive", "orders"),
                stream(4, "crm", "archive", "items"),
                stream(5, "crm", "archive", "items")));
        Map<Stream, String> names = TaskNames.of(streams, 256);

        Collections.reverse(streams);

        assertThat(TaskNames.of(streams, 256)).containsAllEntriesOf(names);
    }
}
