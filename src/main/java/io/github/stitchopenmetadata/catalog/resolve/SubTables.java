package io.github.stitchopenmetadata.catalog.resolve;

import io.github.stitchopenmetadata.catalog.model.Table;
import io.github.stitchopenmetadata.lineage.LineageMessage.Stream;
import io.github.stitchopenmetadata.naming.DestinationRules;
import io.github.stitchopenmetadata.naming.NameClaims;
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
import java.util.function.Predicate;

/**
 * Finds the tables that the destination made of arrays. They have columns of their own by which they are known; where the
 * catalog does not list those, one that two arrays want, or a stream besides, gets no edge from an array.
 */
final class SubTables {

    /** A stream with both of its own tables. */
    record Origin(Stream stream, Table from, Table own) {}

    /** @param loaded what the table holds */
    record SubTable(Origin origin, LoadedTable loaded, Table table) {}

    private record Expected(Origin origin, LoadedTable loaded) {}

    private final DestinationRules destination;
    private final Predicate<String> streams;
    private final Set<String> own = new HashSet<>();
    private final Map<LoadedField, Expected> expected = new LinkedHashMap<>();
    private final Map<LoadedField, Origin> nested = new LinkedHashMap<>();
    private final Set<LoadedField> contested = new HashSet<>();

    /** @param streams the names of tables that are some stream's, or may be */
    SubTables(DestinationRules destination, Predicate<String> streams) {
        this.destination = destination;
        this.streams = streams;
    }

    /** @param tables those that the stream's fields may have become, its own among them */
    void add(Origin origin, List<LoadedTable> tables) {
        own.add(origin.own().name());
        for (LoadedTable table : tables) {
            if (table.array() != null) {
                expected.put(table.array(), new Expected(origin, table));
            }
            table.fields().stream().filter(LoadedField::mayBeNested).forEach(field -> nested.put(field, origin));
        }
    }

    /** @param tables of the destination schema */
    List<SubTable> find(NameIndex<Table> tables) {
        if (nested.isEmpty()) {
            return List.of();
        }
        List<Table> others = tables.items().stream()
                .filter(table -> !destination.isSystemTable(table.name())
                        && TableKind.of(table, destination).isArrays())
                .toList();
        NameIndex<Table> index = NameIndex.of(others, Table::name);
        NameClaims<LoadedField, Table> claims = new NameClaims<>(
                index,
                destination.isCaseSensitive(),
                false,
                (array, table) ->
                        array.mayHaveItemsIn(TableKind.of(table, destination).levels()),
                (array, table) -> isWithin(table, expected.get(array).origin()));
        expected.keySet().forEach(array -> claim(claims, array));
        List<SubTable> found = new ArrayList<>();
        claims.settle().forEach((array, match) -> settle(array, match, found));
        List<Table> undescribed = others.stream()
                .filter(table -> !claims.isTaken(table.name()) && !streams.test(table.name()))
                .filter(table -> TableKind.of(table, destination).isSure())
                .toList();
        if (!undescribed.isEmpty()) {
            NameClaims<LoadedField, String> around = around(undescribed);
            undescribed.forEach(table -> innermost(table, around)
                    .filter(field -> !isOfAnother(table, nested.get(field)))
                    .ifPresent(field -> found.add(new SubTable(nested.get(field), LoadedTable.of(field), table))));
        }
        return found;
    }

    /** Whether something else wants the table of this array as well. */
    boolean isContested(LoadedField array) {
        return contested.contains(array);
    }

    private void claim(NameClaims<LoadedField, ?> claims, LoadedField field) {
        claims.add(
                field,
                field.path(),
                field.tables(),
                field.isSelected(),
                () -> field.isSelected()
                        && destination.isOpenTable(field.field().name()));
    }

    private void settle(LoadedField array, NameMatch<Table> match, List<SubTable> found) {
        Optional<Table> table = match.found();
        if (match instanceof Ambiguous
                || table.filter(items -> streams.test(items.name())
                                || isOfAnother(items, expected.get(array).origin()))
                        .isPresent()) {
            contested.add(array);
        } else if (table.isPresent() && array.isSelected()) {
            found.add(new SubTable(
                    expected.get(array).origin(), expected.get(array).loaded(), table.get()));
        }
    }

    /** Whether a table may be of an array in another stream's table, of whose arrays nothing is known here. */
    private boolean isOfAnother(Table table, Origin origin) {
        return destination.tablesAround(table.name()).stream()
                .filter(name -> name.length() > origin.own().name().length())
                .anyMatch(name -> streams.test(name) && !own.contains(name));
    }

    /** Who has the names that those of the tables begin with. */
    private NameClaims<LoadedField, String> around(List<Table> tables) {
        List<String> names = tables.stream()
                .flatMap(table -> destination.tablesAround(table.name()).stream())
                .distinct()
                .toList();
        NameClaims<LoadedField, String> claims = new NameClaims<>(
                NameIndex.of(names),
                destination.isCaseSensitive(),
                false,
                (field, name) -> true,
                (field, name) -> false);
        nested.keySet().forEach(field -> claim(claims, field));
        claims.settle();
        return claims;
    }

    /** The innermost field that Stitch describes around a table that it does not. */
    private Optional<LoadedField> innermost(Table table, NameClaims<LoadedField, String> claims) {
        List<Optional<LoadedField>> around = destination.tablesAround(table.name()).stream()
                .filter(claims::isTaken)
                .map(claims::holder)
                .toList();
        boolean one = around.stream()
                        .map(holder -> holder.map(LoadedField::topLevel))
                        .distinct()
                        .count()
                == 1;
        int levels = TableKind.of(table, destination).levels();
        return one
                ? around.get(0).filter(field -> field.isSelected() && field.mayHaveArrayIn(levels))
                : Optional.empty();
    }

    /** Names that merely resemble each other must at least agree on the stream's own table. */
    private boolean isWithin(Table table, Origin origin) {
        return destination.tablesAround(table.name()).stream()
                .anyMatch(around -> destination.isCaseSensitive()
                        ? around.equals(origin.own().name())
                        : around.toLowerCase(Locale.ROOT)
                                .equals(origin.own().name().toLowerCase(Locale.ROOT)));
    }
}
