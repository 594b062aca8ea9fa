package io.github.stitchopenmetadata.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.http.Call;
import io.github.stitchopenmetadata.http.Endpoint;
import io.github.stitchopenmetadata.http.Side;
import io.github.stitchopenmetadata.text.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
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

    /** @return the calls by endpoint, as {@link #add(JsonNode)} takes them */
    synchronized ArrayNode json() {
        ArrayNode all = Json.MAPPER.createArrayNode();
        byEndpoint.forEach((endpoint, counted) -> counted.write(all.addObject()
                .put("side", endpoint.side().name())
                .put("method", endpoint.method())
                .put("path", endpoint.path())));
        return all;
    }

    /**
     * Adds the calls that another process made.
     *
     * @throws IllegalArgumentException if that is not what {@link #json} gives
     */
    synchronized void add(JsonNode calls) {
        calls.forEach(call -> byEndpoint
                .computeIfAbsent(
                        new Endpoint(
                                Side.valueOf(call.path("side").asText()),
                                call.path("method").asText(),
                                call.path("path").asText()),
                        first -> new Counted())
                .add(call));
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

        private void write(ObjectNode json) {
            ByteBuffer bytes = ByteBuffer.allocate(micros.getNeededByteBufferCapacity());
            byte[] times = new byte[micros.encodeIntoCompressedByteBuffer(bytes)];
            bytes.flip().get(times);
            json.put("times", times).put("repeated", repeated);
            ObjectNode statuses = json.putObject("unusable");
            unusable.forEach((status, count) -> statuses.put(status.toString(), count));
        }

        private void add(JsonNode json) {
            try {
                micros.add(Histogram.decodeFromCompressedByteBuffer(
                        ByteBuffer.wrap(json.path("times").binaryValue()), 0));
            } catch (DataFormatException | IOException | NullPointerException none) {
                throw new IllegalArgumentException("the times of calls cannot be read", none);
            }
            repeated += json.path("repeated").asLong();
            json.path("unusable")
                    .properties()
                    .forEach(status -> unusable.merge(
                            Integer.valueOf(status.getKey()), status.getValue().asLong(), Long::sum));
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
