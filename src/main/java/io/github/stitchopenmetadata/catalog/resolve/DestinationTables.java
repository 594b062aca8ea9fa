package io.github.stitchopenmetadata.catalog.resolve;

import io.github.stitchopenmetadata.catalog.model.Table;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.lineage.LineageMessage.Stream;
import io.github.stitchopenmetadata.naming.DestinationRules;
import io.github.stitchopenmetadata.naming.NameClaims;
import io.github.stitchopenmetadata.naming.NameIndex;
import io.github.stitchopenmetadata.naming.NameMatch;
import io.github.stitchopenmetadata.naming.SourceRules;
import io.github.stitchopenmetadata.naming.StreamName;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tables that Stitch loads the streams of one source into. All its streams claim tables there, also those without an edge:
 * what was not selected, or not found in the catalog's source, is not the table of another stream for that.
 */
final class DestinationTables {

    /** A stream by what is known of it. Two of one name are two. */
    private static final class Claimant {
        private final Stream stream;

        private Claimant(Stream stream) {
            this.stream = stream;
        }
    }

    private final DestinationRules destination;
    private final SourceRules source;
    private final Map<String, String> options;
    private final NameClaims<Claimant, Table> claims;
    private final Map<Stream, NameMatch<Table>> matches = new IdentityHashMap<>();

    /** @param tables of the schema that the source loads into */
    DestinationTables(
            LineageMessage message, SourceRules source, DestinationRules destination, NameIndex<Table> tables) {
        this.source = source;
        this.destination = destination;
        this.options = message.source().options();
        // Stitch's own tables hold no stream, however much its name resembles theirs
        this.claims = new NameClaims<>(
                tables,
                destination.isCaseSensitive(),
                true,
                (claimant, table) -> !destination.isSystemTable(table.name())
                        && TableKind.of(table, destination).isStreams(),
                (claimant, table) -> true);
        message.streams()
                .forEach(stream -> claim(stream, StreamNames.of(stream), "", !Boolean.FALSE.equals(stream.loaded())));
        message.deselectedStreams()
                .forEach(stream -> claim(null, StreamNames.of(stream), ", which is not selected", false));
        claims.settle().forEach((claimant, match) -> {
            if (claimant.stream != null) {
                matches.put(claimant.stream, match);
            }
        });
    }

    /** The table of a selected stream. */
    NameMatch<Table> of(Stream stream) {
        return matches.getOrDefault(stream, NameMatch.absent());
    }

    /** The names that the stream's table may have, likeliest first. */
    List<String> names(Stream stream) {
        return names(StreamNames.of(stream));
    }

    /** Why Stitch loads nothing into a table of any of these names. */
    Optional<String> rejection(List<String> names) {
        boolean all =
                names.stream().allMatch(name -> destination.tableRejection(name).isPresent());
        return all ? names.stream().findFirst().flatMap(destination::tableRejection) : Optional.empty();
    }

    /** Whether the table of a name is that of a stream, or may be that of several. */
    boolean isTaken(String table) {
        return claims.isTaken(table);
    }

    /** @param loaded whether it is loaded now, as far as is known */
    private void claim(Stream stream, StreamName name, String state, boolean loaded) {
        List<String> names = names(name);
        if (rejection(names).isEmpty()) {
            claims.add(
                    new Claimant(stream),
                    StreamNames.title(name) + state,
                    names,
                    loaded,
                    () -> stream != null && destination.isOpenTable(name.name()));
        }
    }

    private List<String> names(StreamName stream) {
        return source.baseNames(stream, options).stream()
                .flatMap(base -> destination.tables(base).stream())
                .distinct()
                .toList();
    }
}
