package io.github.stitchopenmetadata.stitch;

import com.fasterxml.jackson.databind.JsonNode;

/** What the Connect API gives as numbers and names, and nothing else. */
final class JsonValues {

    /** Longer than any name; a pipeline or a task could not bear it. */
    private static final int LONGEST_NAME = 2000;

    private JsonValues() {}

    static boolean isId(JsonNode json) {
        return json.isIntegralNumber() && json.canConvertToLong() && json.longValue() > 0;
    }

    static boolean isName(JsonNode json) {
        return json.isTextual()
                && !json.textValue().isBlank()
                && json.textValue().length() <= LONGEST_NAME;
    }
}
