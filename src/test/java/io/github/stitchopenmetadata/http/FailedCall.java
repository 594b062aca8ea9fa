package io.github.stitchopenmetadata.http;

import java.net.URI;
import java.time.Duration;
import java.util.Set;

/** A call that failed, for tests of what follows from it. */
public final class FailedCall {

    private static final Set<Integer> HEALING = Set.of(CallFailedException.NO_ANSWER, 408, 429, 500, 502, 503, 504);

    private FailedCall() {}

    public static CallFailedException with(int status) {
        return with(status, null);
    }

    public static CallFailedException with(int status, Duration retryAfter) {
        return new CallFailedException(
                Side.STITCH,
                URI.create("https://api.stitchdata.com/v4/sources"),
                status,
                HEALING.contains(status),
                CallFailedException.Reason.of("answered " + status),
                retryAfter,
                null);
    }
}
