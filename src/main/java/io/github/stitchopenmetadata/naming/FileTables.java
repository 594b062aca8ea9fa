package io.github.stitchopenmetadata.naming;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.StreamSupport;

/** The tables that a file source is told to make of its files: a JSON array in a string, one table per entry. */
final class FileTables {
    private static final ObjectMapper JSON = new ObjectMapper();

    private FileTables() {}

    /** None for a text that is not such an array: the stream name is then all there is. */
    static List<String> names(String tables) {
        try {
            JsonNode entries = JSON.readTree(tables == null ? "" : tables);
            return StreamSupport.stream(entries.spliterator(), false)
                    .map(entry -> entry.path("table_name").asText())
                    .filter(name -> !name.isBlank())
                    .distinct()
                    .toList();
        } catch (JsonProcessingException notJson) {
            return List.of();
        }
    }
}
