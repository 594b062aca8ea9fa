package io.github.stitchopenmetadata.text;

import java.nio.file.FileSystemException;
import java.util.concurrent.RejectedExecutionException;

/** What went wrong, in one line for people. */
public final class Explanation {

    private static final String OUT_OF_MEMORY =
            "the memory does not do (Java heap space): give the program more (-Xmx), or lower"
                    + " stitch.concurrency and openmetadata.concurrency";

    private Explanation() {}

    /** @return the message of the exception, past those that Camel puts around it and those that only repeat their cause; never blank */
    public static String of(Throwable thrown) {
        if (Causes.find(thrown, OutOfMemoryError.class).isPresent()) {
            return OUT_OF_MEMORY;
        }
        Throwable told = told(thrown);
        if (told instanceof StackOverflowError) {
            return "nested more deeply than there is room for";
        }
        if (told instanceof RejectedExecutionException) {
            // Camel says so of what waits to be called again
            return "the process was told to stop before it was done; why it took so long is in the log";
        }
        if (told instanceof FileSystemException file) {
            return OneLine.of(file.getFile()) + ": " + FileTrouble.reason(file);
        }
        String line = OneLine.of(told.getMessage());
        return line.isEmpty() ? told.getClass().getSimpleName() : line;
    }

    /** @return the same without the place, where the exception can tell it apart: what different calls failed for alike */
    public static String cause(Throwable thrown) {
        return told(thrown) instanceof HasReason known ? OneLine.of(known.reason()) : of(thrown);
    }

    private static Throwable told(Throwable thrown) {
        return Causes.of(thrown)
                .filter(cause -> !Causes.isCamel(cause) && hasWordsOfItsOwn(cause))
                .findFirst()
                .orElseGet(() -> Causes.root(thrown));
    }

    /** An exception that is made of its cause alone repeats it. */
    private static boolean hasWordsOfItsOwn(Throwable thrown) {
        return !OneLine.of(thrown.getMessage()).isEmpty()
                && (thrown.getCause() == null
                        || !thrown.getMessage().equals(thrown.getCause().toString()));
    }
}
