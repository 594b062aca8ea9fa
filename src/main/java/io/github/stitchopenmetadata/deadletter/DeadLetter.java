package io.github.stitchopenmetadata.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.stitchopenmetadata.lineage.LineageMessage;

/**
 * What could not be delivered, as it lies in its file.
 *
 * @param reason   why, one line
 * @param attempts how often it was tried
 * @param failedAt when it was tried last, ISO-8601; in the file under the name that earlier versions know
 * @param message  null for what is no lineage message
 * @param text     what came out of the queue and is no lineage message, else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeadLetter(
        String reason, int attempts, @JsonProperty("parkedAt") String failedAt, LineageMessage message, String text) {}
