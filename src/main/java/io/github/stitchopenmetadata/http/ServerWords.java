package io.github.stitchopenmetadata.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.text.Json;
import io.github.stitchopenmetadata.text.OneLine;
import io.github.stitchopenmetadata.text.Secrets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What an error body says. Both servers use several shapes, bare strings among them, so the known places are tried in order
 * and the whole body is the last resort. What is said may quote a connection: it is told without credentials.
 *
 * @param code    the server's own word for the kind of error, such as {@code InvalidName}; "" where it has none
 * @param message the sentence, with what is wrong field by field where that is told; "" for an empty body
 */
record ServerWords(String code, String message) {

    private static final List<String> SENTENCES = List.of(
            "/message", "/data/message", "/error/message", "/error", "/invalid_fields", "/responseMessage", "/status");
    private static final List<String> DETAILS = List.of("/errors", "/data/bad_properties");
    private static final List<String> CODES = List.of("/code", "/error/type", "/error");

    static ServerWords in(String body) {
        if (body == null || body.isBlank()) {
            return new ServerWords("", "");
        }
        if (body.stripLeading().startsWith("<")) {
            return new ServerWords("", "an HTML page");
        }
        JsonNode json = json(body);
        if (json.isTextual()) {
            return new ServerWords("", shown(json.textValue()));
        }
        String sentence = sentence(json);
        return new ServerWords(
                OneLine.of(Secrets.hidden(code(json))),
                shown(
                        sentence.isEmpty()
                                ? body
                                : Stream.concat(Stream.of(sentence), details(json))
                                        .collect(Collectors.joining(" "))));
    }

    /** A missing node for what is no JSON. */
    private static JsonNode json(String body) {
        try {
            return Json.FOREIGN.readTree(body);
        } catch (JsonProcessingException notJson) {
            return Json.FOREIGN.missingNode();
        }
    }

    private static String sentence(JsonNode json) {
        return SENTENCES.stream()
                .map(json::at)
                .filter(place -> place.isTextual() || place == json.at("/error/message"))
                .map(ServerWords::flat)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static Stream<String> details(JsonNode json) {
        return DETAILS.stream()
                .map(json::at)
                .map(ServerWords::flat)
                .filter(text -> !text.isEmpty())
                .map(text -> "(" + text + ")");
    }

    /** A sentence with blanks is none. */
    private static String code(JsonNode json) {
        return CODES.stream()
                .map(json::at)
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .filter(text -> text.matches("\\w+"))
                .findFirst()
                .orElse("");
    }

    /** @return a text as it is, those of a list one after the other, those of an object behind their names but for {@code reason} and {@code error} */
    private static String flat(JsonNode json) {
        if (json.isObject()) {
            return json.properties().stream()
                    .map(field -> (field.getKey().matches("reason|error") ? "" : field.getKey() + ": ")
                            + flat(field.getValue()))
                    .collect(Collectors.joining("; "));
        }
        if (json.isArray()) {
            return StreamSupport.stream(json.spliterator(), false)
                    .map(ServerWords::flat)
                    .collect(Collectors.joining(", "));
        }
        return json.isMissingNode() || json.isNull() ? "" : json.asText();
    }

    private static String shown(String text) {
        return OneLine.of(Secrets.hidden(text));
    }
}
