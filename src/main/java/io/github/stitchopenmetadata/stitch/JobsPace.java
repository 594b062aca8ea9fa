package io.github.stitchopenmetadata.stitch;

import com.fasterxml.jackson.core.type.TypeReference;
import io.github.stitchopenmetadata.http.Attempt;
import io.github.stitchopenmetadata.http.Request;
import io.github.stitchopenmetadata.state.StateStore;
import io.github.stitchopenmetadata.workflow.WorkflowRun;
import java.time.Clock;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stitch's limit for extractions and loads: so many requests in a period, counted together for all who ask for one account.
 * Each request takes a place and keeps it until a period after its answer, so the limit holds over every stretch of time
 * that is as long as the period. The times are kept in the state store, since the limit does not end with the process, and are those of
 * its clock, since those of several machines may differ.
 */
public final class JobsPace {

    private static final Logger LOG = LoggerFactory.getLogger(JobsPace.class);
    private static final String FILE = "stitch-jobs.json";
    private static final TypeReference<TreeMap<String, long[]>> TIMES = new TypeReference<>() {};
    private static final long[] NONE = {};
    /** A process that waits and is told to stop ends after this long. */
    private static final long LONGEST_PAUSE = 1000;

    private static final long WORTH_SAYING = 10_000;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final StateStore files;
    private final int requests;
    private final long period;
    private final Clock clock;
    /** For people who look at the clock of this machine. */
    private final Clock shown;

    /**
     * @param requests the setting {@code stitch.jobs.requests}
     * @param period   the setting {@code stitch.jobs.period}, in milliseconds
     * @throws IllegalArgumentException for what these settings cannot be
     */
    public JobsPace(StateStore files, int requests, long period) {
        this(files, requests, period, files.clock(), Clock.systemDefaultZone());
    }

    JobsPace(StateStore files, int requests, long period, Clock clock) {
        this(files, requests, period, clock, clock);
    }

    private JobsPace(StateStore files, int requests, long period, Clock clock, Clock shown) {
        if (requests < 1 || period < 1) {
            throw new IllegalArgumentException("stitch.jobs.requests is " + requests + " and stitch.jobs.period is "
                    + period + ": expected 1 or more of each");
        }
        this.files = files;
        this.requests = requests;
        this.period = period;
        this.clock = clock;
        this.shown = shown;
    }

    /** Whether the call counts against the limit. */
    public boolean isLimited(@Variable("attempt") Attempt attempt) {
        return !attempt.request().limit().equals(Request.Limit.NONE);
    }

    /**
     * Takes a place for the call, if there is one.
     *
     * @return whether the call has to wait
     * @throws JobsLimitException if there is none, and the call does not wait
     */
    public boolean isFull(@Variable("attempt") Attempt attempt) throws JobsLimitException {
        Long place = take(account(attempt));
        if (place != null) {
            attempt.place(place);
        } else if (!attempt.request().limit().waits()) {
            throw new JobsLimitException(limit());
        }
        return place == null;
    }

    /** @return the place of a request that may go out now; null where the limit has none */
    private Long take(String account) {
        return files.locked(() -> {
            long now = clock.millis();
            Map<String, long[]> all = recent(now);
            long[] times = all.getOrDefault(account, NONE);
            if (times.length >= requests) {
                return null;
            }
            put(all, account, LongStream.concat(LongStream.of(times), LongStream.of(now)));
            return now;
        });
    }

    /** The request of a place has been answered. The server counted it at some time before: the period runs from now on. */
    public void answered(@Variable("attempt") Attempt attempt) {
        if (attempt.place() == null) {
            return;
        }
        String account = account(attempt);
        files.locked(() -> {
            long now = clock.millis();
            Map<String, long[]> all = recent(now);
            long[] times = all.getOrDefault(account, NONE);
            int taken = Arrays.binarySearch(times, attempt.place());
            LongStream others = LongStream.range(0, times.length)
                    .filter(index -> index != taken)
                    .map(index -> times[(int) index]);
            put(all, account, LongStream.concat(others, LongStream.of(now)));
            return null;
        });
    }

    private void put(Map<String, long[]> all, String account, LongStream times) {
        all.put(account, times.toArray());
        files.write(FILE, all);
    }

    /** How long to wait, in milliseconds, before a place is asked for again: until there is one, but never for long at a time. */
    public long pause(@Variable("attempt") Attempt attempt) {
        return Math.min(LONGEST_PAUSE, untilFree(attempt));
    }

    /** How long it is, in milliseconds, until there is a place; 0 where there is one. */
    long untilFree(Attempt attempt) {
        String account = account(attempt);
        return files.locked(() -> {
            long now = clock.millis();
            long[] times = recent(now).getOrDefault(account, NONE);
            return times.length < requests ? 0 : times[times.length - requests] + period + 1 - now;
        });
    }

    /** Tells once of a wait that is worth saying. */
    public void announce(@Variable("attempt") Attempt attempt, @Variable("run") WorkflowRun run) {
        long wait = untilFree(attempt);
        if (wait >= WORTH_SAYING && attempt.announce()) {
            LOG.info(
                    "{}: waiting for Stitch's limit until {}{}; {}",
                    run.workflow().serviceName(),
                    TIME.format(shown.instant().plusMillis(wait).atZone(shown.getZone())),
                    run.left().isEmpty() ? "" : ", " + run.left(),
                    limit());
        }
    }

    /** The limit in words. */
    public String limit() {
        return "Stitch allows " + requests + (requests == 1 ? " request in " : " requests in ")
                + words(Duration.ofMillis(period));
    }

    /** The times that still count. After the clock was set back they may lie in the future: then they are as good as now. */
    private Map<String, long[]> recent(long now) {
        Map<String, long[]> read = Objects.requireNonNullElse(files.read(FILE, TIMES), Map.of());
        Map<String, long[]> recent = new TreeMap<>();
        read.forEach((account, times) -> recent.put(
                account,
                times == null
                        ? NONE
                        : LongStream.of(times)
                                .map(time -> Math.min(time, now))
                                .filter(time -> now - time <= period)
                                .sorted()
                                .toArray()));
        recent.values().removeIf(times -> times.length == 0);
        if (read.values().stream()
                .anyMatch(times -> times != null && LongStream.of(times).anyMatch(time -> time > now))) {
            files.write(FILE, recent);
        }
        return recent;
    }

    /** The server and the account, such as {@code https://api.stitchdata.com 4711}. */
    private static String account(Attempt attempt) {
        return attempt.server() + " " + attempt.request().limit().group();
    }

    private static String words(Duration period) {
        if (period.toMinutes() > 0 && period.equals(Duration.ofMinutes(period.toMinutes()))) {
            return period.toMinutes() == 1 ? "a minute" : period.toMinutes() + " minutes";
        }
        return period.toMillis() % 1000 == 0 ? period.toSeconds() + " seconds" : period.toMillis() + " milliseconds";
    }
}
