package io.github.stitchopenmetadata.http;

import java.io.IOException;

/** Carries the reason why a call was not sent through the HTTP client, which knows no other exceptions than its own. */
public final class NotSentException extends IOException {

    private final transient Exception reason;

    NotSentException(Exception reason) {
        super(reason);
        this.reason = reason;
    }

    /** What would have been thrown without the client. */
    public Exception reason() {
        return reason;
    }
}
