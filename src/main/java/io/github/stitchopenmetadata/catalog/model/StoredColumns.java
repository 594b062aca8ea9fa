package io.github.stitchopenmetadata.catalog.model;

import com.fasterxml.jackson.core.type.TypeReference;
import io.github.stitchopenmetadata.catalog.model.Table.Column;
import io.github.stitchopenmetadata.state.Spill;
import io.github.stitchopenmetadata.text.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.AbstractList;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;

/** Columns that lie in a file, because those of their schema do not fit into memory: they are read when they are looked at. */
final class StoredColumns extends AbstractList<Column> {

    private static final TypeReference<List<Column>> COLUMNS = new TypeReference<>() {};

    private final Spill file;
    private final long place;
    private final int size;

    /** @param size how many there are at {@code place} */
    StoredColumns(Spill file, long place, int size) {
        this.file = file;
        this.place = place;
        this.size = size;
    }

    /** @return the same table with its columns in the file */
    static Table of(Table table, Spill file) {
        try {
            List<Column> columns = table.columns();
            return new Table(
                    table.id(),
                    table.name(),
                    table.fqn(),
                    new StoredColumns(file, file.append(Json.bytes(columns)), columns.size()));
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    Spill file() {
        return file;
    }

    long place() {
        return place;
    }

    private List<Column> read() {
        try {
            return Json.MAPPER.readValue(file.read(place), COLUMNS);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public Column get(int index) {
        return read().get(index);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Iterator<Column> iterator() {
        return read().iterator();
    }

    @Override
    public Spliterator<Column> spliterator() {
        return read().spliterator();
    }
}
