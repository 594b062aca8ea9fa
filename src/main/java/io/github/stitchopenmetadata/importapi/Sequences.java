package io.github.stitchopenmetadata.importapi;

import com.fasterxml.jackson.core.type.TypeReference;
import io.github.stitchopenmetadata.state.StateStore;
import java.time.Clock;

/**
 * Numbers records in the order in which they came: Stitch keeps the one with the greatest number of those with the same key. A number is
 * the time in milliseconds, as the integrations of Stitch itself have it, or one more than the last where the time is behind that.
 * What was handed out, and a little more, is in the state store before it is used: so numbers rise over restarts, also where the
 * clock was set back, and no two processes that share the store have one in common. Thread-safe.
 */
public final class Sequences {

    static final String STATE = "import-sequence.json";

    /** How many are reserved beyond those that are asked for, so that the store is written once a second at most. */
    private static final int AHEAD = 1000;

    private static final TypeReference<Long> NUMBER = new TypeReference<>() {};

    private final StateStore store;
    private final Clock clock;
    private long last;
    private long reserved;

    public Sequences(StateStore store) {
        this(store, Clock.systemUTC());
    }

    Sequences(StateStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * @param count how many are needed
     * @return the first of them; each of the others is one more than that before it
     */
    public synchronized long next(int count) {
        long first = Math.max(clock.millis(), last + 1);
        if (first + count - 1 > reserved) {
            first = reserve(first, count);
        }
        last = first + count - 1;
        return first;
    }

    private long reserve(long wanted, int count) {
        return store.locked(() -> {
            Long kept = store.read(STATE, NUMBER);
            boolean isOurs = kept == null || kept == reserved;
            long first = isOurs ? wanted : Math.max(wanted, kept + 1);
            reserved = first + count - 1 + AHEAD;
            store.write(STATE, reserved);
            return first;
        });
    }
}
