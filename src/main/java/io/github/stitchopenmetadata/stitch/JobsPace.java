package io.github.stitchopenmetadata.stitch;

import com.fasterxml.jackson.core.type.TypeReference;
import io.github.stitchopenmetadata.state.StateFiles;
import io.github.stitchopenmetadata.workflow.Workflow;
import java.time.Clock;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * Stitch's limit for extractions and loads: so many requests in a period, counted together for all who ask for one account.
 * Each request takes a place and keeps it until a period after its answer, so the limit holds over every stretch of time
 * that is as long as the period. The times are kept in a file, since the limit does not end with the process.
 */
public final class JobsPace {

    private static final String FILE = "stitch-jobs.json";
    private static final TypeReference<TreeMap<String, long[]>> TIMES = new TypeReference<>() {};
    private static final long[] NONE = {};
    /** A process that waits and is told to stop ends after this long. */
    private static final long LONGEST_PAUSE = 1000;

    private static final long WORTH_SAYING = 10_000;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final StateFiles files;
    private final int requests;
    private final long period;
    private final Clock clock;

    /**
     * @param requests the setting {@code stitch.jobs.requests}
     * @param period   the setting {@code stitch.jobs.period}, in milliseconds
     * @throws IllegalArgumentException for what these settings cannot be
     */
    public JobsPace(StateFiles files, int requests, long period) {
        this(files, requests, period, Clock.systemDefaultZone());
    }

    JobsPace(StateFiles files, int requests, long period, Clock clock) {
        if (requests < 1 || period < 1) {
            throw new IllegalArgumentException("stitch.jobs.requests is " + requests + " and stitch.jobs.period is "
                    + period + ": expected 1 or more of each");
        }
        this.files = files;
        this.requests = requests;
        this.period = period;
        this.clock = clock;
    }

    /** @return the place of a request that may go out now; null where the limit has none */
    public Long take(Workflow workflow, long clientId) {
        return files.locked(() -> {
            long now = clock.millis();
            Map<String, long[]> all = recent(now);
            long[] times = all.getOrDefault(account(workflow, clientId), NONE);
            if (times.length >= requests) {
                return null;
            }
            put(all, account(workflow, clientId), LongStream.concat(LongStream.of(times), LongStream.of(now)));
            return now;
        });
    }

    /** The request of a place has been answered. The server counted it at some time before: the period runs from now on. */
    public void answered(Workflow workflow, long clientId, Long place) {
        files.locked(() -> {
            long now = clock.millis();
            Map<String, long[]> all = recent(now);
            long[] times = all.getOrDefault(account(workflow, clientId), NONE);
            int taken = Arrays.binarySearch(times, place);
            LongStream others = LongStream.range(0, times.length)
                    .filter(index -> index != taken)
                    .map(index -> times[(int) index]);
            put(all, account(workflow, clientId), LongStream.concat(others, LongStream.of(now)));
            return null;
        });
    }

    private void put(Map<String, long[]> all, String account, LongStream times) {
        all.put(account, times.toArray());
        files.write(FILE, all);
    }

    /** How long to wait, in milliseconds, before a place is asked for again: until there is one, but never for long at a time. */
    public long pause(Workflow workflow, long clientId) {
        return Math.min(LONGEST_PAUSE, untilFree(workflow, clientId));
    }

    /** How long it is, in milliseconds, until there is a place; 0 where there is one. */
    public long untilFree(Workflow workflow, long clientId) {
        return files.locked(() -> {
            long now = clock.millis();
            long[] times = recent(now).getOrDefault(account(workflow, clientId), NONE);
            return times.length < requests ? 0 : times[times.length - requests] + period + 1 - now;
        });
    }

    /** What to say before a wait; null where it is a short one. */
    public String notice(Workflow workflow, long clientId) {
        long wait = untilFree(workflow, clientId);
        return wait < WORTH_SAYING
                ? null
                : workflow.serviceName() + ": run status goes on at "
                        + TIME.format(clock.instant().plusMillis(wait).atZone(clock.getZone())) + ", because "
                        + limit();
    }

    /** @throws JobsLimitException without a place */
    public void ensureTaken(Long place) throws JobsLimitException {
        if (place == null) {
            throw new JobsLimitException(limit());
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

    private static String account(Workflow workflow, long clientId) {
        return workflow.stitch().baseUrl() + " " + clientId;
    }

    private static String words(Duration period) {
        if (period.toMinutes() > 0 && period.equals(Duration.ofMinutes(period.toMinutes()))) {
            return period.toMinutes() == 1 ? "a minute" : period.toMinutes() + " minutes";
        }
        return period.toMillis() % 1000 == 0 ? period.toSeconds() + " seconds" : period.toMillis() + " milliseconds";
    }
}
