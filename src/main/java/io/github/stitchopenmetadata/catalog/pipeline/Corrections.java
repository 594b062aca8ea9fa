package io.github.stitchopenmetadata.catalog.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.stitchopenmetadata.catalog.model.StitchTag;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.text.Json;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What PUT leaves as it was in a pipeline that was there before, because it may be people's: tags that no longer hold, a
 * display name that is still the one written here, owners and a domain where there are none. As a JSON patch.
 */
final class Corrections {

    private final Delivery delivery;
    private final JsonNode stored;
    private final ArrayNode patch = Json.MAPPER.createArrayNode();

    private Corrections(Delivery delivery, JsonNode stored) {
        this.delivery = delivery;
        this.stored = stored;
    }

    /**
     * @param stored the pipeline after PUT, with tasks, tags, owners and domains
     * @return the patch, or null where nothing is to be corrected
     */
    static JsonNode of(Delivery delivery, JsonNode stored) {
        Corrections corrections = new Corrections(delivery, stored);
        if (delivery.known() != null) {
            corrections.displayName();
            corrections.tags("", stored, delivery.pipeline());
            corrections.tasks();
        }
        delivery.references().properties().forEach(wanted -> corrections.reference(wanted.getKey(), wanted.getValue()));
        return corrections.patch.isEmpty() ? null : corrections.patch;
    }

    private void displayName() {
        String before = stored.path("displayName").asText("");
        if (!before.equals(delivery.displayName()) && delivery.mayRename(stored)) {
            put("/displayName", delivery.pipeline().path("displayName"));
            // the two go together, so that the name is known to be ours from now on, whatever happens next
            String field = delivery.version().fingerprintField();
            put("/" + field, delivery.with(delivery.fingerprint().doubtful()).path(field));
        }
    }

    private void tasks() {
        Map<String, JsonNode> wanted = new HashMap<>();
        delivery.pipeline()
                .path("tasks")
                .forEach(task -> wanted.put(task.path("name").asText(), task));
        int index = 0;
        for (JsonNode task : stored.path("tasks")) {
            JsonNode same = wanted.get(task.path("name").asText());
            if (same != null) {
                String path = "/tasks/" + index;
                tags(path, task, same);
                if (delivery.metadata().overrideMetadata()
                        && !task.path("displayName").equals(same.path("displayName"))) {
                    put(path + "/displayName", same.path("displayName"));
                }
            }
            index++;
        }
    }

    /** From the last to the first, so that the ones before keep their places. */
    private void tags(String path, JsonNode before, JsonNode wanted) {
        if (!delivery.metadata().includeTags() || isRefused("tags")) {
            return;
        }
        LineageMessage.Source source = delivery.message().source();
        Set<String> holding = Set.copyOf(wanted.path("tags").findValuesAsText("tagFQN"));
        for (int index = before.path("tags").size() - 1; index >= 0; index--) {
            String fqn = before.path("tags").path(index).path("tagFQN").asText();
            if (StitchTag.isOurs(fqn, source, delivery.known().url().equals(source.url())) && !holding.contains(fqn)) {
                String tag = path + "/tags/" + index;
                // somebody else may have changed the list meanwhile: then the server refuses all of this
                patch.addObject().put("op", "test").put("path", tag + "/tagFQN").put("value", fqn);
                patch.addObject().put("op", "remove").put("path", tag);
            }
        }
    }

    private void reference(String field, JsonNode wanted) {
        Set<String> before = ids(stored.path(field));
        if (isRefused(field)) {
            return;
        }
        if ((before.isEmpty() && !delivery.wasGiven(field, wanted))
                || (delivery.metadata().overrideMetadata() && !before.equals(ids(wanted)))) {
            put("/" + field, wanted);
        }
    }

    private boolean isRefused(String field) {
        return delivery.plan().catalog().refusedFields().contains(field);
    }

    /** What is only inherited from the service counts as none. */
    private static Set<String> ids(JsonNode references) {
        Set<String> ids = new HashSet<>();
        (references.isObject() ? List.of(references) : references).forEach(reference -> {
            if (!reference.path("inherited").asBoolean()) {
                ids.add(reference.path("id").asText());
            }
        });
        return ids;
    }

    private void put(String path, JsonNode value) {
        patch.addObject().put("op", "add").put("path", path).set("value", value);
    }
}
