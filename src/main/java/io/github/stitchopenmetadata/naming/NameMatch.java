package io.github.stitchopenmetadata.naming;

import java.util.List;
import java.util.Optional;

/** The outcome of looking for a predicted name among the names that exist. */
public sealed interface NameMatch<T> {

    /** How a candidate equals an existing name, surest first. */
    enum How {
        EXACT,
        IGNORING_CASE,
        NORMALIZED
    }

    /** Exactly one existing name fits. */
    record Matched<T>(T item, String name, How how) implements NameMatch<T> {}

    /** Several existing names fit equally well, so none is taken. */
    record Ambiguous<T>(List<T> items, List<String> names, How how) implements NameMatch<T> {
        public Ambiguous {
            items = List.copyOf(items);
            names = List.copyOf(names);
        }
    }

    /** No existing name fits. */
    record Absent<T>() implements NameMatch<T> {}

    default Optional<T> found() {
        return this instanceof Matched<T> matched ? Optional.of(matched.item) : Optional.empty();
    }
}
