package io.github.stitchopenmetadata.http;

import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Makes Camel's redelivery wait as long as the server asked for, up to a limit; the usual back-off otherwise. */
public final class RetryDelay implements Processor {

    private long maximumMillis = Duration.ofMinutes(5).toMillis();

    /** @param maximumMillis the longest wait that a server may ask for */
    public void setMaximumMillis(long maximumMillis) {
        this.maximumMillis = maximumMillis;
    }

    @Override
    public void process(Exchange exchange) {
        CallFailedException failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, CallFailedException.class);
        // Camel computes the delay after this: a header left from the attempt before would be used again
        exchange.getMessage().removeHeader(Exchange.REDELIVERY_DELAY);
        if (failure != null) {
            failure.getRetryAfter().ifPresent(wait -> exchange.getMessage()
                    .setHeader(Exchange.REDELIVERY_DELAY, wait.compareTo(Duration.ofMillis(maximumMillis)) > 0 ? maximumMillis : wait.toMillis()));
        }
    }
}
