package io.github.stitchopenmetadata.run;

import io.github.stitchopenmetadata.http.Side;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Whether a run should go on, and what of it is still under way. Thread-safe. */
public final class RunLife {

    /** Telling of a run that has ended takes no longer. */
    private static final Duration CLOSING = Duration.ofSeconds(30);

    /** What tells of a run begins no later after the process was told to stop. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final RunTime time;
    private final boolean stopsWhenRefused;
    private final Deliveries deliveries = new Deliveries();
    private RunTime closing;
    private volatile String stopped;
    private volatile Instant end;
    private volatile boolean refused;
    private volatile Instant interrupted;
    private volatile Side refusedBy;
    private volatile Instant timeOfStitch;

    /** @param stopsWhenRefused whether nothing else is tried after a server refused the token */
    RunLife(RunTime time, boolean stopsWhenRefused) {
        this.time = time;
        this.stopsWhenRefused = stopsWhenRefused;
    }

    public Instant start() {
        return time.start();
    }

    /** By the clock that the run began with, which nobody sets. */
    Instant now() {
        return time.now();
    }

    /** When it began, as it is told: to the millisecond, which every reader of times takes. */
    public String startText() {
        return start().truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** All is done but to tell of the run. */
    void end() {
        end = time.now();
    }

    /** How long the run took, or has taken so far. */
    public Duration took() {
        return Duration.between(start(), end == null ? time.now() : end);
    }

    /** By Stitch's own clock, when it first answered; null where it did not say. */
    Instant timeOfStitch() {
        return timeOfStitch;
    }

    /** @param told when Stitch answered, by its own clock */
    void timeOfStitch(Instant told) {
        if (timeOfStitch == null) {
            timeOfStitch = told;
        }
    }

    /** Lineage messages on their way between extraction and delivery. */
    Deliveries deliveries() {
        return deliveries;
    }

    /** Ends the run early: no call starts from now on, messages under way are let go. */
    void stop(String reason) {
        if (stopped == null) {
            stopped = reason;
        }
    }

    /** As {@link #stop}, because the process is told to stop: what tells of the run is not tried again either. */
    void interrupt() {
        interrupted = time.now();
        stop("stopped before it was done");
    }

    /**
     * As {@link #stop}, because something refused.
     *
     * @param by the server that refused; null where it was none
     */
    void refuse(String reason, Side by) {
        if (stopsWhenRefused) {
            refusedBy = refused ? refusedBy : by;
            refused = true;
            stop(reason);
        }
    }

    /** Whether the process is told to stop. */
    public boolean isInterrupted() {
        return interrupted != null;
    }

    /** @return a life that begins now and has so much time, for calls and for waiting */
    RunLife afterwards(Duration most) {
        return new RunLife(time.anew(most, most), false);
    }

    private void stopLate() {
        stop("stopped before it was done, its time is over (ingest.deadline); the next run goes on");
    }

    /** Why the run ended early, or null. */
    public String stopped() {
        return stopped;
    }

    public boolean isRefused() {
        return refused;
    }

    /** The server that refused; null where none did. */
    public Side refusedBy() {
        return refusedBy;
    }

    /** True where messages are still to be delivered, and the run may wait for them. */
    boolean isDelivering() {
        if (deliveries.areDone() || stopped != null) {
            return false;
        }
        if (time.isOver()) {
            stopLate();
            return false;
        }
        return true;
    }

    /**
     * @param closes whether the call tells of the run when it has ended
     * @throws RunStoppedException if nothing should be called for this run any more
     */
    void ensureWanted(boolean closes) throws RunStoppedException {
        if (closes && !isLate()) {
            return;
        }
        if (time.isOver()) {
            stopLate();
        }
        if (stopped != null) {
            throw new RunStoppedException(stopped);
        }
    }

    /**
     * @param closes whether the call tells of the run when it has ended
     * @return how long to wait before a call is repeated, at most as long as wanted; nothing where it is not to be repeated
     */
    Optional<Duration> waiting(Duration wanted, boolean closes) {
        if (interrupted != null) {
            return Optional.empty();
        }
        if (closes) {
            return closing().waiting(wanted);
        }
        return stopped == null ? time.waiting(wanted) : Optional.empty();
    }

    /** Whether a process that is told to stop should be gone. */
    private boolean isLate() {
        return interrupted != null && time.now().isAfter(interrupted.plus(LAST_WORDS));
    }

    private synchronized RunTime closing() {
        if (closing == null) {
            closing = time.anew(CLOSING, CLOSING);
        }
        return closing;
    }
}
