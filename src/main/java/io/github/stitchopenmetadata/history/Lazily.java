package io.github.stitchopenmetadata.history;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.function.Supplier;

/** Iterators one after the other, each made when those before it have ended. Java's streams hold all of one that is flattened. */
final class Lazily {

    private Lazily() {}

    /** @return the parts of one thing after the other */
    static <T, P> Iterator<P> each(Iterator<T> things, Function<T, Iterator<P>> parts) {
        return new Iterator<>() {
            private Iterator<P> part = Collections.emptyIterator();

            @Override
            public boolean hasNext() {
                while (!part.hasNext() && things.hasNext()) {
                    part = parts.apply(things.next());
                }
                return part.hasNext();
            }

            @Override
            public P next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return part.next();
            }
        };
    }

    /** @return the first, then the second */
    static <P> Iterator<P> then(Iterator<P> first, Supplier<Iterator<P>> second) {
        return each(List.<Supplier<Iterator<P>>>of(() -> first, second).iterator(), Supplier::get);
    }
}
