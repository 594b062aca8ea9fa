package io.github.stitchopenmetadata.run;

import java.util.concurrent.atomic.AtomicLong;

/** Counts lineage messages handed to the queue and acknowledged behind it, so that a run knows when it is done. Thread-safe. */
final class Deliveries {

    private final AtomicLong outstanding = new AtomicLong();

    void handOver() {
        outstanding.incrementAndGet();
    }

    void acknowledge() {
        outstanding.decrementAndGet();
    }

    /** A message may be acknowledged before its handing over is noted: fewer than none are outstanding then. */
    boolean areDone() {
        return outstanding.get() <= 0;
    }
}
