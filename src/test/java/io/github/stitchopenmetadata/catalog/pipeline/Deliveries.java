package io.github.stitchopenmetadata.catalog.pipeline;

import static io.github.stitchopenmetadata.text.JsonText.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.model.Catalog;
import io.github.stitchopenmetadata.catalog.model.Catalogs;
import io.github.stitchopenmetadata.catalog.model.Fingerprint;
import io.github.stitchopenmetadata.catalog.model.KnownPipeline;
import io.github.stitchopenmetadata.catalog.model.LineageEdge;
import io.github.stitchopenmetadata.catalog.model.MissingEdge;
import io.github.stitchopenmetadata.catalog.model.Place;
import io.github.stitchopenmetadata.catalog.model.Schema;
import io.github.stitchopenmetadata.catalog.model.TableIndex;
import io.github.stitchopenmetadata.catalog.register.SourceEnd;
import io.github.stitchopenmetadata.catalog.resolve.DroppedColumns;
import io.github.stitchopenmetadata.catalog.resolve.Plan;
import io.github.stitchopenmetadata.catalog.resolve.Resolution;
import io.github.stitchopenmetadata.catalog.resolve.Share;
import io.github.stitchopenmetadata.catalog.resolve.ShopWorkflow;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.lineage.Messages;
import io.github.stitchopenmetadata.lineage.SourceParts;
import io.github.stitchopenmetadata.workflow.FilterPattern;
import io.github.stitchopenmetadata.workflow.PipelineMetadata;
import java.util.List;
import java.util.Map;

/** Deliveries to a server of some version, part by part. */
public final class Deliveries {

    private String version = "1.13.0";
    private LineageMessage message = Messages.of(Messages.postgres(), null);
    private String body = "{}";
    private String references = "{}";
    private List<LineageEdge> edges = List.of();
    private List<MissingEdge> missing = List.of();
    private List<JsonNode> destinationTables = List.of();
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

    public Deliveries version(String server) {
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

    public Deliveries edges(LineageEdge... wanted) {
        edges = List.of(wanted);
        return this;
    }

    /** The schema that the source loads into holds this table. */
    public Deliveries destinationTable(String id) {
        destinationTables =
                List.of(json("{'id': '%1$s', 'name': '%1$s', 'fullyQualifiedName': 'w.D.S.%1$s'}".formatted(id)));
        return this;
    }

    Deliveries missing(MissingEdge.Reason reason) {
        missing = List.of(new MissingEdge("shop", "orders", reason, "why"));
        return this;
    }

    /** The pipeline is there. */
    public Deliveries known(Fingerprint fingerprint) {
        return known(fingerprint, false);
    }

    public Deliveries known(Fingerprint fingerprint, boolean deleted) {
        known = new KnownPipeline(
                "00000000-0000-4000-8000-0000000000f1", "shop", "stitch.shop", Messages.APP, fingerprint, deleted);
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
        Catalog catalog = new Catalogs().unopened(json("{'version': '" + version + "'}"));
        catalog.useService(json("{'fullyQualifiedName': 'stitch'}"));
        boolean found = !destinationTables.isEmpty();
        Schema schema = new Schema("w", "Snowflake", "D", "S", "w.D.S");
        TableIndex.Lookup lookup = new TableIndex(10).lookup(found ? List.of(schema.fqn()) : List.of());
        lookup.unlisted().forEach(listing -> {
            listing.add(destinationTables);
            new Catalogs().listed(listing);
        });
        return new Plan(
                catalog,
                message,
                metadata(includeLineage, includeTags, overrideMetadata, overrideLineage),
                found ? Place.at(schema) : Place.missing(MissingEdge.Reason.NO_DESTINATION, "none"),
                Map.of(),
                lookup,
                SourceEnd.FOUND);
    }

    /** The delivery of a whole source. */
    public static Delivery of(Resolution resolution) {
        Plan plan = resolution.share().plan();
        Delivery delivery = new Pipelines()
                .delivery(plan, SourceParts.of(plan.message()), ShopWorkflow.run(ShopWorkflow.named("stitch")));
        delivery.add(resolution);
        return delivery;
    }

    /** The only share of a delivery, with these edges. */
    public static DeliveredShare share(Delivery delivery, LineageEdge... edges) {
        return new DeliveredShare(
                delivery,
                new Resolution(Share.whole(delivery.plan()), List.of(edges), List.of(), new DroppedColumns()));
    }

    public Delivery build() {
        Plan plan = plan();
        Delivery delivery = new Delivery(
                plan, SourceParts.of(message), (ObjectNode) json(body), (ObjectNode) json(references), known, false);
        delivery.add(new Resolution(Share.whole(plan), edges, missing, new DroppedColumns()));
        return delivery;
    }
}
