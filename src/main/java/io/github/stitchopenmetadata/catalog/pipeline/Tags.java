package io.github.stitchopenmetadata.catalog.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.catalog.model.Catalog;
import io.github.stitchopenmetadata.catalog.model.StitchTag;
import java.util.ArrayList;
import java.util.List;

/** Sees to it, for the routes, that a tag is in the catalog before something carries it: each is looked for once per run. */
public final class Tags {

    /** @return the tags of the delivery that may be missing, each once */
    public List<StitchTag> unknown(Delivery delivery) {
        if (!delivery.metadata().includeTags()) {
            return List.of();
        }
        List<StitchTag> tags = new ArrayList<>(StitchTag.of(delivery.message().source()));
        delivery.message().streams().forEach(stream -> tags.addAll(StitchTag.of(stream)));
        return tags.stream()
                .distinct()
                .filter(tag -> !delivery.plan().catalog().tags().contains(tag.fqn()))
                .toList();
    }

    public boolean areUnknown(Delivery delivery) {
        return !unknown(delivery).isEmpty();
    }

    public JsonNode classification() {
        return StitchTag.classification();
    }

    public JsonNode body(StitchTag tag) {
        return tag.body();
    }

    /** The tag is in the catalog. */
    public void known(Catalog catalog, StitchTag tag) {
        catalog.tags().add(tag.fqn());
    }

    /** @return the delivery without tags, which the server did not take */
    public Delivery without(Delivery delivery, Exception cause) {
        return delivery.withoutTags(cause);
    }
}
