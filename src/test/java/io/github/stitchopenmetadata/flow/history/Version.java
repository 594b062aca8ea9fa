package io.github.stitchopenmetadata.flow.history;

/** The version of a catalog. */
record Version(int major, int minor) {

    static Version of(String text) {
        String[] parts = text.split("\\.");
        return new Version(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    boolean atLeast(int otherMajor, int otherMinor) {
        return major > otherMajor || major == otherMajor && minor >= otherMinor;
    }
}
