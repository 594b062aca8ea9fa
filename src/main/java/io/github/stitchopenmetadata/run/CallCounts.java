package io.github.stitchopenmetadata.run;

import io.github.stitchopenmetadata.http.Call;
import io.github.stitchopenmetadata.http.Endpoint;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** The calls of a run by endpoint: how many, how long they took, what came back. As large as the number of endpoints. Thread-safe. */
public final class CallCounts {

    /** Milliseconds come out right to one percent. */
    private static final int DIGITS = 2;

    private final Map<Endpoint, Counted> byEndpoint = new TreeMap<>(
            Comparator.comparing(Endpoint::side).thenComparing(Endpoint::path).thenComparing(Endpoint::method));

    /**
     * The calls of one endpoint.
     *
     * @param unusable how many answers could not be used, by HTTP status, 0 where there was none
     * @param p50      the time in milliseconds that half of the calls took at most; {@code p95} likewise, {@code max} all of them
     */
    public record Line(
            Endpoint endpoint,
            long count,
            long repeated,
            Map<Integer, Long> unusable,
            double p50,
            double p95,
            double max) {}

    synchronized void add(Call call) {
        byEndpoint.computeIfAbsent(call.endpoint(), first -> new Counted()).add(call);
    }

    /** Stitch first, then by path. */
    public synchronized List<Line> lines() {
        return byEndpoint.entrySet().stream()
                .map(counted -> counted.getValue().line(counted.getKey()))
                .toList();
    }

    private static final class Counted {

        private final Histogram micros = new Histogram(DIGITS);
        private final Map<Integer, Long> unusable = new TreeMap<>();
        private long repeated;

        private void add(Call call) {
            micros.recordValue(Math.max(0, call.nanos() / 1000));
            repeated += call.repeated() ? 1 : 0;
            if (!call.usable()) {
                unusable.merge(call.status(), 1L, Long::sum);
            }
        }

        private Line line(Endpoint endpoint) {
            return new Line(
                    endpoint,
                    micros.getTotalCount(),
                    repeated,
                    Collections.unmodifiableMap(new TreeMap<>(unusable)),
                    millis(micros.getValueAtPercentile(50)),
                    millis(micros.getValueAtPercentile(95)),
                    millis(micros.getMaxValue()));
        }

        private static double millis(long micros) {
            return micros / 1000.0;
        }
    }
}
