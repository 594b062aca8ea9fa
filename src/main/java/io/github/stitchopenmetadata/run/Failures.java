package io.github.stitchopenmetadata.run;

import io.github.stitchopenmetadata.http.CallFailedException;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.state.StateUnavailableException;
import io.github.stitchopenmetadata.stitch.SourceExtraction;
import io.github.stitchopenmetadata.text.Causes;
import io.github.stitchopenmetadata.text.Explanation;
import io.github.stitchopenmetadata.text.Json;
import io.github.stitchopenmetadata.text.OneLine;
import io.github.stitchopenmetadata.text.WorkItem;
import io.github.stitchopenmetadata.workflow.ConfigurationException;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down, for the routes, what went wrong in a run: each thing once, by the route that knows what it costs. */
public final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    /** The configuration cannot be used: no workflow is started. */
    public void configurationRefused(Pass pass, Exception cause) {
        pass.configurationRefused(
                cause instanceof ConfigurationException configuration
                        ? configuration.problems()
                        : List.of(Explanation.of(cause)));
    }

    /** Before the first write: whatever keeps the run from connecting ends it. */
    public void connectionRefused(
            @Variable("run") Run run, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception cause) {
        if (run.life().stopped() == null) {
            run.life()
                    .refuse(
                            Explanation.of(cause),
                            Causes.find(cause, CallFailedException.class)
                                    .map(CallFailedException::getSide)
                                    .orElse(null));
        }
    }

    /** Something did not arrive, or could not be read: the others go on. */
    public void failed(Run run, WorkItem what, Exception cause) {
        if (isTaken(cause)) {
            if (what instanceof SourceResult result) {
                result.takenAway();
                run.life().breakOff("another process delivers the source now");
            }
            return;
        }
        what.failed(cause);
        failed(run, what.title(), cause);
    }

    /** What another process does now has not failed. */
    private static boolean isTaken(Exception cause) {
        return Causes.find(cause, DeliveryTakenException.class).isPresent();
    }

    /** @param part of the thing that failed, such as {@code tags of} */
    public void failedOf(Run run, String part, WorkItem what, Exception cause) {
        if (isTaken(cause)) {
            return;
        }
        what.failed(cause);
        failed(run, part + " " + what.title(), cause);
    }

    /** A part cannot be kept until the others have come: the source is not delivered, and the next run goes on. */
    public void partLost(Run run, LineageMessage message, Exception cause) {
        failed(run, message.source().name() + " part " + message.part().number(), cause);
    }

    /** Parts of a source did not come: what did is delivered as far as it goes, and the next run goes on. */
    public void incomplete(Run run, SourceResult result) {
        failed(
                run,
                result,
                new IllegalStateException(result.parts().lack() + "; nothing was removed, the next run goes on"));
    }

    /** @param part of the run that failed, such as {@code run status} */
    public void partFailed(Run run, String part, Exception cause) {
        failed(run, part, cause);
    }

    /** A source could not be read: it keeps what it has in the catalog. */
    public void sourceFailed(Run run, SourceExtraction extraction, Exception cause) {
        if (extraction.source() == null) {
            extraction.account().sourceUnread();
        } else {
            run.counts().sources().add(SourceLine.unread(extraction.source(), Explanation.of(cause)));
        }
        run.counts().progress().sourceDone();
        failed(run, extraction.title(), cause);
    }

    /**
     * The queue does not take a message.
     *
     * @throws Exception the cause; where the message is too large for the broker, it names the setting
     */
    public void notHandedOver(LineageMessage message, Exception cause) throws Exception {
        if (Causes.of(cause).anyMatch(each -> each.getClass().getSimpleName().contains("TooLarge"))) {
            throw new IllegalStateException(
                    "the broker of lineage.queue does not take a message of " + Json.bytes(message).length
                            + " bytes: lower lineage.message.bytes, or raise what the topic (max.message.bytes) and the producer (maxRequestSize) take: "
                            + Explanation.of(cause),
                    cause);
        }
        throw cause;
    }

    /** Loud, because now only the next run keeps the message from being lost. */
    public void deadLetterFailed(Run run, WorkItem message, Exception cause) {
        String what = OneLine.of(message.title());
        String why = OneLine.of(
                "no dead letter either, check deadletter.directory and deadletter.endpoint: " + Explanation.of(cause));
        LOG.error("{}: {}", what, why);
        run.life().breakOff("there can be no dead letter of it");
        run.problems().failed(what, why);
    }

    private static void failed(Run run, String what, Exception cause) {
        if (Causes.find(cause, StateUnavailableException.class).isPresent()) {
            run.life().lackState();
        }
        // what only follows from the run having been stopped was told already
        if (run.life().stopped() == null && !isTaken(cause)) {
            run.problems().failed(OneLine.of(what), Explanation.of(cause), Explanation.cause(cause));
        }
    }
}
