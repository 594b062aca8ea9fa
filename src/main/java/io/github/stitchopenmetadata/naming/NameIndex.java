package io.github.stitchopenmetadata.naming;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The names that exist in one place (the tables of a schema, the columns of a table), built once and asked often: one map
 * look-up per name and way of comparing. Most are only compared exactly, so the other maps are made when they are asked for.
 * Thread-safe.
 *
 * @param <T> what a name stands for
 */
public final class NameIndex<T> {

    /** A name that exists. Two of them are never equal, whatever they stand for. */
    static final class Existing<T> {
        final String name;
        final T item;

        private Existing(String name, T item) {
            this.name = name;
            this.item = item;
        }
    }

    private final List<Existing<T>> all = new ArrayList<>();
    private final Map<String, List<Existing<T>>> exact = new HashMap<>();
    private volatile Map<String, List<Existing<T>>> lower;
    private volatile Map<String, List<Existing<T>>> normalized;

    private NameIndex() {}

    public static <T> NameIndex<T> of(Collection<? extends T> items, Function<? super T, String> name) {
        NameIndex<T> index = new NameIndex<>();
        for (T item : items) {
            index.add(new Existing<>(name.apply(item), item));
        }
        return index;
    }

    public static NameIndex<String> of(Collection<String> names) {
        return of(names, name -> name);
    }

    /** All that is in here. */
    public List<T> items() {
        return items(all);
    }

    /** What has this very name. There is more than one only where two spellings of a name are used side by side. */
    public List<T> exactly(String name) {
        return items(findExactly(name));
    }

    /** What has this name in whatever case, and in this one too. */
    public List<T> ignoringCase(String name) {
        return items(findIgnoringCase(name));
    }

    List<Existing<T>> all() {
        return all;
    }

    List<Existing<T>> findExactly(String name) {
        List<Existing<T>> found = exact.getOrDefault(Spelling.of(name), List.of());
        return found.size() < 2
                ? found
                : found.stream()
                        .filter(existing -> existing.name.equals(name))
                        .findFirst()
                        .map(List::of)
                        .orElse(found);
    }

    List<Existing<T>> findIgnoringCase(String name) {
        if (lower == null) {
            lower = by(Spelling::ignoringCase);
        }
        return lower.getOrDefault(Spelling.ignoringCase(name), List.of());
    }

    List<Existing<T>> findResembling(NormalizedKey key) {
        if (normalized == null) {
            normalized = by(name -> NormalizedKey.of(name).value());
        }
        return normalized.getOrDefault(key.value(), List.of());
    }

    private void add(Existing<T> named) {
        all.add(named);
        exact.computeIfAbsent(Spelling.of(named.name), name -> new ArrayList<>(1))
                .add(named);
    }

    private Map<String, List<Existing<T>>> by(Function<String, String> form) {
        Map<String, List<Existing<T>>> index = new HashMap<>();
        all.forEach(existing -> index.computeIfAbsent(form.apply(existing.name), name -> new ArrayList<>(1))
                .add(existing));
        return index;
    }

    private static <T> List<T> items(List<Existing<T>> found) {
        return found.stream().map(existing -> existing.item).toList();
    }
}
