package io.github.stitchopenmetadata.catalog.resolve;

import io.github.stitchopenmetadata.naming.DestinationRules;
import io.github.stitchopenmetadata.naming.NameClaims;
import io.github.stitchopenmetadata.naming.NameIndex;
import io.github.stitchopenmetadata.naming.NameMatch;
import io.github.stitchopenmetadata.naming.NameMatch.Ambiguous;
import io.github.stitchopenmetadata.naming.Nesting;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * Tells which field each column of a destination table holds: by its own name, as a split of a column by data type, or as
 * a part of an object that Stitch does not describe. Fields that are not selected take part, and keep what is theirs.
 */
final class ColumnOwners {

    private static final String CHILD = ".";

    private final DestinationRules destination;
    private final LoadedTable table;
    private final Set<String> columns;
    private final List<LoadedField> claimants;
    private final NameClaims<LoadedField, String> own;
    private final Map<LoadedField, NameMatch<String>> matches;
    /** The columns that splits are named after and that are not there, because the first split was renamed too. */
    private NameClaims<LoadedField, String> plain;
    /** What the names of flattened columns begin with. */
    private NameClaims<LoadedField, String> objects;

    /** @param columns names of the columns; a nested one with those around it in front, joined by dots */
    ColumnOwners(DestinationRules destination, LoadedTable table, List<String> columns) {
        this.destination = destination;
        this.table = table;
        this.columns = new LinkedHashSet<>(columns);
        this.claimants = table.fields().stream()
                .filter(field -> !isRejected(field) && !isTakenOut(field))
                .toList();
        this.own = claims(columns, this::mayResemble, field -> true);
        this.matches = own.settle();
    }

    /** The field that a column holds. */
    Optional<LoadedField> of(String column) {
        return owner(column).filter(LoadedField::isSelected);
    }

    /** Whether the field's column was not taken because another field, or another column, fits as well. */
    boolean isAmbiguous(LoadedField field) {
        return matches.get(field) instanceof Ambiguous;
    }

    private Optional<LoadedField> owner(String column) {
        if (own.isTaken(column)) {
            return own.holder(column);
        }
        Optional<String> base = destination.plainOf(column);
        if (base.filter(own::isTaken).isPresent()) {
            return own.holder(base.get());
        }
        if (base.filter(plain()::isTaken).isPresent()) {
            return plain().holder(base.get())
                    .filter(field -> matches.get(field).found().isEmpty());
        }
        return destination.nesting() == Nesting.NATIVE_CHILDREN
                ? destination.around(column).stream()
                        .findFirst()
                        .flatMap(this::owner)
                        .filter(LoadedField::mayBeNested)
                : partOwner(column);
    }

    /** The object that a flattened column is a part of, if there is but one. */
    private Optional<LoadedField> partOwner(String column) {
        List<String> around = destination.around(column).stream()
                .filter(name -> objects().isTaken(name))
                .toList();
        if (around.isEmpty()) {
            return Optional.ofNullable(table.array());
        }
        List<Optional<LoadedField>> holders =
                around.stream().map(objects()::holder).toList();
        boolean one = holders.stream()
                        .map(holder -> holder.map(LoadedField::topLevel))
                        .distinct()
                        .count()
                == 1;
        return one ? holders.get(0) : Optional.empty();
    }

    private NameClaims<LoadedField, String> plain() {
        if (plain == null) {
            List<String> bases = columns.stream()
                    .flatMap(column -> destination.plainOf(column).stream())
                    .filter(base -> !columns.contains(base))
                    .distinct()
                    .toList();
            plain = claims(bases, (field, base) -> true, field -> true);
            plain.settle();
        }
        return plain;
    }

    private NameClaims<LoadedField, String> objects() {
        if (objects == null) {
            List<String> names = columns.stream()
                    .flatMap(column -> destination.around(column).stream())
                    .distinct()
                    .toList();
            objects = claims(names, (field, name) -> true, LoadedField::mayBeObject);
            objects.settle();
        }
        return objects;
    }

    private NameClaims<LoadedField, String> claims(
            Collection<String> names, BiPredicate<LoadedField, String> mayResemble, Predicate<LoadedField> claiming) {
        NameClaims<LoadedField, String> claims = new NameClaims<>(
                NameIndex.of(names), destination.isCaseSensitive(), false, (field, name) -> true, mayResemble);
        claimants.stream()
                .filter(claiming)
                .forEach(field -> claims.add(
                        field,
                        field.path(),
                        field.columns(),
                        field.isSelected(),
                        () -> field.isSelected()
                                && destination.isOpenColumn(field.field().name())));
        return claims;
    }

    /** An array becomes a table, and has no column in that of its stream. */
    private boolean isTakenOut(LoadedField field) {
        return destination.nesting() == Nesting.FLATTEN && field.mayBeArray() && field.hasItems();
    }

    /** A field that Stitch rejects has no column: what is called so is a split, or is somebody else's. */
    private boolean isRejected(LoadedField field) {
        return field.columns().stream()
                .allMatch(column -> destination.columnRejection(column).isPresent());
    }

    /**
     * Whether a column that merely resembles the name of a field is in its place: a plain column for a plain field, a part of
     * an object for a part of the same object. What looks like a split belongs to the column that it is a split of.
     */
    private boolean mayResemble(LoadedField field, String column) {
        if (destination.plainOf(column).isPresent()) {
            return false;
        }
        if (destination.nesting() == Nesting.NATIVE_CHILDREN) {
            return field.columns().stream().anyMatch(name -> before(name).equalsIgnoreCase(before(column)));
        }
        Optional<LoadedField> around = destination.around(column).stream()
                .flatMap(name -> objects().holder(name).stream())
                .findFirst();
        return field.parent() == table.array()
                ? around.isEmpty()
                : around.map(LoadedField::topLevel).equals(Optional.of(field.topLevel()));
    }

    private static String before(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf(CHILD)));
    }
}
