package io.github.stitchopenmetadata.run;

import io.github.stitchopenmetadata.http.Request;
import io.github.stitchopenmetadata.text.OneAtATime;
import io.github.stitchopenmetadata.text.Turns;
import java.util.Set;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.Policy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * Lets so many exchanges at a time through the steps of a {@code policy}, in all or for each key, which is that of the body or of a variable; the
 * others wait in their order. An exchange leaves with the last of these steps.
 *
 * <p>Camel's throttle for concurrent requests does neither: ten seconds after somebody left a key it forgets who is within (4.18),
 * and it keeps a place until the whole exchange is done.
 */
public final class ConcurrencyPolicy implements Policy {

    private boolean byKey = true;
    private String keyOf = "";
    private int atATime = 1;
    private int times = 1;
    private Set<String> last = Set.of();

    /** @param byKey whether those with different keys go through at the same time */
    public void setByKey(boolean byKey) {
        this.byKey = byKey;
    }

    /** @param variable that has the key; without one, the body has it */
    public void setKeyOf(String variable) {
        keyOf = variable;
    }

    /** @param atATime how many go through at a time */
    public void setAtATime(int atATime) {
        this.atATime = atATime;
    }

    /** @param times how many go through for each of these, where something within the steps counts them too, and one is to wait there */
    public void setTimes(int times) {
        this.times = times;
    }

    /** @param operations names of requests that let all others go first, separated by commas */
    public void setLast(String operations) {
        last = Set.of(operations.split(","));
    }

    @Override
    public void beforeWrap(Route route, NamedNode definition) {
        // the steps stay as they are
    }

    @Override
    public Processor wrap(Route route, Processor steps) {
        Turns turns = new Turns(times * atATime);
        return new DelegateAsyncProcessor(steps) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                Turns.Turn turn = turns.join(key(exchange), letsOthersGoFirst(exchange));
                try {
                    turn.await();
                } catch (InterruptedException stopping) {
                    Thread.currentThread().interrupt();
                    exchange.setException(stopping);
                    callback.done(true);
                    return true;
                }
                try {
                    return super.process(exchange, doneSync -> {
                        turn.end();
                        callback.done(doneSync);
                    });
                } catch (RuntimeException | Error broken) {
                    turn.end();
                    throw broken;
                }
            }
        };
    }

    private String key(Exchange exchange) {
        if (!byKey) {
            return "";
        }
        OneAtATime keyed = keyOf.isEmpty()
                ? exchange.getMessage().getBody(OneAtATime.class)
                : exchange.getVariable(keyOf, OneAtATime.class);
        return keyed.correlationKey();
    }

    private boolean letsOthersGoFirst(Exchange exchange) {
        return !last.isEmpty()
                && exchange.getMessage().getBody() instanceof Request request
                && last.contains(request.operation());
    }
}
