package io.github.stitchopenmetadata.catalog;

/** How the delivery of one edge ended, best first. */
public enum EdgeOutcome {

    UNCHANGED, DRAWN, FAILED;

    /** For the aggregation of all edges of a pipeline: one that failed keeps the pipeline from being sealed. */
    public static final class Worst {

        public EdgeOutcome of(EdgeOutcome one, EdgeOutcome other) {
            return one == null || one.compareTo(other) < 0 ? other : one;
        }
    }
}
