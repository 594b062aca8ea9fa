package io.github.stitchopenmetadata.catalog.model;

import java.util.List;

/**
 * An edge to be drawn to the table that Stitch loads a stream into, from its source table or from the pipeline itself.
 *
 * @param stream   the stream that the edge stands for, for messages
 * @param fromType {@link #TABLE} or {@link #PIPELINE}
 * @param columns  what is loaded into what, as fully qualified names taken from the catalog
 */
public record LineageEdge(String stream, String fromType, Table from, Table to, List<ColumnPair> columns) {

    public static final String TABLE = "table";
    public static final String PIPELINE = "pipeline";

    public record ColumnPair(String from, String to) {}

    public LineageEdge {
        columns = List.copyOf(columns);
    }

    /** Whether it comes from a table, and not from the pipeline itself. */
    public boolean isFromTable() {
        return fromType.equals(TABLE);
    }

    /** An edge from a table. */
    public LineageEdge(String stream, Table from, Table to, List<ColumnPair> columns) {
        this(stream, TABLE, from, to, columns);
    }
}
