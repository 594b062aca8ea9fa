package io.github.stitchopenmetadata.catalog.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTest {

    private final Fingerprint fingerprint = Fingerprint.of(Stream.of("all that is delivered"), "Shop");

    @Test
    void isReadAsItWasWritten() {
        assertThat(Fingerprint.parse(fingerprint.toString())).isEqualTo(fingerprint);
        assertThat(Fingerprint.parse(fingerprint.open().toString()))
                .isEqualTo(fingerprint.open())
                .isNotEqualTo(fingerprint);
    }

    @Test
    void tellsWhatWaitsForTablesFromWhatDidNotArrive() {
        Fingerprint waiting = Fingerprint.parse(fingerprint.waiting().toString());

        assertThat(waiting).isEqualTo(fingerprint.waiting()).isNotIn(fingerprint, fingerprint.open());
        assertThat(waiting)
                .isNotEqualTo(
                        Fingerprint.of(Stream.of("something else"), "Shop").waiting());
        assertThat(waiting.isOpen()).isTrue();
        assertThat(waiting.isDoubtful()).isFalse();
    }

    @Test
    void knowsTheDisplayNameThatWasWrittenEvenWhileItIsOpen() {
        assertThat(fingerprint.isOwnDisplayName("Shop")).isTrue();
        assertThat(fingerprint.open().isOwnDisplayName("Shop")).isTrue();
        assertThat(fingerprint.isOwnDisplayName("shop")).isFalse();
        assertThat(Fingerprint.NONE.isOwnDisplayName("Shop")).isFalse();
        assertThat(Fingerprint.NONE.isOwnDisplayName("")).isFalse();
    }

    @Test
    void knowsTheOwnerAndTheDomainThatWereGivenEvenWhileItIsOpen() {
        Fingerprint given =
                Fingerprint.parse(fingerprint.given("[alice]", "Sales").open().toString());
        assertThat(given.gaveOwner("[alice]")).isTrue();
        assertThat(given.gaveOwner("[bob]")).isFalse();
        assertThat(given.gaveDomain("Sales")).isTrue();
        assertThat(fingerprint.gaveOwner("[alice]")).isFalse();
        assertThat(fingerprint.doubtful().isOpen()).isTrue();
        assertThat(fingerprint.doubtful().isDoubtful()).isTrue();
        assertThat(fingerprint.open().isDoubtful()).isFalse();
        assertThat(Fingerprint.NONE.isDoubtful()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "93da0edbeb2b5744d783b420de47d6a11", "0000"})
    void isNoneWhereSomethingElseStands(String text) {
        assertThat(Fingerprint.parse(text)).isEqualTo(Fingerprint.NONE);
    }
}
