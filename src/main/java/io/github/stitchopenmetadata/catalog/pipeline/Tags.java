package io.github.stitchopenmetadata.catalog.pipeline;

import io.github.stitchopenmetadata.catalog.model.Catalog;
import io.github.stitchopenmetadata.catalog.model.MissingTag;
import io.github.stitchopenmetadata.catalog.model.StitchTag;
import java.util.ArrayList;
import java.util.List;

/** Sees to it, for the routes, that a tag is in the catalog before something carries it: each is looked for once per run. */
public final class Tags {

    /** @return the tags of the delivery that may be missing, each once */
    public List<MissingTag> unknown(Delivery delivery) {
        if (!delivery.metadata().includeTags()) {
            return List.of();
        }
        Catalog catalog = delivery.plan().catalog();
        List<StitchTag> tags = new ArrayList<>(StitchTag.of(delivery.message().source()));
        delivery.message().streams().forEach(stream -> tags.addAll(StitchTag.of(stream)));
        return tags.stream()
                .distinct()
                .filter(tag -> !catalog.tags().contains(tag.fqn()))
                .map(tag -> new MissingTag(catalog, tag))
                .toList();
    }

    public boolean areUnknown(Delivery delivery) {
        return !unknown(delivery).isEmpty();
    }

    /** Whether nobody has looked for the classification in this run. */
    public boolean lacksClassification(MissingTag tag) {
        return !tag.catalog().tags().contains(StitchTag.CLASSIFICATION);
    }

    /** The classification is in the catalog. */
    public void classified(MissingTag tag) {
        tag.catalog().tags().add(StitchTag.CLASSIFICATION);
    }

    /** The tag is in the catalog. */
    public void known(MissingTag tag) {
        tag.catalog().tags().add(tag.tag().fqn());
    }

    /** The delivery goes on without tags, which the server did not take. */
    public void drop(Delivery delivery, Exception cause) {
        delivery.dropTags(cause);
    }
}
