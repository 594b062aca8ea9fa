package io.github.stitchopenmetadata.lineage;

import com.fasterxml.jackson.core.type.TypeReference;
import io.github.stitchopenmetadata.state.StateStore;
import java.time.Instant;
import java.util.Objects;

/**
 * When extractions begin: each later than all that were before it, also where a clock ran ahead meanwhile. A message that comes from
 * such a time can neither hold up a newer one nor take its place.
 */
public final class ExtractionTimes {

    private static final String FILE = "extracted.json";
    private static final TypeReference<Long> MILLIS = new TypeReference<>() {};

    private final StateStore store;
    private final KnownExtractions delivered;
    private final KnownExtractions kept;

    /**
     * @param delivered what others delivered counts as well
     * @param kept      what could not be delivered, which may have come from another machine
     */
    public ExtractionTimes(StateStore store, KnownExtractions delivered, KnownExtractions kept) {
        this.store = store;
        this.delivered = delivered;
        this.kept = kept;
    }

    /** @return now, or as soon as possible after the latest extraction that is known */
    public Instant next(Instant now) {
        // not with the lock of the store, which those may need
        long known = Math.max(delivered.latest().toEpochMilli(), kept.latest().toEpochMilli());
        return store.locked(() -> {
            long last = Math.max(known, Objects.requireNonNullElse(store.read(FILE, MILLIS), 0L));
            long next = Math.max(now.toEpochMilli(), last + 1);
            store.write(FILE, next);
            return Instant.ofEpochMilli(next);
        });
    }
}
