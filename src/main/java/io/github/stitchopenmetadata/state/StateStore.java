package io.github.stitchopenmetadata.state;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What must outlive a process, by names: Stitch's limit, how far run status has come, which extractions were delivered, which
 * server has the plain name of a pipeline service, the last number of a record for the Import API, what the run history has. And room
 * for what need not, and does not fit into memory.
 */
public interface StateStore {

    /**
     * @return what is kept by this name; null where nothing is, or, after a warning, it is broken or a file that cannot be read
     * @throws StateUnavailableException if others share it, and it cannot be read now
     */
    <T> T read(String name, TypeReference<T> type);

    /** Replaces what is kept by this name as a whole: who reads it never finds half of it. To be called with the lock. */
    void write(String name, Object content);

    void delete(String name);

    /** Does some work while nobody else who shares the store has its lock. */
    <T> T locked(Supplier<T> work);

    /** The clock by which those who share the store compare times. */
    default Clock clock() {
        return Clock.systemDefaultZone();
    }

    /**
     * @param name of what only one of those who share the store may have at a time
     * @return nothing where another one has it; where no other process can know of it, there is always one
     */
    default Optional<Hold> tryHold(String name) {
        return Optional.of(Hold.OWN);
    }

    /** @return who has what {@link #tryHold} gives, for people; "" where that is not known */
    default String holder(String name) {
        return "";
    }

    /** @return room that nobody else can read, and that is gone with this process, however it ends */
    Spill spill() throws IOException;
}
