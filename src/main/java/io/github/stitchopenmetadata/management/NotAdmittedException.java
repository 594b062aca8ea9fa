package io.github.stitchopenmetadata.management;

/** A request that is not answered here. The message says why, for the one who made it. */
public final class NotAdmittedException extends Exception {

    private final int status;

    NotAdmittedException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The HTTP status to answer with. */
    public int getStatus() {
        return status;
    }
}
