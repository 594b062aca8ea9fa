package io.github.stitchopenmetadata.catalog;

import static io.github.stitchopenmetadata.http.JsonText.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.lineage.Messages;
import io.github.stitchopenmetadata.workflow.FilterPattern;
import io.github.stitchopenmetadata.workflow.PipelineMetadata;
import java.util.List;
import java.util.Map;

/** Deliveries to a server of some version, part by part. */
final class Deliveries {

    private String version = "1.13.0";
    private LineageMessage message = Messages.of(Messages.postgres(), null);
    private String body = "{}";
    private String references = "{}";
    private List<Edge> edges = List.of();
    private List<MissingEdge> missing = List.of();
    private KnownPipeline known;
    private boolean includeLineage = true;
    private boolean includeTags = true;
    private boolean overrideMetadata;
    private boolean overrideLineage;

    static PipelineMetadata metadata(
            boolean includeLineage, boolean includeTags, boolean overrideMetadata, boolean overrideLineage) {
        return new PipelineMetadata(
                includeLineage,
                List.of("shop_db", "warehouse"),
                new FilterPattern(List.of(), List.of()),
                true,
                true,
                true,
                includeTags,
                overrideMetadata,
                overrideLineage,
                1);
    }

    Deliveries version(String server) {
        version = server;
        return this;
    }

    Deliveries message(LineageMessage from) {
        message = from;
        return this;
    }

    Deliveries body(String pipeline) {
        body = pipeline;
        return this;
    }

    Deliveries references(String ownersAndDomain) {
        references = ownersAndDomain;
        return this;
    }

    Deliveries edges(Edge... wanted) {
        edges = List.of(wanted);
        return this;
    }

    Deliveries missing(MissingEdge.Reason reason) {
        missing = List.of(new MissingEdge("shop", "orders", reason, "why"));
        return this;
    }

    /** The pipeline is there. */
    Deliveries known(Seal seal) {
        return known(seal, false);
    }

    Deliveries known(Seal seal, boolean deleted) {
        known = new KnownPipeline("p1", "shop", "stitch.shop", Messages.APP, seal, deleted);
        return this;
    }

    Deliveries withoutLineage() {
        includeLineage = false;
        return this;
    }

    Deliveries withoutTags() {
        includeTags = false;
        return this;
    }

    Deliveries overrideMetadata() {
        overrideMetadata = true;
        return this;
    }

    Deliveries overrideLineage() {
        overrideLineage = true;
        return this;
    }

    Plan plan() {
        Catalog catalog = new Catalogs().open(json("{'version': '" + version + "'}"));
        catalog.useService(json("{'fullyQualifiedName': 'stitch'}"));
        return new Plan(
                catalog,
                message,
                metadata(includeLineage, includeTags, overrideMetadata, overrideLineage),
                Place.missing(MissingEdge.Reason.NO_DESTINATION, "none"),
                Map.of(),
                new TableIndex(10).lookup(List.of()),
                SourceEnd.FOUND);
    }

    Delivery build() {
        return new Delivery(
                plan(),
                (ObjectNode) json(body),
                (ObjectNode) json(references),
                edges,
                missing,
                new DroppedColumns(),
                known,
                null,
                new Outcome());
    }
}
