package io.github.stitchopenmetadata.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OneLineTest {

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of(null, ""),
                Arguments.of("", ""),
                Arguments.of(" plain text ", "plain text"),
                Arguments.of("Größe, 日本, 🛒, «quoted»", "Größe, 日本, 🛒, «quoted»"),
                Arguments.of("one\ntwo\r\nthree\tfour", "one two three four"),
                Arguments.of("a\u001b[31mred\u001b[0m", "a [31mred [0m"),
                Arguments.of("a\u009b31mred", "a 31mred"),
                Arguments.of("a\u0085b\u2028c\u2029d\u000be\fg", "a b c d e g"),
                Arguments.of("nul\u0000bell\u0007del\u007f.", "nul bell del ."),
                Arguments.of("invoice\u202efdp.exe\u200b\ufeff.", "invoice fdp.exe ."));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void replacesWhatIsNoPrintableCharacter(String text, String line) {
        assertThat(OneLine.of(text)).isEqualTo(line);
    }

    @Test
    void isCutAtThreeHundredCharacters() {
        assertThat(OneLine.of("x".repeat(300))).isEqualTo("x".repeat(300));
        assertThat(OneLine.of("x".repeat(301))).isEqualTo("x".repeat(299) + "…");
    }

    @Test
    void isNotCutWithinACharacter() {
        assertThat(OneLine.of("x".repeat(298) + "🛒🛒")).isEqualTo("x".repeat(298) + "…");
        assertThat(OneLine.of("x".repeat(297) + "🛒🛒")).isEqualTo("x".repeat(297) + "🛒…");
    }
}
