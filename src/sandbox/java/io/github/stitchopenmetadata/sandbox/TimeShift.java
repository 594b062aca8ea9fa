package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/** Moves the timestamps of recorded data, so that what happened an hour before it was recorded happened an hour ago. */
final class TimeShift {

    private static final Pattern TIMESTAMP = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");

    private final Duration shift;

    TimeShift(Instant recorded, Instant now) {
        this.shift = Duration.between(recorded, now.truncatedTo(ChronoUnit.SECONDS));
    }

    /** Moves every timestamp below a node, except in {@code properties}, which a user typed in. */
    JsonNode move(JsonNode node) {
        if (node.isTextual() && TIMESTAMP.matcher(node.asText()).matches()) {
            return TextNode.valueOf(Instant.parse(node.asText()).plus(shift).toString());
        }
        if (node instanceof ObjectNode object) {
            ObjectNode moved = object.objectNode();
            object.properties()
                    .forEach(entry -> moved.set(
                            entry.getKey(),
                            entry.getKey().equals("properties") ? entry.getValue() : move(entry.getValue())));
            return moved;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode moved = array.arrayNode();
            array.forEach(element -> moved.add(move(element)));
            return moved;
        }
        return node;
    }
}
