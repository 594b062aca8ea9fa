package io.github.stitchopenmetadata.catalog.register;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.stitchopenmetadata.text.InvalidAnswerException;
import io.github.stitchopenmetadata.text.Json;
import io.github.stitchopenmetadata.text.OneLine;
import io.github.stitchopenmetadata.text.WorkItem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tables that are registered in one call, which is answered with 200 whatever becomes of each of them, and without their ids. So
 * they are listed afterwards: what is there has arrived. One thread at a time.
 */
public final class TableBulk {

    private static final int TABLES = 100;
    /** Proxies cut what is too large. */
    private static final int COLUMNS = 5_000;

    private final List<TableRegistration> tables = new ArrayList<>();
    private final Map<String, String> refusals = new HashMap<>();
    private Exception failure;
    private int columns;

    /**
     * A table that was in a bulk.
     *
     * @param refusal why it did not arrive; null where it did
     */
    public record Settled(TableRegistration table, Exception refusal) implements WorkItem {

        @Override
        public String title() {
            return table.title();
        }

        @Override
        public void failed(Exception cause) {
            table.failed(cause);
        }
    }

    /** @return the tables in as many calls as they need */
    public static List<TableBulk> of(List<TableRegistration> tables) {
        List<TableBulk> bulks = new ArrayList<>();
        TableBulk last = null;
        for (TableRegistration table : tables) {
            if (last == null || last.tables.size() == TABLES || last.columns > COLUMNS) {
                last = new TableBulk();
                bulks.add(last);
            }
            last.tables.add(table);
            last.columns += table.table().columns().size();
        }
        return bulks;
    }

    /** The body of PUT. */
    public ArrayNode body() {
        ArrayNode body = Json.MAPPER.createArrayNode();
        tables.forEach(table -> body.add(table.table().body()));
        return body;
    }

    /** @param answer to PUT, with what was refused */
    void answered(JsonNode answer) {
        answer.path("failedRequest").forEach(refused -> {
            JsonNode request = refused.path("request");
            String name = request.isObject() ? request.path("name").asText() : request.asText();
            refusals.put(
                    name,
                    "answered " + refused.path("status").asText() + " \""
                            + OneLine.of(refused.path("message").asText()) + '"');
        });
    }

    /** The call failed: the server may have stored all of it, or some. */
    void failed(Exception cause) {
        failure = cause;
    }

    /** The tables are to be written one by one, and are none of this bulk any more. */
    List<TableRegistration> release() {
        List<TableRegistration> all = List.copyOf(tables);
        tables.clear();
        return all;
    }

    /** What became of the tables, which have been listed. */
    List<Settled> settle() {
        return tables.stream().map(this::settle).toList();
    }

    private Settled settle(TableRegistration registration) {
        RegisteredTable table = registration.table();
        Optional<JsonNode> stored = registration.end().known(table);
        String refusal = refusals.getOrDefault(table.name(), refusals.get(table.fqn()));
        if (refusal != null) {
            return new Settled(registration, new InvalidAnswerException("OpenMetadata /v1/tables/bulk: " + refusal));
        }
        if (failure != null && !stored.filter(table::isAs).isPresent()) {
            return new Settled(registration, failure);
        }
        if (stored.isEmpty()) {
            return new Settled(
                    registration,
                    new InvalidAnswerException(
                            "OpenMetadata /v1/tables/bulk: took " + table.fqn() + " and has it not"));
        }
        registration.end().registered(table, stored.get());
        return new Settled(registration, null);
    }
}
