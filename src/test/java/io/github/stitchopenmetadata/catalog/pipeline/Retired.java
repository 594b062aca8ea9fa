package io.github.stitchopenmetadata.catalog.pipeline;

import io.github.stitchopenmetadata.catalog.model.Catalog;

/** A pipeline whose source is gone. */
public final class Retired {

    private Retired() {}

    /** @param name of a pipeline in the catalog */
    public static RetiredPipeline pipeline(Catalog catalog, String name) {
        return new RetiredPipeline(catalog, catalog.pipeline(name));
    }
}
