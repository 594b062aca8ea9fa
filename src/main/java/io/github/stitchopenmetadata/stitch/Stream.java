package io.github.stitchopenmetadata.stitch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.stitchopenmetadata.text.InvalidAnswerException;
import io.github.stitchopenmetadata.text.WorkItem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One stream of a source as {@code GET /v4/sources/{id}/streams} lists it.
 *
 * @param source   that it belongs to
 * @param name     {@code stream_name}: the table or API endpoint; not unique within a source
 * @param metadata its stream-level metadata
 */
public record Stream(Source source, long id, String tapStreamId, String name, boolean selected, JsonNode metadata)
        implements WorkItem {

    private static final long UNDISCOVERED = 0;

    /** A stream that Stitch lists nowhere but among the loads: it has no id, and no schema can be read. */
    static Stream undiscovered(Source source, String name) {
        return new Stream(source, UNDISCOVERED, "", name, true, MissingNode.getInstance());
    }

    boolean isUndiscovered() {
        return id == UNDISCOVERED;
    }

    /**
     * @return the selected streams, in the order of the answer; what is listed twice counts once
     * @throws InvalidAnswerException if the answer is not an array of streams, or some of them cannot be told apart
     */
    public static List<Stream> selected(Source source, JsonNode answer) {
        if (!answer.isArray()) {
            throw new InvalidAnswerException(
                    "streams: expected an array of streams, got " + InvalidAnswerException.shape(answer));
        }
        Map<Long, Stream> streams = new LinkedHashMap<>();
        for (JsonNode json : answer) {
            Stream stream = of(source, json);
            Stream same = streams.put(stream.id, stream);
            if (same != null && !same.equals(stream)) {
                throw new InvalidAnswerException(
                        "streams: " + same.name + " and " + stream.name + " have the same stream_id " + stream.id);
            }
        }
        return streams.values().stream().filter(Stream::selected).toList();
    }

    private static Stream of(Source source, JsonNode json) {
        if (!JsonValues.isId(json.path("stream_id")) || !JsonValues.isName(json.path("stream_name"))) {
            throw new InvalidAnswerException("streams: expected a stream with a stream_id and a stream_name, got "
                    + InvalidAnswerException.shape(json));
        }
        JsonNode metadata = json.path("metadata");
        boolean selected = json.has("selected")
                ? json.path("selected").asBoolean()
                : metadata.path("selected").asBoolean();
        return new Stream(
                source,
                json.path("stream_id").asLong(),
                json.path("tap_stream_id").asText(""),
                json.path("stream_name").asText(),
                selected,
                metadata);
    }

    @Override
    public String title() {
        return source.title() + " stream " + name;
    }
}
