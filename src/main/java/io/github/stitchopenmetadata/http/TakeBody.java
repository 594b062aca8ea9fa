package io.github.stitchopenmetadata.http;

import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/** Takes the answer of a call, and nothing else of it: headers and variables would go along with everything that follows. */
public final class TakeBody implements AggregationStrategy {

    @Override
    public Exchange aggregate(Exchange caller, Exchange call) {
        caller.getMessage().setBody(call.getMessage().getBody());
        return caller;
    }
}
