package io.github.stitchopenmetadata.http;

import java.net.URI;
import java.time.Duration;

/** A call that failed, for tests of what follows from it. */
public final class FailedCall {

    private FailedCall() {
    }

    public static CallFailedException with(int status) {
        return with(status, null);
    }

    public static CallFailedException with(int status, Duration retryAfter) {
        return new CallFailedException(Side.STITCH, URI.create("https://api.stitchdata.com/v4/sources"), status, true, "answered " + status, retryAfter, null);
    }
}
