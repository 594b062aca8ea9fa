package io.github.stitchopenmetadata.naming;

import io.github.stitchopenmetadata.naming.NameMatch.How;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The names that exist in one place (the tables of a schema, the columns of a table), built once and asked often: one map
 * look-up per candidate and way of comparing. Immutable.
 *
 * @param <T> what a name stands for
 */
public final class NameIndex<T> {
    private record Named<T>(String name, T item) {}

    private final Map<String, List<Named<T>>> exact = new HashMap<>();
    private final Map<String, List<Named<T>>> lower = new HashMap<>();
    private final Map<String, List<Named<T>>> normalized = new HashMap<>();

    private NameIndex() {}

    public static <T> NameIndex<T> of(Collection<? extends T> items, Function<? super T, String> name) {
        NameIndex<T> index = new NameIndex<>();
        for (T item : items) {
            index.add(new Named<>(name.apply(item), item));
        }
        return index;
    }

    public static NameIndex<String> of(Collection<String> names) {
        return of(names, name -> name);
    }

    /** All that is in here, in no particular order. */
    public List<T> items() {
        return exact.values().stream().flatMap(List::stream).map(Named::item).toList();
    }

    /**
     * Compares all candidates exactly, then all ignoring case, then all by {@link NormalizedKey}; in each round the first
     * candidate that fits decides. Two names that fit equally well are never chosen between.
     */
    public NameMatch<T> find(List<String> candidates) {
        return find(candidates, exact, name -> name, How.EXACT)
                .or(() -> find(candidates, lower, NameIndex::lower, How.IGNORING_CASE))
                .or(() -> find(candidates, normalized, NameIndex::key, How.NORMALIZED))
                .orElseGet(NameMatch.Absent::new);
    }

    public NameMatch<T> find(String candidate) {
        return find(List.of(candidate));
    }

    /**
     * Finds several names at once, none of them twice: two streams are never one table, two fields never one column. A name
     * that two want goes to the one that fits better, or to the one that has no other; otherwise neither gets it.
     *
     * @param wanted for each stream or field its candidates
     */
    public <K> Map<K, NameMatch<T>> findAll(Map<K, List<String>> wanted) {
        return new NameClaims<>(this, wanted).settle();
    }

    private void add(Named<T> named) {
        exact.computeIfAbsent(named.name, name -> new ArrayList<>()).add(named);
        lower.computeIfAbsent(lower(named.name), name -> new ArrayList<>()).add(named);
        normalized.computeIfAbsent(key(named.name), name -> new ArrayList<>()).add(named);
    }

    private Optional<NameMatch<T>> find(
            List<String> candidates, Map<String, List<Named<T>>> names, Function<String, String> form, How how) {
        return candidates.stream()
                .map(candidate -> names.get(form.apply(candidate)))
                .filter(found -> found != null)
                .findFirst()
                .map(found -> match(found, how));
    }

    private NameMatch<T> match(List<Named<T>> found, How how) {
        if (found.size() == 1) {
            return new NameMatch.Matched<>(found.get(0).item, found.get(0).name, how);
        }
        return new NameMatch.Ambiguous<>(
                found.stream().map(Named::item).toList(),
                found.stream().map(Named::name).toList(),
                how);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static String key(String name) {
        return NormalizedKey.of(name).value();
    }
}
