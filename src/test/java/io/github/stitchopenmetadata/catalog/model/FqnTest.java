package io.github.stitchopenmetadata.catalog.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FqnTest {

    @Test
    void quotesThePartsThatHoldADotAndNoOthers() {
        assertThat(Fqn.of("stitch", "orders")).isEqualTo("stitch.orders");
        assertThat(Fqn.of("stitch", "my.pipe.v1", "a b/c")).isEqualTo("stitch.\"my.pipe.v1\".a b/c");
        assertThat(Fqn.of("shop.db")).isEqualTo("\"shop.db\"");
    }

    static Stream<Arguments> names() {
        return Stream.of(
                Arguments.of("orders", "orders"),
                Arguments.of("a.b/c d%+", "a.b/c d%+"),
                Arguments.of("Größe 日本 🛒", "Größe 日本 🛒"),
                Arguments.of("a::b", "a__reserved__colon__b"),
                Arguments.of("a:b", "a:b"),
                Arguments.of(":::", "__reserved__colon__:"),
                Arguments.of("a>b", "a__reserved__arrow__b"),
                Arguments.of("\"a\"", "__reserved__quote__a__reserved__quote__"),
                Arguments.of("  a  ", "a"),
                Arguments.of("a\n\tb\u0000c\u007fd", "a b c d"),
                Arguments.of("a\u0085b\u009bc", "a b c"),
                Arguments.of("\u001ba", "a"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void makesNamesThatEveryServerAccepts(String text, String name) {
        assertThat(Fqn.name(text, 256)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u0000", "\n \t"})
    void givesANameToWhatHasNone(String text) {
        assertThat(Fqn.name(text, 256)).matches("unnamed_[0-9a-f]{8}").isEqualTo(Fqn.name(text, 256));
    }

    @Test
    void tellsNamelessThingsApart() {
        assertThat(Fqn.name(" ", 256)).isNotEqualTo(Fqn.name("\n", 256));
    }

    @Test
    void cutsLongNamesAndTellsThemApart() {
        String longName = "x".repeat(300);

        assertThat(Fqn.name("x".repeat(256), 256)).isEqualTo("x".repeat(256));
        assertThat(Fqn.name(longName, 256))
                .matches("x{247}_[0-9a-f]{8}")
                .hasSize(256)
                .isEqualTo(Fqn.name(longName, 256));
        assertThat(Fqn.name(longName, 256)).isNotEqualTo(Fqn.name(longName + "x", 256));
        assertThat(Fqn.name("x".repeat(240) + " ".repeat(100) + "y", 256)).matches("x{240}_[0-9a-f]{8}");
        assertThat(Fqn.name("\"".repeat(100), 256))
                .hasSizeLessThanOrEqualTo(256)
                .doesNotContain("\"");
    }

    @Test
    void cutsNoCharacterInHalf() {
        assertThat(Fqn.name("x" + "🛒".repeat(200), 256))
                .hasSize(256)
                .startsWith("x🛒🛒")
                .doesNotContainPattern("\\p{Cs}");
        assertThat(Fqn.name("🛒".repeat(200), 256))
                .hasSize(255)
                .startsWith("🛒🛒")
                .doesNotContainPattern("\\p{Cs}");
    }

    @Test
    void hashesAreTheSameOnEveryMachine() {
        assertThat(Fqn.hash("")).isEqualTo("e3b0c44298fc1c149afbf4c8996fb924");
        assertThat(Fqn.hash("Größe")).hasSize(32).matches("[0-9a-f]+").isNotEqualTo(Fqn.hash("Grosse"));
    }
}
