package io.github.stitchopenmetadata.catalog.model;

/** A tag that may not be in a catalog yet. */
public record MissingTag(Catalog catalog, StitchTag tag) {}
