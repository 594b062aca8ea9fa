package io.github.stitchopenmetadata.catalog.pipeline;

/**
 * What becomes of one field of a pipeline, for people.
 *
 * @param before as it stands in the catalog, "" for nothing
 * @param after  what it is to be, "" for nothing
 */
public record FieldChange(String field, String before, String after) {}
