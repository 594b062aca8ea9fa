package io.github.stitchopenmetadata.lineage;

import io.github.stitchopenmetadata.lineage.LineageMessage.Destination;
import io.github.stitchopenmetadata.lineage.LineageMessage.Field;
import io.github.stitchopenmetadata.lineage.LineageMessage.Source;
import io.github.stitchopenmetadata.lineage.LineageMessage.Stream;
import java.util.List;
import java.util.Map;

/** Lineage messages of a small shop. */
public final class Messages {

    public static final String APP = "https://app.stitchdata.com/client/4711/pipeline/v2/sources/11/";
    private static final String RUN = "6c1b5f0e-8a51-4a7e-9c55-0b6f8f3f2f10";

    private Messages() {}

    public static LineageMessage of(Source source, Destination destination, Stream... streams) {
        return new LineageMessage(
                1, RUN, "stitch", "2024-02-03T04:05:06Z", source, destination, false, List.of(streams), List.of());
    }

    /** The shop's own database. */
    public static Source postgres() {
        return source("platform.hp-postgres", Map.of());
    }

    public static Source source(String type, Map<String, String> options) {
        return new Source(
                11, "shop", "Shop", type, null, APP, true, true, "2019-01-01T00:00:00Z", "0 * * * *", options, null);
    }

    /** Without a schedule; it is shown by its name. */
    public static Source named(String name, String type, Map<String, String> options) {
        return new Source(11, name, name, type, null, APP, true, true, null, null, options, null);
    }

    public static Destination snowflake() {
        return new Destination(7, "snowflake", "Warehouse", Map.of("database", "ANALYTICS"));
    }

    public static Stream stream(long id, String database, String schema, String name, String... fields) {
        return new Stream(
                id,
                database + "-" + schema + "-" + name,
                name,
                database,
                schema,
                false,
                "INCREMENTAL",
                "updated_at",
                List.of("id"),
                java.util.stream.Stream.of(fields).map(Messages::field).toList(),
                List.of(),
                null,
                null);
    }

    public static Stream unreadable(long id, String name, String problem) {
        return new Stream(
                id, name, name, "shop", "public", false, null, null, List.of(), List.of(), List.of(), null, problem);
    }

    public static Field field(String name) {
        return new Field(name, List.of("string"), null, null, List.of());
    }
}
