package io.github.stitchopenmetadata.run;

import io.github.stitchopenmetadata.http.CallFailedException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongUnaryOperator;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Says how long Camel waits before it repeats a call: anything between nothing and a limit that doubles with each attempt, so
 * that calls that failed together are not repeated together; on top of that as long as the server asked for, up to a limit.
 * Where the run has no time left for that, the call is not repeated.
 */
public final class RetryDelay implements Processor {

    private final LongUnaryOperator random;
    private long delay = 500;
    private long maximum = 30_000;
    private long maximumAsked = 300_000;

    public RetryDelay() {
        this(limit -> ThreadLocalRandom.current().nextLong(limit + 1));
    }

    /** @param random gives a number between 0 and its argument */
    RetryDelay(LongUnaryOperator random) {
        this.random = random;
    }

    /** @param delay the limit of the first wait, in milliseconds */
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
    public void process(Exchange exchange) {
        // a header left from the attempt before would be used again
        exchange.getMessage().removeHeader(Exchange.REDELIVERY_DELAY);
        CallFailedException failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, CallFailedException.class);
        int attempt = exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, 0, Integer.class);
        if (failure == null
                || attempt > exchange.getMessage().getHeader(Exchange.REDELIVERY_MAX_COUNTER, 0, Integer.class)) {
            return;
        }
        Duration wait = wait(failure, attempt);
        Run run = exchange.getVariable("run", Run.class);
        Optional<Duration> granted = run == null ? Optional.of(wait) : run.waiting(wait);
        if (granted.isPresent()) {
            exchange.getMessage()
                    .setHeader(Exchange.REDELIVERY_DELAY, granted.get().toMillis());
        } else {
            exchange.getExchangeExtension().setRedeliveryExhausted(true);
        }
    }

    private Duration wait(CallFailedException failure, int attempt) {
        long limit = Math.min(maximum, delay << Math.min(attempt - 1, 30));
        Duration most = Duration.ofMillis(maximumAsked);
        Duration asked = failure.getRetryAfter()
                .map(wait -> wait.compareTo(most) > 0 ? most : wait)
                .orElse(Duration.ZERO);
        return asked.plusMillis(random.applyAsLong(limit));
    }
}
