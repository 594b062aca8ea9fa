package io.github.stitchopenmetadata.logging;

import org.slf4j.MDC;

/** The id of the run that a line belongs to, as {@code %X{run}} in the log. */
public final class RunInLog {

    private static final String KEY = "run";
    private static final Scope UNCHANGED = () -> {};

    private RunInLog() {}

    /** What is logged here belongs to the run, whichever one it was before and is afterwards. */
    public static Scope of(String run) {
        String before = MDC.get(KEY);
        if (run.equals(before)) {
            return UNCHANGED;
        }
        MDC.put(KEY, run);
        return () -> {
            if (before == null) {
                MDC.remove(KEY);
            } else {
                MDC.put(KEY, before);
            }
        };
    }

    /** Ends without fail. */
    public interface Scope extends AutoCloseable {

        @Override
        void close();
    }
}
