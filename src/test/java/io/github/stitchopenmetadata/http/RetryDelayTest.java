package io.github.stitchopenmetadata.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryDelayTest {

    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    private final RetryDelay delay = new RetryDelay();

    private Object delayAfter(Exception failure) {
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, failure);
        delay.process(exchange);
        return exchange.getMessage().getHeader(Exchange.REDELIVERY_DELAY);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "7, 7000", "10, 10000", "11, 10000", "86400, 10000", "9223372036854775807, 10000"})
    void waitsAsLongAsTheServerAsksUpToALimit(long seconds, long millis) {
        delay.setMaximumMillis(10_000);

        assertThat(delayAfter(FailedCall.with(429, Duration.ofSeconds(seconds)))).isEqualTo(millis);
    }

    @Test
    void waitsFiveMinutesAtMostByDefault() {
        assertThat(delayAfter(FailedCall.with(503, Duration.ofHours(1)))).isEqualTo(300_000L);
    }

    @Test
    void leavesTheUsualBackOffWhereTheServerAsksForNothing() {
        exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, 7000L);

        assertThat(delayAfter(FailedCall.with(500))).isNull();
    }

    @Test
    void forgetsTheWaitOfTheAttemptBefore() {
        assertThat(delayAfter(FailedCall.with(429, Duration.ofSeconds(7)))).isEqualTo(7000L);
        assertThat(delayAfter(FailedCall.with(429))).isNull();
        assertThat(delayAfter(null)).isNull();
    }
}
