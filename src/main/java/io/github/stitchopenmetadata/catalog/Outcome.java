package io.github.stitchopenmetadata.catalog;

import io.github.stitchopenmetadata.http.Explanation;

/** Whether all of something arrived. Thread-safe. */
public final class Outcome {

    private String failure;

    /** Something did not arrive: the next run takes all of it up again. */
    public synchronized void failed(Exception cause) {
        if (failure == null) {
            failure = Explanation.of(cause);
        }
    }

    /** Why the first thing that did not arrive did not, or null. */
    public synchronized String failure() {
        return failure;
    }

    public boolean isFailed() {
        return failure() != null;
    }
}
