package io.github.stitchopenmetadata.run;

/** Counts lineage messages handed to the queue and settled behind it, so that a run knows when it is done. */
final class Deliveries {

    private long handedOver;
    private long settled;
    private boolean abandoned;

    synchronized void handOver() {
        handedOver++;
    }

    synchronized void settle() {
        settled++;
        notifyAll();
    }

    synchronized void abandon() {
        abandoned = true;
        notifyAll();
    }

    /** Waits until every message handed over is settled, or the run was stopped. */
    synchronized void await() throws InterruptedException {
        while (settled < handedOver && !abandoned) {
            wait();
        }
    }
}
