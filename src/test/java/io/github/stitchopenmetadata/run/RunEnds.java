package io.github.stitchopenmetadata.run;

/** Ends runs early, for tests of what follows from that. */
public final class RunEnds {

    private RunEnds() {}

    /** As Ctrl-C and the deadline do. */
    public static void stop(Run run, String reason) {
        run.life().stop(reason);
    }

    /** As a refused token does. */
    public static void refuse(Run run, String reason) {
        run.life().refuse(reason, null);
    }
}
