package io.github.stitchopenmetadata.kamelet;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.support.MessageHelper;

/** What the route of somebody else has in its exchange, who gets it back as it was. */
record CallersExchange(Object body, Map<String, Object> headers, Map<String, Object> variables) {

    private static final String PROPERTY = "CamelStitchCaller";

    static void keep(Exchange exchange) {
        exchange.setProperty(
                PROPERTY,
                new CallersExchange(
                        exchange.getMessage().getBody(),
                        new HashMap<>(exchange.getMessage().getHeaders()),
                        new HashMap<>(exchange.getVariables())));
    }

    /** Puts back what was kept, but for the body. */
    static CallersExchange putBack(Exchange exchange) {
        CallersExchange kept = exchange.getProperty(PROPERTY, CallersExchange.class);
        exchange.removeProperty(PROPERTY);
        exchange.getMessage().setHeaders(new HashMap<>(kept.headers()));
        Set.copyOf(exchange.getVariables().keySet()).forEach(exchange::removeVariable);
        kept.variables().forEach(exchange::setVariable);
        return kept;
    }

    /** Puts back the body, too. */
    static void putBackWhole(Exchange exchange) {
        exchange.getMessage().setBody(putBack(exchange).body());
        MessageHelper.resetStreamCache(exchange.getMessage());
    }
}
