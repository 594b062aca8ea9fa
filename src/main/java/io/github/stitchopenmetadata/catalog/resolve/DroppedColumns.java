package io.github.stitchopenmetadata.catalog.resolve;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts dropped columns by reason, and remembers the first few of each as examples. Thread-safe. */
public final class DroppedColumns {

    private static final int EXAMPLES = 3;

    private final Map<DroppedColumn.Reason, Long> counts = new EnumMap<>(DroppedColumn.Reason.class);
    private final Map<DroppedColumn.Reason, List<DroppedColumn>> examples = new EnumMap<>(DroppedColumn.Reason.class);

    public synchronized void add(DroppedColumn column) {
        counts.merge(column.reason(), 1L, Long::sum);
        remember(column);
    }

    /** Adds so many of one reason, of which some are examples. */
    public synchronized void add(DroppedColumn.Reason reason, long count, List<DroppedColumn> some) {
        counts.merge(reason, count, Long::sum);
        some.forEach(this::remember);
    }

    /** Adds all that the other has counted. */
    public void addAll(DroppedColumns other) {
        Map<DroppedColumn.Reason, Long> counted = other.counts();
        List<DroppedColumn> remembered = counted.keySet().stream()
                .flatMap(reason -> other.examples(reason).stream())
                .toList();
        synchronized (this) {
            counted.forEach((reason, count) -> counts.merge(reason, count, Long::sum));
            remembered.forEach(this::remember);
        }
    }

    /** How many were dropped, by reason. */
    public synchronized Map<DroppedColumn.Reason, Long> counts() {
        return Collections.unmodifiableMap(new EnumMap<>(counts));
    }

    public synchronized List<DroppedColumn> examples(DroppedColumn.Reason reason) {
        return List.copyOf(examples.getOrDefault(reason, List.of()));
    }

    private void remember(DroppedColumn column) {
        List<DroppedColumn> remembered = examples.computeIfAbsent(column.reason(), reason -> new ArrayList<>());
        if (remembered.size() < EXAMPLES) {
            remembered.add(column);
        }
    }
}
