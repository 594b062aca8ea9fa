package io.github.stitchopenmetadata.catalog.resolve;

import static io.github.stitchopenmetadata.catalog.model.MissingEdge.Reason.AMBIGUOUS;
import static io.github.stitchopenmetadata.catalog.model.MissingEdge.Reason.DESTINATION_TABLE_NOT_IN_CATALOG;
import static io.github.stitchopenmetadata.catalog.model.MissingEdge.Reason.FAILED;
import static io.github.stitchopenmetadata.catalog.model.MissingEdge.Reason.FILTERED;
import static io.github.stitchopenmetadata.catalog.model.MissingEdge.Reason.NAME_REJECTED;
import static io.github.stitchopenmetadata.catalog.model.MissingEdge.Reason.NEVER_LOADED;
import static io.github.stitchopenmetadata.catalog.model.MissingEdge.Reason.SOURCE_TABLE_NOT_IN_CATALOG;

import io.github.stitchopenmetadata.catalog.model.LineageEdge;
import io.github.stitchopenmetadata.catalog.model.MissingEdge;
import io.github.stitchopenmetadata.catalog.model.MissingEdge.Reason;
import io.github.stitchopenmetadata.catalog.model.Place;
import io.github.stitchopenmetadata.catalog.model.Schema;
import io.github.stitchopenmetadata.catalog.model.Table;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.lineage.LineageMessage.Stream;
import io.github.stitchopenmetadata.naming.DestinationRules;
import io.github.stitchopenmetadata.naming.LoadingRules;
import io.github.stitchopenmetadata.naming.NameMatch;
import io.github.stitchopenmetadata.naming.SourceRules;
import io.github.stitchopenmetadata.naming.StreamName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the two tables of each stream of one lineage message. Every stream ends as an edge or as a missing edge. */
final class EdgeFinder {

    private final Plan plan;
    private final DestinationRules destination;
    private final SourceRules source;
    private final List<LineageEdge> edges = new ArrayList<>();
    private final List<MissingEdge> missing = new ArrayList<>();
    private final DroppedColumns dropped = new DroppedColumns();

    EdgeFinder(LoadingRules rules, Plan plan) {
        LineageMessage message = plan.message();
        this.plan = plan;
        this.source = rules.source(message.source().type(), message.source().protocol());
        this.destination = message.destination() == null
                ? null
                : rules.destination(message.destination().type()).orElse(null);
    }

    /** @throws Exception what listing the tables failed with */
    EdgeFinder find() throws Exception {
        Map<Stream, Table> from = sourceTables();
        Map<Stream, Table> to = destinationTables(from.keySet());
        StreamEdges drawn = new StreamEdges(plan, source, destination);
        to.forEach((stream, table) -> {
            if (table.id().equals(from.get(stream).id())) {
                without(stream, AMBIGUOUS, table.fqn() + " is both its source and its destination");
            } else {
                drawn.add(stream, from.get(stream), table);
            }
        });
        if (!to.isEmpty()) {
            drawn.addSubTables(plan.lookup().tables(plan.destination().schema().fqn()));
        }
        edges.addAll(drawn.edges());
        if (plan.end().hasColumns()) {
            dropped.addAll(drawn.dropped());
        }
        return this;
    }

    List<LineageEdge> edges() {
        return edges;
    }

    List<MissingEdge> missing() {
        return missing;
    }

    DroppedColumns dropped() {
        return dropped;
    }

    private Map<Stream, Table> sourceTables() throws Exception {
        Map<Stream, Table> tables = new LinkedHashMap<>();
        for (Stream stream : plan.message().streams()) {
            if (isEligible(stream)) {
                Place place = plan.sources().get(stream);
                if (place.table() != null) {
                    tables.put(stream, place.table());
                    continue;
                }
                Schema schema = place.schema();
                NameMatch<Table> match = plan.lookup().tables(schema.fqn()).find(stream.name());
                keep(stream, match, SOURCE_TABLE_NOT_IN_CATALOG, List.of(stream.name()), schema)
                        .ifPresent(table -> tables.put(stream, table));
            }
        }
        return tables;
    }

    /** Whether it makes sense to look for tables at all. */
    private boolean isEligible(Stream stream) {
        Place from = plan.sources().get(stream);
        if (!plan.metadata().includeLineage()) {
            without(stream, FILTERED, "includeLineage is false");
        } else if (stream.problem() != null) {
            without(stream, FAILED, stream.problem());
        } else if (plan.destination().isMissing()) {
            without(stream, plan.destination().reason(), plan.destination().detail());
        } else if (from.isMissing()) {
            without(stream, from.reason(), from.detail());
        } else {
            return true;
        }
        return false;
    }

    private Map<Stream, Table> destinationTables(Iterable<Stream> streams) throws Exception {
        Map<Stream, List<String>> wanted = new LinkedHashMap<>();
        for (Stream stream : streams) {
            List<String> names = names(stream);
            Optional<String> rejection = rejection(names);
            if (rejection.isPresent()) {
                without(stream, NAME_REJECTED, names.get(0) + " " + rejection.get());
            } else {
                wanted.put(stream, names);
            }
        }
        Map<Stream, Table> tables = new LinkedHashMap<>();
        if (!wanted.isEmpty()) {
            Schema schema = plan.destination().schema();
            plan.lookup().tables(schema.fqn()).findAll(wanted).forEach((stream, match) -> keep(
                            stream,
                            isSystemTable(match) ? new NameMatch.Absent<>() : match,
                            DESTINATION_TABLE_NOT_IN_CATALOG,
                            wanted.get(stream),
                            schema)
                    .ifPresent(table -> tables.put(stream, table)));
        }
        return tables;
    }

    /** Stitch's own tables hold no stream, however much its name resembles theirs. */
    private boolean isSystemTable(NameMatch<Table> match) {
        return match.found()
                .filter(table -> destination.isSystemTable(table.name()))
                .isPresent();
    }

    private List<String> names(Stream stream) {
        StreamName name = new StreamName(stream.name(), stream.database(), stream.schema());
        return source.baseNames(name, plan.message().source().options()).stream()
                .flatMap(base -> destination.tables(base).stream())
                .distinct()
                .toList();
    }

    /** Stitch loads nothing into a table whose every possible name it rejects. */
    private Optional<String> rejection(List<String> names) {
        boolean all = !names.isEmpty()
                && names.stream()
                        .allMatch(name -> destination.tableRejection(name).isPresent());
        return all ? destination.tableRejection(names.get(0)) : Optional.empty();
    }

    private Optional<Table> keep(
            Stream stream, NameMatch<Table> match, Reason absent, List<String> names, Schema schema) {
        if (match instanceof NameMatch.Ambiguous<Table> several) {
            without(
                    stream,
                    AMBIGUOUS,
                    several.items().size() == 1
                            ? "other streams claim " + several.items().get(0).fqn() + " as well"
                            : "tables "
                                    + several.items().stream().map(Table::fqn).toList() + " fit equally well");
        } else if (match instanceof NameMatch.Absent<Table>) {
            boolean neverLoaded = absent == DESTINATION_TABLE_NOT_IN_CATALOG && Boolean.FALSE.equals(stream.loaded());
            without(
                    stream,
                    neverLoaded ? NEVER_LOADED : absent,
                    "no table " + String.join(" or ", names) + " in " + schema.fqn());
        }
        return match.found();
    }

    private void without(Stream stream, Reason reason, String detail) {
        missing.add(new MissingEdge(plan.message().source().name(), stream.name(), reason, detail));
    }
}
