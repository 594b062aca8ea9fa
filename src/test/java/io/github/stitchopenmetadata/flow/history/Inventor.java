package io.github.stitchopenmetadata.flow.history;

import java.util.ArrayList;
import java.util.List;

/** Makes up sources, streams and tables, by chance and out of a few names, so that they meet again. */
final class Inventor {

    /** One of them is filtered out by the workflow. */
    private static final List<String> SOURCES = List.of("shop", "crm", "billing", "web", "support", "test_lab");

    private static final List<String> STREAMS =
            List.of("orders", "customers", "items", "visits", "invoices", "payments");
    private static final List<String> FIELDS = List.of(Account.KEY, "amount", "note", "email", "status");

    private final World world;

    Inventor(World world) {
        this.world = world;
    }

    /** The names that no source has which exists. */
    List<String> freeNames() {
        List<String> free = new ArrayList<>(SOURCES);
        world.account.existing().forEach(source -> free.remove(source.name));
        return free;
    }

    Account.Source addSource(Chance chance) {
        Account.Source source = world.account.addSource(chance.one(freeNames()));
        for (int streams = chance.between(1, chance.between(1, 4)); streams > 0; streams--) {
            addStream(source, chance);
        }
        return source;
    }

    /** Adds a stream, in most cases with its tables in the catalog. */
    Account.Stream addStream(Account.Source source, Chance chance) {
        List<String> free = new ArrayList<>(STREAMS);
        source.streams.forEach(stream -> free.remove(stream.name));
        Account.Stream stream = world.account.addStream(source, chance.one(free));
        stream.selected = chance.inPercent(80);
        stream.method = chance.one(Account.METHODS);
        FIELDS.subList(0, chance.between(1, FIELDS.size()))
                .forEach(field -> stream.fields.put(field, field.equals(Account.KEY) || chance.inPercent(80)));
        for (String table : List.of(Tables.read(source, stream), world.tables.loaded(source, stream))) {
            if (world.tables.isAbsent(table) && chance.inPercent(85)) {
                world.putTable(table, chance.some(columns(table), 90));
            }
        }
        return stream;
    }

    /** All columns that a table may have. */
    List<String> columns(String table) {
        return table.startsWith(Tables.SOURCES)
                ? FIELDS
                : FIELDS.stream().map(world.account.warehouse::loaded).toList();
    }
}
