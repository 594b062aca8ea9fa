package io.github.stitchopenmetadata.text;

import io.github.stitchopenmetadata.http.CallFailedException;

/** What went wrong, in one line for people. */
public final class Explanation {

    private Explanation() {}

    /** @return the message of the exception, past those that Camel puts around it; never blank */
    public static String of(Throwable thrown) {
        Throwable told = told(thrown);
        String line = OneLine.of(told.getMessage());
        return line.isEmpty() ? told.getClass().getSimpleName() : line;
    }

    /** @return the same without the address of a call that failed: what different calls failed for alike */
    public static String cause(Throwable thrown) {
        return told(thrown) instanceof CallFailedException call ? OneLine.of(call.reason()) : of(thrown);
    }

    private static Throwable told(Throwable thrown) {
        Throwable told = thrown;
        while (told.getCause() != null && (OneLine.of(told.getMessage()).isEmpty() || isCamel(told))) {
            told = told.getCause();
        }
        return told;
    }

    private static boolean isCamel(Throwable thrown) {
        return thrown.getClass().getName().startsWith("org.apache.camel.");
    }
}
