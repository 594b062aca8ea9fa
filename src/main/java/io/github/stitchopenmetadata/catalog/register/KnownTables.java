package io.github.stitchopenmetadata.catalog.register;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.model.TableIndex;
import io.github.stitchopenmetadata.state.Spill;
import io.github.stitchopenmetadata.text.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The registered tables of one source that are in the catalog, as the server gives them; those that do not fit into memory lie
 * in a file. Thread-safe.
 */
final class KnownTables {

    private final Set<String> wanted;
    private final TableIndex bounds;
    private final Map<String, JsonNode> held = new HashMap<>();
    private final Map<String, Long> places = new HashMap<>();
    private final Set<String> written = new HashSet<>();
    private Spill file;
    private long weight;

    /**
     * @param wanted the names of all tables that the source is to have
     * @param bounds decides how many columns are held in memory
     */
    KnownTables(Set<String> wanted, TableIndex bounds) {
        this.wanted = wanted;
        this.bounds = bounds;
    }

    /** @param table as the server lists it */
    synchronized void listed(JsonNode table) {
        if (wanted.contains(table.path("name").asText())) {
            put(table);
        }
    }

    /** @param answer to PUT table */
    synchronized void registered(RegisteredTable table, JsonNode answer) {
        // also where a stand-in answers: a table keeps its id, which its edges hold
        put(of(table.name())
                .map(before -> ((ObjectNode) answer.deepCopy()).set("id", before.path("id")))
                .map(JsonNode.class::cast)
                .orElse(answer));
        written.add(table.name());
    }

    synchronized Optional<JsonNode> of(String name) {
        Long place = places.get(name);
        try {
            return place == null
                    ? Optional.ofNullable(held.get(name))
                    : Optional.of(Json.MAPPER.readTree(file.read(place)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Whether the table is missing, or not as it should be. */
    synchronized boolean lacks(RegisteredTable table) {
        return !written.contains(table.name())
                && of(table.name()).filter(table::isAs).isEmpty();
    }

    private void put(JsonNode table) {
        held.put(table.path("name").asText(), table);
        weight += 1 + table.path("columns").size();
        if (file != null || bounds.isTooMuch(weight)) {
            file = file == null ? bounds.spill() : file;
            held.forEach(this::store);
            held.clear();
        }
    }

    private void store(String name, JsonNode table) {
        try {
            places.put(name, file.append(Json.bytes(table)));
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }
}
