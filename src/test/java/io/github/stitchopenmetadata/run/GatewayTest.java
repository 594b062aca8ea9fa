package io.github.stitchopenmetadata.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchException;

import io.github.stitchopenmetadata.catalog.CatalogCalls;
import io.github.stitchopenmetadata.catalog.resolve.ShopWorkflow;
import io.github.stitchopenmetadata.http.Attempt;
import io.github.stitchopenmetadata.http.Breakers;
import io.github.stitchopenmetadata.http.Call;
import io.github.stitchopenmetadata.http.CallFailedException;
import io.github.stitchopenmetadata.http.CallFailures;
import io.github.stitchopenmetadata.http.FailedCall;
import io.github.stitchopenmetadata.http.Request;
import io.github.stitchopenmetadata.http.Side;
import io.github.stitchopenmetadata.logging.RunInLog;
import io.github.stitchopenmetadata.stitch.StitchCalls;
import io.github.stitchopenmetadata.text.InvalidAnswerException;
import java.io.ByteArrayInputStream;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.language.bean.RuntimeBeanExpressionException;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class GatewayTest {

    @AutoClose
    private final DefaultCamelContext context = new DefaultCamelContext();

    private final Exchange exchange = new DefaultExchange(context);
    private final Run run = Run.of(Pass.Kind.LINEAGE, ShopWorkflow.named("stitch"));
    private final Breakers breakers = new Breakers(1, 100, 60_000, 1);
    private final Gateway gateway = new Gateway("STITCH", breakers, new CallFailures());
    private final List<Call> heard = new ArrayList<>();

    private Attempt open() throws RunStoppedException {
        return gateway.open(new StitchCalls().sources(), null, run);
    }

    /** Or one that hangs would hold another one up. */
    @Test
    void noTwoAccountsOfStitchWaitForEachOther() {
        List<Run> runs = IntStream.range(0, 20_000)
                .mapToObj(account -> Run.of(Pass.Kind.LINEAGE, ShopWorkflow.atStitch("https://stitch-" + account)))
                .toList();

        assertThat(runs.parallelStream().map(gateway::line).toList()).doesNotHaveDuplicates();
        assertThat(gateway.line(runs.get(0))).isEqualTo(gateway.line(runs.get(0)));
    }

    @Test
    void countsAnAttemptThatWasSentAndFailed() throws Exception {
        gateway.whenEnded(heard::add);
        Attempt attempt = open();
        gateway.prepare(attempt, run, exchange);

        assertThatThrownBy(() -> gateway.fail(attempt, run, new ConnectException("refused"), exchange))
                .isInstanceOf(CallFailedException.class)
                .hasMessageStartingWith("Stitch /v4/sources: nothing answers at api.stitchdata.com");
        assertThat(heard).singleElement().matches(call -> !call.usable() && !call.repeated());
        assertThat(run.counts().calls().lines()).hasSize(1);
        assertThat(exchange.getMessage().getBody()).as("what is repeated").isSameAs(attempt.request());
    }

    /** It is not the server that failed: the call may be repeated when the server is asked again. */
    @Test
    void countsNoCallToAServerThatIsSpared() throws Exception {
        gateway.whenEnded(heard::add);
        Attempt attempt = open();
        breakers.ensureSpared(Side.STITCH, attempt.uri(), "stitch")
                .failed(FailedCall.with(CallFailedException.NO_ANSWER));

        Exception spared = catchException(() -> gateway.prepare(attempt, run, exchange));

        assertThat(spared).isInstanceOfSatisfying(CallFailedException.class, failure -> {
            assertThat(failure.isTransient()).isTrue();
            assertThat(failure.isSent()).isFalse();
        });
        assertThatThrownBy(() -> gateway.fail(attempt, run, spared, exchange)).isSameAs(spared);
        assertThat(exchange.getMessage().getBody()).as("what is repeated").isSameAs(attempt.request());
        assertThat(heard).isEmpty();
        assertThat(run.counts().calls().lines()).isEmpty();
    }

    /** Camel puts an exception of its own around what a method throws that makes a body. */
    @Test
    void countsAnAnswerOfTheWrongShapeOnce() throws Exception {
        Request request = new CatalogCalls().permissions("pipeline").object();
        Gateway catalog = new Gateway("OPENMETADATA", breakers, new CallFailures());
        catalog.whenEnded(heard::add);
        Attempt attempt = catalog.open(request, null, run);
        catalog.prepare(attempt, run, exchange);
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 200);
        exchange.getMessage().setBody(new ByteArrayInputStream("[]".getBytes(StandardCharsets.UTF_8)));

        Exception shape = catchException(() -> catalog.read(attempt, run, exchange));

        assertThat(shape)
                .isInstanceOf(InvalidAnswerException.class)
                .hasMessage("OpenMetadata /api/v1/permissions/pipeline: expected an object, got an array []");
        Exception ofCamel = new RuntimeBeanExpressionException(exchange, "catalogGateway", "read", shape);
        assertThatThrownBy(() -> catalog.fail(attempt, run, ofCamel, exchange)).isSameAs(shape);
        assertThat(heard).singleElement().matches(Call::usable);
    }

    @Test
    void callsNothingForARunThatWasStoppedWhileTheCallWaited() throws Exception {
        gateway.whenEnded(heard::add);
        Attempt attempt = open();
        run.life().stop("enough");

        Exception stopped = catchException(() -> gateway.prepare(attempt, run, exchange));

        assertThat(stopped).isInstanceOf(RunStoppedException.class).hasMessage("enough");
        assertThatThrownBy(() -> gateway.fail(attempt, run, stopped, exchange)).isSameAs(stopped);
        assertThat(heard).isEmpty();
        assertThatThrownBy(this::open).isInstanceOf(RunStoppedException.class);
    }

    /** The thread of another run may send the call. */
    @Test
    void isAllowedInTheNameOfItsOwnRun() throws Exception {
        AtomicReference<String> named = new AtomicReference<>();
        Run fenced = run.within(() -> named.set(MDC.get("run")));
        Gateway catalog = new Gateway("OPENMETADATA", breakers, new CallFailures());
        Attempt attempt =
                catalog.open(Request.of("putLineage", Side.OPENMETADATA, "PUT", "/api/v1/lineage"), null, fenced);
        catalog.prepare(attempt, fenced, exchange);

        try (RunInLog.Scope others = RunInLog.of("another run")) {
            attempt.depart();

            assertThat(MDC.get("run")).isEqualTo("another run");
        }
        assertThat(named).hasValue(run.id());
    }

    @Test
    void sendsNothingForARunThatWasStoppedWhileTheCallWaitedForItsTurn() throws Exception {
        gateway.whenEnded(heard::add);
        Attempt attempt = open();
        gateway.prepare(attempt, run, exchange);
        run.life().stop("enough");

        Exception notSent = catchException(attempt::depart);

        assertThatThrownBy(() -> gateway.fail(attempt, run, notSent, exchange))
                .isInstanceOf(RunStoppedException.class)
                .hasMessage("enough");
        assertThat(heard).isEmpty();
    }

    @Test
    void sendsNothingToAServerThatIsToBeSparedSinceTheCallWaited() throws Exception {
        Attempt attempt = open();
        gateway.prepare(attempt, run, exchange);
        breakers.ensureSpared(Side.STITCH, attempt.uri(), "stitch")
                .failed(FailedCall.with(CallFailedException.NO_ANSWER));

        Exception notSent = catchException(attempt::depart);

        assertThatThrownBy(() -> gateway.fail(attempt, run, notSent, exchange))
                .isInstanceOfSatisfying(CallFailedException.class, failure -> assertThat(failure.isSent())
                        .isFalse());
        assertThat(run.counts().calls().lines()).isEmpty();
    }
}
