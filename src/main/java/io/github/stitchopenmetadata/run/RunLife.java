package io.github.stitchopenmetadata.run;

import io.github.stitchopenmetadata.http.Side;
import io.github.stitchopenmetadata.lineage.LineageMessage;
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
    private final boolean comesAgain;
    private final Deliveries deliveries = new Deliveries();
    private RunTime closing;
    private volatile String stopped;
    private volatile String brokenOff;
    private volatile boolean lacksState;
    private volatile boolean letGo;
    private volatile Instant heard;
    private volatile Instant end;
    private volatile boolean refused;
    private volatile Instant interrupted;
    private volatile Side refusedBy;
    private volatile Instant timeOfStitch;

    /** @param stopsWhenRefused whether nothing else is tried after a server refused the token */
    RunLife(RunTime time, boolean stopsWhenRefused) {
        this(time, stopsWhenRefused, false);
    }

    private RunLife(RunTime time, boolean stopsWhenRefused, boolean comesAgain) {
        this.time = time;
        this.stopsWhenRefused = stopsWhenRefused;
        this.comesAgain = comesAgain;
    }

    /** The life of a run for one message out of a broker, which comes again where it is not acknowledged. */
    static RunLife ofMessage() {
        return new RunLife(RunTime.unlimited(), true, true);
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

    /** The same of a run that another process did, in so much time. */
    void endedAfter(Duration took) {
        end = time.start().plus(took);
    }

    /** Whether all is done, but perhaps to tell of the run. */
    boolean hasEnded() {
        return end != null;
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
        breakOff("the process is told to stop");
        stop("stopped before it was done");
    }

    /**
     * As {@link #stop}, where somebody else can do what is left of the delivery of a message that comes again: its message is not
     * acknowledged, and it is no dead letter. Without such a message this does nothing.
     *
     * @param why in words that go on after the name of the source
     */
    void breakOff(String why) {
        if (comesAgain) {
            brokenOff = why;
            stop(why);
        }
    }

    /** As {@link #breakOff}, because the state that the processes share is not there just now. */
    void lackState() {
        lacksState = comesAgain;
        breakOff("the state that processes share is not there");
    }

    /** Whether the message may come again at once, but not to any use. */
    boolean lacksState() {
        return lacksState;
    }

    /** Whether the delivery was broken off: its message comes again, here or elsewhere. */
    boolean isBrokenOff() {
        return brokenOff != null;
    }

    /** Why the delivery was broken off, or null. */
    String brokenOff() {
        return brokenOff;
    }

    /** A source was let go: another process deals with it. */
    void letGo() {
        letGo = true;
    }

    /** Whether something is not done here, and is no failure either, because another process deals with it. */
    boolean hasLetGo() {
        return letGo;
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

    /** A message is in the queue. */
    void handedOver(LineageMessage message) {
        deliveries.handOver(message, time.now());
    }

    /** A message has been dealt with, well or not. */
    void acknowledged(LineageMessage message) {
        deliveries.acknowledge(message, time.now());
    }

    /** As {@link #acknowledged(LineageMessage)}, by the key of the message. */
    void acknowledged(Object key) {
        deliveries.acknowledge(key, time.now());
    }

    /** The run has heard itself through the broker by which others tell it of deliveries. */
    void hear() {
        heard = time.now();
    }

    boolean isHeard() {
        return heard != null;
    }

    /**
     * True where messages are still to be delivered, and the run may wait for them.
     *
     * @param patience how long it waits while no delivery ends; zero for as long as the run lasts
     */
    boolean isDelivering(Duration patience) {
        if (deliveries.areDone() || stopped != null) {
            return false;
        }
        if (time.isOver()) {
            stopLate();
            return false;
        }
        if (!patience.isZero() && deliveries.areSilent(patience, time.now())) {
            stop(deliveries.outstanding() + " deliveries are outstanding, and no process has told of one for "
                    + patience.toSeconds()
                    + " s (lineage.results.wait): look whether processes with ingest.role=deliver are up;"
                    + " the next run goes on");
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
