package io.github.stitchopenmetadata.catalog.pipeline;

import io.github.stitchopenmetadata.text.Explanation;
import java.util.HashSet;
import java.util.Set;

/** What became of something that was to be delivered, and whether all of it arrived. Thread-safe. */
public final class Outcome {

    /** What a run does with the pipeline of a source. */
    public enum Change {
        CREATED,
        UPDATED,
        UNCHANGED,
        KEPT
    }

    private final Losses losses = new Losses();
    private final Set<String> lostStreams = new HashSet<>();
    private Change change;
    private String failure;
    private boolean drawnBefore;
    private boolean left;
    private boolean doubtful;

    /** The edges that are to go. */
    public Losses losses() {
        return losses;
    }

    public synchronized void became(Change what) {
        change = what;
    }

    /** Null until it is done, and where it never was. */
    public synchronized Change change() {
        return change;
    }

    /** The edges of a stream did not all arrive. */
    public synchronized void lost(String stream) {
        lostStreams.add(stream);
    }

    /** Whether the edges of a stream are in the catalog now, as far as is known. */
    public synchronized boolean hasArrived(String stream) {
        return change != null && !lostStreams.contains(stream);
    }

    /** An edge that was there bears our mark: where the pipeline is new, it had the name of one that was deleted for good. */
    public synchronized void drawnBefore() {
        drawnBefore = true;
    }

    public synchronized boolean isDrawnBefore() {
        return drawnBefore;
    }

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

    /** Something waits for a table that was deleted softly: no failure, and the next run looks again. */
    public synchronized void left() {
        left = true;
    }

    public synchronized boolean isLeft() {
        return left;
    }

    /** The server may have stored what it did not confirm, and its search index may lack it: the next run writes it again. */
    public synchronized void doubtful() {
        doubtful = true;
    }

    public synchronized boolean isDoubtful() {
        return doubtful;
    }
}
