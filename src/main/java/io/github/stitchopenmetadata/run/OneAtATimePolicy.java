package io.github.stitchopenmetadata.run;

import io.github.stitchopenmetadata.text.OneAtATime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.Policy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * Lets one exchange at a time through the steps of a {@code policy}, or one for each key, which is that of its body; the others wait
 * in their order. Camel's throttle for concurrent requests does not: ten seconds after somebody left it forgets who is within (4.18).
 */
public final class OneAtATimePolicy implements Policy {

    private boolean byKey = true;

    /** @param byKey whether those with different keys go through at the same time */
    public void setByKey(boolean byKey) {
        this.byKey = byKey;
    }

    @Override
    public void beforeWrap(Route route, NamedNode definition) {
        // the steps stay as they are
    }

    @Override
    public Processor wrap(Route route, Processor steps) {
        Lines lines = new Lines();
        return new DelegateAsyncProcessor(steps) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                Turn turn = lines.join(key(exchange));
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
        return byKey ? exchange.getMessage().getBody(OneAtATime.class).correlationKey() : "";
    }

    /** Who is within and who waits, by key; nothing of a key that nobody has. */
    private static final class Lines {

        private final Map<String, Line> byKey = new ConcurrentHashMap<>();

        Turn join(String key) {
            return new Turn(this, key, byKey.compute(key, (same, before) -> {
                Line line = before == null ? new Line() : before;
                line.length++;
                return line;
            }));
        }

        void leave(String key) {
            byKey.computeIfPresent(key, (same, line) -> --line.length == 0 ? null : line);
        }
    }

    private static final class Line {

        private final Semaphore within = new Semaphore(1, true);
        private int length;
    }

    /** Of one exchange. It may end on another thread than it began. */
    private static final class Turn {

        private final Lines lines;
        private final String key;
        private final Line line;
        private final AtomicBoolean ended = new AtomicBoolean();

        Turn(Lines lines, String key, Line line) {
            this.lines = lines;
            this.key = key;
            this.line = line;
        }

        void await() throws InterruptedException {
            try {
                line.within.acquire();
            } catch (InterruptedException stopping) {
                lines.leave(key);
                throw stopping;
            }
        }

        void end() {
            if (!ended.getAndSet(true)) {
                line.within.release();
                lines.leave(key);
            }
        }
    }
}
