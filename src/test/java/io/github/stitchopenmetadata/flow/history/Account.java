package io.github.stitchopenmetadata.flow.history;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.LeftOutStreams;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A Stitch account that changes: Postgres sources, all loaded into one destination. */
final class Account {

    static final long CLIENT = 48213;
    /** The field that every stream has, and that cannot be deselected. */
    static final String KEY = "id";

    static final List<String> METHODS = List.of("FULL_TABLE", "INCREMENTAL", "LOG_BASED");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String SOME_TIME = "2024-01-01T00:00:00Z";

    /** Whether and how the last connection check went. */
    enum Check {
        NONE,
        SUCCEEDED,
        FAILED
    }

    static final class Source {
        final long id;
        final String name;
        final List<Stream> streams = new ArrayList<>();
        String displayName;
        boolean paused;
        boolean deleted;
        boolean listed = true;
        /** 0 for no schedule. */
        int minutes = 60;

        Check check = Check.NONE;

        Source(long id, String name) {
            this.id = id;
            this.name = name;
            this.displayName = "Source " + name;
        }

        boolean exists() {
            return listed && !deleted;
        }

        List<Stream> selected() {
            return streams.stream().filter(stream -> stream.selected).toList();
        }

        @Override
        public String toString() {
            return name + " " + streams;
        }
    }

    static final class Stream {
        final long id;
        final String name;
        /** The fields of the stream, and whether they are selected. */
        final Map<String, Boolean> fields = new LinkedHashMap<>();

        boolean selected = true;
        String method;

        Stream(long id, String name) {
            this.id = id;
            this.name = name;
        }

        @Override
        public String toString() {
            return name + (selected ? "" : " (not selected)") + fields;
        }
    }

    final Warehouse warehouse;
    final List<Source> sources = new ArrayList<>();
    private long lastId = 1000;

    Account(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    Source addSource(String name) {
        Source source = new Source(++lastId, name);
        sources.add(source);
        return source;
    }

    Stream addStream(Source source, String name) {
        Stream stream = new Stream(++lastId, name);
        source.streams.add(stream);
        return stream;
    }

    /** The sources that are there. */
    List<Source> existing() {
        return sources.stream().filter(Source::exists).toList();
    }

    StitchAccount served() {
        StitchAccount.Builder account = StitchAccount.builder().addDestination(destination());
        for (Source source : sources) {
            if (source.listed) {
                account.addSource(source(source));
                source.streams.forEach(stream -> account.addStream(source.id, stream(source, stream), schema(stream)));
                if (source.check != Check.NONE) {
                    account.addConnectionCheck(
                            source.id,
                            NODES.objectNode()
                                    .put("mode", "check")
                                    .put("start_time", SOME_TIME)
                                    .put("completion_time", SOME_TIME)
                                    .put("status", source.check.name().toLowerCase())
                                    .put("error", source.check == Check.FAILED));
                }
            }
        }
        return LeftOutStreams.in(account.build());
    }

    private ObjectNode destination() {
        ObjectNode destination = NODES.objectNode()
                .put("id", 7)
                .put("name", "warehouse")
                .put("type", warehouse.type)
                .put("stitch_client_id", CLIENT);
        destination.putObject("properties").put("database", warehouse.database);
        return destination;
    }

    private static ObjectNode source(Source source) {
        ObjectNode json = NODES.objectNode()
                .put("id", source.id)
                .put("stitch_client_id", CLIENT)
                .put("name", source.name)
                .put("display_name", source.displayName)
                .put("type", "platform.hp-postgres")
                .put("created_at", SOME_TIME)
                .put("paused_at", source.paused ? SOME_TIME : null)
                .put("deleted_at", source.deleted ? SOME_TIME : null);
        json.putObject("properties")
                .put("dbname", source.name)
                .put("include_schemas_in_destination_stream_name", "false");
        if (source.minutes > 0) {
            json.putObject("schedule")
                    .put("type", "interval")
                    .put("unit", "minute")
                    .put("interval", source.minutes);
        }
        json.putObject("report_card").put("current_step_type", "fully_configured");
        return json;
    }

    private static ObjectNode stream(Source source, Stream stream) {
        ObjectNode json = NODES.objectNode()
                .put("stream_id", stream.id)
                .put("tap_stream_id", source.name + "-public-" + stream.name)
                .put("stream_name", stream.name)
                .put("selected", stream.selected);
        json.putObject("metadata")
                .put("database-name", source.name)
                .put("schema-name", "public")
                .put("replication-method", stream.method)
                .put("selected", stream.selected);
        return json;
    }

    private static ObjectNode schema(Stream stream) {
        ObjectNode document = NODES.objectNode().put("type", "object");
        ArrayNode metadata = NODES.arrayNode();
        stream.fields.forEach((field, selected) -> {
            document.withObject("/properties").putObject(field).put("type", "string");
            ObjectNode entry = metadata.addObject();
            entry.putArray("breadcrumb").add("properties").add(field);
            entry.putObject("metadata")
                    .put("inclusion", field.equals(KEY) ? "automatic" : "available")
                    .put("selected", selected);
        });
        return NODES.objectNode().put("schema", document.toString()).set("metadata", metadata);
    }
}
