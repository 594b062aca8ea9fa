package io.github.stitchopenmetadata.catalog.resolve;

import io.github.stitchopenmetadata.naming.DestinationRules;
import io.github.stitchopenmetadata.naming.NameIndex;
import io.github.stitchopenmetadata.naming.NameMatch;
import io.github.stitchopenmetadata.naming.NameMatch.Ambiguous;
import io.github.stitchopenmetadata.naming.NameMatch.How;
import io.github.stitchopenmetadata.naming.NameMatch.Matched;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells which field each column of a destination table holds: by its own name, as a split of a column by data type, or as
 * a part of an object that Stitch does not describe.
 */
final class ColumnOwners {

    /** A name under which the splits and parts of a field are looked for. */
    private record Claim(String name, LoadedField field) {}

    private final DestinationRules destination;
    private final LoadedTable table;
    private final Map<LoadedField, NameMatch<String>> matches;
    private final Map<String, Matched<String>> matched = new HashMap<>();
    private final Map<String, LoadedField> named = new HashMap<>();
    private final NameIndex<Claim> claims;

    /** @param columns names of the columns; a nested one with those around it in front, joined by dots */
    ColumnOwners(DestinationRules destination, LoadedTable table, List<String> columns) {
        this.destination = destination;
        this.table = table;
        Map<LoadedField, List<String>> wanted = new LinkedHashMap<>();
        table.fields().forEach(field -> wanted.put(field, field.columns()));
        matches = NameIndex.of(columns).findAll(wanted);
        List<Claim> claimed = new ArrayList<>();
        matches.forEach((field, match) -> {
            if (match instanceof Matched<String> found) {
                matched.put(found.name(), found);
                named.put(found.name(), field);
                claimed.add(new Claim(found.name(), field));
            } else {
                field.columns().forEach(name -> claimed.add(new Claim(name, field)));
            }
        });
        claims = NameIndex.of(claimed, Claim::name);
    }

    /** The field that a column holds; a name that merely resembles the column's gives way to what the column's name says. */
    Optional<LoadedField> of(String column) {
        LoadedField own = named.get(column);
        if (own != null && matched.get(column).how() != How.NORMALIZED && !isNamedLikeSplit(own)) {
            return Optional.of(own);
        }
        return splitOwner(column).or(() -> owner(column, own));
    }

    /** Whether the field's column was not taken because another field, or another column, fits as well. */
    boolean isAmbiguous(LoadedField field) {
        return matches.get(field) instanceof Ambiguous;
    }

    private Optional<LoadedField> owner(String column, LoadedField resembling) {
        List<LoadedField> around = destination.around(column).stream()
                .flatMap(name -> claimed(name).filter(LoadedField::mayBeNested).or(() -> splitOwner(name)).stream())
                .toList();
        if (around.stream().map(LoadedField::topLevel).distinct().count() > 1) {
            return Optional.empty();
        }
        if (resembling != null && resembles(resembling, around)) {
            return Optional.of(resembling);
        }
        return around.stream().findFirst().or(() -> Optional.ofNullable(table.array()));
    }

    /** A part of an object is taken for a part of that object only, a plain field for a plain column only. */
    private boolean resembles(LoadedField field, List<LoadedField> around) {
        return field.parent() == table.array()
                ? around.isEmpty()
                : !around.isEmpty() && around.get(0).topLevel() == field.topLevel();
    }

    /** Stitch rejects such a field: where the plain one is loaded too, the column of that name holds the plain one's values. */
    private boolean isNamedLikeSplit(LoadedField field) {
        return destination.plainOf(field.field().name()).isPresent();
    }

    private Optional<LoadedField> splitOwner(String column) {
        return destination.plainOf(column).flatMap(this::claimed);
    }

    private Optional<LoadedField> claimed(String name) {
        NameMatch<Claim> match = claims.find(name);
        List<LoadedField> fields = match instanceof Ambiguous<Claim> several
                ? several.items().stream().map(Claim::field).distinct().toList()
                : match.found().map(Claim::field).stream().toList();
        return fields.size() == 1 ? Optional.of(fields.get(0)) : Optional.empty();
    }
}
