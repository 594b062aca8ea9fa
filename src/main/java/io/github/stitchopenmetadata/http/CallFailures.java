package io.github.stitchopenmetadata.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.github.stitchopenmetadata.http.CallFailedException.Reason;
import io.github.stitchopenmetadata.text.Causes;
import io.github.stitchopenmetadata.text.Explanation;
import io.github.stitchopenmetadata.text.OneLine;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Objects;
import java.util.Set;

/** Makes one {@link CallFailedException} of whatever went wrong in a call. */
public final class CallFailures {

    private static final String WRONG_REGION = "Invalid region.";

    private final Clock clock;
    private Set<Integer> retried = Set.of(408, 429, 500, 502, 503, 504);
    private Set<Integer> retriedByCatalog = Set.of(409);

    public CallFailures() {
        this(Clock.systemUTC());
    }

    CallFailures(Clock clock) {
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

    /**
     * @param side  the system that was called
     * @param uri   the address that was called; only its path is told on
     * @param shown what the call showed to be let in
     * @param cause what Camel, the HTTP client or the JSON parser threw
     */
    public CallFailedException failure(Side side, URI uri, Credential shown, Exception cause) {
        RefusedException refusal = Causes.find(cause, RefusedException.class).orElse(null);
        if (refusal != null) {
            return answered(side, uri, shown, refusal);
        }
        JsonProcessingException json =
                Causes.find(cause, JsonProcessingException.class).orElse(null);
        if (json != null) {
            boolean tooMuch = json instanceof StreamConstraintsException;
            String what = tooMuch ? "the answer is more than can be read: " : "the answer is not valid JSON: ";
            // a proxy that shows a page of its own, or an answer that was cut, as in any other passing fault
            return new CallFailedException(
                    side, uri, 200, !tooMuch, Reason.of(what + OneLine.of(json.getOriginalMessage())), null, cause);
        }
        AnswerTooLargeException large =
                Causes.find(cause, AnswerTooLargeException.class).orElse(null);
        if (large != null) {
            return new CallFailedException(side, uri, 200, false, Reason.of(large.getMessage()), null, cause);
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
        return new CallFailedException(side, uri, 200, false, Reason.of(Explanation.of(cause)), null, cause);
    }

    private CallFailedException answered(Side side, URI uri, Credential shown, RefusedException answer) {
        int status = answer.status();
        ServerWords words = ServerWords.in(answer.body());
        return new CallFailedException(
                side,
                uri,
                status,
                mayHeal(side, status),
                Reason.of(status, words, advice(side, status, shown, words)),
                RetryAfter.parse(
                                answer.retryAfter(), Objects.requireNonNullElseGet(answer.answeredAt(), clock::instant))
                        .orElse(null),
                answer);
    }

    private static String advice(Side side, int status, Credential shown, ServerWords words) {
        if (words.message().equals(WRONG_REGION)) {
            return "; the account is in another region: https://api.stitchdata.com is North America,"
                    + " https://api.eu-central-1.stitchdata.com Europe";
        }
        if (status == 401 && shown == Credential.OF_WORKFLOW) {
            return refusedToken(side);
        }
        if (status == 401 || status == 403) {
            return shown != Credential.OF_WORKFLOW
                    ? "; what the caller showed was refused"
                    : "; the token lacks a permission, give it to the bot's role";
        }
        return status >= 300 && status < 400 ? "; redirects are not followed, check the hostPort setting" : "";
    }

    static String refusedToken(Side side) {
        return "; the token was refused, check " + side.tokenSetting();
    }

    private boolean mayHeal(Side side, int status) {
        return retried.contains(status) || (side == Side.OPENMETADATA && retriedByCatalog.contains(status));
    }
}
