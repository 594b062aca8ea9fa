package io.github.stitchopenmetadata.run;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** How far a run has come with the sources of its account. Thread-safe. */
final class SourceProgress {

    private final LongAdder sourcesDone = new LongAdder();
    private final LongAdder streams = new LongAdder();
    private volatile Supplier<String> unread = () -> "";
    private volatile long sources;
    private volatile Instant begunAt;

    /** @param count the sources of the account, with those that will be left out */
    void begin(long count, Instant now) {
        sources = count;
        begunAt = now;
    }

    /** @param left gives what is left of a long list that is being read */
    void reads(Supplier<String> left) {
        unread = left;
    }

    /** What is left of it, in words; "" where none is read. */
    String unread() {
        return unread.get();
    }

    void sourceDone() {
        sourcesDone.increment();
    }

    void streamDone() {
        streams.increment();
    }

    /** 0 as long as it is not known. */
    long sources() {
        return sources;
    }

    long sourcesDone() {
        return Math.min(sources, sourcesDone.sum());
    }

    long streams() {
        return streams.sum();
    }

    /** @return how long the rest will take if it goes on as it did; null where nothing tells */
    Duration left(Instant now) {
        long done = sourcesDone();
        return done == 0
                ? null
                : Duration.between(begunAt, now).multipliedBy(sources - done).dividedBy(done);
    }
}
