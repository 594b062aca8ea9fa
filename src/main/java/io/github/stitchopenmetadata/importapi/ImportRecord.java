package io.github.stitchopenmetadata.importapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.util.Map;

/**
 * A record as it is sent.
 *
 * @param sequence which Stitch orders the records of one key by
 * @param json     the record, as the text of a JSON object
 * @param bytes    of that text
 */
public record ImportRecord(long sequence, String json, int bytes) {

    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};
    /** What stands around it in a request, at most. */
    private static final int AROUND = "{\"action\":\"upsert\",\"sequence\":,\"data\":},".length() + 19;

    /** The record by the names of its fields. */
    public Map<String, Object> fields() {
        try {
            return RecordJson.MAPPER.readValue(json, FIELDS);
        } catch (JsonProcessingException ours) {
            throw new IllegalStateException("a record is no JSON object", ours);
        }
    }

    int bytesInRequest() {
        return bytes + AROUND;
    }

    /** Without what it holds. */
    @Override
    public String toString() {
        return "record " + sequence;
    }
}
