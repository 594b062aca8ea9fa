package io.github.stitchopenmetadata.naming;

import io.github.stitchopenmetadata.naming.NameIndex.Existing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds what a source has in the catalog. Stitch's metadata gives the names as the source has them, so they are equal there;
 * ignoring case only where neither the source nor the catalog has another name that is equal ignoring case.
 *
 * @param <T> what the existing names stand for
 */
public final class SourceNames<T> {

    private final NameIndex<T> index;
    private final Function<String, List<String>> renaming;
    private final Collection<String> names;
    /** The spellings of the names by that without regard to case; made when something is not there as it is written. */
    private Map<String, Set<String>> spellings;

    private Map<String, List<Existing<T>>> renamed;

    /**
     * @param index what the catalog has
     * @param names all that Stitch knows of the source in the same place, selected or not
     */
    public SourceNames(NameIndex<T> index, Collection<String> names) {
        this(index, names, name -> List.of());
    }

    /**
     * For a source that renames names of its own, as those do that write Avro: what has none of the names that Stitch knows is
     * found under the names that the source may have given it.
     *
     * @param renaming from a name in the source to those that Stitch may know it by
     */
    public SourceNames(NameIndex<T> index, Collection<String> names, Function<String, List<String>> renaming) {
        this.index = index;
        this.renaming = renaming;
        this.names = names;
    }

    /** @param name one of those that Stitch knows */
    public NameMatch<T> find(String name) {
        List<Existing<T>> exact = index.findExactly(name);
        if (exact.size() == 1) {
            Existing<T> found = exact.get(0);
            // one name may be written as the catalog spells another
            return found.name.equals(name) || !names.contains(found.name)
                    ? new NameMatch.Matched<>(found.item)
                    : new NameMatch.Absent<>(found.item, found.name);
        }
        if (exact.size() > 1) {
            return new NameMatch.Ambiguous<>(
                    exact.stream().map(existing -> existing.item).toList(), List.of());
        }
        List<T> near = index.ignoringCase(name);
        List<String> others = alike(name).stream()
                .filter(other -> !other.equals(Spelling.of(name)))
                .sorted()
                .toList();
        if (near.isEmpty()) {
            return findRenamed(name);
        }
        if (near.size() == 1 && others.isEmpty()) {
            return new NameMatch.Matched<>(near.get(0));
        }
        return others.stream()
                .filter(other -> !index.exactly(other).isEmpty())
                .findFirst()
                .<NameMatch<T>>map(holder -> new NameMatch.Absent<>(near.get(0), holder))
                .orElseGet(() -> new NameMatch.Ambiguous<>(near, others));
    }

    private NameMatch<T> findRenamed(String name) {
        List<Existing<T>> found = renamed().getOrDefault(name, List.of());
        if (found.isEmpty()) {
            return NameMatch.absent();
        }
        List<String> rivals = renaming.apply(found.get(0).name).stream()
                .filter(other -> !other.equals(name)
                        && isKnown(other)
                        && index.exactly(other).isEmpty())
                .toList();
        return found.size() == 1 && rivals.isEmpty()
                ? new NameMatch.Matched<>(found.get(0).item)
                : new NameMatch.Ambiguous<>(
                        found.stream().map(existing -> existing.item).toList(), rivals);
    }

    private Map<String, List<Existing<T>>> renamed() {
        if (renamed == null) {
            renamed = new LinkedHashMap<>();
            index.all().stream()
                    .filter(existing -> !isKnown(existing.name))
                    .forEach(existing -> renaming.apply(Spelling.of(existing.name)).stream()
                            .filter(this::isKnown)
                            .forEach(name -> renamed.computeIfAbsent(name, key -> new ArrayList<>())
                                    .add(existing)));
        }
        return renamed;
    }

    private boolean isKnown(String name) {
        return alike(name).contains(Spelling.of(name));
    }

    private Set<String> alike(String name) {
        if (spellings == null) {
            spellings = new HashMap<>();
            names.forEach(known -> spellings
                    .computeIfAbsent(Spelling.ignoringCase(known), key -> new HashSet<>(2))
                    .add(Spelling.of(known)));
        }
        return spellings.getOrDefault(Spelling.ignoringCase(name), Set.of());
    }
}
