package io.github.stitchopenmetadata.catalog.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.text.InvalidAnswerException;
import java.util.stream.Stream;

/** What an answer cannot do without. */
public final class Required {

    private Required() {}

    /**
     * @param thing that the answer describes, such as "a table"
     * @throws InvalidAnswerException if the field is no text, or an empty one
     */
    public static String text(JsonNode json, String field, String thing) {
        if (!isIn(json, field)) {
            throw new InvalidAnswerException("OpenMetadata: expected " + thing + " with its " + field + ", got "
                    + InvalidAnswerException.shape(json));
        }
        return json.path(field).textValue();
    }

    /** Whether there is a text in each of these fields: what has none in a list is passed over. */
    public static boolean isIn(JsonNode json, String... fields) {
        return Stream.of(fields)
                .map(json::path)
                .allMatch(field -> field.isTextual() && !field.textValue().isBlank());
    }
}
