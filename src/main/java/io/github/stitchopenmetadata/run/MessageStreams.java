package io.github.stitchopenmetadata.run;

import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.lineage.LineageMessages;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/** The streams of runs whose messages are not delivered here: another route takes them. Stateful. */
public final class MessageStreams {

    private final LineageMessages messages;
    private final Map<String, MessageStream> open = new ConcurrentHashMap<>();

    public MessageStreams(LineageMessages messages) {
        this.messages = messages;
    }

    /** @return the stream of the run, from which a split takes its messages */
    public MessageStream open(@Variable("run") Run run) {
        MessageStream stream = new MessageStream(messages, run.life(), () -> open.remove(run.id()));
        open.put(run.id(), stream);
        return stream;
    }

    /** Whether another route takes the messages of the run. */
    public boolean isOpen(@Variable("run") Run run) {
        return open.containsKey(run.id());
    }

    /**
     * Hands a message over; goes on when it has been taken.
     *
     * @throws IllegalStateException if nobody takes messages of the run any more
     * @throws InterruptedException  if the process stops meanwhile
     */
    public void put(@Body LineageMessage message, @Variable("run") Run run) throws InterruptedException {
        MessageStream stream = open.get(run.id());
        if (stream == null || !stream.put(message)) {
            throw new IllegalStateException("nobody takes the messages of this run any more");
        }
    }

    /** All messages of the run have been handed over. */
    public void end(@Variable("run") Run run) {
        MessageStream stream = open.get(run.id());
        if (stream != null) {
            stream.end();
        }
    }
}
