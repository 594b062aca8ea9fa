package io.github.stitchopenmetadata.status;

import java.util.Map;
import java.util.Objects;

/**
 * Where a cycle has come to, as it is kept for the next process.
 *
 * @param savedAt   epoch milliseconds
 * @param lastLoads the loads that were read, by source and stream
 */
record Position(long savedAt, PagesRead loads, PagesRead extractions, Map<String, Map<String, Load>> lastLoads) {

    Position {
        Objects.requireNonNull(loads, "loads");
        Objects.requireNonNull(extractions, "extractions");
        lastLoads.values().forEach(ofSource -> Objects.requireNonNull(ofSource, "lastLoads"));
    }
}
