package io.github.stitchopenmetadata.http;

import io.github.stitchopenmetadata.text.HasReason;
import io.github.stitchopenmetadata.text.OneLine;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * A call to Stitch or OpenMetadata that did not end in a usable answer. The message is one line a person can act on and
 * never holds a token, a query string or a raw control character.
 */
public final class CallFailedException extends Exception implements HasReason {

    /** Stands for "no answer at all": refused, reset, timed out. */
    public static final int NO_ANSWER = 0;

    private final Side side;
    private final int status;
    private final String reason;
    private final boolean mayHeal;
    private final Duration retryAfter;

    CallFailedException(
            Side side, URI uri, int status, boolean mayHeal, String reason, Duration retryAfter, Throwable cause) {
        super(side + " " + OneLine.of(uri.getPath()) + ": " + reason, cause);
        this.side = side;
        this.status = status;
        this.reason = reason;
        this.mayHeal = mayHeal;
        this.retryAfter = retryAfter;
    }

    public Side getSide() {
        return side;
    }

    /** The HTTP status, or {@link #NO_ANSWER}. */
    public int getStatus() {
        return status;
    }

    /** What went wrong, without the path: the same for all calls that failed for it. */
    @Override
    public String reason() {
        return side + ": " + reason;
    }

    /** True where the same call may succeed later. */
    public boolean isTransient() {
        return mayHeal;
    }

    /** True where the server refused the token: nothing else will work with it either. */
    public boolean isRefused() {
        return status == 401;
    }

    /** What the server asked for in {@code Retry-After}, if it did. */
    public Optional<Duration> getRetryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
