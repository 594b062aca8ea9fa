package io.github.stitchopenmetadata.catalog.pipeline;

import io.github.stitchopenmetadata.naming.NormalizedKey;
import io.github.stitchopenmetadata.text.WorkItem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The edges of one source that are to go, held back until all of them are known, so that a mistake in a name does not take them away
 * unseen. Thread-safe.
 */
public final class Losses {

    /**
     * An edge that is to go.
     *
     * @param table what was wanted into the table that it leads to
     * @param from  the full name of the entity that it comes from
     * @param to    the full name of the table
     */
    public record Loss(WorkItem table, String from, String to) {

        private boolean isOf(Set<NormalizedKey> streams) {
            String table = lastPart(to);
            // a sub-table bears the name of its stream, too
            return streams.contains(NormalizedKey.of(lastPart(from)))
                    || streams.contains(NormalizedKey.of(table))
                    || streams.contains(NormalizedKey.of(table.replaceFirst("__.*", "")));
        }

        private static String lastPart(String fqn) {
            return fqn.replaceFirst("^.*?(\"[^\"]*\"|[^.\"]*)$", "$1").replace("\"", "");
        }
    }

    private final List<Loss> losses = new ArrayList<>();
    private long kept;
    private boolean released;

    /** @param edges that are there and stay */
    public synchronized void keep(long edges) {
        kept += edges;
    }

    public synchronized void add(Loss loss) {
        losses.add(loss);
    }

    /** How many edges are there that stay. */
    public synchronized long kept() {
        return kept;
    }

    /**
     * Those that nobody asked for in Stitch: not of streams that the source has lost, or that are no longer selected.
     *
     * @param former   the names of streams that had a task when the source was delivered last
     * @param selected the names of those that have one now
     */
    public synchronized List<Loss> unexpected(Set<String> former, Set<String> selected) {
        Set<NormalizedKey> now = keys(selected);
        Set<NormalizedKey> gone = keys(former);
        gone.removeAll(now);
        return losses.stream()
                .filter(loss -> !loss.isOf(gone) || loss.isOf(now))
                .toList();
    }

    /** From now on the edges may go. */
    public synchronized void release() {
        released = true;
    }

    public synchronized boolean isReleased() {
        return released;
    }

    /** The tables that lose edges, once it is decided that they do; none before that. */
    public synchronized List<WorkItem> tables() {
        return released
                ? List.copyOf(losses.stream().map(Loss::table).collect(Collectors.toCollection(LinkedHashSet::new)))
                : List.of();
    }

    private static Set<NormalizedKey> keys(Set<String> names) {
        return names.stream().map(NormalizedKey::of).collect(Collectors.toSet());
    }
}
