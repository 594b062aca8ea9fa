package io.github.stitchopenmetadata.catalog.removal;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.catalog.model.RegisteredService;
import io.github.stitchopenmetadata.catalog.model.StitchTag;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What people added to a thing that the connector wrote, as far as the thing itself tells. */
final class Additions {

    private Additions() {}

    /**
     * @param json a thing as the server lists it
     * @return what people added, in a few words; "" for nothing
     */
    static String of(JsonNode json) {
        List<String> added = new ArrayList<>();
        String description = json.path("description").asText("").strip();
        if (!description.isEmpty() && !description.contains(RegisteredService.MARK)) {
            added.add("a description");
        }
        Stream.of("owner", "owners", "domain", "domains", "extension")
                .filter(field -> json.hasNonNull(field) && !json.path(field).isEmpty())
                .forEach(added::add);
        tags(json).forEach(tag -> added.add("the tag " + tag));
        parts(json, "tasks", "a task", added);
        parts(json, "columns", "a column", added);
        return String.join(", ", added);
    }

    private static void parts(JsonNode json, String field, String each, List<String> added) {
        for (JsonNode part : json.path(field)) {
            if (!part.path("description").asText("").isBlank()
                    || tags(part).findAny().isPresent()
                    || !part.path("owner").isEmpty()
                    || !part.path("owners").isEmpty()) {
                added.add("what is said of " + each + ", such as "
                        + part.path("name").asText());
                return;
            }
        }
    }

    private static Stream<String> tags(JsonNode json) {
        List<String> tags = new ArrayList<>();
        json.path("tags").forEach(tag -> tags.add(tag.path("tagFQN").asText()));
        return tags.stream().filter(tag -> !tag.startsWith(StitchTag.CLASSIFICATION + "."));
    }
}
