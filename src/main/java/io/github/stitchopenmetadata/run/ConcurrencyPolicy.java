package io.github.stitchopenmetadata.run;

import io.github.stitchopenmetadata.http.Request;
import io.github.stitchopenmetadata.text.OneAtATime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
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
        Lines lines = new Lines(atATime);
        return new DelegateAsyncProcessor(steps) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                Turn turn = lines.join(key(exchange), letsOthersGoFirst(exchange));
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

    /** Who is within and who waits, by key; nothing of a key that nobody has. */
    private static final class Lines {

        private final Map<String, Line> byKey = new ConcurrentHashMap<>();
        private final int places;

        Lines(int places) {
            this.places = places;
        }

        Turn join(String key, boolean lettingOthersGoFirst) {
            Turn turn = new Turn(this, key);
            byKey.compute(key, (same, before) -> {
                Line line = before == null ? new Line(places) : before;
                line.join(turn, lettingOthersGoFirst);
                return line;
            });
            return turn;
        }

        void leave(Turn turn) {
            byKey.computeIfPresent(turn.key, (same, line) -> line.leave(turn) ? null : line);
        }
    }

    /** Of one key. What is done with it is done within the map's lock of that key. */
    private static final class Line {

        private final Deque<Turn> waiting = new ArrayDeque<>();
        private final Deque<Turn> waitingLast = new ArrayDeque<>();
        private final int places;
        private int taken;

        Line(int places) {
            this.places = places;
        }

        void join(Turn turn, boolean lettingOthersGoFirst) {
            (lettingOthersGoFirst ? waitingLast : waiting).add(turn);
            letIn();
        }

        /** @return whether nobody has the key any more */
        boolean leave(Turn turn) {
            if (turn.isWithin) {
                taken--;
                letIn();
            } else {
                waiting.remove(turn);
                waitingLast.remove(turn);
            }
            return taken == 0;
        }

        private void letIn() {
            while (taken < places && !(waiting.isEmpty() && waitingLast.isEmpty())) {
                Turn next = (waiting.isEmpty() ? waitingLast : waiting).remove();
                taken++;
                next.isWithin = true;
                next.letIn.release();
            }
        }
    }

    /** Of one exchange. It may end on another thread than it began. */
    private static final class Turn {

        private final Lines lines;
        private final String key;
        private final Semaphore letIn = new Semaphore(0);
        private final AtomicBoolean ended = new AtomicBoolean();
        /** For the line alone. */
        private boolean isWithin;

        Turn(Lines lines, String key) {
            this.lines = lines;
            this.key = key;
        }

        void await() throws InterruptedException {
            try {
                letIn.acquire();
            } catch (InterruptedException stopping) {
                end();
                throw stopping;
            }
        }

        void end() {
            if (!ended.getAndSet(true)) {
                lines.leave(this);
            }
        }
    }
}
