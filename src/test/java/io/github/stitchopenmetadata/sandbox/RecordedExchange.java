package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One request to a real server and what that answered: an object with {@code name}, {@code request} (method, path,
 * query, headers, body) and {@code response} (status, headers, body).
 */
record RecordedExchange(JsonNode json) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern KNOWN =
            Pattern.compile("(?:GET|PUT) /api/v1/services/(?:pipeline|database)Services\\b.*"
                    + "|(?:GET|PUT|PATCH|DELETE) /api/v1/(?:system/version|databases|databaseSchemas|tables|pipelines(?!.*/status/))\\b.*"
                    + "|\\w+ /api/v1/(?:lineage|nonesuch)\\b.*");

    /** @param file one exchange a line, in the order in which they were made */
    static List<RecordedExchange> read(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> !line.isBlank())
                    .map(RecordedExchange::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return json.path("name").asText();
    }

    String method() {
        return request().path("method").asText();
    }

    /** Path and query, as they were sent. */
    String target() {
        String query = request().path("query").asText();
        return request().path("path").asText() + (query.isEmpty() ? "" : "?" + query);
    }

    String requestHeader(String header) {
        return request().path("headers").path(header).asText();
    }

    /** The body that was sent, or null. */
    JsonNode requestBody() {
        return request().path("body").isNull() ? null : request().path("body");
    }

    int status() {
        return json.path("response").path("status").asInt();
    }

    String change() {
        return json.path("response")
                .path("headers")
                .path("X-OpenMetadata-Change")
                .asText();
    }

    JsonNode answer() {
        return json.path("response").path("body");
    }

    /** Whether a bot wrote; where nobody is named nothing depends on it. */
    boolean isByBot() {
        return answer().path("updatedBy").asText().endsWith("-bot");
    }

    /** Why it cannot be made again, or null. */
    String unrepeatable() {
        if (!KNOWN.matcher(method() + " " + request().path("path").asText()).matches()) {
            return "the sandbox does not have " + method() + " "
                    + request().path("path").asText();
        }
        if (status() == 403) {
            return "the sandbox knows no users without rights";
        }
        if (!requestHeader("Accept").equals("application/json")) {
            return "the sandbox answers with JSON, whatever is asked for";
        }
        if (method().equals("PUT") && requestBody() == null && status() == 400) {
            return "the body that was refused was not recorded";
        }
        return null;
    }

    private JsonNode request() {
        return json.path("request");
    }

    private static RecordedExchange parse(String line) {
        try {
            return new RecordedExchange(JSON.readTree(line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
