package io.github.stitchopenmetadata.benchmark;

/** The size of a generated Stitch account; nine streams in ten are selected. */
record AccountSize(int sources, int streams, int fields) {

    static final double SELECTED = 0.9;

    AccountSize withSources(int other) {
        return new AccountSize(other, streams, fields);
    }

    /** Every selected stream has its table on both sides, so each becomes an edge. */
    long edges() {
        return sources * Math.round(streams * SELECTED);
    }

    @Override
    public String toString() {
        return sources + " sources × " + streams + " streams × " + fields + " fields";
    }
}
