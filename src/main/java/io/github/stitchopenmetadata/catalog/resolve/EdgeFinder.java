package io.github.stitchopenmetadata.catalog.resolve;

import static io.github.stitchopenmetadata.catalog.model.MissingEdge.Reason.AMBIGUOUS;
import static io.github.stitchopenmetadata.catalog.model.MissingEdge.Reason.DESTINATION_TABLE_NOT_IN_CATALOG;
import static io.github.stitchopenmetadata.catalog.model.MissingEdge.Reason.FAILED;
import static io.github.stitchopenmetadata.catalog.model.MissingEdge.Reason.FILTERED;
import static io.github.stitchopenmetadata.catalog.model.MissingEdge.Reason.NAME_REJECTED;
import static io.github.stitchopenmetadata.catalog.model.MissingEdge.Reason.NEVER_LOADED;
import static io.github.stitchopenmetadata.catalog.model.MissingEdge.Reason.SAME_TABLE;
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
import io.github.stitchopenmetadata.naming.NameIndex;
import io.github.stitchopenmetadata.naming.NameMatch;
import io.github.stitchopenmetadata.naming.SourceRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the two tables of each stream of a share of a source. Every stream ends as an edge or as a missing edge. */
final class EdgeFinder {

    private final Share share;
    private final Plan plan;
    private final DestinationRules destination;
    private final SourceRules source;
    private final List<LineageEdge> edges = new ArrayList<>();
    private final List<MissingEdge> missing = new ArrayList<>();
    private final DroppedColumns dropped = new DroppedColumns();

    EdgeFinder(LoadingRules rules, Share share) {
        this.share = share;
        this.plan = share.plan();
        LineageMessage message = plan.message();
        this.source = rules.source(message.source().type(), message.source().protocol());
        this.destination = message.destination() == null
                ? null
                : rules.destination(message.destination().type()).orElse(null);
    }

    /** @throws Exception what listing the tables failed with */
    EdgeFinder find() throws Exception {
        List<Stream> eligible =
                share.streams().stream().filter(this::isEligible).toList();
        if (!eligible.isEmpty()) {
            draw(eligible);
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

    private void draw(List<Stream> eligible) throws Exception {
        NameIndex<Table> tables =
                plan.lookup().tables(plan.destination().schema().fqn());
        SourceTables from = share.source().from(source);
        DestinationTables to = share.source().to(source, destination);
        StreamEdges drawn = new StreamEdges(plan, source, destination, to);
        for (Stream stream : eligible) {
            Optional<Table> read = from(stream, from.of(share.task(stream), share.place(stream)));
            Optional<Table> loaded = read.flatMap(table -> to(stream, to));
            if (loaded.isPresent()) {
                add(drawn, stream, read.get(), loaded.get());
            }
        }
        for (Stream other : share.others()) {
            claim(drawn, other, from, to);
        }
        drawn.addSubTables(tables);
        edges.addAll(drawn.edges());
        if (share.end().hasColumns()) {
            dropped.addAll(drawn.dropped());
        }
    }

    /** A stream that is not in the share has the tables of its arrays all the same. */
    private void claim(StreamEdges drawn, Stream other, SourceTables from, DestinationTables to) throws Exception {
        Place place = plan.sources().get(other);
        if (StreamEdges.mayHaveSubTables(other) && other.problem() == null && !place.isMissing()) {
            Optional<Table> read = from.of(other, place).found();
            Optional<Table> loaded = to.of(other).found();
            if (read.isPresent()
                    && loaded.isPresent()
                    && !read.get().id().equals(loaded.get().id())) {
                drawn.claim(other, read.get(), loaded.get());
            }
        }
    }

    /** Whether it makes sense to look for tables at all. */
    private boolean isEligible(Stream stream) {
        Place from = share.place(stream);
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

    private Optional<Table> from(Stream stream, NameMatch<Table> match) {
        if (match.found().isEmpty()) {
            Schema schema = share.place(stream).schema();
            without(stream, match, SOURCE_TABLE_NOT_IN_CATALOG, List.of(stream.name()), schema);
        }
        return match.found();
    }

    private Optional<Table> to(Stream stream, DestinationTables tables) {
        NameMatch<Table> match = tables.of(share.task(stream));
        if (match.found().isPresent()) {
            return match.found();
        }
        List<String> names = tables.names(stream);
        Optional<String> rejection = tables.rejection(names);
        if (rejection.isPresent()) {
            without(stream, NAME_REJECTED, names.get(0) + " " + rejection.get());
        } else {
            boolean neverLoaded = Boolean.FALSE.equals(stream.loaded());
            without(
                    stream,
                    match,
                    neverLoaded ? NEVER_LOADED : DESTINATION_TABLE_NOT_IN_CATALOG,
                    names,
                    plan.destination().schema());
        }
        return Optional.empty();
    }

    private void add(StreamEdges drawn, Stream stream, Table from, Table to) {
        if (to.id().equals(from.id())) {
            without(stream, SAME_TABLE, to.fqn() + " is both its source and its destination");
        } else {
            drawn.add(stream, from, to);
        }
    }

    private void without(Stream stream, NameMatch<Table> match, Reason absent, List<String> names, Schema schema) {
        if (match instanceof NameMatch.Ambiguous<Table> several) {
            without(stream, AMBIGUOUS, several(several));
        } else {
            without(
                    stream,
                    absent,
                    "no table " + String.join(" or ", names) + " in " + schema.fqn()
                            + near((NameMatch.Absent<Table>) match));
        }
    }

    private static String several(NameMatch.Ambiguous<Table> several) {
        List<String> tables = several.items().stream().map(Table::fqn).toList();
        return several.rivals().isEmpty()
                ? "tables " + tables
                        + " fit equally well; rename those that are not the stream's, or leave them out of the catalog"
                : tables.get(0) + " may as well be the table of " + String.join(" and ", several.rivals())
                        + "; de-select all but one of these streams, or rename their tables in the source";
    }

    /** What was not taken, so that nobody takes it for overlooked. */
    private static String near(NameMatch.Absent<Table> absent) {
        if (absent.near() == null) {
            return "";
        }
        return absent.holder() == null
                ? "; " + absent.near().name() + " is not known to be the same"
                : "; " + absent.near().name() + " is that of " + absent.holder();
    }

    private void without(Stream stream, Reason reason, String detail) {
        missing.add(new MissingEdge(plan.message().source().name(), stream.name(), reason, detail));
    }
}
