package io.github.stitchopenmetadata.benchmark;

import java.io.PrintStream;
import java.util.Map;

/** Prints figures as a plain table while they come in, and remembers whether one missed its bound. */
final class Report {

    private final PrintStream out;
    private boolean missed;

    Report(PrintStream out) {
        this.out = out;
    }

    void title(String text) {
        out.println();
        out.println(text);
        out.println("-".repeat(text.length()));
    }

    void note(String text) {
        out.println(text);
    }

    void figure(String what, String value) {
        out.printf("%-62s %14s%n", what, value);
    }

    /** @param bound what the value must keep to */
    void judged(String what, String value, String bound, boolean kept) {
        out.printf("%-62s %14s   %-20s %s%n", what, value, bound, kept ? "ok" : "MISSED");
        missed |= !kept;
    }

    void endpoints(Map<String, Long> counts) {
        counts.forEach((endpoint, count) -> figure("    " + endpoint, Long.toString(count)));
    }

    /** Whether any figure missed its bound. */
    boolean hasMissed() {
        return missed;
    }
}
