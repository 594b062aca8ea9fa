package io.github.stitchopenmetadata.catalog.register;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.catalog.model.LineageEdge;
import io.github.stitchopenmetadata.catalog.model.Place;
import io.github.stitchopenmetadata.lineage.LineageMessage.Stream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What stands at the source end of the edges of one source. */
public interface SourceEnd {

    /** The tables that are in the catalog already, if any. */
    SourceEnd FOUND = new SourceEnd() {

        @Override
        public Optional<Place> place(Stream stream) {
            return Optional.empty();
        }

        @Override
        public List<LineageEdge> edges(List<LineageEdge> planned, String pipelineId) {
            return planned;
        }
    };

    /** @param tasks some streams with all their fields; for each what is known of it before they are */
    default SourceEnd share(Map<Stream, Stream> tasks) {
        return this;
    }

    /** @return what the stream is read from, empty where that is to be found in the catalog */
    Optional<Place> place(Stream stream);

    /**
     * @param planned edges without the id of a source end that was not there when they were planned
     * @return the edges as they are to be drawn
     */
    List<LineageEdge> edges(List<LineageEdge> planned, String pipelineId);

    /** False where edges have no column pairs by nature: then none is missed. */
    default boolean hasColumns() {
        return true;
    }

    /** Whether tables are registered for the streams. */
    default boolean isRegistered() {
        return false;
    }

    /** The tables that are to be written before the edges. */
    default List<RegisteredTable> due() {
        return List.of();
    }

    /** Whether the schema of its tables does not say yet whose it is. */
    default boolean lacksMark() {
        return false;
    }

    /** What this end itself brings into the catalog, the same texts for the same things on every machine. */
    default List<String> contents() {
        return List.of();
    }

    /** @param page tables as the server lists them */
    default void addKnown(List<JsonNode> page) {}

    /** @return a table as the server has it, as far as is known */
    default Optional<JsonNode> known(RegisteredTable table) {
        return Optional.empty();
    }

    /** @param answer to PUT table */
    default void registered(RegisteredTable table, JsonNode answer) {}
}
