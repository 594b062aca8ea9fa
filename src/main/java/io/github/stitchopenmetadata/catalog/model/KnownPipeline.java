package io.github.stitchopenmetadata.catalog.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.lineage.StitchApp;

/**
 * A pipeline as it stands in the catalog.
 *
 * @param url     where it leads, without a fragment
 * @param fingerprint    how far it was delivered
 * @param deleted softly: it is only hidden
 */
public record KnownPipeline(String id, String name, String fqn, String url, Fingerprint fingerprint, boolean deleted) {

    /** @param json a pipeline as the server lists it */
    public static KnownPipeline of(JsonNode json, CatalogVersion version) {
        String[] url = json.path(version.pipelineUrlField()).asText("").split("#", 2);
        String fragment = url.length > 1 ? url[1] : "";
        return new KnownPipeline(
                Required.text(json, "id", "a pipeline"),
                Required.text(json, "name", "a pipeline"),
                Required.text(json, "fullyQualifiedName", "a pipeline"),
                url[0],
                Fingerprint.parse(
                        version.hasSourceHash() ? json.path("sourceHash").asText("") : fragment),
                json.path("deleted").asBoolean());
    }

    /** Whether it is there and was made here. */
    boolean isDelivered() {
        return !deleted && isStitchs() && !fingerprint.equals(Fingerprint.NONE);
    }

    /** Whether it stands for a source: what leads elsewhere was not made here. */
    public boolean isStitchs() {
        return StitchApp.isPage(url);
    }
}
