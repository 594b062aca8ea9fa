package io.github.stitchopenmetadata.catalog.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.model.Catalog;
import io.github.stitchopenmetadata.catalog.model.CatalogVersion;
import io.github.stitchopenmetadata.catalog.model.KnownPipeline;
import io.github.stitchopenmetadata.catalog.model.Schema;
import io.github.stitchopenmetadata.catalog.model.TableIndex;
import io.github.stitchopenmetadata.text.Json;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Decides, for the routes, which pipelines are softly deleted because their source is gone. */
public final class Retirements {

    /**
     * @param withheld why none are deleted although some should be, else null
     */
    public record Retirement(List<KnownPipeline> pipelines, String withheld) {}

    private int share = 50;
    private boolean confirmed;

    /** @param share how many of all pipelines may go in one run without being confirmed, in percent */
    public void setShare(int share) {
        if (share < 0 || share > 100) {
            throw new IllegalArgumentException(
                    "ingest.delete.share is " + share + ": expected a share in percent, from 0 to 100");
        }
        this.share = share;
    }

    /** @param confirmed whether any number may go */
    public void setConfirmed(boolean confirmed) {
        this.confirmed = confirmed;
    }

    /** @param present the names of all sources that are to have a pipeline */
    public Retirement decide(Catalog catalog, Set<String> present) {
        Set<String> names = present.stream().map(catalog::pipelineName).collect(Collectors.toSet());
        List<KnownPipeline> all =
                catalog.pipelines().stream().filter(KnownPipeline::isStitchs).toList();
        List<KnownPipeline> gone = all.stream()
                .filter(pipeline -> !names.contains(pipeline.name()) && !isRetired(pipeline))
                .toList();
        long standing = all.stream().filter(pipeline -> !pipeline.deleted()).count();
        long going = gone.stream().filter(pipeline -> !pipeline.deleted()).count();
        if (!confirmed && going * 100 > standing * share) {
            return new Retirement(
                    List.of(),
                    going + " of " + standing
                            + " pipelines have no source any more and are kept, because that is more than " + share
                            + " %; if it is right, run once with -Dingest.confirmDelete=true");
        }
        return new Retirement(gone, null);
    }

    public List<KnownPipeline> pipelines(Retirement retirement) {
        return retirement.pipelines();
    }

    /** One that a person deleted still has its edges. */
    public boolean isHidden(KnownPipeline pipeline) {
        return pipeline.deleted();
    }

    /** The body that brings a deleted pipeline back, so that its edges can be taken away. */
    public JsonNode restored(KnownPipeline pipeline) {
        return Json.MAPPER.createObjectNode().put("id", pipeline.id());
    }

    /** @return the tables of the schemas that the source may have been loaded into */
    public TableIndex.Lookup tables(Catalog catalog, KnownPipeline pipeline) {
        return catalog.tables()
                .lookup(catalog.schemasNamedLike(pipeline.name()).stream()
                        .map(Schema::fqn)
                        .toList());
    }

    public List<TableIndex.Listing> unlisted(TableIndex.Lookup lookup) {
        return lookup.unlisted();
    }

    /** A patch that opens the seal: a pipeline that comes back gets its edges again. */
    public JsonNode opened(Catalog catalog, KnownPipeline pipeline) {
        CatalogVersion version = catalog.version();
        ObjectNode body = Json.MAPPER.createObjectNode().put(version.pipelineUrlField(), pipeline.url());
        Payloads.putSeal(body, version, pipeline.seal().open());
        ArrayNode patch = Json.MAPPER.createArrayNode();
        patch.addObject()
                .put("op", "add")
                .put("path", "/" + version.sealField())
                .set("value", body.path(version.sealField()));
        return patch;
    }

    /** Who writes a pipeline keeps others from doing so. */
    public String lane(KnownPipeline pipeline) {
        return pipeline.fqn();
    }

    public boolean isComplete(Outcome outcome) {
        return !outcome.isFailed();
    }

    private static boolean isRetired(KnownPipeline pipeline) {
        return pipeline.deleted() && pipeline.seal().isOpen();
    }

    public Outcome outcome() {
        return new Outcome();
    }
}
