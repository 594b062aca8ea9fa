package io.github.stitchopenmetadata.history;

import java.util.List;

/** Rows of one table that are pushed together. */
public record HistoryBatch(HistoryTable table, List<Change> changes) {

    /** Without what the rows hold. */
    @Override
    public String toString() {
        return changes.size() + " rows of " + table.table();
    }
}
