package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Makes up a Stitch account of any size; nothing in it depends on chance or on the clock. */
final class GeneratedAccount {

    private static final String DATABASE = "shop";
    private static final String WAREHOUSE_DATABASE = "ANALYTICS";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final long FIRST_CLIENT_ID = 48212;
    private static final long DESTINATION_ID = 91001;
    private static final long FIRST_SOURCE_ID = 500_000;
    private static final long FIRST_STREAM_ID = 7_000_000;
    private static final Instant CREATED = Instant.parse("2023-03-01T08:00:00Z");
    private static final Instant EXTRACTED = Instant.parse("2024-05-02T04:00:00Z");

    /** The types of the fields after the key, in turn. */
    private record FieldType(String sql, String json) {}

    private static final List<FieldType> TYPES = List.of(
            new FieldType("character varying", "string"), new FieldType("integer", "integer"),
            new FieldType("numeric", "number"), new FieldType("boolean", "boolean"));

    private final int first;
    private final int sources;
    private final int streamsPerSource;
    private final StreamSchema schema;
    private final long selectedPerSource;

    GeneratedAccount(int first, int sources, int streamsPerSource, int fieldsPerStream, double selectedShare) {
        if (selectedShare < 0 || selectedShare > 1) {
            throw new IllegalArgumentException("selectedShare must be from 0 to 1, not " + selectedShare);
        }
        this.first = first;
        this.sources = sources;
        this.streamsPerSource = streamsPerSource;
        this.schema = new StreamSchema(fields(fieldsPerStream));
        this.selectedPerSource = Math.round(streamsPerSource * selectedShare);
    }

    StitchAccount account() {
        StitchAccount.Builder account = StitchAccount.builder().addDestination(destination());
        for (int source = first; source < first + sources; source++) {
            account.addSource(source(source)).addExtraction(extraction(source));
            for (int stream = 1; stream <= streamsPerSource; stream++) {
                ObjectNode node = stream(source, stream);
                account.addStream(sourceId(source), node, () -> schema.of(node));
                if (selected(stream)) {
                    account.addLoad(load(source, stream));
                }
            }
        }
        return account.build();
    }

    private static String sourceName(int source) {
        return "source_%04d".formatted(source);
    }

    private static String streamName(int stream) {
        return "table_%04d".formatted(stream);
    }

    private static String fieldName(int field) {
        return field == 0 ? "id" : "field_%03d".formatted(field);
    }

    private boolean selected(int stream) {
        return stream <= selectedPerSource;
    }

    /** That of an account which begins with another source is another one. */
    private long clientId() {
        return FIRST_CLIENT_ID + first;
    }

    private static long sourceId(int source) {
        return FIRST_SOURCE_ID + source;
    }

    private ObjectNode destination() {
        ObjectNode destination = NODES.objectNode()
                .put("id", DESTINATION_ID)
                .put("type", "snowflake")
                .put("name", "Warehouse")
                .putNull("display_name")
                .putNull("description")
                .put("stitch_client_id", clientId());
        destination
                .putObject("properties")
                .put("host", "warehouse.example.net")
                .put("port", "443")
                .put("database", WAREHOUSE_DATABASE)
                .put("warehouse", "LOADING")
                .put("role", "STITCH");
        return withState(destination);
    }

    private ObjectNode source(int source) {
        String name = sourceName(source);
        ObjectNode node = NODES.objectNode()
                .put("id", sourceId(source))
                .put("name", name)
                .put("display_name", "Source %04d".formatted(source))
                .put("type", "platform.hp-postgres")
                .put("stitch_client_id", clientId());
        node.putObject("properties")
                .put("host", "postgres.example.net")
                .put("port", "5432")
                .put("dbname", DATABASE)
                .put("user", "stitch")
                .put("ssl", "true")
                .put("frequency_in_minutes", "60")
                .put("include_schemas_in_destination_stream_name", "false")
                .put("image_version", "1.latest");
        node.putObject("schedule")
                .put("type", "interval")
                .put("unit", "minute")
                .put("interval", 60.0)
                .put("next_fire_time", EXTRACTED.plus(Duration.ofHours(1)).toString());
        ObjectNode card = withState(node)
                .putObject("report_card")
                .put("type", "platform.hp-postgres")
                .put("current_step", 4)
                .put("current_step_type", "fully_configured");
        ArrayNode steps = card.putArray("steps");
        List.of("form", "discover_schema", "field_selection", "fully_configured")
                .forEach(step -> steps.addObject().put("type", step).putArray("properties"));
        return node;
    }

    private static ObjectNode withState(ObjectNode node) {
        return node.put("created_at", CREATED.toString())
                .put("updated_at", CREATED.toString())
                .putNull("paused_at")
                .putNull("system_paused_at")
                .putNull("deleted_at");
    }

    private ObjectNode stream(int source, int stream) {
        ObjectNode node = NODES.objectNode()
                .put("stream_id", FIRST_STREAM_ID + (long) source * streamsPerSource + stream)
                .put("tap_stream_id", DATABASE + "-" + sourceName(source) + "-" + streamName(stream))
                .put("stream_name", streamName(stream));
        ObjectNode metadata = NODES.objectNode()
                .put("database-name", DATABASE)
                .put("schema-name", sourceName(source))
                .put("is-view", false)
                .put("row-count", 1000L * stream);
        metadata.putArray("table-key-properties").add("id");
        if (selected(stream)) {
            node.put("selected", true);
            metadata.put("selected", true).put("replication-method", "LOG_BASED");
        } else {
            node.putNull("selected");
            metadata.putNull("selected");
        }
        return node.set("metadata", metadata);
    }

    private static ArrayNode fields(int number) {
        ArrayNode fields = NODES.arrayNode();
        fields.addObject()
                .put("name", fieldName(0))
                .put("type", "integer")
                .put("sql-datatype", "bigint")
                .put("inclusion", "automatic")
                .put("selected-by-default", true);
        for (int field = 1; field < number; field++) {
            FieldType type = TYPES.get(field % TYPES.size());
            fields.addObject()
                    .put("name", fieldName(field))
                    .put("type", type.json)
                    .put("sql-datatype", type.sql)
                    .put("inclusion", "available")
                    .put("selected-by-default", true);
        }
        return fields;
    }

    private ObjectNode extraction(int source) {
        Instant start = EXTRACTED.plusSeconds(source);
        String job = clientId() + "." + sourceId(source) + ".sync."
                + UUID.nameUUIDFromBytes(sourceName(source).getBytes(StandardCharsets.UTF_8));
        return NODES.objectNode()
                .put("job_name", job)
                .put("stitch_client_id", clientId())
                .put("source_id", sourceId(source))
                .put("source_type", "tap-postgres")
                .put("start_time", start.toString())
                .put("completion_time", start.plusSeconds(90).toString())
                .put("discovery_exit_status", 0)
                .putNull("discovery_description")
                .put("tap_exit_status", 0)
                .putNull("tap_description")
                .put("target_exit_status", 0)
                .putNull("target_description");
    }

    private ObjectNode load(int source, int stream) {
        return NODES.objectNode()
                .put("stitch_client_id", clientId())
                .put("source_name", sourceName(source))
                .put("stream_name", streamName(stream))
                .put(
                        "last_batch_loaded_at",
                        EXTRACTED.plusSeconds(source + 300L).toString())
                .putNull("error_state");
    }
}
