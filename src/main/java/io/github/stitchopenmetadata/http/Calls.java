package io.github.stitchopenmetadata.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.text.Causes;
import io.github.stitchopenmetadata.text.Explanation;
import io.github.stitchopenmetadata.text.InvalidAnswerException;
import io.github.stitchopenmetadata.text.OneLine;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** What the gateway routes do with answers, good and bad: whatever went wrong becomes one {@link CallFailedException}. */
public final class Calls {

    private final Clock clock;
    private Set<Integer> retried = Set.of(408, 429, 500, 502, 503, 504);
    private Set<Integer> retriedByCatalog = Set.of(409);
    private int maximumPages = Integer.MAX_VALUE;

    public Calls() {
        this(Clock.systemUTC());
    }

    Calls(Clock clock) {
        this.clock = clock;
    }

    /** @param statuses after which a call is tried again, separated by commas */
    public void setRetriedStatuses(String statuses) {
        retried = Statuses.parse("retry.statuses", statuses);
    }

    /** @param statuses after which a call to OpenMetadata is tried again, besides those of {@link #setRetriedStatuses} */
    public void setRetriedCatalogStatuses(String statuses) {
        retriedByCatalog = Statuses.parse("retry.statuses.openmetadata", statuses);
    }

    /** @param maximumPages of one list */
    public void setMaximumPages(int maximumPages) {
        this.maximumPages = maximumPages;
    }

    /**
     * @param side  the system that was called
     * @param uri   the address that was called; only its path is told on
     * @param cause what Camel, the HTTP client or the JSON parser threw
     */
    CallFailedException failure(Side side, URI uri, Exception cause) {
        RefusedException refusal = Causes.find(cause, RefusedException.class).orElse(null);
        if (refusal != null) {
            return answered(side, uri, refusal);
        }
        JsonProcessingException json =
                Causes.find(cause, JsonProcessingException.class).orElse(null);
        if (json != null) {
            String what = json instanceof StreamConstraintsException
                    ? "the answer is more than can be read: "
                    : "the answer is not valid JSON: ";
            return new CallFailedException(
                    side, uri, 200, false, what + OneLine.of(json.getOriginalMessage()), null, cause);
        }
        AnswerTooLargeException large =
                Causes.find(cause, AnswerTooLargeException.class).orElse(null);
        if (large != null) {
            return new CallFailedException(side, uri, 200, false, large.getMessage(), null, cause);
        }
        IOException io = Causes.find(cause, IOException.class).orElse(null);
        if (io != null) {
            return new CallFailedException(
                    side,
                    uri,
                    CallFailedException.NO_ANSWER,
                    !NoAnswer.isCertificateRefused(io),
                    NoAnswer.reason(side, uri, io),
                    null,
                    cause);
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

    /**
     * @param answer to a call for one thing
     * @return the same
     * @throws InvalidAnswerException if it is no object: what is taken for an empty one is written over, or taken away
     */
    public JsonNode object(Side side, URI uri, JsonNode answer) {
        if (!answer.isObject()) {
            throw new InvalidAnswerException(
                    side + " " + uri.getPath() + ": expected an object, got " + InvalidAnswerException.shape(answer));
        }
        return answer;
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

    /** @throws InvalidAnswerException if there are more pages than any list has */
    public boolean hasNext(Pages pages) {
        if (pages.hasNext() && pages.count() >= maximumPages) {
            throw new InvalidAnswerException(pages.uri().getPath() + ": more than " + maximumPages
                    + " pages (http.pages.limit), the list is incomplete");
        }
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

    private CallFailedException answered(Side side, URI uri, RefusedException answer) {
        int status = answer.status();
        String words = ServerWords.in(answer.body());
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
        return new CallFailedException(
                side,
                uri,
                status,
                mayHeal(side, status),
                reason.toString(),
                RetryAfter.parse(answer.retryAfter(), clock.instant()).orElse(null),
                answer);
    }

    private boolean mayHeal(Side side, int status) {
        return retried.contains(status) || (side == Side.OPENMETADATA && retriedByCatalog.contains(status));
    }
}
