package io.github.stitchopenmetadata.run;

import io.github.stitchopenmetadata.catalog.pipeline.Delivery;
import io.github.stitchopenmetadata.lineage.SourceParts;
import io.github.stitchopenmetadata.text.Explanation;
import io.github.stitchopenmetadata.text.WorkItem;

/** What became of what has come of one source. One thread at a time. */
public final class SourceResult implements WorkItem {

    private final SourceParts parts;
    private Delivery delivery;
    private String failure;
    private boolean taken;

    SourceResult(SourceParts parts) {
        this.parts = parts;
    }

    public SourceParts parts() {
        return parts;
    }

    void delivered(Delivery what) {
        delivery = what;
        failure = failure == null ? what.outcome().failure() : failure;
    }

    /** What the source came to; null where it came to nothing. */
    Delivery delivery() {
        return delivery;
    }

    /** Why not all of it arrived; null where it did. */
    public String failure() {
        return failure;
    }

    /** Another process deals with the source now. */
    void takenAway() {
        taken = true;
    }

    /** Whether another process deals with the source now: what became of it here says nothing. */
    public boolean isTaken() {
        return taken;
    }

    @Override
    public String title() {
        return parts.header().source().name();
    }

    @Override
    public void failed(Exception cause) {
        failure = Explanation.of(cause);
    }
}
