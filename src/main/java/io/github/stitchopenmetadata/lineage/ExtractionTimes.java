package io.github.stitchopenmetadata.lineage;

import com.fasterxml.jackson.core.type.TypeReference;
import io.github.stitchopenmetadata.state.StateStore;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;

/** When extractions begin: each later than the one before, also where the clock was set back meanwhile. */
public final class ExtractionTimes {

    private static final String FILE = "extracted.json";
    private static final TypeReference<Long> MILLIS = new TypeReference<>() {};

    private final StateStore store;
    private final Clock clock;

    public ExtractionTimes(StateStore store) {
        this(store, Clock.systemUTC());
    }

    ExtractionTimes(StateStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** @return now, or as soon as possible after the last one */
    public Instant next() {
        return store.locked(() -> {
            long last = Objects.requireNonNullElse(store.read(FILE, MILLIS), Long.MIN_VALUE);
            long next = Math.max(clock.millis(), last + 1);
            store.write(FILE, next);
            return Instant.ofEpochMilli(next);
        });
    }
}
