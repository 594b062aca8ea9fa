package io.github.stitchopenmetadata.catalog.model;

import com.github.benmanes.caffeine.cache.Interner;
import io.github.stitchopenmetadata.naming.NameIndex;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The schemas of the databases that a workflow names, as one run found them. Immutable, thread-safe. */
final class Schemas {

    /**
     * What several runs found alike, held once: a warehouse may have tens of thousands of schemas, and each account that is loaded into it
     * lists all of them. Thread-safe.
     */
    static final class Shared {

        private final Interner<List<Schema>> pages = Interner.newWeakInterner();
        private final Interner<Schemas> all = Interner.newWeakInterner();

        List<Schema> page(List<Schema> page) {
            return pages.intern(List.copyOf(page));
        }

        Schemas all(Schemas schemas) {
            return all.intern(schemas);
        }
    }

    private final List<List<Schema>> pages;
    private final Map<SchemaFilter, NameIndex<Schema>> byFilter = new ConcurrentHashMap<>();

    /** None. */
    Schemas() {
        this(List.of());
    }

    private Schemas(List<List<Schema>> pages) {
        this.pages = pages;
    }

    /** @return these and those of a page; in an order that does not depend on which came first */
    Schemas with(List<Schema> page) {
        return new Schemas(Stream.concat(pages.stream(), Stream.of(page))
                .filter(each -> !each.isEmpty())
                .sorted(Comparator.comparing(each -> each.get(0).fqn()))
                .toList());
    }

    Stream<Schema> all() {
        return pages.stream().flatMap(List::stream);
    }

    /** Those that a filter allows, by name. */
    NameIndex<Schema> byName(SchemaFilter filter) {
        return byFilter.computeIfAbsent(
                filter, wanted -> NameIndex.of(all().filter(wanted::allows).toList(), Schema::name));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Schemas schemas && pages.equals(schemas.pages);
    }

    @Override
    public int hashCode() {
        return pages.hashCode();
    }
}
