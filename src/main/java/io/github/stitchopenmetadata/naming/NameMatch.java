package io.github.stitchopenmetadata.naming;

import java.util.List;
import java.util.Optional;

/** The outcome of looking for a name among the names that exist. */
public sealed interface NameMatch<T> {

    /** Exactly one existing name is known to be the one. */
    record Matched<T>(T item) implements NameMatch<T> {}

    /**
     * Nothing tells which existing name is the one, or whose it is, so none is taken.
     *
     * @param items  what fits
     * @param rivals who else may have it, by their titles; none where one name has several that fit
     */
    record Ambiguous<T>(List<T> items, List<String> rivals) implements NameMatch<T> {
        public Ambiguous {
            items = List.copyOf(items);
            rivals = List.copyOf(rivals);
        }
    }

    /**
     * No existing name is known to be the one.
     *
     * @param near   what comes nearest and is not taken, or null
     * @param holder the title of the one who has a better claim on that, or null
     */
    record Absent<T>(T near, String holder) implements NameMatch<T> {}

    static <T> NameMatch<T> absent() {
        return new Absent<>(null, null);
    }

    default Optional<T> found() {
        return this instanceof Matched<T> matched ? Optional.of(matched.item) : Optional.empty();
    }
}
