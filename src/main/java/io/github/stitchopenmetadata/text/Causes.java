package io.github.stitchopenmetadata.text;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What lies below an exception. */
public final class Causes {

    private Causes() {}

    /** @return the exception and its causes, the outermost first; each once, also where they lead around in a circle */
    public static Stream<Throwable> of(Throwable thrown) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        return Stream.iterate(thrown, cause -> cause != null && seen.add(cause), Throwable::getCause);
    }

    /** @return the outermost of this type */
    public static <T> Optional<T> find(Throwable thrown, Class<T> type) {
        return of(thrown).filter(type::isInstance).map(type::cast).findFirst();
    }

    /** @return the innermost */
    public static Throwable root(Throwable thrown) {
        return of(thrown).reduce(thrown, (outer, inner) -> inner);
    }

    /** @return the outermost that this program throws, whatever lies around it; else the root */
    public static Throwable own(Throwable thrown) {
        return of(thrown)
                .filter(cause -> cause.getClass().getName().startsWith("io.github.stitchopenmetadata."))
                .findFirst()
                .orElseGet(() -> root(thrown));
    }

    /** Whether it is an exception of Camel's, or one of Java's that was made by Camel, as for a bean that cannot be created. */
    static boolean isCamel(Throwable thrown) {
        return Stream.concat(
                        Stream.of(thrown.getClass().getName()),
                        Stream.of(thrown.getStackTrace()).limit(1).map(StackTraceElement::getClassName))
                .anyMatch(name -> name.startsWith("org.apache.camel."));
    }
}
