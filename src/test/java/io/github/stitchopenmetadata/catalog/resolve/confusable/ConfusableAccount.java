package io.github.stitchopenmetadata.catalog.resolve.confusable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One source of a Stitch account and the part of a catalog that it has to do with, both with names that are easily confused. */
final class ConfusableAccount {

    /** What the values of a field are. */
    enum Kind {
        TEXT,
        /** Structured in the database, and of no described structure for Stitch. */
        JSON,
        OBJECT,
        ARRAY
    }

    /** @param inner names of the properties of an object, or of the items of an array */
    record Field(String name, Kind kind, List<String> inner, boolean selected) {}

    /** @param place where its table stands in the source */
    record Stream(int id, Place place, String name, List<Field> fields, boolean selected) {

        String title() {
            return place + "." + name + (selected ? "" : " (not selected)");
        }
    }

    /** Database and schema in OpenMetadata's words. */
    record Place(String database, String schema) {}

    /** @param columns paths: what stands inside a column has its name and a dot in front */
    record Table(String id, String name, List<String> columns) {}

    /** @param name of a schema in a warehouse of the catalog */
    record Schema(String service, String name) {}

    /** Of the source. */
    static final String NAME = "app";

    /** The table of a warehouse as it is made: what was loaded into each column, as "stream field"; nothing for what people made. */
    static final class Loaded {
        final Set<Integer> streams = new LinkedHashSet<>();
        final Map<String, Set<String>> columns = new LinkedHashMap<>();

        void add(String column, String origin) {
            Set<String> origins = columns.computeIfAbsent(column, missing -> new LinkedHashSet<>());
            if (origin != null) {
                origins.add(origin);
            }
        }
    }

    static String origin(Stream stream, Field field) {
        return stream.id() + " " + field.name();
    }

    final String destinationType;
    final String sourceType;
    final boolean withSchemas;
    final List<Stream> streams = new ArrayList<>();
    /** A place that the catalog has twice, in two services; null for none. */
    Place twice;
    /** The tables of the source in the catalog, by their place. */
    final Map<Place, List<Table>> sourceTables = new LinkedHashMap<>();
    /** The schemas of the catalog's warehouses; the first, if any is that of the source, is. */
    final List<Schema> destinations = new ArrayList<>();
    /** The tables in each of them. */
    final List<Table> destinationTables = new ArrayList<>();
    /** What the loading that was played made of them, by their names. */
    final Map<String, Loaded> loaded = new LinkedHashMap<>();

    ConfusableAccount(String destinationType, String sourceType, boolean withSchemas) {
        this.destinationType = destinationType;
        this.sourceType = sourceType;
        this.withSchemas = withSchemas;
    }

    /** Whether the source is an application whose tables are made for it. */
    boolean isRegistered() {
        return sourceType.equals("platform.stripe");
    }

    /** All of it, to see what a failure is about. */
    String describe() {
        StringBuilder text =
                new StringBuilder(sourceType + " → " + destinationType + (withSchemas ? " with schemas" : ""));
        streams.forEach(stream ->
                text.append("\n  stream ").append(stream.title()).append(' ').append(stream.fields()));
        sourceTables.forEach((place, tables) -> tables.forEach(table -> text.append("\n  source ")
                .append(place)
                .append(' ')
                .append(table.id())
                .append(' ')
                .append(table.columns())));
        text.append("\n  loaded into ").append(destinations);
        destinationTables.forEach(table ->
                text.append("\n  loaded ").append(table.id()).append(' ').append(table.columns()));
        return text.toString();
    }
}
