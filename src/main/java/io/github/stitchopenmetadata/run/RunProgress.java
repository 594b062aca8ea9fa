package io.github.stitchopenmetadata.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.text.OneLine;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * How far a run under way has come.
 *
 * @param run         its id, as in the lineage messages and in the log
 * @param sources     of the account; 0 where that is not known, as it is before the account has been read
 * @param sourcesDone delivered, a dead letter, failed or left out
 * @param streams     selected ones, read
 * @param edges       drawn, or found as they should be
 * @param statuses    run status of so many pipelines, delivered or found as it should be
 * @param secondsLeft as the sources done so far promise it; null where nothing does
 */
public record RunProgress(
        Pass.Kind kind,
        String service,
        String run,
        Instant startedAt,
        long seconds,
        long sources,
        long sourcesDone,
        long streams,
        long edges,
        long statuses,
        long failures,
        Long secondsLeft) {

    /** Adds how far the run has come, and how long that took, in seconds. */
    public ObjectNode putInto(ObjectNode json) {
        return json.put("seconds", seconds)
                .put("sources", sources)
                .put("sourcesDone", sourcesDone)
                .put("streams", streams)
                .put("edges", edges)
                .put("statuses", statuses)
                .put("failures", failures)
                .put("secondsLeft", secondsLeft);
    }

    static RunProgress of(Pass pass, Run run, Instant now) {
        Duration left = run.counts().progress().left(now);
        return new RunProgress(
                pass.kind(),
                OneLine.of(run.workflow().serviceName()),
                run.id(),
                pass.startedAt(),
                Duration.between(pass.startedAt(), now).toSeconds(),
                run.counts().progress().sources(),
                run.counts().progress().sourcesDone(),
                run.counts().progress().streams(),
                run.counts().of(Count.EDGES_DRAWN) + run.counts().of(Count.EDGES_UNCHANGED),
                run.counts().of(Count.STATUSES) + run.counts().of(Count.STATUSES_UNCHANGED),
                run.problems().failureCount(),
                left == null ? null : left.toSeconds());
    }

    /** The same in words. */
    public String line() {
        StringBuilder line = new StringBuilder(service).append(": ");
        if (kind == Pass.Kind.STATUS) {
            return line.append(number(statuses))
                    .append(" run statuses, ")
                    .append(words(seconds))
                    .toString();
        }
        if (sources > 0) {
            line.append(number(sourcesDone))
                    .append(" of ")
                    .append(number(sources))
                    .append(" sources, ");
        }
        line.append(number(streams))
                .append(" streams, ")
                .append(number(edges))
                .append(" edges, ")
                .append(words(seconds));
        if (failures > 0) {
            line.append(", ").append(number(failures)).append(" failed");
        }
        return secondsLeft == null
                ? line.toString()
                : line.append(", about ")
                        .append(words(secondsLeft))
                        .append(" left")
                        .toString();
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String words(long seconds) {
        return seconds < 120 ? seconds + " s" : seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h";
    }
}
