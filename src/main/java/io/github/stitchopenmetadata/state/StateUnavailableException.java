package io.github.stitchopenmetadata.state;

/**
 * What several processes share cannot be read or written now. Nothing is to be written to the catalog over it: what is known of other
 * processes may be wrong. The message says what to do.
 */
public final class StateUnavailableException extends RuntimeException {

    private final boolean refused;

    private StateUnavailableException(String message, boolean refused, Throwable cause) {
        super(message, cause);
        this.refused = refused;
    }

    /** The database does not answer, or not in time: later it may. */
    static StateUnavailableException passing(String message, Throwable cause) {
        return new StateUnavailableException(message, false, cause);
    }

    /** The database does not let this program in, or is not one for it: somebody has to mend that. */
    static StateUnavailableException refused(String message, Throwable cause) {
        return new StateUnavailableException(message, true, cause);
    }

    /** Whether it stays so until somebody changes something. */
    public boolean isRefused() {
        return refused;
    }
}
