package io.github.stitchopenmetadata.catalog.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.catalog.model.Catalog;
import io.github.stitchopenmetadata.catalog.model.KnownPipeline;
import io.github.stitchopenmetadata.catalog.model.OfPipeline;
import io.github.stitchopenmetadata.catalog.model.Schema;
import io.github.stitchopenmetadata.catalog.model.TableIndex;
import io.github.stitchopenmetadata.text.WorkItem;

/** A pipeline whose source is gone, and what became of it so far. One thread at a time. */
public final class RetiredPipeline implements OfPipeline, WorkItem {

    private final Catalog catalog;
    private final KnownPipeline pipeline;
    private final TableIndex.Lookup tables;
    private final Outcome outcome = new Outcome();
    private JsonNode lineage;

    RetiredPipeline(Catalog catalog, KnownPipeline pipeline) {
        this.catalog = catalog;
        this.pipeline = pipeline;
        this.tables = catalog.tables()
                .lookup(catalog.schemasNamedLike(pipeline.name()).stream()
                        .map(Schema::fqn)
                        .toList());
    }

    public Catalog catalog() {
        return catalog;
    }

    public KnownPipeline pipeline() {
        return pipeline;
    }

    /** The tables of the schemas that the source may have been loaded into. */
    public TableIndex.Lookup tables() {
        return tables;
    }

    public Outcome outcome() {
        return outcome;
    }

    /** The lineage of the pipeline as the server gives it. */
    public JsonNode lineage() {
        return lineage;
    }

    public void lineage(JsonNode stored) {
        lineage = stored;
    }

    @Override
    public String pipelineFqn() {
        return pipeline.fqn();
    }

    @Override
    public String title() {
        return "deleting the pipeline " + pipeline.name();
    }
}
