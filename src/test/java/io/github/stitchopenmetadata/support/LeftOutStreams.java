package io.github.stitchopenmetadata.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.sandbox.StitchAccount;

/** Streams that are not selected, so many that each source is more than one message of {@link #BYTES}. */
public final class LeftOutStreams {

    /** The smallest value of {@code lineage.message.bytes}. */
    public static final String BYTES = "4000";

    private static final int COUNT = 40;
    private static final String NAME = "not_selected_and_never_loaded_".repeat(3);

    private LeftOutStreams() {}

    /** @return the account with such streams in each source whose streams Stitch lists */
    public static StitchAccount in(StitchAccount account) {
        StitchAccount.Builder builder = account.toBuilder();
        for (JsonNode source : account.sources()) {
            if (!source.path("type").asText().matches("webhook[.].*|import_api|platform[.]webhook.*")) {
                for (int i = 0; i < COUNT; i++) {
                    builder.addStream(source.path("id").asLong(), stream(source, i), schema());
                }
            }
        }
        return builder.build();
    }

    private static ObjectNode stream(JsonNode source, int number) {
        ObjectNode stream = JsonNodeFactory.instance
                .objectNode()
                .put("stream_id", 9_000_000_000L + source.path("id").asLong() * 100 + number)
                .put("tap_stream_id", NAME + number)
                .put("stream_name", NAME + number)
                .put("selected", false);
        stream.putObject("metadata").put("selected", false);
        return stream;
    }

    private static ObjectNode schema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("schema", "{}");
        schema.putArray("metadata");
        return schema;
    }
}
