package io.github.stitchopenmetadata.catalog.edges;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.TreeSet;

/**
 * What a write does to an edge, for people.
 *
 * @param from    the full name of the entity that it comes from
 * @param to      the full name of the table that it leads to
 * @param kind    what becomes of it
 * @param added   the pairs of columns that it gets, such as {@code shop.orders.id → DWH.ORDERS.ID}
 * @param removed the pairs that it loses
 */
public record EdgeDifference(String from, String to, Kind kind, List<String> added, List<String> removed) {

    /** An edge that is left loses our part, and stays for those who use it too. */
    public enum Kind {
        DRAWN,
        CHANGED,
        REMOVED,
        LEFT
    }

    public static EdgeDifference of(EdgeWrite write) {
        EdgeWrite.Before before = write.before();
        TreeSet<String> removed = pairs(before.details());
        TreeSet<String> added =
                pairs(write.body() == null ? null : write.body().path("edge").path("lineageDetails"));
        TreeSet<String> both = new TreeSet<>(added);
        both.retainAll(removed);
        added.removeAll(both);
        removed.removeAll(both);
        return new EdgeDifference(before.from(), before.to(), kind(write), List.copyOf(added), List.copyOf(removed));
    }

    private static Kind kind(EdgeWrite write) {
        return switch (write.kind()) {
            case DRAW -> write.before().details() == null ? Kind.DRAWN : Kind.CHANGED;
            case DELETE -> Kind.REMOVED;
            case LEAVE -> Kind.LEFT;
        };
    }

    private static TreeSet<String> pairs(JsonNode details) {
        TreeSet<String> pairs = new TreeSet<>();
        if (details != null) {
            details.path("columnsLineage").forEach(entry -> entry.path("fromColumns")
                    .forEach(from -> pairs.add(
                            from.asText() + " → " + entry.path("toColumn").asText())));
        }
        return pairs;
    }
}
