package io.github.stitchopenmetadata.stitch;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.text.InvalidAnswerException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One destination of a Stitch account.
 *
 * @param type       the destination type, such as {@code snowflake}
 * @param properties only those that say where the data lies; never a host, a user or a JDBC URL
 */
public record Destination(long id, String type, String name, Map<String, String> properties) {

    private static final List<String> PLACES = List.of("database", "project_id", "s3_bucket", "s3_key_format_string");

    public Destination {
        properties = Map.copyOf(properties);
    }

    /**
     * @param answer the answer of {@code GET /v4/destinations}: an array, or in some of Stitch's examples a bare object
     * @return the destinations that are not deleted
     * @throws InvalidAnswerException for anything else
     */
    public static List<Destination> list(JsonNode answer) {
        if (!answer.isArray() && !answer.path("type").isTextual()) {
            throw new InvalidAnswerException(
                    "/v4/destinations: expected an array of destinations, got " + InvalidAnswerException.shape(answer));
        }
        List<Destination> destinations = new ArrayList<>();
        for (JsonNode json : listed(answer)) {
            if (!json.hasNonNull("deleted_at")) {
                destinations.add(of(json));
            }
        }
        return destinations.stream().distinct().toList();
    }

    /**
     * What the answer lists among the destinations and is none. It counts as one all the same: passed over, it could leave a single one,
     * and a source that loads elsewhere would get that.
     *
     * @param answer the answer of {@code GET /v4/destinations}
     * @return a sentence for each
     */
    public static List<String> strange(JsonNode answer) {
        List<String> strange = new ArrayList<>();
        for (JsonNode json : listed(answer)) {
            if (!json.path("id").canConvertToLong() || !json.path("type").isTextual()) {
                strange.add("/v4/destinations: expected a destination with its id and its type, got "
                        + InvalidAnswerException.shape(json)
                        + "; sources that are loaded into it get no edges, unless Stitch tells another one");
            }
        }
        return strange;
    }

    private static Iterable<JsonNode> listed(JsonNode answer) {
        return answer.isArray() ? answer : List.of(answer);
    }

    private static Destination of(JsonNode json) {
        Map<String, String> properties = new TreeMap<>();
        for (String place : PLACES) {
            if (json.path("properties").path(place).isTextual()) {
                properties.put(place, json.path("properties").path(place).textValue());
            }
        }
        return new Destination(
                json.path("id").asLong(),
                json.path("type").asText(""),
                json.path("name").asText(""),
                properties);
    }
}
