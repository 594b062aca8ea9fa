package io.github.stitchopenmetadata.history;

import com.fasterxml.jackson.core.type.TypeReference;
import io.github.stitchopenmetadata.state.StateStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Rows that were not pushed, and that no later run makes again: those of runs, and of run statuses that others may replace. They
 * wait for the next push. One thread at a time.
 */
final class Unsent {

    /** As many as a status each of a large account. The oldest give way. */
    static final int MOST = 10_000;

    private record Row(String table, LinkedHashMap<String, Object> row) {}

    private static final TypeReference<List<Row>> ROWS = new TypeReference<>() {};

    private final StateStore store;
    private final String file;
    private final Map<String, Change> waiting;
    private final Map<String, Change> more = new LinkedHashMap<>();
    private final Set<String> gone = new HashSet<>();
    private long givenUp;

    private Unsent(StateStore store, String file) {
        this.store = store;
        this.file = file;
        this.waiting = store.locked(this::rows);
    }

    static Unsent read(StateStore store, String file) {
        return new Unsent(store, file);
    }

    /** Those that waited before, the oldest first. */
    List<Change> changes() {
        return new ArrayList<>(waiting.values());
    }

    void add(HistoryTable table, Map<String, Object> row) {
        Change change = waiting(table, row);
        more.put(change.id(), change);
    }

    /** These need not wait any more. */
    void remove(Set<String> ids) {
        gone.addAll(ids);
        gone.retainAll(waiting.keySet());
    }

    /** How many rows were given up when they were kept, because there are too many. */
    long givenUp() {
        return givenUp;
    }

    /** Keeps them for the next run, beside those that another process keeps meanwhile. */
    void keep() {
        if (more.isEmpty() && gone.isEmpty()) {
            return;
        }
        store.locked(() -> {
            Map<String, Change> all = rows();
            all.keySet().removeAll(gone);
            all.putAll(more);
            givenUp = Math.max(0, all.size() - MOST);
            List<Row> rows = all.values().stream()
                    .skip(givenUp)
                    .map(change -> new Row(change.table().table(), new LinkedHashMap<>(change.row())))
                    .toList();
            if (rows.isEmpty()) {
                store.delete(file);
            } else {
                store.write(file, rows);
            }
            return null;
        });
    }

    private Map<String, Change> rows() {
        List<Row> rows = store.read(file, ROWS);
        Map<String, Change> byId = new LinkedHashMap<>();
        for (Row row : rows == null ? List.<Row>of() : rows) {
            // of another version, or broken
            if (row != null && row.row() != null && row.row().get(HistoryTable.KEY) instanceof String id) {
                Stream.of(HistoryTable.values())
                        .filter(table -> table.table().equals(row.table()))
                        .forEach(table -> byId.put(id, waiting(table, row.row())));
            }
        }
        return byId;
    }

    private static Change waiting(HistoryTable table, Map<String, Object> row) {
        return new Change(table, null, null, List.of(), "", row);
    }
}
