package io.github.stitchopenmetadata.catalog.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTest {

    private final Fingerprint seal = Fingerprint.of("all that is delivered", "Shop");

    @Test
    void isReadAsItWasWritten() {
        assertThat(Fingerprint.parse(seal.toString())).isEqualTo(seal);
        assertThat(Fingerprint.parse(seal.open().toString()))
                .isEqualTo(seal.open())
                .isNotEqualTo(seal);
    }

    @Test
    void knowsTheDisplayNameThatWasWrittenEvenWhileItIsOpen() {
        assertThat(seal.isOwnDisplayName("Shop")).isTrue();
        assertThat(seal.open().isOwnDisplayName("Shop")).isTrue();
        assertThat(seal.isOwnDisplayName("shop")).isFalse();
        assertThat(Fingerprint.NONE.isOwnDisplayName("Shop")).isFalse();
        assertThat(Fingerprint.NONE.isOwnDisplayName("")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "93da0edbeb2b5744d783b420de47d6a11", "0000"})
    void isNoneWhereSomethingElseStands(String text) {
        assertThat(Fingerprint.parse(text)).isEqualTo(Fingerprint.NONE);
    }
}
