package io.github.stitchopenmetadata.catalog;

/**
 * Something in the catalog that others refer to.
 *
 * @param type such as {@code user}, {@code team} or {@code domain}
 */
public record EntityRef(String id, String type, String fqn) {
}
