package io.github.stitchopenmetadata.catalog.edges;

import java.util.Iterator;
import java.util.List;

/**
 * What is to be written so that the edges into one table are as wanted.
 *
 * @param into the edges that are wanted
 * @param all  the writes; edges that are there already need none
 * @param toGone whether the server has no such table, or hides it
 */
public record EdgeWrites(TableEdges into, List<EdgeWrite> all, boolean toGone) implements Iterable<EdgeWrite> {

    public EdgeWrites {
        all = List.copyOf(all);
    }

    @Override
    public Iterator<EdgeWrite> iterator() {
        return all.iterator();
    }

    /** How many of the wanted edges are there already. */
    public long unchanged() {
        return into.wanted().size()
                - all.stream()
                        .filter(write -> write.kind() == EdgeWrite.Kind.DRAW)
                        .count();
    }
}
