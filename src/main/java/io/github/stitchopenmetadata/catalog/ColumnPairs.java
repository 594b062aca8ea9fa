package io.github.stitchopenmetadata.catalog;

import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.naming.DestinationRules;
import io.github.stitchopenmetadata.naming.NameIndex;
import io.github.stitchopenmetadata.naming.NameMatch;
import io.github.stitchopenmetadata.naming.SourceRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pairs the replicated fields of a stream with the columns on both ends; what one end lacks is left out. */
final class ColumnPairs {

    private final SourceRules source;
    private final DestinationRules destination;

    ColumnPairs(SourceRules source, DestinationRules destination) {
        this.source = source;
        this.destination = destination;
    }

    List<Edge.ColumnPair> of(LineageMessage.Stream stream, Table from, Table to) {
        NameIndex<Table.Column> fromColumns = NameIndex.of(from.columns(), Table.Column::name);
        NameIndex<Table.Column> toColumns = NameIndex.of(
                to.columns().stream().filter(column -> !destination.isSystemColumn(column.name())).toList(), Table.Column::name);
        Map<String, List<String>> wanted = new LinkedHashMap<>();
        stream.fields().forEach(field -> wanted.put(field.name(), names(field)));
        Map<String, NameMatch<Table.Column>> loaded = toColumns.findAll(wanted);
        List<Edge.ColumnPair> pairs = new ArrayList<>();
        for (LineageMessage.Field field : stream.fields()) {
            Optional<Table.Column> read = fromColumns.find(field.name()).found();
            Optional<Table.Column> written = loaded.get(field.name()).found();
            if (read.isPresent() && written.isPresent()) {
                pairs.add(new Edge.ColumnPair(read.get().fqn(), written.get().fqn()));
            }
        }
        return pairs;
    }

    private List<String> names(LineageMessage.Field field) {
        return source.fields(field.name()).stream().flatMap(name -> destination.columns(name).stream()).distinct().toList();
    }
}
