package io.github.stitchopenmetadata.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * The last load of one stream, as small as it can be kept: an account has one for each of its streams.
 *
 * @param loadedAt epoch milliseconds; 0 while the stream is in an error state
 * @param error    what the warehouse says, on one line and without credentials; null where the load is fine
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
record Load(long loadedAt, String error) {

    /** Where an error state may tell what went wrong. Stitch promises nothing about what it holds, so each may be missing. */
    private static final String[] PLACES = {
        "/notification_data/warehouse_message",
        "/notification_data/message",
        "/exception_chain/0/message",
        "/notification_data/exception_message",
        "/notification_data/error",
        ""
    };

    static Load of(JsonNode json, Times times) {
        Instant loadedAt = times.of(json.path("last_batch_loaded_at"));
        return new Load(
                loadedAt == null ? 0 : loadedAt.toEpochMilli(),
                json.hasNonNull("error_state") ? error(json.path("error_state")) : null);
    }

    boolean failed() {
        return error != null;
    }

    /** Whether the stream was loaded since the extraction began. */
    boolean isSince(Extraction extraction) {
        return loadedAt > 0 && loadedAt >= extraction.startedAt().toEpochMilli();
    }

    /** A stream without a load of its own, or with none since the extraction began, shares the fate of the extraction. */
    static ExecutionStatus status(Load load, Extraction extraction) {
        if (load == null || extraction.status() == ExecutionStatus.PENDING) {
            return extraction.status();
        }
        if (load.failed()) {
            return ExecutionStatus.FAILED;
        }
        return load.isSince(extraction) ? ExecutionStatus.SUCCESSFUL : extraction.status();
    }

    private static String error(JsonNode state) {
        return ErrorText.first(Stream.of(PLACES).map(state::at), "the load is in an error state without a message");
    }
}
