package io.github.stitchopenmetadata.catalog.removal;

import io.github.stitchopenmetadata.text.WorkItem;

/**
 * Something that the connector wrote, and that is deleted for good.
 *
 * @param collection below {@code /v1/}, and how the things in it are found, such as {@code tables} or {@code databases/name}
 * @param id         of this one there
 * @param kind       in words, such as {@code pipeline}
 */
public record Removable(String collection, String id, String kind, String fqn) implements WorkItem {

    /** Whether the collection takes full names in place of ids. */
    public boolean isByName() {
        return collection.endsWith("/name");
    }

    @Override
    public String title() {
        return "deleting the " + kind + " " + fqn;
    }
}
