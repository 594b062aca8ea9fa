package io.github.stitchopenmetadata.catalog.register;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The registered tables of one source that are in the catalog, as the server gives them. Thread-safe. */
final class KnownTables {

    private final Set<String> wanted;
    private final Map<String, JsonNode> known = new ConcurrentHashMap<>();
    private final Set<String> written = ConcurrentHashMap.newKeySet();

    /** @param wanted the names of all tables that the source is to have */
    KnownTables(Set<String> wanted) {
        this.wanted = wanted;
    }

    /** @param table as the server lists it */
    void listed(JsonNode table) {
        String name = table.path("name").asText();
        if (wanted.contains(name)) {
            known.put(name, table);
        }
    }

    /** @param answer to PUT table */
    void registered(RegisteredTable table, JsonNode answer) {
        JsonNode before = known.get(table.name());
        // also where a stand-in answers: a table keeps its id, which its edges hold
        known.put(
                table.name(), before == null ? answer : ((ObjectNode) answer.deepCopy()).set("id", before.path("id")));
        written.add(table.name());
    }

    Optional<JsonNode> of(String name) {
        return Optional.ofNullable(known.get(name));
    }

    /** Whether the table is missing, or not as it should be. */
    boolean lacks(RegisteredTable table) {
        return !written.contains(table.name())
                && of(table.name()).filter(table::isAs).isEmpty();
    }
}
