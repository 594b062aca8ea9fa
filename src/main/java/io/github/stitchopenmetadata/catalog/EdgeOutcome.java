package io.github.stitchopenmetadata.catalog;

/** How the delivery of one edge ended, best first. */
public enum EdgeOutcome {

    UNCHANGED, DRAWN, FAILED;

    /** For the routes; their aggregation of all edges of a pipeline keeps one that failed, so that it is not sealed. */
    public static final class Worst {

        public EdgeOutcome unchanged() {
            return UNCHANGED;
        }

        public EdgeOutcome drawn() {
            return DRAWN;
        }

        public EdgeOutcome failed() {
            return FAILED;
        }

        public EdgeOutcome of(EdgeOutcome one, EdgeOutcome other) {
            return one == null || one.compareTo(other) < 0 ? other : one;
        }
    }
}
