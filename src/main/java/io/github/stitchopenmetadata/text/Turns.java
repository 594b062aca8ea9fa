package io.github.stitchopenmetadata.text;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** Lets so many at a time through for each key; the others wait in their order. Nothing is kept of a key that nobody has. */
public final class Turns {

    private final Map<String, Line> byKey = new ConcurrentHashMap<>();
    private final int atATime;

    /** @param atATime how many of one key are within at a time */
    public Turns(int atATime) {
        this.atATime = atATime;
    }

    /** The same with nothing to do when the turn comes. */
    public Turn join(String key, boolean lettingOthersGoFirst) {
        return join(key, lettingOthersGoFirst, () -> {});
    }

    /**
     * @param lettingOthersGoFirst whether all who do not say so come before this one
     * @param first                what is done as soon as the turn comes, on the thread that ended its own: it goes on, while the one that
     *                             waits has to wake up. It must be quick, and not fail
     * @return the turn of one that waits for it from now on
     */
    public Turn join(String key, boolean lettingOthersGoFirst, Runnable first) {
        Turn turn = new Turn(this, key, first);
        AtomicReference<Turn> next = new AtomicReference<>();
        byKey.compute(key, (same, before) -> {
            Line line = before == null ? new Line(atATime) : before;
            next.set(line.join(turn, lettingOthersGoFirst));
            return line;
        });
        letIn(next.get());
        return turn;
    }

    private void leave(Turn turn) {
        AtomicReference<Turn> next = new AtomicReference<>();
        byKey.computeIfPresent(turn.key, (same, line) -> {
            next.set(line.leave(turn));
            return line.isEmpty() ? null : line;
        });
        letIn(next.get());
    }

    private static void letIn(Turn next) {
        if (next != null) {
            try {
                next.first.run();
            } finally {
                next.letIn.release();
            }
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

        /** @return who is let in; null for nobody */
        Turn join(Turn turn, boolean lettingOthersGoFirst) {
            (lettingOthersGoFirst ? waitingLast : waiting).add(turn);
            return next();
        }

        /** @return who is let in; null for nobody */
        Turn leave(Turn turn) {
            if (turn.isWithin) {
                taken--;
            } else {
                waiting.remove(turn);
                waitingLast.remove(turn);
            }
            return next();
        }

        private Turn next() {
            Turn next = taken == places ? null : (waiting.isEmpty() ? waitingLast : waiting).poll();
            if (next != null) {
                taken++;
                next.isWithin = true;
            }
            return next;
        }

        boolean isEmpty() {
            return taken == 0;
        }
    }

    /** Of one that waits, then is within. It may end on another thread than it began. */
    public static final class Turn {

        private final Turns turns;
        private final String key;
        private final Runnable first;
        private final Semaphore letIn = new Semaphore(0);
        private final AtomicBoolean ended = new AtomicBoolean();
        /** For the line alone. */
        private boolean isWithin;

        private Turn(Turns turns, String key, Runnable first) {
            this.turns = turns;
            this.key = key;
            this.first = first;
        }

        /** @throws InterruptedException if the thread is to stop; the turn has ended then */
        public void await() throws InterruptedException {
            try {
                letIn.acquire();
            } catch (InterruptedException stopping) {
                end();
                throw stopping;
            }
        }

        /** The next one is let in. A second time it does nothing. */
        public void end() {
            if (!ended.getAndSet(true)) {
                turns.leave(this);
            }
        }
    }
}
