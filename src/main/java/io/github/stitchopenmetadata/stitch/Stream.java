package io.github.stitchopenmetadata.stitch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.text.InvalidAnswerException;
import io.github.stitchopenmetadata.text.WorkItem;
import java.util.ArrayList;
import java.util.List;

/**
 * One stream of a source as {@code GET /v4/sources/{id}/streams} lists it.
 *
 * @param source   that it belongs to
 * @param id       0 for one whose schema cannot be asked for
 * @param name     {@code stream_name}: the table or API endpoint; not unique within a source
 * @param metadata its stream-level metadata, as far as anybody asks for it
 * @param problem  why its schema cannot be asked for; null where it can, and where there is none
 */
public record Stream(
        Source source, long id, String tapStreamId, String name, boolean selected, Metadata metadata, String problem)
        implements WorkItem {

    private static final long WITHOUT_SCHEMA = 0;
    /** What anybody asks for of the metadata. */
    private static final List<String> METADATA = List.of(
            "selected",
            "database-name",
            "schema-name",
            "is-view",
            "forced-replication-method",
            "replication-method",
            "replication-key",
            "view-key-properties",
            "table-key-properties");

    /**
     * @param database      null where there is none, and so on
     * @param method        of replication; the one that the connector forces, if any
     * @param key           the replication key
     * @param keyProperties the names of the fields of the primary key
     */
    record Metadata(
            String database, String schema, boolean view, String method, String key, List<String> keyProperties) {

        static final Metadata NONE = new Metadata(null, null, false, null, null, List.of());

        static Metadata of(JsonNode json) {
            boolean view = json.path("is-view").asBoolean();
            String forced = text(json, "forced-replication-method");
            List<String> keyProperties = new ArrayList<>();
            json.path(view ? "view-key-properties" : "table-key-properties")
                    .forEach(each -> keyProperties.add(each.asText().intern()));
            return new Metadata(
                    text(json, "database-name"),
                    text(json, "schema-name"),
                    view,
                    forced == null ? text(json, "replication-method") : forced,
                    text(json, "replication-key"),
                    List.copyOf(keyProperties));
        }

        /** Interned: the streams of a source, of which there may be many, have few different ones. */
        private static String text(JsonNode json, String key) {
            return json.path(key).isTextual() ? json.path(key).textValue().intern() : null;
        }
    }

    /** A stream that Stitch lists nowhere but among the loads: it has no id, and no schema can be read. */
    static Stream undiscovered(Source source, String name) {
        return new Stream(source, WITHOUT_SCHEMA, "", name, true, Metadata.NONE, null);
    }

    boolean isUndiscovered() {
        return id == WITHOUT_SCHEMA;
    }

    /** @return the same element without the metadata that nobody asks for */
    static JsonNode reduced(JsonNode json) {
        if (json.path("metadata") instanceof ObjectNode metadata) {
            metadata.retain(METADATA);
        }
        return json;
    }

    /**
     * @param json an element of the answer
     * @throws InvalidAnswerException if it has no name, or if it is not selected and has no id
     */
    static Stream of(Source source, JsonNode json) {
        boolean named = JsonValues.isName(json.path("stream_name"));
        JsonNode metadata = json.path("metadata");
        boolean selected = json.has("selected")
                ? json.path("selected").asBoolean()
                : metadata.path("selected").asBoolean();
        String problem = named && JsonValues.isId(json.path("stream_id"))
                ? null
                : "streams: expected a stream with a stream_id and a stream_name, got "
                        + InvalidAnswerException.shape(json);
        if (!named || problem != null && !selected) {
            throw new InvalidAnswerException(problem);
        }
        return new Stream(
                source,
                problem == null ? json.path("stream_id").asLong() : WITHOUT_SCHEMA,
                json.path("tap_stream_id").asText(""),
                json.path("stream_name").asText(),
                selected,
                Metadata.of(metadata),
                problem);
    }

    /** @param same the streams with the id of this one: nothing tells whose schema an answer is */
    Stream apartFrom(List<Stream> same) {
        return problem != null || same.size() == 1
                ? this
                : new Stream(
                        source,
                        WITHOUT_SCHEMA,
                        tapStreamId,
                        name,
                        selected,
                        metadata,
                        "streams: " + same.get(0).name + " and " + same.get(1).name + " have the same stream_id " + id);
    }

    @Override
    public String title() {
        return source.title() + " stream " + name;
    }
}
