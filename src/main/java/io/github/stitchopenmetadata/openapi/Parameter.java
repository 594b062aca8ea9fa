package io.github.stitchopenmetadata.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.text.OneLine;
import java.util.Optional;

/**
 * A parameter of an operation: a text, or a whole number that is not negative.
 *
 * @param inPath whether it takes a place in the path; else it goes into the query
 */
record Parameter(String name, boolean inPath, boolean required, boolean number, long least) {

    /** @param parameter of a document, without references */
    static Parameter of(JsonNode parameter) {
        JsonNode schema = parameter.path("schema");
        return new Parameter(
                parameter.path("name").textValue(),
                parameter.path("in").textValue().equals("path"),
                parameter.path("required").booleanValue(),
                schema.path("type").textValue().equals("integer"),
                schema.path("minimum").longValue());
    }

    /** @param value a number or a text; null for none */
    Optional<String> objection(Object value) {
        String text = value == null ? "" : String.valueOf(value);
        if (text.isEmpty()) {
            return required
                    ? Optional.of("parameter " + name + " is missing: expected " + expected())
                    : Optional.empty();
        }
        boolean fits = !number || text.matches("\\d{1,18}") && Long.parseLong(text) >= least;
        return fits
                ? Optional.empty()
                : Optional.of("parameter " + name + " is \"" + OneLine.of(text) + "\": expected " + expected());
    }

    String expected() {
        return number ? "a whole number of " + least + " or more" : "a text";
    }
}
