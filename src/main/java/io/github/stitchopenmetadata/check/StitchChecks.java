package io.github.stitchopenmetadata.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.http.CallFailedException;
import io.github.stitchopenmetadata.http.Paged;
import io.github.stitchopenmetadata.http.Request;
import io.github.stitchopenmetadata.stitch.Account;
import io.github.stitchopenmetadata.stitch.Destination;
import io.github.stitchopenmetadata.stitch.Region;
import io.github.stitchopenmetadata.stitch.Source;
import io.github.stitchopenmetadata.stitch.Sources;
import io.github.stitchopenmetadata.stitch.StitchCalls;
import io.github.stitchopenmetadata.stitch.Streams;
import io.github.stitchopenmetadata.text.InvalidAnswerException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The checks of the Stitch side. */
final class StitchChecks {

    private final StitchCalls calls;

    StitchChecks(StitchCalls calls) {
        this.calls = calls;
    }

    Map<CheckKind, CheckStep> steps() {
        return Map.of(
                // any answer will do here; the next steps look into it
                CheckKind.STITCH_REACHABLE,
                CheckStep.asking(workflow -> calls.sources(), RunningCheck::answered)
                        .refusedBy(RunningCheck::refused),
                CheckKind.STITCH_ACCESS,
                CheckStep.asking(workflow -> calls.sources(), StitchChecks::token)
                        .refusedBy((check, refusedThere) -> token(check, null))
                        .where(workflow -> otherRegion(workflow).isPresent()),
                CheckKind.SOURCES,
                CheckStep.looking((check, none) -> sources(check)),
                // of one source, for all
                CheckKind.STREAMS,
                CheckStep.asking(workflow -> calls.streamsOf(source(workflow)), StitchChecks::streams),
                CheckKind.DESTINATIONS,
                CheckStep.asking(workflow -> calls.destinations(), StitchChecks::destinations),
                CheckKind.EXTRACTIONS,
                CheckStep.asking(
                        workflow -> first(calls.extractions(clientId(workflow), null, (records, list) -> {})),
                        StitchChecks::jobs),
                CheckKind.LOADS,
                CheckStep.asking(
                        workflow -> first(calls.loads(clientId(workflow), null, (records, list) -> {})),
                        StitchChecks::jobs));
    }

    /** The first page counts like any other request for extractions and loads; where the limit has no place, nobody waits. */
    private static Request first(Paged pages) {
        Request page = pages.next();
        return page.limit(new Request.Limit(page.limit().group(), false));
    }

    /** @return where else the token may answer, if Stitch refused it */
    static Optional<Region> otherRegion(WorkflowCheck workflow) {
        CallFailedException refusal = workflow.refusal(CheckKind.STITCH_REACHABLE);
        return refusal == null || !refusal.isRefused()
                ? Optional.empty()
                : Region.of(workflow.run().workflow().stitch().baseUrl()).map(Region::other);
    }

    /** @param elsewhere what Stitch answered in its other region; null where it was not asked, or refused the token there as well */
    private static void token(RunningCheck check, JsonNode elsewhere) throws CallFailedException, StepFailedException {
        if (elsewhere != null) {
            Region right = otherRegion(check.workflow()).orElseThrow();
            throw new StepFailedException(
                    "Stitch refuses the token in " + right.other().title() + ", and accepts it in " + right.title(),
                    "Set source.serviceConnection.config.hostPort (stitch.hostPort in the settings) to "
                            + right.address() + ".");
        }
        CallFailedException refusal = check.workflow().refusal(CheckKind.STITCH_REACHABLE);
        if (refusal != null && refusal.isRefused()) {
            throw refusal;
        }
    }

    private static void sources(RunningCheck check) throws CallFailedException {
        Account account = new Account(check.workflow().answer(CheckKind.STITCH_REACHABLE));
        check.workflow().account = account;
        long deleted = stream(account).filter(Sources.Listed::deleted).count();
        long all = stream(account).count();
        check.found(all - deleted + (deleted == 0 ? "" : ", and " + deleted + " deleted"));
    }

    /** @return a source whose streams Stitch is likely to list */
    private static Source source(WorkflowCheck workflow) throws StepSkippedException {
        return stream(workflow.account)
                .map(Sources.Listed::source)
                .filter(Objects::nonNull)
                .filter(source -> !source.isDeleted()
                        && source.configured()
                        && !source.type().equals("import_api")
                        && !source.type().startsWith("webhook."))
                .findFirst()
                .orElseThrow(() -> new StepSkippedException("no source of the account has a list of streams"));
    }

    private static void streams(RunningCheck check, JsonNode answer) throws StepSkippedException {
        Source source = source(check.workflow());
        check.found(source.name() + ": " + Streams.of(source, answer).selected().size() + " selected");
    }

    private static void destinations(RunningCheck check, JsonNode answer) {
        List<Destination> destinations = Destination.list(answer);
        check.workflow().destinations = destinations;
        check.found(
                destinations.isEmpty()
                        ? "none"
                        : destinations.stream().map(Destination::type).collect(Collectors.joining(", ")));
    }

    /** @return the account's number, without which extractions and loads have no address */
    private static long clientId(WorkflowCheck workflow) throws StepSkippedException {
        if (workflow.account.clientId() == 0) {
            throw new StepSkippedException("no source of the account tells its number");
        }
        return workflow.account.clientId();
    }

    private static void jobs(RunningCheck check, JsonNode answer) {
        if (!answer.path("data").isArray()) {
            throw new InvalidAnswerException(
                    "expected an object with an array \"data\", got " + InvalidAnswerException.shape(answer));
        }
        int jobs = answer.path("data").size();
        check.found(jobs == 0 ? "none in the last 60 days" : jobs + " on the first page");
    }

    private static java.util.stream.Stream<Sources.Listed> stream(Account account) {
        return StreamSupport.stream(account.sources().spliterator(), false);
    }
}
