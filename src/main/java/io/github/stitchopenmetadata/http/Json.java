package io.github.stitchopenmetadata.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;

/** The one way JSON is read and written here. */
public final class Json {

    /** Refuses text behind the document: a truncated or doubled answer must not pass for a whole one. */
    public static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** @param content a tree, a record or a collection of such */
    public static byte[] bytes(Object content) {
        try {
            return MAPPER.writeValueAsBytes(content);
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException(notJson);
        }
    }

    /**
     * @param answer a response body
     * @return its JSON; a missing node for an empty one, as PUT lineage answers
     * @throws IOException if it is no JSON or does not arrive whole
     */
    public JsonNode read(InputStream answer) throws IOException {
        return answer == null ? MAPPER.missingNode() : MAPPER.readTree(answer);
    }
}
