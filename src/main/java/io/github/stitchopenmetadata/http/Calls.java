package io.github.stitchopenmetadata.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.camel.http.base.HttpOperationFailedException;

/** What the gateway routes do with answers, good and bad: whatever went wrong becomes one {@link CallFailedException}. */
public final class Calls {

    private final Clock clock;

    public Calls() {
        this(Clock.systemUTC());
    }

    Calls(Clock clock) {
        this.clock = clock;
    }

    /**
     * @param side  the system that was called
     * @param uri   the address that was called; only its path is told on
     * @param cause what Camel, the HTTP client or the JSON parser threw
     */
    CallFailedException failure(Side side, URI uri, Exception cause) {
        if (cause instanceof HttpOperationFailedException answer) {
            return answered(side, uri, answer);
        }
        JsonProcessingException json = find(cause, JsonProcessingException.class);
        if (json != null) {
            return new CallFailedException(side, uri, 200, false, "the answer is not valid JSON: " + OneLine.of(json.getOriginalMessage()), null, cause);
        }
        IOException io = find(cause, IOException.class);
        if (io != null) {
            return new CallFailedException(side, uri, CallFailedException.NO_ANSWER, !NoAnswer.isCertificateRefused(io),
                    NoAnswer.reason(side, uri, io), null, cause);
        }
        return new CallFailedException(side, uri, 200, false, Explanation.of(cause), null, cause);
    }

    /** What went wrong in a call to Stitch. */
    public CallFailedException stitchFailure(URI uri, Exception cause) {
        return failure(Side.STITCH, uri, cause);
    }

    /** What went wrong in a call to OpenMetadata. */
    public CallFailedException catalogFailure(URI uri, Exception cause) {
        return failure(Side.OPENMETADATA, uri, cause);
    }

    /** @throws CallFailedException always: ends the gateway with the failure */
    public void raise(CallFailedException failure) throws CallFailedException {
        throw failure;
    }

    public boolean isTransient(CallFailedException failure) {
        return failure.isTransient();
    }

    /** Whether the server says that there is no such thing. */
    public boolean isAbsent(CallFailedException failure) {
        return failure.getStatus() == 404;
    }

    /** Whether this one call will not succeed later either, while others with the same token may. */
    public boolean isFinal(CallFailedException failure) {
        return !failure.isTransient() && !failure.isRefused();
    }

    public boolean hasNext(Pages pages) {
        return pages.hasNext();
    }

    /** The page to read now. */
    public URI uri(Pages pages) {
        return pages.uri();
    }

    /** @return the records of the page that was just read */
    public List<JsonNode> records(Pages pages, JsonNode answer) {
        return pages.records(answer);
    }

    private CallFailedException answered(Side side, URI uri, HttpOperationFailedException answer) {
        int status = answer.getStatusCode();
        String words = ServerWords.in(answer.getResponseBody());
        StringBuilder reason = new StringBuilder("answered ").append(status);
        if (!words.isEmpty()) {
            reason.append(" \"").append(words).append('"');
        }
        if (status == 401) {
            reason.append("; the token was refused, check ").append(side.tokenSetting());
        } else if (status == 403) {
            reason.append("; the token lacks a permission, give it to the bot's role");
        } else if (status >= 300 && status < 400) {
            reason.append("; redirects are not followed, check the hostPort setting");
        }
        Map<String, String> headers = answer.getResponseHeaders();
        // names of headers have no case, and some proxies write them all in lower case
        String retryAfter = headers == null ? null : headers.entrySet().stream()
                .filter(header -> "Retry-After".equalsIgnoreCase(header.getKey())).map(Map.Entry::getValue).findFirst().orElse(null);
        return new CallFailedException(side, uri, status, true, reason.toString(),
                RetryAfter.parse(retryAfter, clock.instant()).orElse(null), answer);
    }

    static <T extends Throwable> T find(Throwable thrown, Class<T> type) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return type.cast(t);
            }
        }
        return null;
    }
}
