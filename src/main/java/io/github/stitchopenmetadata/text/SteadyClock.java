package io.github.stitchopenmetadata.text;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A clock that passes evenly from its start on, whatever the clock of the system is set to meanwhile: for what lasts or waits. What
 * it shows is of use in this process only.
 */
public final class SteadyClock extends Clock {

    private final Instant start;
    private final long startedAt;
    private final ZoneId zone;

    /** A clock that starts with the time of the system. */
    public SteadyClock() {
        this(Instant.now());
    }

    /** @param start what it shows first */
    public SteadyClock(Instant start) {
        this(start, System.nanoTime(), ZoneId.systemDefault());
    }

    private SteadyClock(Instant start, long startedAt, ZoneId zone) {
        this.start = start;
        this.startedAt = startedAt;
        this.zone = zone;
    }

    @Override
    public Instant instant() {
        return start.plus(Duration.ofNanos(System.nanoTime() - startedAt));
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new SteadyClock(start, startedAt, other);
    }
}
