package io.github.stitchopenmetadata.run;

/** How many edges the sources of a run have lost so far, of those that they had. Thread-safe. */
final class EdgeLosses {

    /** Whether so many of so many are more than may go without being told. */
    interface Suspicion {
        boolean isSuspicious(long lost, long all);
    }

    private long lost;
    private long all;

    /** A source has edges that stay. */
    synchronized void seen(long edges) {
        all += edges;
    }

    /**
     * @param losing of a source
     * @param having of the same source, with those
     * @return how many of how many are too many; null where they may go
     */
    synchronized String admit(long losing, long having, Suspicion suspicion) {
        all += having;
        if (suspicion.isSuspicious(losing, having)) {
            return losing + " of " + having + " edges";
        }
        if (suspicion.isSuspicious(lost + losing, all)) {
            return losing + " of " + having + " edges, with those of other sources " + (lost + losing) + " of " + all
                    + ",";
        }
        lost += losing;
        return null;
    }
}
