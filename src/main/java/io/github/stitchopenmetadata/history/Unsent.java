package io.github.stitchopenmetadata.history;

import com.fasterxml.jackson.core.type.TypeReference;
import io.github.stitchopenmetadata.state.StateStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
    private final Map<String, Change> byId = new LinkedHashMap<>();
    private boolean changed;
    private long givenUp;

    private Unsent(StateStore store, String file) {
        this.store = store;
        this.file = file;
    }

    static Unsent read(StateStore store, String file) {
        Unsent unsent = new Unsent(store, file);
        List<Row> rows = store.locked(() -> store.read(file, ROWS));
        if (rows != null) {
            rows.forEach(row -> unsent.restore(row));
        }
        return unsent;
    }

    private void restore(Row row) {
        Optional<HistoryTable> table = Arrays.stream(HistoryTable.values())
                .filter(each -> row != null && each.table().equals(row.table()))
                .findFirst();
        if (table.isPresent() && row.row() != null && row.row().get(HistoryTable.KEY) instanceof String id) {
            byId.put(id, waiting(table.get(), row.row()));
        } else {
            changed = true;
        }
    }

    /** The oldest first. */
    List<Change> changes() {
        return new ArrayList<>(byId.values());
    }

    void add(HistoryTable table, Map<String, Object> row) {
        Change change = waiting(table, row);
        byId.remove(change.id());
        byId.put(change.id(), change);
        if (byId.size() > MOST) {
            byId.remove(byId.keySet().iterator().next());
            givenUp++;
        }
        changed = true;
    }

    /** These need not wait any more. */
    void remove(Set<String> ids) {
        changed |= byId.keySet().removeAll(ids);
    }

    /** How many rows were given up, because there are too many. */
    long givenUp() {
        return givenUp;
    }

    /** Keeps them for the next run. */
    void keep() {
        if (changed) {
            List<Row> rows = byId.values().stream()
                    .map(change -> new Row(change.table().table(), new LinkedHashMap<>(change.row())))
                    .toList();
            store.locked(() -> {
                if (rows.isEmpty()) {
                    store.delete(file);
                } else {
                    store.write(file, rows);
                }
                return null;
            });
            changed = false;
        }
    }

    private static Change waiting(HistoryTable table, Map<String, Object> row) {
        return new Change(table, null, null, List.of(), "", row);
    }
}
