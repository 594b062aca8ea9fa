package io.github.stitchopenmetadata.state;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * What must outlive a process, by names: Stitch's limit, how far run status has come, which extractions were delivered, which
 * server has the plain name of a pipeline service, the last number of a record for the Import API, what the run history has. And room
 * for what need not, and does not fit into memory.
 */
public interface StateStore {

    /** @return what is kept by this name; null where nothing is, or, after a warning, it cannot be read */
    <T> T read(String name, TypeReference<T> type);

    /** Replaces what is kept by this name as a whole: who reads it never finds half of it. To be called with the lock. */
    void write(String name, Object content);

    void delete(String name);

    /** Does some work while nobody else who shares the store has its lock. */
    <T> T locked(Supplier<T> work);

    /** @return room that nobody else can read, and that is gone with this process, however it ends */
    Spill spill() throws IOException;
}
