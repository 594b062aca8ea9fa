package io.github.stitchopenmetadata.history;

import java.util.List;
import java.util.Map;

/**
 * A row that the history lacks, or has otherwise.
 *
 * @param source      the source that it is of; null for that of a run
 * @param type        the type of the source; null where it is not known
 * @param key         what it is known by among the rows of its source
 * @param fingerprint of its content; null where what it tells of is gone, and it is pushed a last time
 */
record Change(
        HistoryTable table, String source, String type, List<String> key, String fingerprint, Map<String, Object> row) {

    String id() {
        return (String) row.get(HistoryTable.KEY);
    }
}
