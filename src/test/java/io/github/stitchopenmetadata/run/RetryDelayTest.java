package io.github.stitchopenmetadata.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stitchopenmetadata.catalog.resolve.ShopWorkflow;
import io.github.stitchopenmetadata.http.CallFailedException;
import io.github.stitchopenmetadata.http.CallFailures;
import io.github.stitchopenmetadata.http.Credential;
import io.github.stitchopenmetadata.http.FailedCall;
import io.github.stitchopenmetadata.http.Request;
import io.github.stitchopenmetadata.http.Side;
import java.net.ConnectException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryDelayTest {

    private static final Clock NOW = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

    private static final Request REQUEST = Request.of("getStreams", Side.STITCH, "GET", "/v4/sources");

    private final CamelContext context = new DefaultCamelContext();
    private final Exchange exchange = new DefaultExchange(context);

    @BeforeEach
    void start() {
        exchange.getMessage().setBody(REQUEST);
        exchange.setVariable("run", run(Duration.ofDays(1000)));
    }

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
        assertThat(run.problems().notes()).singleElement().asString().contains("retry.budget");
    }

    @Test
    void doesNotRepeatForARunThatWasStopped() {
        Run run = run(Duration.ofHours(1));
        run.life().stop("enough");
        exchange.setVariable("run", run);

        assertThat(delay(longest(), 1, FailedCall.with(503))).isNull();
        assertThat(exchange.getExchangeExtension().isRedeliveryExhausted()).isTrue();
        assertThat(run.problems().notes()).isEmpty();
    }

    /** Telling of a run that was stopped has some time of its own. */
    @Test
    void repeatsACallThatTellsOfARunThatWasStopped() {
        Run run = run(Duration.ofMillis(100));
        run.life().stop("enough");
        exchange.setVariable("run", run);
        exchange.getMessage().setBody(REQUEST.closingRun());

        assertThat(delay(longest(), 1, FailedCall.with(503))).isEqualTo(500L);
        assertThat(exchange.getExchangeExtension().isRedeliveryExhausted()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "getStreams, 1, 20",
        "getStreams, 2, 40",
        "getStreams, 3, 80",
        "getLoads,   1, 500",
        "putEdge,    1, 60000",
        "putEdge,    2, 60000"
    })
    void waitsAsLongAsTheSettingForTheOperationSays(String operation, int attempt, long millis) {
        Properties settings = new Properties();
        settings.setProperty("retry.getStreams.delay", " 20 ");
        settings.setProperty("retry.putEdge.delay", "60000");
        context.getPropertiesComponent().setOverrideProperties(settings);
        RetryDelay delay = longest();
        delay.setCamelContext(context);
        exchange.getMessage().setBody(Request.of(operation, Side.STITCH, "GET", "/v4/sources"));

        assertThat(delay(delay, attempt, FailedCall.with(503))).isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1", "1.5", "", "99999999999"})
    void refusesASettingForAnOperationThatIsNoNumberOfMilliseconds(String setting) {
        Properties settings = new Properties();
        settings.setProperty("retry.getStreams.delay", setting);
        context.getPropertiesComponent().setOverrideProperties(settings);
        RetryDelay delay = longest();
        delay.setCamelContext(context);

        assertThatThrownBy(() -> delay(delay, 1, FailedCall.with(503)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("retry.getStreams.delay is \"" + setting + "\": expected a number of milliseconds");
    }

    @ParameterizedTest
    @CsvSource({
        "ALWAYS,      503, true",
        "ALWAYS,      404, false",
        "ALWAYS,      401, false",
        "IF_NOT_SENT, 503, false",
        "IF_NOT_SENT, 404, false",
        "NEVER,       503, false"
    })
    void repeatsWhatMayHealWhereTheRequestAllowsIt(Request.Repeat repeat, int status, boolean repeated) {
        assertThat(longest().canHeal(REQUEST.repeat(repeat), FailedCall.with(status)))
                .isEqualTo(repeated);
    }

    @ParameterizedTest
    @CsvSource({"ALWAYS, true", "IF_NOT_SENT, true", "NEVER, false"})
    void repeatsWhatDidNotReachTheServer(Request.Repeat repeat, boolean repeated) {
        CallFailedException notSent = new CallFailures()
                .failure(Side.STITCH, URI.create("http://stitch/v4/x"), Credential.OF_WORKFLOW, new ConnectException());

        assertThat(longest().canHeal(REQUEST.repeat(repeat), notSent)).isEqualTo(repeated);
    }

    private static Run run(Duration budget) {
        return new Run("r", Pass.Kind.LINEAGE, ShopWorkflow.named("stitch"), new RunTime(NOW, Duration.ZERO, budget));
    }
}
