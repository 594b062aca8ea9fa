package io.github.stitchopenmetadata.run;

/** Counts lineage messages handed to the queue and settled behind it, so that a run knows when it is done. */
public final class Deliveries {

    /** How late the end of the time may be noticed. */
    private static final long TICK_MILLIS = 1000;

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

    /**
     * Waits until every message handed over is settled, the run was stopped, or its time is over.
     *
     * @return whether nothing is on its way any more
     */
    synchronized boolean await(RunTime time) throws InterruptedException {
        while (settled < handedOver && !abandoned && !time.isOver()) {
            wait(TICK_MILLIS);
        }
        return settled >= handedOver;
    }
}
