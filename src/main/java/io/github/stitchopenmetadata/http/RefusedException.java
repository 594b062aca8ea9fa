package io.github.stitchopenmetadata.http;

/** An answer whose status says that the call did not do what it was to do. */
final class RefusedException extends Exception {

    private final int status;
    private final String body;
    private final String retryAfter;

    /** @param retryAfter the header as it came, or null */
    RefusedException(int status, String body, String retryAfter) {
        // it is caught two steps on, and some calls are made to be refused: it need not know where it was made
        super("answered " + status, null, false, false);
        this.status = status;
        this.body = body;
        this.retryAfter = retryAfter;
    }

    int status() {
        return status;
    }

    String body() {
        return body;
    }

    String retryAfter() {
        return retryAfter;
    }
}
