package io.github.stitchopenmetadata.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.http.FailedCall;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryDelayTest {

    private static final Clock NOW = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

    private Object delay(RetryDelay delay, int attempt, Exception failure) {
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, failure);
        exchange.getMessage().setHeader(Exchange.REDELIVERY_COUNTER, attempt);
        exchange.getMessage().setHeader(Exchange.REDELIVERY_MAX_COUNTER, 40);
        delay.process(exchange);
        return exchange.getMessage().getHeader(Exchange.REDELIVERY_DELAY);
    }

    /** Waits always as long as it may. */
    private static RetryDelay longest() {
        RetryDelay delay = new RetryDelay(limit -> limit);
        delay.setDelay(500);
        delay.setMaximum(3000);
        delay.setMaximumAsked(10_000);
        return delay;
    }

    @Test
    void doublesTheLimitOfTheWaitUpToAMaximum() {
        assertThat(IntStream.of(1, 2, 3, 4, 5, 40).mapToObj(attempt -> delay(longest(), attempt, FailedCall.with(503))))
                .containsExactly(500L, 1000L, 2000L, 3000L, 3000L, 3000L);
    }

    @Test
    void waitsForAnyTimeUpToTheLimit() {
        RetryDelay delay = new RetryDelay();
        delay.setDelay(3);

        List<Long> waits = LongStream.range(0, 1000)
                .mapToObj(i -> (Long) delay(delay, 1, FailedCall.with(503)))
                .toList();

        assertThat(waits).contains(0L, 1L, 2L, 3L).allMatch(wait -> wait >= 0 && wait <= 3);
    }

    @ParameterizedTest
    @CsvSource({"0, 500", "7, 7500", "10, 10500", "11, 10500", "86400, 10500", "9223372036854775807, 10500"})
    void waitsOnTopOfThatAsLongAsTheServerAsksUpToALimit(long seconds, long millis) {
        assertThat(delay(longest(), 1, FailedCall.with(429, Duration.ofSeconds(seconds))))
                .isEqualTo(millis);
    }

    @Test
    void forgetsTheWaitOfTheAttemptBefore() {
        assertThat(delay(longest(), 1, FailedCall.with(429, Duration.ofSeconds(7))))
                .isEqualTo(7500L);
        assertThat(delay(longest(), 2, FailedCall.with(429))).isEqualTo(1000L);
        assertThat(delay(longest(), 1, null)).isNull();
    }

    @Test
    void spendsNothingOnACallThatIsNotRepeated() {
        Run run = run(Duration.ofMillis(1200));
        exchange.setVariable("run", run);

        assertThat(delay(longest(), 41, FailedCall.with(503))).isNull();
        assertThat(delay(longest(), 2, FailedCall.with(503))).isEqualTo(1000L);
        assertThat(exchange.getExchangeExtension().isRedeliveryExhausted()).isFalse();
    }

    @Test
    void doesNotRepeatWhereTheRunHasNoTimeLeftForIt() {
        Run run = run(Duration.ofMillis(100));
        exchange.setVariable("run", run);

        assertThat(delay(longest(), 1, FailedCall.with(503))).isNull();
        assertThat(exchange.getExchangeExtension().isRedeliveryExhausted()).isTrue();
        assertThat(delay(longest(), 1, FailedCall.with(503))).isNull();
        assertThat(run.notes())
                .singleElement()
                .asString()
                .contains("retry.budget");
    }

    @Test
    void doesNotRepeatForARunThatWasStopped() {
        Run run = run(Duration.ofHours(1));
        run.stop("enough");
        exchange.setVariable("run", run);

        assertThat(delay(longest(), 1, FailedCall.with(503))).isNull();
        assertThat(exchange.getExchangeExtension().isRedeliveryExhausted()).isTrue();
        assertThat(run.notes()).isEmpty();
    }

    private static Run run(Duration budget) {
        return new Run("r", null, new RunTime(NOW, Duration.ZERO, budget));
    }
}
