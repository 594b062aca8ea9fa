package io.github.stitchopenmetadata.stitch;

import static io.github.stitchopenmetadata.text.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stitchopenmetadata.text.InvalidAnswerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamTest {

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
        assertThat(Stream.selected(SHOP, json("[{'stream_id': 5, 'stream_name': 'orders', %s}]".formatted(fields))))
                .hasSize(selected ? 1 : 0);
    }

    @Test
    void keepsTheOrderOfTheAnswerAndNamesAsTheyAre() {
        assertThat(
                        Stream.selected(
                                SHOP,
                                json(
                                        """
                [{'stream_id': 9, 'stream_name': 'Größen / "XL"', 'tap_stream_id': 'shop-public-Größen', 'selected': true, 'metadata': {'row-count': 3}},
                 {'stream_id': 8, 'stream_name': 'left out', 'selected': false},
                 {'stream_id': 7, 'stream_name': 'a.b', 'selected': true}]""")))
                .containsExactly(
                        new Stream(SHOP, 9, "shop-public-Größen", "Größen / \"XL\"", true, json("{'row-count': 3}")),
                        new Stream(SHOP, 7, "", "a.b", true, json("{}").path("metadata")));
        assertThat(Stream.selected(SHOP, json("[]"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'stream_id': 5, 'stream_name': 'orders'}", "{'error': 'no'}", "'invalid source'", "null"})
    void refusesWhatIsNoArray(String answer) {
        assertThatThrownBy(() -> Stream.selected(SHOP, json(answer)))
                .isInstanceOf(InvalidAnswerException.class)
                .hasMessageStartingWith("streams: ");
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
    void refusesAStreamWithoutAnIdOrAName(String stream) {
        assertThatThrownBy(() -> Stream.selected(SHOP, json("[" + stream + "]")))
                .isInstanceOf(InvalidAnswerException.class)
                .hasMessageContainingAll("streams: ", "stream_id", "stream_name");
    }

    @Test
    void takesWhatIsListedTwiceOnceAndRefusesWhatCannotBeToldApart() {
        String orders = "{'stream_id': 5, 'stream_name': 'orders', 'selected': true}";

        assertThat(Stream.selected(SHOP, json("[" + orders + ", " + orders + "]")))
                .hasSize(1);
        assertThatThrownBy(() -> Stream.selected(
                        SHOP, json("[" + orders + ", {'stream_id': 5, 'stream_name': 'users', 'selected': true}]")))
                .isInstanceOf(InvalidAnswerException.class)
                .hasMessageContainingAll("streams: ", "orders", "users", "stream_id 5");
    }
}
