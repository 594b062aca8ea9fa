package io.github.stitchopenmetadata.http;

/** What went wrong, in one line for people. */
public final class Explanation {

    private Explanation() {
    }

    /** @return the message of the exception, past those that Camel puts around it; never blank */
    public static String of(Throwable thrown) {
        Throwable told = thrown;
        while (told.getCause() != null && (OneLine.of(told.getMessage()).isEmpty() || isCamel(told))) {
            told = told.getCause();
        }
        String line = OneLine.of(told.getMessage());
        return line.isEmpty() ? told.getClass().getSimpleName() : line;
    }

    private static boolean isCamel(Throwable thrown) {
        return thrown.getClass().getName().startsWith("org.apache.camel.");
    }
}
