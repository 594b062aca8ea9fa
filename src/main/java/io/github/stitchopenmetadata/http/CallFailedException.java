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
    private final Reason reason;
    private final boolean mayHeal;
    private final boolean refused;
    private final Duration retryAfter;

    /**
     * Why there is no usable answer.
     *
     * @param text   what went wrong
     * @param advice what to do about it, as the rest of the sentence: {@code ", check the hostPort setting"}; "" where nothing is known
     * @param sent   whether the request may have reached the server
     * @param words  what the server itself says; empty where it said nothing
     */
    record Reason(String text, String advice, boolean sent, ServerWords words) {

        private static final ServerWords SILENT = new ServerWords("", "");

        Reason(String text, String advice, boolean sent) {
            this(text, advice, sent, SILENT);
        }

        static Reason of(String text) {
            return new Reason(text, "", true);
        }

        static Reason of(int status, ServerWords words, String advice) {
            String quoted = words.message().isEmpty() ? "" : " \"" + words.message() + '"';
            return new Reason("answered " + status + quoted, advice, true, words);
        }

        @Override
        public String toString() {
            return text + advice;
        }
    }

    CallFailedException(
            Side side, URI uri, int status, boolean mayHeal, Reason reason, Duration retryAfter, Throwable cause) {
        super(side + " " + OneLine.of(uri.getPath()) + ": " + reason, cause);
        this.refused = status == 401;
        this.side = side;
        this.status = status;
        this.reason = reason;
        this.mayHeal = mayHeal;
        this.retryAfter = retryAfter;
    }

    private CallFailedException(CallFailedException failure) {
        super(failure.getProblem() + CallFailures.refusedToken(failure.side), failure.getCause());
        this.side = failure.side;
        this.status = failure.status;
        this.reason = Reason.of(failure.status, failure.reason.words, CallFailures.refusedToken(failure.side));
        this.mayHeal = false;
        this.refused = true;
        this.retryAfter = null;
    }

    /** The same where the server failed over nothing but the token. */
    public CallFailedException asRefusal() {
        return new CallFailedException(this);
    }

    public Side getSide() {
        return side;
    }

    /** The HTTP status, or {@link #NO_ANSWER}. */
    public int getStatus() {
        return status;
    }

    /** The server's own word for the kind of error, such as {@code InvalidName}; "" where it has none. */
    public String getCode() {
        return reason.words.code();
    }

    /** What the server itself says; "" where it said nothing. */
    public String getServerMessage() {
        return reason.words.message();
    }

    /** What went wrong, without the path: the same for all calls that failed for it. */
    @Override
    public String reason() {
        return side + ": " + reason;
    }

    /** What went wrong, with the path and without what to do about it. */
    public String getProblem() {
        return getMessage().substring(0, getMessage().length() - reason.advice.length());
    }

    /** False where the request cannot have reached the server. */
    public boolean isSent() {
        return reason.sent;
    }

    /** True where the same call may succeed later. */
    public boolean isTransient() {
        return mayHeal;
    }

    /** True where the server refused the token: nothing else will work with it either. */
    public boolean isRefused() {
        return refused;
    }

    /** True where the server says that there is no such thing. */
    public boolean isAbsent() {
        return status == 404;
    }

    /** True where this one call will not succeed later either, while others with the same token may. */
    public boolean isFinal() {
        return !isTransient() && !isRefused();
    }

    /** What the server asked for in {@code Retry-After}, if it did. */
    public Optional<Duration> getRetryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
