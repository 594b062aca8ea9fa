package io.github.stitchopenmetadata.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.text.Json;
import io.github.stitchopenmetadata.text.OneLine;
import io.github.stitchopenmetadata.text.Secrets;
import java.util.List;

/**
 * The sentence in an error body. Both servers use several shapes, bare strings among them, so the known places are tried
 * in order and the whole body is the last resort. What is said may quote a connection: it is told without credentials.
 */
final class ServerWords {

    private static final List<String> PLACES = List.of(
            "/message", "/data/message", "/error/message", "/error", "/invalid_fields", "/responseMessage", "/status");

    private ServerWords() {}

    static String in(String body) {
        if (body == null || body.isBlank()) {
            return "";
        }
        if (body.stripLeading().startsWith("<")) {
            return "an HTML page";
        }
        return OneLine.of(Secrets.hidden(sentence(body)));
    }

    private static String sentence(String body) {
        try {
            JsonNode json = Json.FOREIGN.readTree(body);
            if (json.isTextual()) {
                return json.textValue();
            }
            return PLACES.stream()
                    .map(json::at)
                    .filter(JsonNode::isTextual)
                    .map(JsonNode::textValue)
                    .findFirst()
                    .orElse(body);
        } catch (JsonProcessingException notJson) {
            return body;
        }
    }
}
