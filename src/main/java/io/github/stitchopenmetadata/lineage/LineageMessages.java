package io.github.stitchopenmetadata.lineage;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.stitchopenmetadata.text.Json;
import io.github.stitchopenmetadata.text.OneLine;

/** Writes and reads lineage messages. */
public final class LineageMessages {

    private static final int LEAST_BYTES = 4000;

    private int bytes = 900_000;

    /**
     * @param bytes the setting {@code lineage.message.bytes}
     * @throws IllegalArgumentException if no message could be told from its source alone
     */
    public void setBytes(int bytes) {
        if (bytes < LEAST_BYTES) {
            throw new IllegalArgumentException(
                    "lineage.message.bytes is " + bytes + ": expected at least " + LEAST_BYTES);
        }
        this.bytes = bytes;
    }

    /** @param source the message of a source, still without its streams, which are to be divided into messages */
    public MessageParts parts(LineageMessage source) {
        return new MessageParts(source, bytes);
    }

    /**
     * @return what messages have in common that are delivered in their order, one after the other: those of one pipeline. The key of a
     *         Kafka record, the group of a JMS message
     */
    public String key(LineageMessage message) {
        return message.service() + "/" + message.source().name();
    }

    /** @return the message without what it holds of the source */
    public LineageMessage envelope(LineageMessage message) {
        return message.envelope();
    }

    /** @return the message as one line of JSON */
    public String write(LineageMessage message) throws JsonProcessingException {
        return Json.MAPPER.writeValueAsString(message);
    }

    /**
     * @param json what came out of the queue
     * @throws IllegalArgumentException if it is no lineage message of a version known here
     */
    public LineageMessage read(String json) {
        try {
            LineageMessage message = json == null ? null : Json.MAPPER.readValue(json, LineageMessage.class);
            if (message == null) {
                throw new IllegalArgumentException("not a lineage message: nothing");
            }
            return message;
        } catch (JsonProcessingException invalid) {
            throw new IllegalArgumentException(
                    "not a lineage message: " + OneLine.of(invalid.getOriginalMessage()), invalid);
        }
    }
}
