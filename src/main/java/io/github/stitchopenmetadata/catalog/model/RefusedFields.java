package io.github.stitchopenmetadata.catalog.model;

import io.github.stitchopenmetadata.http.CallFailedException;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The names of fields that a server refuses with 400, although its version should know them, of one kind of entity. What is written
 * from then on goes without. Thread-safe.
 */
public final class RefusedFields {

    private final Set<String> names = ConcurrentHashMap.newKeySet();

    /**
     * @param optional what the rest can stand without
     * @return the first of these that the server's words name, as {@code Unrecognized field "state"} or {@code Invalid field name domains}
     */
    public static Optional<String> named(CallFailedException refusal, Collection<String> optional) {
        if (refusal.getStatus() != 400) {
            return Optional.empty();
        }
        return optional.stream()
                .filter(name -> Pattern.compile("(?:[\"'\\[]|field name )" + name + "\\b")
                        .matcher(refusal.getMessage())
                        .find())
                .sorted()
                .findFirst();
    }

    /** @return whether that was not known yet */
    public boolean add(String name) {
        return names.add(name);
    }

    /** The names as they are now. */
    public Set<String> names() {
        return Set.copyOf(names);
    }

    public boolean contains(String name) {
        return names.contains(name);
    }
}
