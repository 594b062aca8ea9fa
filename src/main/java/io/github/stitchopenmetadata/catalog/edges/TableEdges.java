package io.github.stitchopenmetadata.catalog.edges;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.catalog.model.LineageEdge;
import io.github.stitchopenmetadata.http.CallFailedException;
import io.github.stitchopenmetadata.text.OneAtATime;
import io.github.stitchopenmetadata.text.WorkItem;
import java.util.List;

/**
 * The edges of one pipeline into one table, which are written together: servers take one write at a time per table.
 *
 * @param tableId the table that they lead to
 * @param wanted  the edges that are to be there
 * @param owner   the pipeline
 */
public record TableEdges(String tableId, List<LineageEdge> wanted, EdgeOwner owner) implements WorkItem, OneAtATime {

    @Override
    public String correlationKey() {
        return tableId;
    }

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

    @Override
    public String title() {
        return owner.title() + (wanted.isEmpty() ? " former edges" : " stream " + wanted.get(0).stream());
    }

    /** None of them arrived. */
    @Override
    public void failed(Exception cause) {
        owner.outcome().failed(cause);
        wanted.forEach(edge -> owner.outcome().lost(edge.stream()));
    }

    /** @return that they wait for a table that was deleted softly, for people */
    String left(JsonNode table) {
        owner.outcome().left();
        wanted.forEach(edge -> owner.outcome().lost(edge.stream()));
        return "edges of " + owner.title() + " are left until the table "
                + table.path("fullyQualifiedName").asText() + " is back, which OpenMetadata has as deleted";
    }

    /** One of them did not arrive. */
    void failed(EdgeWrite write, Exception cause) {
        owner.outcome().failed(cause);
        if (cause instanceof CallFailedException call && call.isSent() && !call.isFinal()) {
            owner.outcome().doubtful();
        }
        wanted.stream()
                .filter(edge -> edge.from().id().equals(write.from().id()))
                .forEach(edge -> owner.outcome().lost(edge.stream()));
    }
}
