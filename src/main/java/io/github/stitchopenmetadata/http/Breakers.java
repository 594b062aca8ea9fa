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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Spares a server that is not well: when most of the last calls to it failed, calls to it are refused for a while, then
 * tried with a few. Each server of each side has its own breaker, and on a server that many accounts share each account: it may fail for
 * one alone.
 */
public final class Breakers {

    private static final Logger LOG = LoggerFactory.getLogger(Breakers.class);

    private final CircuitBreakerRegistry registry;
    private final int calls;
    private final Duration pause;
    private final String every;
    /** By the name of a breaker. */
    private final Map<String, AtomicInteger> changes = new ConcurrentHashMap<>();

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
     * To be asked before each call.
     *
     * @param account for which the server is called; "" where it is the same for all
     * @return what the outcome of the call is reported to
     * @throws CallFailedException if the server is to be spared; it may heal
     */
    public Permit ensureSpared(Side side, URI uri, String account) throws CallFailedException {
        if (calls == 0) {
            return Permit.OF_NO_INTEREST;
        }
        CircuitBreaker breaker = breaker(side, uri, account);
        AtomicInteger changes = changes(breaker);
        Permit permit;
        // who is admitted to a trial must not take it for the time before
        synchronized (changes) {
            permit = breaker.tryAcquirePermission() ? new Permit(breaker, changes) : null;
        }
        if (permit == null) {
            throw new CallFailedException(
                    side,
                    uri,
                    CallFailedException.NO_ANSWER,
                    true,
                    new CallFailedException.Reason("most calls to it fail, and it is " + every, "", false),
                    pause,
                    null);
        }
        return permit;
    }

    /** How often calls to a server began to be refused, tried, or let through: who has been let through before tells nothing of now. */
    private AtomicInteger changes(CircuitBreaker breaker) {
        return changes.computeIfAbsent(breaker.getName(), name -> new AtomicInteger());
    }

    /** For one call to a server. */
    public static final class Permit {

        static final Permit OF_NO_INTEREST = new Permit(null, new AtomicInteger());

        private final CircuitBreaker breaker;
        private final AtomicInteger changes;
        private final int before;

        private Permit(CircuitBreaker breaker, AtomicInteger changes) {
            this.breaker = breaker;
            this.changes = changes;
            this.before = changes.get();
        }

        /** The server has answered. */
        public void answered() {
            if (counts()) {
                breaker.onSuccess(0, TimeUnit.MILLISECONDS);
            }
        }

        /** Any answer but a 5xx shows that the server is well. */
        public void failed(CallFailedException failure) {
            if (failure.getStatus() != CallFailedException.NO_ANSWER && failure.getStatus() < 500) {
                answered();
            } else if (counts()) {
                breaker.onError(0, TimeUnit.MILLISECONDS, failure);
            }
        }

        /** The call was not made. */
        void unused() {
            if (counts()) {
                breaker.releasePermission();
            }
        }

        /** Whether nothing has changed since: calls to the server are still let through, or this one still is a trial. */
        public boolean holds() {
            return changes.get() == before;
        }

        private boolean counts() {
            return breaker != null && holds();
        }
    }

    private CircuitBreaker breaker(Side side, URI uri, String account) {
        return registry.circuitBreaker(
                side + " at " + uri.getRawAuthority() + (account.isEmpty() ? "" : " for " + account));
    }

    /** Once when it begins and once when it ends, however many trials fail in between. */
    private void announce(CircuitBreaker breaker) {
        breaker.getEventPublisher().onStateTransition(event -> {
            changes(breaker).incrementAndGet();
            if (event.getStateTransition() == StateTransition.CLOSED_TO_OPEN) {
                LOG.warn("{}: most of the last {} calls failed. It is {}.", breaker.getName(), calls, every);
            } else if (event.getStateTransition() == StateTransition.HALF_OPEN_TO_CLOSED) {
                LOG.info("{} answers again.", breaker.getName());
            }
        });
    }
}
