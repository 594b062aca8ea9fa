package io.github.stitchopenmetadata.catalog.model;

/** An owner or a domain that a catalog is asked for, because the settings name it. */
public record OwnerLookup(Catalog catalog, NamedEntity named) {}
