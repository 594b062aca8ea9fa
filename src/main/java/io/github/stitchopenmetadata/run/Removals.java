package io.github.stitchopenmetadata.run;

import io.github.stitchopenmetadata.catalog.edges.EdgeDifference;
import java.util.ArrayList;
import java.util.List;

/** The edges and pairs of columns that a run took away, each in a sentence. All are counted, not all are remembered. Thread-safe. */
public final class Removals {

    private static final int REMEMBERED = 20_000;

    private final List<String> lines = new ArrayList<>();
    private long count;

    void add(EdgeDifference difference) {
        String edge = "from " + difference.from() + " to " + difference.to();
        switch (difference.kind()) {
            case REMOVED -> add("the edge " + edge + " was removed");
            case LEFT -> add("the edge " + edge + " was left to others who use it, without what was drawn here");
            case DRAWN, CHANGED ->
                difference.removed().forEach(pair -> add("the pair of columns " + pair + " was removed"));
        }
    }

    private synchronized void add(String line) {
        count++;
        if (lines.size() < REMEMBERED) {
            lines.add(line);
        }
    }

    /**
     * What another process took away.
     *
     * @param all   how many
     * @param some of them, each in a sentence
     */
    synchronized void add(long all, List<String> some) {
        count += all;
        some.stream().limit(REMEMBERED - lines.size()).forEach(lines::add);
    }

    public synchronized long count() {
        return count;
    }

    /** The first ones, sorted. */
    public synchronized List<String> lines() {
        return lines.stream().sorted().toList();
    }
}
