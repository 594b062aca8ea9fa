package io.github.stitchopenmetadata.naming;

import java.util.Objects;

/**
 * A stream as Stitch names it.
 *
 * @param name     {@code stream_name}
 * @param database {@code database-name} of the stream metadata, or null
 * @param schema   {@code schema-name} of the stream metadata, or null
 */
public record StreamName(String name, String database, String schema) {
    public StreamName {
        Objects.requireNonNull(name, "name");
    }

    public static StreamName of(String name) {
        return new StreamName(name, null, null);
    }
}
