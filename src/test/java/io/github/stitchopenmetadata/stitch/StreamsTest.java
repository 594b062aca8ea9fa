package io.github.stitchopenmetadata.stitch;

import static io.github.stitchopenmetadata.text.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.stitchopenmetadata.text.InvalidAnswerException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamsTest {

    private static final Source SHOP = ShopSource.with("'type': 'platform.mysql'");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'selected': true                                     | true",
                "'selected': false                                    | false",
                "'selected': null                                     | false",
                "'selected': true, 'metadata': {'selected': false}    | true",
                "'selected': null, 'metadata': {'selected': true}     | false",
                "'metadata': {'selected': true}                       | true",
                "'metadata': {'selected': null}                       | false",
                "'metadata': {}                                       | false",
                "'metadata': null                                     | false"
            })
    void takesTheSelectedStreamsOnly(String fields, boolean selected) {
        assertThat(Streams.of(SHOP, json("[{'stream_id': 5, 'stream_name': 'orders', %s}]".formatted(fields)))
                        .selected())
                .hasSize(selected ? 1 : 0);
    }

    @Test
    void keepsTheOrderOfTheAnswerAndNamesAsTheyAre() {
        assertThat(Streams.of(
                                SHOP,
                                json(
                                        """
                [{'stream_id': 9, 'stream_name': 'Größen / "XL"', 'tap_stream_id': 'shop-public-Größen', 'selected': true, 'metadata': {'row-count': 3}},
                 {'stream_id': 8, 'stream_name': 'left out', 'selected': false},
                 {'stream_id': 7, 'stream_name': 'a.b', 'selected': true}]"""))
                        .selected())
                .containsExactly(
                        new Stream(SHOP, 9, "shop-public-Größen", "Größen / \"XL\"", true, Stream.Metadata.NONE, null),
                        new Stream(SHOP, 7, "", "a.b", true, Stream.Metadata.NONE, null));
        assertThat(Streams.of(SHOP, json("[]"))).isEqualTo(Streams.NONE);
    }

    @Test
    void letsGoOfMetadataThatNobodyAsksFor() {
        assertThat(Stream.reduced(
                        json("{'stream_id': 5, 'metadata': {'row-count': 3, 'is-view': true, 'schema-name': 's'}}")))
                .isEqualTo(json("{'stream_id': 5, 'metadata': {'is-view': true, 'schema-name': 's'}}"));
        assertThat(Stream.reduced(json("7"))).isEqualTo(json("7"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'stream_id': 5, 'stream_name': 'orders'}", "{'error': 'no'}", "'invalid source'", "null"})
    void refusesWhatIsNoArray(String answer) {
        assertThatThrownBy(() -> Streams.of(SHOP, json(answer)))
                .isInstanceOf(InvalidAnswerException.class)
                .hasMessageStartingWith("streams: expected an array of streams, got ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'stream_name': 'orders'}",
                "{'stream_id': null, 'stream_name': 'orders'}",
                "{'stream_id': 'x', 'stream_name': 'orders'}",
                "{'stream_id': 5}",
                "{'stream_id': 5, 'stream_name': ''}",
                "{'stream_id': 5, 'stream_name': null}",
                "'orders'",
                "null",
                "{'stream_id': -5, 'stream_name': 'orders'}",
                "{'stream_id': 0, 'stream_name': 'orders'}",
                "{'stream_id': 5.5, 'stream_name': 'orders'}",
                "{'stream_id': '5', 'stream_name': 'orders'}",
                "{'stream_id': 5, 'stream_name': 7}",
                "{'stream_id': 5, 'stream_name': {}}",
                "{'stream_id': 5, 'stream_name': ' '}"
            })
    void passesOverAStreamWithoutAnIdOrAName(String stream) {
        Streams streams =
                Streams.of(SHOP, json("[" + stream + ", {'stream_id': 7, 'stream_name': 'users', 'selected': true}]"));

        assertThat(streams.selected()).extracting(Stream::name).containsExactly("users");
        assertThat(streams.deselected()).isEmpty();
        assertThat(streams.unreadable())
                .singleElement()
                .asString()
                .startsWith("streams: expected a stream with a stream_id and a stream_name, got ");
    }

    @Test
    void refusesAnAnswerThatHoldsNoStreamAtAll() {
        assertThatThrownBy(() -> Streams.of(SHOP, json("[{'stream_id': 5}, {'error': 'no'}]")))
                .isInstanceOf(InvalidAnswerException.class)
                .hasMessage(
                        "streams: expected a stream with a stream_id and a stream_name, got an object {\"stream_id\":5}");
    }

    @Test
    void keepsASelectedStreamWhoseSchemaCannotBeAskedFor() {
        Streams streams = Streams.of(
                SHOP,
                json(
                        "[{'stream_id': null, 'stream_name': 'orders', 'selected': true}, {'stream_id': 7, 'stream_name': 'users', 'selected': true}]"));

        assertThat(streams.selected()).extracting(Stream::name).containsExactly("orders", "users");
        assertThat(streams.selected().get(0).isUndiscovered()).isTrue();
        assertThat(streams.selected().get(0).problem())
                .startsWith("streams: expected a stream with a stream_id and a stream_name, got ");
        assertThatThrownBy(
                        () -> new StitchReader().undescribed(streams.selected().get(0)))
                .isInstanceOf(InvalidAnswerException.class)
                .hasMessage(streams.selected().get(0).problem());
        assertThat(streams.unreadable()).isEmpty();
    }

    @Test
    void knowsTheStreamsThatAreNotSelected() {
        Streams streams = Streams.of(
                SHOP,
                json(
                        """
                [{'stream_id': 5, 'stream_name': 'orders', 'selected': true},
                 {'stream_id': 6, 'stream_name': 'users', 'selected': false},
                 {'stream_id': 7, 'stream_name': 'items', 'selected': null}]"""));

        assertThat(streams.deselected()).extracting(Stream::name).containsExactly("users", "items");
        assertThat(streams.and(List.of(Stream.undiscovered(SHOP, "data"))).selected())
                .extracting(Stream::name)
                .containsExactly("orders", "data");
    }

    @Test
    void takesWhatIsListedTwiceOnceAndAsksForNoSchemaThatMayBeAnothers() {
        String orders = "{'stream_id': 5, 'stream_name': 'orders', 'selected': true}";

        assertThat(Streams.of(SHOP, json("[" + orders + ", " + orders + "]")).selected())
                .hasSize(1);
        Streams mixed = Streams.of(
                SHOP,
                json(
                        "[" + orders + ", {'stream_id': 5, 'stream_name': 'users', 'selected': true},"
                                + " {'stream_id': 5, 'stream_name': 'items'}, {'stream_id': 6, 'stream_name': 'notes', 'selected': true}]"));
        assertThat(mixed.selected())
                .extracting(Stream::name, Stream::problem)
                .containsExactly(
                        tuple("orders", "streams: orders and users have the same stream_id 5"),
                        tuple("users", "streams: orders and users have the same stream_id 5"),
                        tuple("notes", null));
    }
}
