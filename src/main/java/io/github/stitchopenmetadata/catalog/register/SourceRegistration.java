package io.github.stitchopenmetadata.catalog.register;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.catalog.model.LineageEdge;
import io.github.stitchopenmetadata.catalog.model.Place;
import io.github.stitchopenmetadata.catalog.model.RegisteredService;
import io.github.stitchopenmetadata.catalog.model.TableIndex;
import io.github.stitchopenmetadata.catalog.model.TaskNames;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.lineage.LineageMessage.Stream;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The tables registered for the streams of one source, one schema of {@link RegisteredService}. Thread-safe. */
final class SourceRegistration implements SourceEnd {

    private final RegisteredService service;
    private final String source;
    private final Map<Stream, String> names;
    private final Map<Stream, RegisteredTable> tables;
    private final Map<String, RegisteredTable> byName = new HashMap<>();
    private final KnownTables known;

    /** @param bounds decides how many columns of tables are held in memory */
    SourceRegistration(RegisteredService service, LineageMessage message, TableIndex bounds) {
        this.service = service;
        this.source = message.source().name();
        this.names = TaskNames.of(message.streams(), service.version().tableNameLimit());
        this.known = new KnownTables(Set.copyOf(names.values()), bounds);
        this.tables = tables(message.streams(), stream -> stream);
    }

    private SourceRegistration(SourceRegistration whole, Map<Stream, Stream> tasks) {
        this.service = whole.service;
        this.source = whole.source;
        this.names = whole.names;
        this.known = whole.known;
        this.tables = tables(tasks.keySet(), tasks::get);
    }

    private Map<Stream, RegisteredTable> tables(Collection<Stream> streams, UnaryOperator<Stream> task) {
        Map<Stream, RegisteredTable> all = new IdentityHashMap<>();
        streams.forEach(stream -> {
            // a table must not lose its columns because its stream could not be read this time
            if (stream.problem() == null) {
                RegisteredTable table = new RegisteredTable(
                        service.schemaFqn(source),
                        names.get(task.apply(stream)),
                        stream.name(),
                        ColumnTypes.columns(stream.fields(), service.version().tableNameLimit()));
                all.put(stream, table);
                byName.put(table.name(), table);
            }
        });
        return all;
    }

    @Override
    public SourceEnd share(Map<Stream, Stream> tasks) {
        return new SourceRegistration(this, tasks);
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
        page.forEach(known::listed);
    }

    @Override
    public Optional<JsonNode> known(RegisteredTable table) {
        return known.of(table.name());
    }

    @Override
    public void registered(RegisteredTable table, JsonNode answer) {
        known.registered(table, answer);
    }

    @Override
    public List<RegisteredTable> due() {
        return byName.values().stream().filter(known::lacks).toList();
    }

    @Override
    public boolean lacksMark() {
        return service.lacksMark(source);
    }

    @Override
    public List<String> contents() {
        return byName.values().stream().map(table -> table.body().toString()).toList();
    }

    /** Edges of tables that could not be registered are left out. */
    @Override
    public List<LineageEdge> edges(List<LineageEdge> planned, String pipelineId) {
        return planned.stream()
                .flatMap(edge -> known.of(edge.from().name()).map(table -> RegisteredTable.edge(edge, table)).stream())
                .toList();
    }
}
