package io.github.stitchopenmetadata.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Rows in batches of one table each, no more of them in memory than a batch of each table. */
final class Batches implements Iterator<HistoryBatch> {

    private final Iterator<Iterator<Change>> parts;
    private final Predicate<HistoryTable> wanted;
    private final int size;
    private final BooleanSupplier isOver;
    private final Map<HistoryTable, List<Change>> waiting = new EnumMap<>(HistoryTable.class);
    private Iterator<Change> part = Collections.emptyIterator();
    private HistoryBatch next;

    /**
     * @param parts  of which one goes after the other
     * @param wanted whether rows of a table are pushed at all
     * @param size   how many rows a batch has at most
     * @param isOver whether no other batch is wanted, although there is one
     */
    Batches(List<Iterator<Change>> parts, Predicate<HistoryTable> wanted, int size, BooleanSupplier isOver) {
        this.parts = parts.iterator();
        this.wanted = wanted;
        this.size = size;
        this.isOver = isOver;
    }

    @Override
    public boolean hasNext() {
        while (next == null && (part.hasNext() || !waiting.isEmpty() || parts.hasNext())) {
            if (part.hasNext()) {
                add(part.next());
            } else if (waiting.isEmpty()) {
                part = parts.next();
            } else {
                next = take(waiting.keySet().iterator().next());
            }
        }
        return next != null && !isOver.getAsBoolean();
    }

    @Override
    public HistoryBatch next() {
        if (next == null && !hasNext()) {
            throw new NoSuchElementException();
        }
        HistoryBatch batch = next;
        next = null;
        return batch;
    }

    private void add(Change change) {
        if (wanted.test(change.table())) {
            List<Change> batch = waiting.computeIfAbsent(change.table(), table -> new ArrayList<>());
            batch.add(change);
            next = batch.size() == size ? take(change.table()) : null;
        }
    }

    private HistoryBatch take(HistoryTable table) {
        return new HistoryBatch(table, waiting.remove(table));
    }
}
