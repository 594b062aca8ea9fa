package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.text.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What an endpoint sends back: a status, headers and a body, which may be empty. */
record Answer(int status, Map<String, String> headers, byte[] body) {

    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    static Answer json(int status, JsonNode body) {
        return new Answer(status, JSON, Json.bytes(body));
    }

    static Answer json(JsonNode body) {
        return json(200, body);
    }

    static Answer changed(int status, String change, JsonNode body) {
        return new Answer(
                status, Map.of("Content-Type", "application/json", "X-OpenMetadata-Change", change), Json.bytes(body));
    }

    static Answer plain(int status, String text) {
        return new Answer(status, Map.of("Content-Type", "text/plain"), text.getBytes(StandardCharsets.UTF_8));
    }

    static Answer empty(int status) {
        return new Answer(status, Map.of(), new byte[0]);
    }
}
