package io.github.stitchopenmetadata.history;

import java.util.ArrayList;
import java.util.List;

/** What people do in Stitch needs to know: what is there, and what may be made up. */
final class Stitch {

    /** One of them is filtered out by the workflow. */
    private static final List<String> SOURCES = List.of("shop", "crm", "billing", "web", "support", "test_lab");
    private static final List<String> STREAMS = List.of("orders", "customers", "items", "visits", "invoices", "payments");
    private static final List<String> FIELDS = List.of("id", "amount", "note", "email", "status");

    private Stitch() {
    }

    static List<Account.Source> existing(Account account) {
        return account.sources.stream().filter(Account.Source::exists).toList();
    }

    /** The names that no source has which exists. */
    static List<String> freeNames(Account account) {
        List<String> free = new ArrayList<>(SOURCES);
        existing(account).forEach(source -> free.remove(source.name));
        return free;
    }

    static Account.Source addSource(World world, Chance chance, String name) {
        Account.Source source = world.account.addSource(name);
        int streams = chance.between(1, chance.between(1, 4));
        for (int i = 0; i < streams; i++) {
            addStream(world, chance, source);
        }
        return source;
    }

    /** Adds a stream, in most cases with its tables in the catalog. */
    static Account.Stream addStream(World world, Chance chance, Account.Source source) {
        List<String> free = new ArrayList<>(STREAMS);
        source.streams.forEach(stream -> free.remove(stream.name));
        Account.Stream stream = world.account.addStream(source, chance.one(free));
        stream.selected = chance.inPercent(80);
        stream.method = chance.one("FULL_TABLE", "INCREMENTAL", "LOG_BASED");
        FIELDS.subList(0, chance.between(1, FIELDS.size())).forEach(field -> stream.fields.put(field, field.equals("id") || chance.inPercent(80)));
        for (String table : List.of(Tables.read(source, stream), world.tables.loaded(source, stream))) {
            if (world.tables.find(table) == null && !world.tables.deleted().contains(table) && chance.inPercent(85)) {
                world.putTable(table, chance.some(columns(world, table), 90));
            }
        }
        return stream;
    }

    /** All columns that a table may have. */
    static List<String> columns(World world, String table) {
        return table.startsWith(Tables.SOURCES) ? FIELDS : FIELDS.stream().map(world.account.warehouse::loaded).toList();
    }
}
