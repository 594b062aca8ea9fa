package io.github.stitchopenmetadata.catalog.register;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.model.LineageEdge;
import io.github.stitchopenmetadata.catalog.model.Place;
import io.github.stitchopenmetadata.catalog.model.RegisteredService;
import io.github.stitchopenmetadata.catalog.model.TaskNames;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.lineage.LineageMessage.Stream;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The tables registered for the streams of one source, one schema of {@link RegisteredService}. Thread-safe. */
final class SourceRegistration implements SourceEnd {

    private final RegisteredService service;
    private final String source;
    private final Map<Stream, RegisteredTable> tables = new IdentityHashMap<>();
    private final Map<String, RegisteredTable> byName = new HashMap<>();
    private final Map<String, JsonNode> known = new ConcurrentHashMap<>();
    private final Set<String> written = ConcurrentHashMap.newKeySet();

    SourceRegistration(RegisteredService service, LineageMessage message) {
        this.service = service;
        this.source = message.source().name();
        String schemaFqn = service.schemaFqn(source);
        int nameLimit = service.version().tableNameLimit();
        TaskNames.of(message.streams(), nameLimit).forEach((stream, name) -> {
            // a table must not lose its columns because its stream could not be read this time
            if (stream.problem() == null) {
                RegisteredTable table = new RegisteredTable(
                        schemaFqn, name, stream.name(), ColumnTypes.columns(stream.fields(), nameLimit));
                tables.put(stream, table);
                byName.put(name, table);
            }
        });
    }

    @Override
    public Optional<Place> place(Stream stream) {
        return Optional.ofNullable(tables.get(stream)).map(table -> Place.of(table.provisional()));
    }

    @Override
    public boolean isRegistered() {
        return true;
    }

    @Override
    public void addKnown(List<JsonNode> page) {
        page.stream().filter(table -> byName.containsKey(name(table))).forEach(table -> known.put(name(table), table));
    }

    @Override
    public void registered(RegisteredTable table, JsonNode answer) {
        JsonNode before = known.get(table.name());
        // also where a stand-in answers: a table keeps its id, which its edges hold
        known.put(
                table.name(), before == null ? answer : ((ObjectNode) answer.deepCopy()).set("id", before.path("id")));
        written.add(table.name());
    }

    @Override
    public List<RegisteredTable> due() {
        return byName.values().stream()
                .filter(table -> !written.contains(table.name()))
                .filter(table -> !known.containsKey(table.name()) || !table.isAs(known.get(table.name())))
                .toList();
    }

    @Override
    public boolean lacksMark() {
        return service.lacksMark(source);
    }

    @Override
    public String contents() {
        return byName.values().stream()
                .map(table -> table.body().toString())
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    /** Edges of tables that could not be registered are left out. */
    @Override
    public List<LineageEdge> edges(List<LineageEdge> planned, String pipelineId) {
        return planned.stream()
                .filter(edge -> known.containsKey(edge.from().name()))
                .map(edge -> RegisteredTable.edge(edge, known.get(edge.from().name())))
                .toList();
    }

    private static String name(JsonNode table) {
        return table.path("name").asText();
    }
}
