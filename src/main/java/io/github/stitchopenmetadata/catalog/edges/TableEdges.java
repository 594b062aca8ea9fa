package io.github.stitchopenmetadata.catalog.edges;

import io.github.stitchopenmetadata.catalog.resolve.LineageEdge;
import java.util.List;

/**
 * The edges of one pipeline into one table, which are written together: servers take one write at a time per table.
 *
 * @param tableId the table that they lead to
 * @param wanted  the edges that are to be there
 * @param owner   the pipeline
 */
public record TableEdges(String tableId, List<LineageEdge> wanted, EdgeOwner owner) {

    public TableEdges {
        wanted = List.copyOf(wanted);
    }

    boolean wantsFrom(String id) {
        return wanted.stream().anyMatch(edge -> edge.from().id().equals(id));
    }

    /** The source that they are drawn for, by name. */
    public String source() {
        return owner.title();
    }

    /** What they are, for messages. */
    public String title() {
        return owner.title() + (wanted.isEmpty() ? " former edges" : " stream " + wanted.get(0).stream());
    }

    /** What an edge among them is, for messages. */
    public String title(EdgeWrite edge) {
        return owner.title() + " " + edge.what();
    }

    /** None of them arrived. */
    public void failed(Exception cause) {
        owner.outcome().failed(cause);
        wanted.forEach(edge -> owner.outcome().lost(edge.stream()));
    }

    /** One of them did not arrive. */
    public void failed(EdgeWrite write, Exception cause) {
        owner.outcome().failed(cause);
        wanted.stream()
                .filter(edge -> edge.from().id().equals(write.from().id()))
                .forEach(edge -> owner.outcome().lost(edge.stream()));
    }
}
