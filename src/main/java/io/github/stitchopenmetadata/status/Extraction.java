package io.github.stitchopenmetadata.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/**
 * The last extraction job of a source.
 *
 * @param completedAt null while it runs
 * @param error       what went wrong, on one line and without credentials; null for nothing
 */
record Extraction(
        long sourceId, String jobName, Instant startedAt, Instant completedAt, ExecutionStatus status, String error) {

    private static final List<String> PHASES = List.of("discovery", "tap", "target");

    /** @return null for a record without a source or a start, which no run can be made of */
    static Extraction of(JsonNode json, Times times) {
        Instant startedAt = times.of(json.path("start_time"));
        if (startedAt == null || !json.path("source_id").canConvertToLong()) {
            return null;
        }
        Instant completedAt = times.of(json.path("completion_time"));
        ExecutionStatus status = status(json, completedAt);
        return new Extraction(
                json.path("source_id").asLong(),
                json.path("job_name").asText(""),
                startedAt,
                completedAt,
                status,
                status == ExecutionStatus.FAILED ? error(json) : null);
    }

    /** A job has an exit status for each phase that it came to; one that was terminated ends without. */
    private static ExecutionStatus status(JsonNode json, Instant completedAt) {
        if (completedAt == null) {
            return ExecutionStatus.PENDING;
        }
        boolean passed = PHASES.stream()
                .map(phase -> json.path(phase + "_exit_status"))
                .allMatch(exit -> exit.isNumber() && exit.asInt() == 0);
        return passed ? ExecutionStatus.SUCCESSFUL : ExecutionStatus.FAILED;
    }

    private static String error(JsonNode json) {
        return ErrorText.first(
                PHASES.stream().map(phase -> json.path(phase + "_description")),
                "the extraction ended without a message");
    }
}
