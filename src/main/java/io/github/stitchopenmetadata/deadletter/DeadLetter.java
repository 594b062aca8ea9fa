package io.github.stitchopenmetadata.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.stitchopenmetadata.lineage.LineageMessage;

/**
 * What could not be delivered, as it lies in its file.
 *
 * @param reason   why, one line
 * @param attempts how often it was tried
 * @param parkedAt ISO-8601
 * @param message  null for what is no lineage message
 * @param text     what came out of the queue and is no lineage message, else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeadLetter(String reason, int attempts, String parkedAt, LineageMessage message, String text) {}
