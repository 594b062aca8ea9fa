package io.github.stitchopenmetadata.catalog;

import java.util.List;

/**
 * An edge to be drawn from a source table to the table that Stitch loads it into.
 *
 * @param stream  the stream that the edge stands for, for messages
 * @param columns what is loaded into what, as fully qualified names taken from the catalog
 */
public record Edge(String stream, Table from, Table to, List<ColumnPair> columns) {

    public record ColumnPair(String from, String to) {
    }

    public Edge {
        columns = List.copyOf(columns);
    }
}
