package io.github.stitchopenmetadata.catalog;

/** Whether all of something arrived. Thread-safe. */
public final class Outcome {

    private volatile boolean failed;

    /** Something did not arrive: the next run takes all of it up again. */
    public void failed() {
        failed = true;
    }

    public boolean isFailed() {
        return failed;
    }
}
