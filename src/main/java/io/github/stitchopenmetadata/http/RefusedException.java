package io.github.stitchopenmetadata.http;

import java.time.Instant;

/** An answer whose status says that the call did not do what it was to do. */
final class RefusedException extends Exception {

    private final int status;
    private final String body;
    private final String retryAfter;
    private final Instant answeredAt;

    /**
     * @param retryAfter the header as it came, or null
     * @param answeredAt by the clock of the server; null where it did not say
     */
    RefusedException(int status, String body, String retryAfter, Instant answeredAt) {
        // it is caught two steps on, and some calls are made to be refused: it need not know where it was made
        super("answered " + status, null, false, false);
        this.status = status;
        this.body = body;
        this.retryAfter = retryAfter;
        this.answeredAt = answeredAt;
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

    Instant answeredAt() {
        return answeredAt;
    }
}
