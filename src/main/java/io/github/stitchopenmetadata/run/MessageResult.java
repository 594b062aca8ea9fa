package io.github.stitchopenmetadata.run;

import io.github.stitchopenmetadata.catalog.pipeline.Delivery;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.text.Explanation;
import io.github.stitchopenmetadata.text.WorkItem;

/** What became of one lineage message. One thread at a time. */
public final class MessageResult implements WorkItem {

    private final LineageMessage message;
    private Delivery delivery;
    private String failure;

    MessageResult(LineageMessage message) {
        this.message = message;
    }

    public LineageMessage message() {
        return message;
    }

    void delivered(Delivery what) {
        delivery = what;
        failure = what.outcome().failure();
    }

    /** What the message came to; null where it came to nothing. */
    Delivery delivery() {
        return delivery;
    }

    /** Why not all of it arrived; null where it did. */
    public String failure() {
        return failure;
    }

    @Override
    public String title() {
        return message.source().name();
    }

    @Override
    public void failed(Exception cause) {
        failure = Explanation.of(cause);
    }
}
