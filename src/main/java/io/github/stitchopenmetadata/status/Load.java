package io.github.stitchopenmetadata.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * The last load of one stream.
 *
 * @param loadedAt null while the stream is in an error state
 * @param failed   whether it is; Stitch promises nothing about what the error state holds
 */
record Load(Instant loadedAt, boolean failed) {

    static Load of(JsonNode json) {
        return new Load(Extraction.instant(json.path("last_batch_loaded_at")), json.hasNonNull("error_state"));
    }

    /** A stream without a load of its own shares the fate of the extraction. */
    static ExecutionStatus status(Load load, Extraction extraction) {
        if (extraction.status() == ExecutionStatus.PENDING) {
            return ExecutionStatus.PENDING;
        }
        if (load == null) {
            return extraction.status();
        }
        if (load.failed) {
            return ExecutionStatus.FAILED;
        }
        boolean loadedSince = load.loadedAt != null && !load.loadedAt.isBefore(extraction.startedAt());
        return loadedSince ? ExecutionStatus.SUCCESSFUL : extraction.status();
    }
}
