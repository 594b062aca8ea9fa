package io.github.stitchopenmetadata.stitch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.text.InvalidAnswerException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One source of a Stitch account, reduced to what lineage needs. Connection properties are not kept but for a few that
 * shape names: the rest may hold credentials and never leaves the extraction.
 *
 * @param name      the schema, dataset or database that the source loads into; never changes
 * @param type      the source type, such as {@code platform.hp-postgres}
 * @param protocol  the underlying connector where Stitch tells it along with the source, else null
 * @param startDate ISO-8601: how far back it replicates, else when it was created; null where neither is known
 * @param cron      the schedule as a cron expression, null where there is none or none can say it
 * @param options   the properties that decide on names, as text
 */
public record Source(
        long id,
        long clientId,
        String name,
        String displayName,
        String type,
        String protocol,
        State state,
        boolean configured,
        String startDate,
        String cron,
        Map<String, String> options) {

    /** What a source is doing, by its {@code deleted_at}, {@code paused_at} and {@code system_paused_at}. */
    public enum State {
        ACTIVE,
        PAUSED,
        SYSTEM_PAUSED,
        DELETED
    }

    /** What the naming rules ask for. */
    private static final String[] NAMING_OPTIONS = {
        "include_schemas_in_destination_stream_name",
        "tables",
        "database",
        "dbname",
        "schema",
        "project_id",
        "dataset_id"
    };

    /** Of the properties, besides these, those that {@link Schedule} and the start are told by. */
    private static final List<String> PROPERTIES = java.util.stream.Stream.concat(
                    Arrays.stream(NAMING_OPTIONS),
                    Arrays.stream(
                            new String[] {"start_date", "cron_expression", "frequency_in_minutes", "anchor_time"}))
            .toList();

    public Source {
        options = Map.copyOf(options);
    }

    /**
     * @param json one element of {@code GET /v4/sources}
     * @throws InvalidAnswerException if it has no id or no name
     */
    public static Source of(JsonNode json) {
        if (!JsonValues.isId(json.path("id")) || !JsonValues.isName(json.path("name"))) {
            throw new InvalidAnswerException(
                    "/v4/sources: expected a source with an id and a name, got " + InvalidAnswerException.shape(json));
        }
        JsonNode properties = json.path("properties");
        String name = json.path("name").textValue();
        return new Source(
                json.path("id").asLong(),
                json.path("stitch_client_id").asLong(),
                name,
                JsonValues.isName(json.path("display_name"))
                        ? json.path("display_name").textValue()
                        : name,
                json.path("type").asText(""),
                json.path("report_card").path("details").path("protocol").textValue(),
                state(json),
                configured(json),
                time(properties, "start_date", time(json, "created_at", null)),
                Schedule.cron(json),
                options(json));
    }

    /** @return the same element without what {@link #of} makes no use of: most of it, and all of what may be secret */
    static JsonNode reduced(JsonNode json) {
        retain(json.path("properties"), PROPERTIES);
        JsonNode card = json.path("report_card");
        retain(card, List.of("details", "current_step_type", "current_step", "steps"));
        retain(card.path("details"), List.of("protocol"));
        card.path("steps").forEach(step -> retain(step, List.of("type")));
        return json;
    }

    private static void retain(JsonNode json, List<String> names) {
        if (json instanceof ObjectNode object) {
            object.retain(names);
        }
    }

    public boolean isDeleted() {
        return state == State.DELETED;
    }

    /** The source as messages to people name it. */
    public String title() {
        return name + " (" + id + ")";
    }

    private static State state(JsonNode json) {
        if (json.hasNonNull("deleted_at")) {
            return State.DELETED;
        }
        if (json.hasNonNull("paused_at")) {
            return State.PAUSED;
        }
        return json.hasNonNull("system_paused_at") ? State.SYSTEM_PAUSED : State.ACTIVE;
    }

    /** The type of the step that is still to be done; older report cards only number it, counting from one. */
    private static boolean configured(JsonNode json) {
        JsonNode card = json.path("report_card");
        String step = card.path("current_step_type").asText("");
        if (step.isEmpty()) {
            step = card.path("steps")
                    .path(card.path("current_step").asInt() - 1)
                    .path("type")
                    .asText("fully_configured");
        }
        return step.equals("fully_configured");
    }

    private static Map<String, String> options(JsonNode json) {
        Map<String, String> options = new TreeMap<>();
        for (String option : NAMING_OPTIONS) {
            JsonNode value = json.path("properties").path(option);
            if (!value.isMissingNode() && !value.isNull()) {
                options.put(option, value.isValueNode() ? value.asText() : value.toString());
            }
        }
        return options;
    }

    /** A pipeline whose start is no time is refused by OpenMetadata as a whole. */
    private static String time(JsonNode json, String field, String otherwise) {
        try {
            OffsetDateTime.parse(json.path(field).asText(""));
            return json.path(field).asText();
        } catch (DateTimeException unreadable) {
            return otherwise;
        }
    }
}
