package io.github.stitchopenmetadata.support;

import java.util.List;

/**
 * How much the tests try that have many cases of one kind. {@code mvn verify} tries some of each kind, {@code mvn verify
 * -Pthorough} all; {@code -Dtests.times=20} makes either twenty times as much where cases are random, and
 * {@code -Dtests.seed=2} makes other ones. Tests that are left out as a whole have the tag {@value #THOROUGH}, or {@value #KARAF}.
 */
public final class Extent {

    /** The tag of tests that {@code mvn verify} leaves out. */
    public static final String THOROUGH = "thorough";

    /** The tag of tests of what only {@code -Pkaraf} and {@code -Pthorough} build. */
    public static final String KARAF = "karaf";

    private static final boolean ALL = Boolean.getBoolean("tests.thorough");

    private Extent() {}

    public static boolean isThorough() {
        return ALL;
    }

    /** @return how many random cases are tried */
    public static int count(int usual, int thorough) {
        return (ALL ? thorough : usual) * Integer.getInteger("tests.times", 1);
    }

    /** @return where random cases begin */
    public static long seed() {
        return Long.getLong("tests.seed", 1);
    }

    /** @return the cases that are tried */
    public static <T> List<T> cases(List<T> usual, List<T> thorough) {
        return ALL ? thorough : usual;
    }
}
