package io.github.stitchopenmetadata.run;

import io.github.stitchopenmetadata.text.SteadyClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The time that a run has: until its deadline, and for waiting before calls that failed are repeated. Waits of several calls
 * at the same time count once. Thread-safe.
 */
final class RunTime {

    private final Clock clock;
    private final Instant start;
    private final Instant deadline;
    private Duration budget;
    private Instant waitedUntil = Instant.MIN;

    /**
     * @param clock    that nobody sets meanwhile
     * @param deadline how long from now; zero for no end
     * @param budget   how much of it for waiting
     */
    RunTime(Clock clock, Duration deadline, Duration budget) {
        this.clock = clock;
        this.start = clock.instant();
        this.deadline = deadline.isZero() ? null : clock.instant().plus(deadline);
        this.budget = budget;
    }

    static RunTime unlimited() {
        return new RunTime(new SteadyClock(), Duration.ZERO, Duration.ofDays(1000));
    }

    /** The same clock, from now on. */
    RunTime anew(Duration deadline, Duration budget) {
        return new RunTime(clock, deadline, budget);
    }

    Instant now() {
        return clock.instant();
    }

    public Instant start() {
        return start;
    }

    boolean isOver() {
        return deadline != null && !clock.instant().isBefore(deadline);
    }

    /**
     * @return the wait, or what of it is left until the deadline; nothing where it is more than may still be spent on waiting,
     *         and from then on
     */
    synchronized Optional<Duration> waiting(Duration wanted) {
        Instant now = clock.instant();
        Instant until = now.plus(wanted);
        if (deadline != null && until.isAfter(deadline)) {
            until = deadline.isAfter(now) ? deadline : now;
        }
        Instant counted = waitedUntil.isAfter(now) ? waitedUntil : now;
        if (until.isAfter(counted)) {
            budget = budget.minus(Duration.between(counted, until));
            waitedUntil = until;
        }
        return budget.isNegative() || budget.isZero() ? Optional.empty() : Optional.of(Duration.between(now, until));
    }
}
