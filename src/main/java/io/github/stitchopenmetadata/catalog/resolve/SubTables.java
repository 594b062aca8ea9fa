package io.github.stitchopenmetadata.catalog.resolve;

import io.github.stitchopenmetadata.catalog.model.Table;
import io.github.stitchopenmetadata.lineage.LineageMessage.Stream;
import io.github.stitchopenmetadata.naming.DestinationRules;
import io.github.stitchopenmetadata.naming.NameIndex;
import io.github.stitchopenmetadata.naming.NameMatch;
import io.github.stitchopenmetadata.naming.NameMatch.Ambiguous;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the tables that the destination made of arrays. One that two arrays want, or a stream besides, gets no edge from an array. */
final class SubTables {

    /** A stream with both of its own tables. */
    record Origin(Stream stream, Table from, Table own) {}

    /** @param loaded what the table holds */
    record SubTable(Origin origin, LoadedTable loaded, Table table) {}

    /** A name that a table of this field's values may have, or that the names of such tables may begin with. */
    private record Claim(String name, LoadedField field, Origin origin) {}

    private record Expected(Origin origin, LoadedTable loaded) {}

    private final DestinationRules destination;
    private final Map<LoadedField, Expected> expected = new LinkedHashMap<>();
    private final List<Claim> claims = new ArrayList<>();
    private final Set<String> ownNames = new HashSet<>();
    private final Set<LoadedField> contested = new HashSet<>();
    private final Set<String> settled = new HashSet<>();
    private final List<SubTable> found = new ArrayList<>();

    SubTables(DestinationRules destination) {
        this.destination = destination;
    }

    /** @param tables those that the stream's fields may have become, its own among them */
    void add(Origin origin, List<LoadedTable> tables) {
        ownNames.add(lower(origin.own().name()));
        settled.add(origin.own().id());
        for (LoadedTable table : tables) {
            if (table.array() != null) {
                expected.put(table.array(), new Expected(origin, table));
            }
            table.fields().stream().filter(LoadedField::mayBeNested).forEach(field -> field.tables()
                    .forEach(name -> claims.add(new Claim(name, field, origin))));
        }
    }

    /** @param tables of the destination schema */
    List<SubTable> find(NameIndex<Table> tables) {
        if (claims.isEmpty()) {
            return List.of();
        }
        List<Table> others = tables.items().stream()
                .filter(table -> !settled.contains(table.id()) && !destination.isSystemTable(table.name()))
                .toList();
        Map<LoadedField, List<String>> wanted = new LinkedHashMap<>();
        expected.keySet().forEach(array -> wanted.put(array, array.tables()));
        NameIndex.of(others, Table::name).findAll(wanted).forEach(this::settle);
        NameIndex<Claim> names = NameIndex.of(claims, Claim::name);
        others.stream().filter(table -> !settled.contains(table.id())).forEach(table -> around(table, names)
                .ifPresent(claim -> found.add(new SubTable(claim.origin(), LoadedTable.of(claim.field()), table))));
        return found;
    }

    /** Whether something else wants the table of this array as well. */
    boolean isContested(LoadedField array) {
        return contested.contains(array) || array.tables().stream().anyMatch(name -> ownNames.contains(lower(name)));
    }

    private void settle(LoadedField array, NameMatch<Table> match) {
        if (match instanceof Ambiguous<Table> several) {
            contested.add(array);
            several.items().forEach(table -> settled.add(table.id()));
        }
        Origin origin = expected.get(array).origin();
        match.found().filter(table -> isWithin(table, origin)).ifPresent(table -> {
            settled.add(table.id());
            found.add(new SubTable(origin, expected.get(array).loaded(), table));
        });
    }

    /** The innermost field that Stitch describes around a table that it does not. */
    private Optional<Claim> around(Table table, NameIndex<Claim> names) {
        List<Claim> around = destination.tablesAround(table.name()).stream()
                .flatMap(name -> claimed(name, names).stream())
                .filter(claim -> isWithin(table, claim.origin()))
                .toList();
        boolean one = around.stream()
                        .map(claim -> claim.field().topLevel())
                        .distinct()
                        .count()
                == 1;
        return one ? Optional.of(around.get(0)) : Optional.empty();
    }

    private static List<Claim> claimed(String name, NameIndex<Claim> names) {
        NameMatch<Claim> match = names.find(name);
        return match instanceof Ambiguous<Claim> several
                ? several.items()
                : match.found().stream().toList();
    }

    /** Names that merely resemble each other must at least agree on the stream's own table. */
    private boolean isWithin(Table table, Origin origin) {
        return destination.tablesAround(table.name()).stream()
                .anyMatch(origin.own().name()::equalsIgnoreCase);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
