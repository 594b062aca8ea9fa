package io.github.stitchopenmetadata.catalog.model;

/**
 * A schema of the catalog.
 *
 * @param serviceType of the database service it stands in, such as {@code Postgres}
 * @param fqn         the server's own fully qualified name
 */
public record Schema(String service, String serviceType, String database, String name, String fqn) {}
