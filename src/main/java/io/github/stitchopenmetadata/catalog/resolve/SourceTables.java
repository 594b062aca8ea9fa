package io.github.stitchopenmetadata.catalog.resolve;

import io.github.stitchopenmetadata.catalog.model.Place;
import io.github.stitchopenmetadata.catalog.model.Schema;
import io.github.stitchopenmetadata.catalog.model.Table;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.lineage.LineageMessage.Stream;
import io.github.stitchopenmetadata.naming.NameMatch;
import io.github.stitchopenmetadata.naming.SourceNames;
import io.github.stitchopenmetadata.naming.SourceRules;
import io.github.stitchopenmetadata.naming.StreamName;
import io.github.stitchopenmetadata.naming.TableLocation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tables of the catalog that streams are read from. */
final class SourceTables {

    private final Plan plan;
    private final SourceRules source;
    private final Map<TableLocation, List<String>> names = new HashMap<>();
    private final Map<TableLocation, SourceNames<Table>> tables = new HashMap<>();

    SourceTables(Plan plan, SourceRules source) {
        LineageMessage message = plan.message();
        this.plan = plan;
        this.source = source;
        message.streams().forEach(stream -> add(StreamNames.of(stream)));
        message.deselectedStreams().forEach(stream -> add(StreamNames.of(stream)));
    }

    /**
     * @param stream one of the source, as the plan holds it
     * @param place  what it is read from, which is not missing
     * @throws Exception what listing the tables failed with
     */
    NameMatch<Table> of(Stream stream, Place place) throws Exception {
        if (place.table() != null) {
            return new NameMatch.Matched<>(place.table());
        }
        TableLocation location = location(StreamNames.of(stream));
        if (!tables.containsKey(location)) {
            Schema schema = place.schema();
            tables.put(location, new SourceNames<>(plan.lookup().tables(schema.fqn()), names.get(location)));
        }
        return tables.get(location).find(stream.name());
    }

    private void add(StreamName stream) {
        names.computeIfAbsent(location(stream), location -> new ArrayList<>()).add(stream.name());
    }

    private TableLocation location(StreamName stream) {
        return source.location(stream, plan.message().source().options());
    }
}
