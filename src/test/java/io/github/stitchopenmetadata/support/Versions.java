package io.github.stitchopenmetadata.support;

import java.util.List;

/** The versions of OpenMetadata that are delivered to. Written apart from what the connector knows of them. */
public final class Versions {

    public static final String NEWEST = "2.0.0";

    private static final String UNREADABLE = "something-unparsable";

    private Versions() {}

    /** Each of them, and one that nobody can read: it counts as the newest. Usually the oldest and the newest. */
    static List<String> tested() {
        List<String> all = List.of(
                "1.1.0",
                "1.2.0",
                "1.3.0",
                "1.4.0",
                "1.5.1",
                "1.6.1",
                "1.7.0",
                "1.8.0",
                "1.9.0",
                "1.10.0",
                "1.11.9",
                "1.12.0",
                "1.13.0",
                NEWEST,
                UNREADABLE);
        return Extent.cases(List.of("1.1.0", NEWEST), all);
    }

    public static boolean isKnown(String version) {
        return version.matches("\\d+\\.\\d+\\.\\d+");
    }

    /** Whether a version has what came with another one. */
    public static boolean has(String version, String first) {
        return !isKnown(version) || number(version) >= number(first);
    }

    private static int number(String version) {
        String[] parts = version.split("\\.");
        return Integer.parseInt(parts[0]) * 1000 + Integer.parseInt(parts[1]);
    }
}
