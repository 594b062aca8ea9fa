package io.github.stitchopenmetadata.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.http.CallFailedException;
import io.github.stitchopenmetadata.stitch.Destination;
import io.github.stitchopenmetadata.stitch.Source;
import io.github.stitchopenmetadata.stitch.Sources;
import io.github.stitchopenmetadata.stitch.Stream;
import io.github.stitchopenmetadata.text.InvalidAnswerException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What the steps of a check make of the answers of Stitch. */
public final class StitchChecks {

    /** @throws CallFailedException if Stitch refused the token */
    public void token(RunningCheck step) throws CallFailedException {
        CallFailedException refusal = step.checkup().refusal(CheckKind.STITCH_REACHABLE);
        if (refusal != null && refusal.isRefused()) {
            throw refusal;
        }
    }

    /** @return the answer to the first request, which was for the sources */
    public JsonNode sourcesAnswer(RunningCheck step) throws CallFailedException {
        return step.checkup().answer(CheckKind.STITCH_REACHABLE);
    }

    public void sources(RunningCheck step, Sources sources, long clientId) {
        step.checkup().sources = sources;
        step.checkup().clientId = clientId;
        long deleted =
                stream(sources).filter(json -> json.hasNonNull("deleted_at")).count();
        long all = stream(sources).count();
        step.found(all - deleted + (deleted == 0 ? "" : ", and " + deleted + " deleted"));
    }

    /** @return a source whose streams Stitch is likely to list */
    public Source aSource(RunningCheck step) throws StepSkippedException {
        return stream(step.checkup().sources)
                .map(StitchChecks::source)
                .filter(Objects::nonNull)
                .filter(source -> !source.isDeleted()
                        && source.configured()
                        && !source.type().equals("import_api")
                        && !source.type().startsWith("webhook."))
                .findFirst()
                .orElseThrow(() -> new StepSkippedException("no source of the account has a list of streams"));
    }

    public void streams(RunningCheck step, Source source, List<Stream> selected) {
        step.found(source.name() + ": " + selected.size() + " selected");
    }

    public void destinations(RunningCheck step, List<Destination> destinations) {
        step.checkup().destinations = destinations;
        step.found(
                destinations.isEmpty()
                        ? "none"
                        : destinations.stream().map(Destination::type).collect(Collectors.joining(", ")));
    }

    /** @return the account's number, without which extractions and loads have no address */
    public long clientId(RunningCheck step) throws StepSkippedException {
        if (step.checkup().clientId == 0) {
            throw new StepSkippedException("no source of the account tells its number");
        }
        return step.checkup().clientId;
    }

    /** @param records of the first page */
    public void jobs(RunningCheck step, List<JsonNode> records) {
        step.found(records.isEmpty() ? "none in the last 60 days" : records.size() + " on the first page");
    }

    private static Source source(JsonNode json) {
        try {
            return Source.of(json);
        } catch (InvalidAnswerException unreadable) {
            return null;
        }
    }

    private static java.util.stream.Stream<JsonNode> stream(Sources sources) {
        return StreamSupport.stream(sources.spliterator(), false);
    }
}
