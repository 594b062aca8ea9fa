package io.github.stitchopenmetadata.run;

import io.github.stitchopenmetadata.http.CallFailedException;
import io.github.stitchopenmetadata.http.Request;
import io.github.stitchopenmetadata.text.SteadyClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongUnaryOperator;
import org.apache.camel.Body;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says how long Camel waits before it repeats a call: anything between nothing and a limit that doubles with each attempt, so
 * that calls that failed together are not repeated together; on top of that as long as the server asked for, up to a limit.
 * Where the run has no time left for that, the call is not repeated.
 */
public final class RetryDelay implements Processor, CamelContextAware {

    private static final Logger LOG = LoggerFactory.getLogger(RetryDelay.class);
    private static final Duration WORTH_SAYING = Duration.ofSeconds(5);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final Clock clock = new SteadyClock();
    private final LongUnaryOperator random;
    /** Calls at the same time wait for the same: until then it is told. */
    private final AtomicReference<Instant> toldUntil = new AtomicReference<>(Instant.MIN);

    private final Map<String, Long> delays = new ConcurrentHashMap<>();
    private long delay = 500;
    private long maximum = 30_000;
    private long maximumAsked = 300_000;
    private CamelContext camelContext;

    public RetryDelay() {
        this(limit -> ThreadLocalRandom.current().nextLong(limit + 1));
    }

    /** @param random gives a number between 0 and its argument */
    RetryDelay(LongUnaryOperator random) {
        this.random = random;
    }

    /** @param delay the limit of the first wait, in milliseconds; {@code retry.OPERATION.delay} sets another for one operation */
    public void setDelay(long delay) {
        this.delay = delay;
    }

    /** @param maximum what the limit does not grow beyond, in milliseconds */
    public void setMaximum(long maximum) {
        this.maximum = maximum;
    }

    /** @param maximumAsked the longest wait that a server may ask for, in milliseconds */
    public void setMaximumAsked(long maximumAsked) {
        this.maximumAsked = maximumAsked;
    }

    @Override
    public void setCamelContext(CamelContext context) {
        camelContext = context;
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    /** Whether the call may succeed if it is made again, and the request allows that. */
    public boolean canHeal(
            @Body Request request, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) CallFailedException failure) {
        return switch (request.repeat()) {
            case ALWAYS -> failure.isTransient();
            case IF_NOT_SENT -> failure.isTransient() && !failure.isSent();
            case NEVER -> false;
        };
    }

    @Override
    public void process(Exchange exchange) {
        // a header left from the attempt before would be used again
        exchange.getMessage().removeHeader(Exchange.REDELIVERY_DELAY);
        CallFailedException failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, CallFailedException.class);
        Request request = exchange.getMessage().getBody(Request.class);
        int attempt = exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, 0, Integer.class);
        if (failure == null
                || attempt > exchange.getMessage().getHeader(Exchange.REDELIVERY_MAX_COUNTER, 0, Integer.class)) {
            return;
        }
        Run run = exchange.getVariable("run", Run.class);
        Optional<Duration> granted = run.life().waiting(wait(request, failure, attempt), request.closing());
        if (granted.isPresent()) {
            exchange.getMessage()
                    .setHeader(Exchange.REDELIVERY_DELAY, granted.get().toMillis());
            announce(granted.get(), run, failure);
        } else {
            if (run.life().stopped() == null) {
                run.problems()
                        .noteOnce(
                                "retry.budget",
                                "the time for waiting is used up (retry.budget): from then on no call was tried again");
            }
            exchange.getExchangeExtension().setRedeliveryExhausted(true);
        }
    }

    /** Tells of a wait that is worth saying. */
    private void announce(Duration wait, Run run, CallFailedException failure) {
        Instant now = clock.instant();
        if (wait.compareTo(WORTH_SAYING) >= 0
                && toldUntil
                        .getAndAccumulate(now.plus(wait), (told, until) -> told.isAfter(now) ? told : until)
                        .isBefore(now)) {
            LOG.info(
                    "{}: waiting until {} to try again: {}",
                    run.workflow().serviceName(),
                    TIME.format(LocalTime.now().plus(wait)),
                    failure.getMessage());
        }
    }

    private Duration wait(Request request, CallFailedException failure, int attempt) {
        long first = delays.computeIfAbsent(request.operation(), this::delay);
        long limit = Math.min(Math.max(maximum, first), first << Math.min(attempt - 1, 30));
        Duration most = Duration.ofMillis(maximumAsked);
        Duration asked = failure.getRetryAfter()
                .map(wait -> wait.compareTo(most) > 0 ? most : wait)
                .orElse(Duration.ZERO);
        return asked.plusMillis(random.applyAsLong(limit));
    }

    /** @throws IllegalArgumentException if the setting for the operation is no number of milliseconds */
    private long delay(String operation) {
        String setting = "retry." + operation + ".delay";
        Optional<String> text = camelContext == null
                ? Optional.empty()
                : camelContext.getPropertiesComponent().resolveProperty(setting);
        return text.map(String::strip)
                .map(millis -> {
                    if (!millis.matches("\\d{1,10}")) {
                        throw new IllegalArgumentException(
                                setting + " is \"" + millis + "\": expected a number of milliseconds");
                    }
                    return Long.valueOf(millis);
                })
                .orElse(delay);
    }
}
