package io.github.stitchopenmetadata.run;

import java.util.LinkedHashMap;
import java.util.Map;

/** How many rows of a run the history took, by table. Thread-safe. */
public final class PushedRows {

    private final Map<String, Long> byTable = new LinkedHashMap<>();

    public synchronized void add(String table, long rows) {
        byTable.merge(table, rows, Long::sum);
    }

    /** Empty where there is no history. */
    public synchronized Map<String, Long> byTable() {
        return new LinkedHashMap<>(byTable);
    }
}
