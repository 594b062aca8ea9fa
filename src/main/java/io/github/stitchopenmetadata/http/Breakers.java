package io.github.stitchopenmetadata.http;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.StateTransition;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.stitchopenmetadata.text.Seconds;
import io.github.stitchopenmetadata.text.SteadyClock;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Spares a server that is not well: when most of the last calls to it failed, calls to it are refused for a while, then
 * tried with a few. Each server of each side has its own breaker.
 */
public final class Breakers {

    private static final Logger LOG = LoggerFactory.getLogger(Breakers.class);

    private final CircuitBreakerRegistry registry;
    private final int calls;
    private final Duration pause;
    private final String every;

    /**
     * @param calls       how many of the last calls are looked at; 0 where no call is ever refused
     * @param failures    how many of these may fail, in percent
     * @param pauseMillis how long calls are refused
     * @param trials      how many calls decide after that
     */
    public Breakers(int calls, int failures, long pauseMillis, int trials) {
        this(calls, failures, pauseMillis, trials, new SteadyClock());
    }

    Breakers(int calls, int failures, long pauseMillis, int trials, Clock clock) {
        this.calls = calls;
        this.pause = Duration.ofMillis(pauseMillis);
        this.every = "asked again every " + Seconds.of(pauseMillis);
        this.registry = CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
                .clock(clock)
                .slidingWindowSize(Math.max(1, calls))
                .minimumNumberOfCalls(Math.max(1, calls))
                .failureRateThreshold(failures)
                .waitDurationInOpenState(pause)
                .permittedNumberOfCallsInHalfOpenState(trials)
                .build());
        registry.getEventPublisher().onEntryAdded(added -> announce(added.getAddedEntry()));
    }

    /**
     * To be asked before each call, which is then to be reported with {@link #answered} or {@link #failed}.
     *
     * @throws CallFailedException if the server is to be spared; it may heal
     */
    public void ensureSpared(Side side, URI uri) throws CallFailedException {
        if (calls > 0 && !breaker(side, uri).tryAcquirePermission()) {
            throw new CallFailedException(
                    side,
                    uri,
                    CallFailedException.NO_ANSWER,
                    true,
                    new CallFailedException.Reason("most calls to it fail, and it is " + every, "", false),
                    pause,
                    null);
        }
    }

    public void answered(Side side, URI uri) {
        if (calls > 0) {
            breaker(side, uri).onSuccess(0, TimeUnit.MILLISECONDS);
        }
    }

    /** Any answer but a 5xx shows that the server is well. */
    public void failed(URI uri, CallFailedException failure) {
        boolean ill = failure.getStatus() == CallFailedException.NO_ANSWER || failure.getStatus() >= 500;
        if (ill && calls > 0) {
            breaker(failure.getSide(), uri).onError(0, TimeUnit.MILLISECONDS, failure);
        } else {
            answered(failure.getSide(), uri);
        }
    }

    private CircuitBreaker breaker(Side side, URI uri) {
        return registry.circuitBreaker(side + " at " + uri.getRawAuthority());
    }

    /** Once when it begins and once when it ends, however many trials fail in between. */
    private void announce(CircuitBreaker breaker) {
        breaker.getEventPublisher().onStateTransition(event -> {
            if (event.getStateTransition() == StateTransition.CLOSED_TO_OPEN) {
                LOG.warn("{}: most of the last {} calls failed. It is {}.", breaker.getName(), calls, every);
            } else if (event.getStateTransition() == StateTransition.HALF_OPEN_TO_CLOSED) {
                LOG.info("{} answers again.", breaker.getName());
            }
        });
    }
}
