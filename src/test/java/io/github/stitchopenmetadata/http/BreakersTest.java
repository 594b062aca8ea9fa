package io.github.stitchopenmetadata.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import io.github.stitchopenmetadata.support.SettableClock;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BreakersTest {

    private static final URI SOURCES = URI.create("https://api.stitchdata.com/v4/sources");
    private static final CallFailedException UNAVAILABLE = FailedCall.with(503);

    private final SettableClock clock = new SettableClock();
    private final Breakers breakers = new Breakers(4, 75, 30_000, 2, clock);

    private Breakers.Permit begin() {
        return assertDoesNotThrow(() -> breakers.ensureSpared(Side.STITCH, SOURCES, ""));
    }

    private void fail(int times, CallFailedException failure) {
        for (int i = 0; i < times; i++) {
            begin().failed(failure);
        }
    }

    private boolean isSpared(Side side, URI uri) {
        return catchThrowableOfType(CallFailedException.class, () -> breakers.ensureSpared(side, uri, "")) != null;
    }

    @Test
    void sparesAServerThatFailedMostOfItsLastCalls() {
        begin().answered();
        fail(3, UNAVAILABLE);

        CallFailedException refusal =
                catchThrowableOfType(CallFailedException.class, () -> breakers.ensureSpared(Side.STITCH, SOURCES, ""));

        assertThat(refusal).hasMessageContainingAll("Stitch /v4/sources: ", "30 s");
        assertThat(refusal.isTransient()).isTrue();
        assertThat(refusal.getRetryAfter()).contains(Duration.ofSeconds(30));
    }

    @Test
    void bearsFewerFailuresThanThat() {
        begin().answered();
        begin().answered();
        fail(2, UNAVAILABLE);

        assertThat(isSpared(Side.STITCH, SOURCES)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 302, 400, 401, 403, 404, 408, 409, 429})
    void takesAnyOtherAnswerForASignOfLife(int status) {
        fail(10, FailedCall.with(status));

        assertThat(isSpared(Side.STITCH, SOURCES)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {CallFailedException.NO_ANSWER, 500, 502, 503, 504, 599})
    void takesTheseForNone(int status) {
        fail(4, FailedCall.with(status));

        assertThat(isSpared(Side.STITCH, SOURCES)).isTrue();
    }

    @Test
    void triesAFewCallsAfterAWhileAndThenAll() {
        fail(4, UNAVAILABLE);
        clock.move(31_000);

        List<Breakers.Permit> trials = List.of(begin(), begin());
        assertThat(isSpared(Side.STITCH, SOURCES)).isTrue();
        trials.forEach(Breakers.Permit::answered);
        for (int i = 0; i < 10; i++) {
            assertThat(isSpared(Side.STITCH, SOURCES)).isFalse();
        }
    }

    @Test
    void sparesItAgainWhereTheTrialsFail() {
        fail(4, UNAVAILABLE);
        clock.move(31_000);

        List<Breakers.Permit> trials = List.of(begin(), begin());
        trials.forEach(trial -> trial.failed(UNAVAILABLE));
        clock.move(29_000);
        assertThat(isSpared(Side.STITCH, SOURCES)).isTrue();
    }

    /** Or nobody would ever learn whether the server is well again. */
    @Test
    void letsAnotherTrialTakeTheTurnOfOneThatWasNotMade() throws Exception {
        fail(4, UNAVAILABLE);
        clock.move(31_000);
        begin().unused();

        List<Breakers.Permit> trials = List.of(begin(), begin());
        assertThat(isSpared(Side.STITCH, SOURCES)).isTrue();
        trials.forEach(Breakers.Permit::answered);

        assertThat(isSpared(Side.STITCH, SOURCES)).isFalse();
    }

    @Test
    void learnsNothingOfATrialFromCallsThatBeganBefore() {
        List<Breakers.Permit> late = List.of(begin(), begin());
        fail(4, UNAVAILABLE);
        clock.move(31_000);
        List<Breakers.Permit> trials = List.of(begin(), begin());

        late.forEach(Breakers.Permit::answered);

        assertThat(isSpared(Side.STITCH, SOURCES)).isTrue();
        trials.forEach(trial -> trial.failed(UNAVAILABLE));
        assertThat(isSpared(Side.STITCH, SOURCES)).isTrue();
    }

    @Test
    void keepsServersAndSidesApart() {
        fail(4, UNAVAILABLE);

        assertThat(isSpared(Side.STITCH, URI.create("https://api.stitchdata.com/v4/other?page=2")))
                .isTrue();
        assertThat(isSpared(Side.STITCH, URI.create("https://api.stitchdata.com:8443/v4/sources")))
                .isFalse();
        assertThat(isSpared(Side.STITCH, URI.create("https://api.eu.stitchdata.com/v4/sources")))
                .isFalse();
        assertThat(isSpared(Side.OPENMETADATA, SOURCES)).isFalse();
    }

    @Test
    void keepsTheAccountsOfAServerApart() {
        for (int i = 0; i < 4; i++) {
            assertDoesNotThrow(() -> breakers.ensureSpared(Side.STITCH, SOURCES, "eu"))
                    .failed(UNAVAILABLE);
        }

        assertThatCode(() -> breakers.ensureSpared(Side.STITCH, SOURCES, "us")).doesNotThrowAnyException();
        assertThat(catchThrowableOfType(
                        CallFailedException.class, () -> breakers.ensureSpared(Side.STITCH, SOURCES, "eu")))
                .isNotNull();
    }

    @Test
    void canBeSwitchedOff() {
        Breakers off = new Breakers(0, 75, 30_000, 2, clock);
        for (int i = 0; i < 50; i++) {
            assertDoesNotThrow(() -> off.ensureSpared(Side.STITCH, SOURCES, "")).failed(UNAVAILABLE);
        }

        assertThatCode(() -> off.ensureSpared(Side.STITCH, SOURCES, "")).doesNotThrowAnyException();
    }
}
