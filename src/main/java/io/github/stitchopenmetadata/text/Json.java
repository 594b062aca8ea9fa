package io.github.stitchopenmetadata.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

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
     * For what a server sends, and what is JSON inside of that: as {@link #MAPPER}, but refuses what no API sends and what
     * would fill the memory: two values for one key, deep nesting, endless strings, more values than any page has.
     */
    public static final ObjectMapper FOREIGN = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(1000)
                            .maxStringLength((int) Math.min(
                                    16 * 1024 * 1024, Runtime.getRuntime().maxMemory() / 64))
                            .maxNameLength(10_000)
                            .maxTokenCount(5_000_000)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private Json() {}
}
