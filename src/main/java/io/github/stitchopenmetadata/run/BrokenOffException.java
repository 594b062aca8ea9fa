package io.github.stitchopenmetadata.run;

/**
 * A delivery was broken off, and is neither done nor a dead letter: its message is not acknowledged, so that the broker gives it to
 * who can deliver it. Nothing is wrong with the message, and nobody looks for a place in the code: there is no stack trace.
 */
public final class BrokenOffException extends Exception {

    private static final long serialVersionUID = 1L;

    BrokenOffException(String message) {
        super(message, null, false, false);
    }
}
