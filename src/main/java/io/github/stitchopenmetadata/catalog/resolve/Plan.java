package io.github.stitchopenmetadata.catalog.resolve;

import io.github.stitchopenmetadata.catalog.model.Catalog;
import io.github.stitchopenmetadata.catalog.model.Place;
import io.github.stitchopenmetadata.catalog.model.Table;
import io.github.stitchopenmetadata.catalog.model.TableIndex;
import io.github.stitchopenmetadata.catalog.register.SourceEnd;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.naming.NormalizedKey;
import io.github.stitchopenmetadata.workflow.PipelineMetadata;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where the tables of one lineage message are to be found.
 *
 * @param catalog     the server
 * @param metadata    what the workflow asks for
 * @param destination the schema that the source loads into
 * @param sources     the schema that each stream is read from
 * @param lookup      the tables of those schemas
 * @param end         what stands at the source end of the edges
 */
public record Plan(
        Catalog catalog,
        LineageMessage message,
        PipelineMetadata metadata,
        Place destination,
        Map<LineageMessage.Stream, Place> sources,
        TableIndex.Lookup lookup,
        SourceEnd end) {

    /** All tables of the schema that the source loads into. */
    public Collection<Table> destinationTables() {
        return destination.isMissing()
                ? List.of()
                : lookup.tables(destination.schema().fqn()).items();
    }

    /**
     * Those of them that streams may have been loaded into, or their arrays: rather too many than too few, since it does not matter
     * by which rule they were named.
     *
     * @param streams by name
     */
    public Stream<Table> tablesNamedLike(Collection<String> streams) {
        List<String> keys = streams.stream()
                .map(name -> NormalizedKey.of(name).value())
                .distinct()
                .toList();
        return destinationTables().stream().filter(table -> {
            String name = NormalizedKey.of(table.name()).value();
            // a name that is too long for the destination is cut
            return keys.stream().anyMatch(stream -> name.contains(stream) || stream.startsWith(name));
        });
    }

    /** The full name of the schema that holds the registered tables of the source. */
    public String registeredSchemaFqn() {
        return catalog.registeredService().schemaFqn(message.source().name());
    }

    static Set<String> schemas(Place destination, Collection<Place> sources) {
        Set<String> schemas = new LinkedHashSet<>();
        if (!destination.isMissing()) {
            Stream.concat(Stream.of(destination), sources.stream())
                    .filter(place -> place.schema() != null)
                    .forEach(place -> schemas.add(place.schema().fqn()));
        }
        return schemas;
    }
}
