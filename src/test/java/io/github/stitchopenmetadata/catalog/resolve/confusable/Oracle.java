package io.github.stitchopenmetadata.catalog.resolve.confusable;

import io.github.stitchopenmetadata.catalog.resolve.confusable.ConfusableAccount.Field;
import io.github.stitchopenmetadata.catalog.resolve.confusable.ConfusableAccount.Kind;
import io.github.stitchopenmetadata.catalog.resolve.confusable.ConfusableAccount.Place;
import io.github.stitchopenmetadata.catalog.resolve.confusable.ConfusableAccount.Stream;
import io.github.stitchopenmetadata.catalog.resolve.confusable.ConfusableAccount.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * Says of an account which edges and pairs are true, and of which streams and arrays nothing decides which table is theirs. All
 * other edges and pairs are forbidden. {@link Claims} holds what decides between several who may have one name.
 */
final class Oracle {

    /** Something that values are read from: a field, or what stands in it. */
    record Part(Field field, String inner) {

        String name() {
            return inner == null ? field.name() : inner;
        }
    }

    /** @param pairs from columns of the destination table to what is loaded into them */
    record Edge(Stream stream, Table from, Table to, Map<String, Part> pairs) {}

    /** An array, or something of which nothing tells that it is none, in the table of its stream. */
    private record Inside(Stream stream, Table own, Field field) {}

    private final ConfusableAccount account;
    private final DocumentedNames names;
    private final Map<Stream, List<Field>> fields = new IdentityHashMap<>();
    private final Map<Stream, Table> from = new IdentityHashMap<>();
    private final Map<Stream, Table> own = new IdentityHashMap<>();
    private final Claims<Stream> streams;
    private final List<Edge> edges = new ArrayList<>();
    private int undecidedArrays;

    Oracle(ConfusableAccount account) {
        this.account = account;
        this.names = new DocumentedNames(account.destinationType);
        for (Stream stream : account.streams) {
            from.put(stream, source(stream));
            fields.put(stream, stream.fields().isEmpty() ? catalogued(from.get(stream)) : stream.fields());
        }
        this.streams = streams();
        if (!names.isSupported() || schemas() != 1) {
            return;
        }
        account.streams.stream()
                .filter(stream -> stream.selected() && from.get(stream) != null)
                .forEach(stream -> {
                    Table table = table(streams.own(stream));
                    if (table != null) {
                        own.put(stream, table);
                        edges.add(new Edge(stream, from.get(stream), table, pairs(stream, null, table)));
                    }
                });
        if (names.flattens()) {
            addSubTables();
        }
    }

    List<Edge> edges() {
        return edges;
    }

    /** Whether nothing tells which table is that of a selected stream whose source table is known, or which schema. */
    boolean isUndecided(Stream stream) {
        return names.isSupported()
                && (schemas() > 1
                        || schemas() == 1 && isReadFromTwo(stream)
                        || schemas() == 1 && from.get(stream) != null && streams.isUndecided(stream));
    }

    /** How many selected arrays there are of which nothing tells which table is theirs. */
    int undecidedArrays() {
        return undecidedArrays;
    }

    /** Whether a stream has a table that it is read from, which is known. */
    boolean isRead(Stream stream) {
        return from.get(stream) != null;
    }

    /** The own table of a stream, or null. */
    Table own(Stream stream) {
        return own.get(stream);
    }

    /** Whether no reading of the documentation gives a stream another table. */
    boolean isSure(Stream stream) {
        return tables(stream).size() == 1;
    }

    private boolean isReadFromTwo(Stream stream) {
        return !account.isRegistered() && account.twice != null && account.twice.equals(place(stream));
    }

    /** How many schemas may be that of the source: those of its name, or else those of its name but for their case. */
    private long schemas() {
        String name = names.schemas(ConfusableAccount.NAME).iterator().next();
        List<String> schemas = account.destinations.stream()
                .map(ConfusableAccount.Schema::name)
                .toList();
        long exact = schemas.stream().filter(name::equals).count();
        return exact > 0
                ? exact
                : schemas.stream().filter(name::equalsIgnoreCase).count();
    }

