package io.github.stitchopenmetadata.flow.history;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the ingestion of the databases does in the catalog. */
enum TableEvent implements Event {
    TABLE_INGESTED((world, chance) -> {
        Set<String> absent = new LinkedHashSet<>();
        world.account.sources.forEach(source -> source.streams.forEach(stream -> {
            absent.add(Tables.read(source, stream));
            absent.add(world.tables.loaded(source, stream));
        }));
        String fqn = chance.one(absent.stream().filter(world.tables::isAbsent).toList());
        world.putTable(fqn, world.inventor.columns(fqn));
        return fqn;
    }),
    TABLE_LOST((world, chance) -> {
        String fqn = chance.one(world.tables.all()).fqn();
        world.removeTable(fqn);
        return fqn;
    }),
    TABLE_DELETED((world, chance) -> {
        String fqn = chance.one(world.tables.all()).fqn();
        world.tables.delete(fqn);
        return fqn;
    }),
    TABLE_RESTORED((world, chance) -> {
        String fqn = chance.one(world.tables.deleted());
        world.tables.restore(fqn);
        return fqn;
    }),
    COLUMN_INGESTED((world, chance) -> {
        Tables.Table table = chance.one(world.tables.all());
        List<String> columns = new ArrayList<>(table.columns());
        String column = chance.one(world.inventor.columns(table.fqn()).stream()
                .filter(each -> !columns.contains(each))
                .toList());
        columns.add(column);
        world.putTable(table.fqn(), columns);
        return table.column(column);
    }),
    COLUMN_LOST((world, chance) -> {
        Tables.Table table = chance.one(world.tables.all());
        List<String> columns = new ArrayList<>(table.columns());
        String column = chance.one(columns);
        columns.remove(column);
        world.putTable(table.fqn(), columns);
        return table.column(column);
    });

    private final Event event;

    TableEvent(Event event) {
        this.event = event;
    }

    @Override
    public String in(World world, Chance chance) {
        return event.in(world, chance);
    }
}
