package io.github.stitchopenmetadata.run;

import io.github.stitchopenmetadata.lineage.LineageMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * The lineage messages of a run between the queue and what tells of their delivery, so that the run knows when it is done. A message
 * is known by its source and its part, because it may be delivered, and told of, more than once. Thread-safe.
 */
final class Deliveries {

    private final Set<Object> outstanding = new HashSet<>();
    private final Set<Object> done = new HashSet<>();
    private Instant last = Instant.MAX;

    private record Key(long sourceId, String source, int part) {}

    private static Key key(LineageMessage message) {
        return new Key(
                message.source().id(), message.source().name(), message.part().number());
    }

    /** @return what a message of a run is known by, here and in what others tell of it */
    static Object key(long sourceId, String source, int part) {
        return new Key(sourceId, source, part);
    }

    /** A message may be acknowledged before its handing over is noted: nothing is outstanding then. */
    synchronized void handOver(LineageMessage message, Instant now) {
        last = now;
        if (!done.contains(key(message))) {
            outstanding.add(key(message));
        }
    }

    void acknowledge(LineageMessage message, Instant now) {
        acknowledge(key(message), now);
    }

    /** @param key of the message; one that was acknowledged before stays so */
    synchronized void acknowledge(Object key, Instant now) {
        last = now;
        done.add(key);
        outstanding.remove(key);
    }

    synchronized boolean isDone(Object key) {
        return done.contains(key);
    }

    synchronized boolean areDone() {
        return outstanding.isEmpty();
    }

    synchronized int outstanding() {
        return outstanding.size();
    }

    /** Whether nothing was handed over or acknowledged for so long. */
    synchronized boolean areSilent(Duration patience, Instant now) {
        return last.isBefore(now) && Duration.between(last, now).compareTo(patience) > 0;
    }
}