    private static List<Field> catalogued(Table from) {
        return from == null
                ? List.of()
                : from.columns().stream()
                        .map(column -> new Field(Claims.spelled(column), Kind.JSON, List.of(), true))
                        .toList();
    }

    private Table table(String name) {
        return account.destinationTables.stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** Whose the tables are. A table with the columns of items is no stream's; one that does not tell is a stream's rather. */
    private Claims<Stream> streams() {
        Claims<Stream> claims = new Claims<>(
                account.destinationTables.stream()
                        .filter(table -> !isSystemTable(table.name()) && !isSubTable(table))
                        .map(Table::name)
                        .toList(),
                names.isCaseSensitive(),
                true,
                (who, name) -> true,
                (who, name) -> true);
        for (Stream stream : account.streams) {
            Set<String> candidates = tables(stream);
            if (!candidates.stream().allMatch(names::isRejectedTable)) {
                claims.add(stream, candidates, stream.selected(), names.isOpenTable(stream.name()));
            }
        }
        return claims;
    }

    private Set<String> tables(Stream stream) {
        Set<String> candidates = new LinkedHashSet<>();
        DocumentedNames.bases(
                        account.sourceType,
                        account.withSchemas,
                        stream.place().database(),
                        stream.place().schema(),
                        stream.name())
                .forEach(base -> candidates.addAll(names.tables(base)));
        return candidates;
    }

    /** The table that a stream is read from, or null where none is known to be; those of an application are made as they are due. */
    private Table source(Stream stream) {
        if (account.isRegistered()) {
            return new Table("", stream.name(), List.of());
        }
        Place place = place(stream);
        if (place == null || place.equals(account.twice)) {
            return null;
        }
        List<Table> tables = account.sourceTables.get(place);
        List<String> known = account.streams.stream()
                .filter(other -> other.place().equals(stream.place()))
                .map(Stream::name)
                .toList();
        return same(stream.name(), known, tables, Table::name);
    }

    private Place place(Stream stream) {
        if (stream.place().schema() == null) {
            return account.sourceTables.keySet().stream().findFirst().orElse(null);
        }
        Place wanted = stream.place();
        List<Place> places = List.copyOf(account.sourceTables.keySet());
        if (places.contains(wanted)) {
            return wanted;
        }
        List<String> known = account.streams.stream()
                .map(other -> path(other.place()))
                .distinct()
                .toList();
        return same(path(wanted), known, places, Oracle::path);
    }

    private static String path(Place place) {
        return place.database() + "\n" + place.schema();
    }

    /** What has the name; or has it but for its case, if nothing else has it so. */
    private static <T> T same(String name, List<String> known, List<T> existing, Function<T, String> named) {
        List<T> exact = existing.stream()
                .filter(each -> Claims.spelled(named.apply(each)).equals(Claims.spelled(name)))
                .toList();
        if (exact.size() > 1) {
            List<T> literal = exact.stream()
                    .filter(each -> named.apply(each).equals(name))
                    .toList();
            return literal.size() == 1 ? literal.get(0) : null;
        }
        if (exact.size() == 1) {
            String written = named.apply(exact.get(0));
            return written.equals(name) || !known.contains(written) ? exact.get(0) : null;
        }
        List<T> near = existing.stream()
                .filter(each -> Claims.folded(named.apply(each)).equals(Claims.folded(name)))
                .toList();
        long alike = known.stream()
                .filter(each -> Claims.folded(each).equals(Claims.folded(name)))
                .map(Claims::spelled)
                .distinct()
                .count();
        return near.size() == 1 && alike == 1 ? near.get(0) : null;
    }

    private void addSubTables() {
        List<Inside> arrays = new ArrayList<>();
        List<Inside> nested = new ArrayList<>();
        own.forEach((stream, table) -> fields.get(stream).forEach(field -> {
            Inside inside = new Inside(stream, table, field);
            if (field.kind() == Kind.ARRAY || isUndescribed(field)) {
                arrays.add(inside);
            }
            if (isNested(field)) {
                nested.add(inside);
            }
        }));
        Claims<Inside> claims = new Claims<>(
                account.destinationTables.stream()
                        .filter(table -> !isOwnTable(table) && !isSystemTable(table.name()))
                        .map(Table::name)
                        .toList(),
                names.isCaseSensitive(),
                false,
                (array, name) -> levels(table(name)) < 2,
                (array, name) -> names.isCaseSensitive()
                        ? name.startsWith(array.own().name() + "__")
                        : Claims.folded(name)
                                .startsWith(Claims.folded(array.own().name()) + "__"));
        arrays.forEach(array -> add(claims, array));
        for (Inside array : arrays) {
            Table table = table(claims.own(array));
            boolean streams =
                    table != null && (this.streams.isClaimed(table.name()) || isOfAnother(table, array.own()));
            if (array.field().selected() && (streams || claims.isUndecided(array))) {
                undecidedArrays += array.field().kind() == Kind.ARRAY && isRead(array.stream(), array.field()) ? 1 : 0;
            } else if (array.field().selected() && table != null) {
                edges.add(new Edge(
                        array.stream(), from.get(array.stream()), table, pairs(array.stream(), array.field(), table)));
            }
        }
        account.destinationTables.stream()
                .filter(table -> isSubTable(table) && !claims.isClaimed(table.name()))
                .forEach(table -> addInner(nested, table));
    }

    /** Whether between the table and that of a stream stands the table of another stream, whose arrays are not known. */
    private boolean isOfAnother(Table table, Table own) {
        return before(table.name(), "__").stream()
                .filter(name -> name.length() > own.name().length())
                .filter(name -> this.own.values().stream()
                        .noneMatch(other -> other.name().equals(name)))
                .anyMatch(name -> streams.isClaimed(name));
    }

    private void add(Claims<Inside> claims, Inside inside) {
        Set<String> candidates = new LinkedHashSet<>();
        DocumentedNames.fields(account.sourceType, inside.field().name())
                .forEach(name -> candidates.addAll(names.joined(inside.own().name(), name, true)));
        claims.add(
                inside,
                candidates,
                inside.field().selected(),
                names.isOpenTable(inside.field().name()));
    }

    /** A table of items that nothing describes is inside of the one thing whose name its own begins with. */
    private void addInner(List<Inside> nested, Table table) {
        Claims<Inside> around = new Claims<>(
                before(table.name(), "__"), names.isCaseSensitive(), false, (who, name) -> true, (who, name) -> false);
        nested.forEach(inside -> add(around, inside));
        List<String> claimed =
                before(table.name(), "__").stream().filter(around::isClaimed).toList();
        Set<Inside> owners = new LinkedHashSet<>();
        claimed.forEach(name -> owners.add(around.owner(name)));
        Inside owner = owners.size() == 1 ? owners.iterator().next() : null;
        boolean deep = owner != null && levels(table) > (owner.field().kind() == Kind.ARRAY ? 1 : 0);
        if (deep && owner.field().selected() && !isOfAnother(table, owner.own())) {
            Map<String, Part> pairs = new LinkedHashMap<>();
            table.columns().stream()
                    .filter(column -> !isSystemColumn(column))
                    .forEach(column -> pairs.put(column, new Part(owner.field(), null)));
            edges.add(new Edge(owner.stream(), from.get(owner.stream()), table, pairs));
        }
    }

    private boolean isUndescribed(Field field) {
        return field.kind() == Kind.JSON && !DocumentedNames.isText(account.sourceType);
    }

    private boolean isNested(Field field) {
        return field.kind() == Kind.OBJECT || field.kind() == Kind.ARRAY || isUndescribed(field);
    }

    /** What each column holds that some selected field is loaded into. */
    private Map<String, Part> pairs(Stream stream, Field array, Table table) {
        List<String> columns = table.columns().stream()
                .filter(column -> !isSystemColumn(column))
                .toList();
        Columns owners = new Columns(stream, array, columns);
        Map<String, Part> pairs = new LinkedHashMap<>();
        for (String column : columns) {
            Part owner = owners.of(column);
            if (owner != null && owner.field().selected()) {
                pairs.put(column, owner);
            }
        }
        return pairs;
    }

    /** Whose the columns of one table are. */
    private final class Columns {
        private final List<String> columns;
        private final Field array;
        private final List<Part> parts = new ArrayList<>();
        private final Map<Part, Set<String>> candidates = new IdentityHashMap<>();
        private final Claims<Part> own;
        private final Claims<Part> plain;
        private final Claims<Part> objects;

        /** @param array whose items the table holds, or null for the table of the stream */
        private Columns(Stream stream, Field array, List<String> columns) {
            this.columns = columns;
            this.array = array;
            if (array == null) {
                fields.get(stream).forEach(this::addField);
            } else {
                array.inner().forEach(inner -> add(array, inner, names.columns(inner)));
            }
            List<String> bases = columns.stream()
                    .map(names::plain)
                    .filter(base -> base != null && !columns.contains(base))
                    .distinct()
                    .toList();
            List<String> beginnings = columns.stream()
                    .flatMap(column -> before(column, "__").stream())
                    .distinct()
                    .toList();
            objects = claims(beginnings, (part, name) -> true);
            own = claims(columns, this::isInPlace);
            plain = claims(bases, (part, name) -> true);
            parts.forEach(part -> {
                claim(own, part);
                claim(plain, part);
                if (part.inner() == null && (part.field().kind() == Kind.OBJECT || isUndescribed(part.field()))) {
                    claim(objects, part);
                }
            });
        }

        private Claims<Part> claims(List<String> existing, BiPredicate<Part, String> inPlace) {
            return new Claims<>(existing, names.isCaseSensitive(), false, (part, name) -> true, inPlace);
        }

        private void claim(Claims<Part> claims, Part part) {
            boolean takenOut =
                    names.flattens() && part.inner() == null && part.field().kind() == Kind.ARRAY;
            if (!takenOut && !candidates.get(part).stream().allMatch(names::isRejectedColumn)) {
                claims.add(part, candidates.get(part), part.field().selected(), names.isOpenColumn(part.name()));
            }
        }

        private void addField(Field field) {
            Set<String> outer = new LinkedHashSet<>();
            DocumentedNames.fields(account.sourceType, field.name()).forEach(name -> outer.addAll(names.columns(name)));
            add(field, null, outer);
            boolean object = field.kind() == Kind.OBJECT && (names.flattens() || names.keepsChildren());
            if (field.selected() && (object || field.kind() == Kind.ARRAY && names.keepsChildren())) {
                for (String inner : field.inner()) {
                    Set<String> paths = new LinkedHashSet<>();
                    outer.forEach(name -> paths.addAll(
                            names.flattens()
                                    ? names.joined(name, inner, false)
                                    : children(field.kind() == Kind.ARRAY ? name + ".value" : name, inner)));
                    add(field, inner, paths);
                }
            }
        }

        private void add(Field field, String inner, Collection<String> paths) {
            Part part = new Part(field, inner);
            parts.add(part);
            candidates.put(part, new LinkedHashSet<>(paths));
        }

        private Part of(String column) {
            if (own.isClaimed(column)) {
                return own.owner(column);
            }
            String base = names.plain(column);
            if (base != null && own.isClaimed(base)) {
                return own.owner(base);
            }
            if (base != null && plain.isClaimed(base)) {
                Part owner = plain.owner(base);
                return owner == null || own.own(owner) != null ? null : owner;
            }
            if (names.keepsChildren()) {
                List<String> around = before(column, ".");
                Part owner = around.isEmpty() ? null : of(around.get(0));
                return owner != null && owner.inner() == null && isNested(owner.field()) ? owner : null;
            }
            return around(column);
        }

        /** The one thing whose name that of the column begins with; items have nothing but the array around them. */
        private Part around(String column) {
            List<String> claimed = names.flattens()
                    ? before(column, "__").stream().filter(objects::isClaimed).toList()
                    : List.of();
            if (claimed.isEmpty()) {
                return array == null ? null : new Part(array, null);
            }
            long owners = claimed.stream()
                    .map(name -> objects.owner(name) == null
                            ? null
                            : objects.owner(name).field())
                    .distinct()
                    .count();
            return owners == 1 ? objects.owner(claimed.get(0)) : null;
        }

        private boolean isInPlace(Part part, String column) {
            if (names.plain(column) != null) {
                return false;
            }
            if (names.keepsChildren()) {
                return candidates.get(part).stream()
                        .anyMatch(name -> Claims.folded(parent(name)).equals(Claims.folded(parent(column))));
            }
            Part around = names.flattens()
                    ? before(column, "__").stream()
                            .map(objects::owner)
                            .filter(Objects::nonNull)
                            .findFirst()
                            .orElse(null)
                    : null;
            return part.inner() == null || array != null
                    ? around == null
                    : around != null && around.field() == part.field();
        }

        private static String parent(String path) {
            return path.substring(0, Math.max(0, path.lastIndexOf('.')));
        }
    }

    private Set<String> children(String parent, String inner) {
        Set<String> children = new LinkedHashSet<>();
        names.columns(inner).forEach(name -> children.add(parent + "." + name));
        return children;
    }

    /** What stands before each separator, the longest first. */
    private static List<String> before(String name, String separator) {
        List<String> before = new ArrayList<>();
        for (int at = name.lastIndexOf(separator); at > 0; at = name.lastIndexOf(separator, at - 1)) {
            before.add(name.substring(0, at));
        }
        return before;
    }

    private boolean isRead(Stream stream, Field field) {
        return account.isRegistered() || sourceColumn(stream, field) != null;
    }

    /** The column of the source table that a field is read from, or null where none is known to be. */
    String sourceColumn(Stream stream, Field field) {
        Table from = this.from.get(stream);
        List<String> known = fields.get(stream).stream().map(Field::name).toList();
        String same = same(field.name(), known, from.columns(), column -> column);
        boolean near =
                from.columns().stream().anyMatch(column -> Claims.folded(column).equals(Claims.folded(field.name())));
        if (same != null || near) {
            return same;
        }
        List<String> renamed = from.columns().stream()
                .filter(column ->
                        known.stream().noneMatch(name -> Claims.spelled(name).equals(Claims.spelled(column))))
                .filter(column -> DocumentedNames.fields(account.sourceType, Claims.spelled(column))
                        .contains(field.name()))
                .toList();
        boolean other = !renamed.isEmpty()
                && DocumentedNames.fields(account.sourceType, Claims.spelled(renamed.get(0))).stream()
                        .anyMatch(name -> !name.equals(field.name())
                                && known.contains(name)
                                && from.columns().stream().noneMatch(column -> Claims.spelled(column)
                                        .equals(Claims.spelled(name))));
        return renamed.size() == 1 && !other ? renamed.get(0) : null;
    }

    /** How many arrays stand around the values of a table, 0 where it does not tell. */
    private static int levels(Table table) {
        return (int) table.columns().stream()
                .filter(column -> column.startsWith("_sdc_level_"))
                .count();
    }

    private boolean isSubTable(Table table) {
        return names.flattens()
                && table.columns().stream()
                        .anyMatch(column -> column.startsWith("_sdc_source_key_") || column.startsWith("_sdc_level_"));
    }

    private boolean isOwnTable(Table table) {
        return !isSubTable(table) && table.columns().stream().anyMatch(column -> column.startsWith("_sdc_"));
    }

    static boolean isSystemColumn(String column) {
        return column.startsWith("_sdc_");
    }

    private static boolean isSystemTable(String table) {
        return table.equals("_sdc_rejected");
    }
}
