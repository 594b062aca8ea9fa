package io.github.stitchopenmetadata.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;

/**
 * The last extraction job of a source.
 *
 * @param completedAt null while it runs
 * @param error       what went wrong, null for nothing
 */
record Extraction(long sourceId, String jobName, Instant startedAt, Instant completedAt, ExecutionStatus status, String error) {

    private static final List<String> PHASES = List.of("discovery", "tap", "target");

    /** @return null for a record without a source or a start, which no run can be made of */
    static Extraction of(JsonNode json) {
        Instant startedAt = instant(json.path("start_time"));
        if (startedAt == null || !json.path("source_id").canConvertToLong()) {
            return null;
        }
        Instant completedAt = instant(json.path("completion_time"));
        ExecutionStatus status = status(json, completedAt);
        return new Extraction(json.path("source_id").asLong(), json.path("job_name").asText(""), startedAt, completedAt,
                status, status == ExecutionStatus.FAILED ? error(json) : null);
    }

    /** An exit status of null means "running" only as long as the job has not completed; a terminated job keeps it. */
    private static ExecutionStatus status(JsonNode json, Instant completedAt) {
        List<JsonNode> exits = PHASES.stream().map(phase -> json.path(phase + "_exit_status")).toList();
        if (exits.stream().anyMatch(exit -> exit.isNumber() && exit.asInt() != 0)) {
            return ExecutionStatus.FAILED;
        }
        if (exits.stream().allMatch(JsonNode::isNumber)) {
            return ExecutionStatus.SUCCESSFUL;
        }
        return completedAt == null ? ExecutionStatus.PENDING : ExecutionStatus.FAILED;
    }

    private static String error(JsonNode json) {
        return PHASES.stream().map(phase -> json.path(phase + "_description")).filter(JsonNode::isTextual)
                .map(JsonNode::textValue).filter(text -> !text.isBlank()).findFirst().orElse("the extraction ended without a message");
    }

    static Instant instant(JsonNode json) {
        try {
            return json.isTextual() ? Instant.parse(json.textValue()) : null;
        } catch (DateTimeParseException unreadable) {
            return null;
        }
    }
}
