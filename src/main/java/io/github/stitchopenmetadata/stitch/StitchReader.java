package io.github.stitchopenmetadata.stitch;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.http.CallFailedException;
import io.github.stitchopenmetadata.http.Paged;
import io.github.stitchopenmetadata.lineage.ExtractionTimes;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.lineage.LineageMessages;
import io.github.stitchopenmetadata.lineage.PresentSources;
import io.github.stitchopenmetadata.lineage.StitchApp;
import io.github.stitchopenmetadata.naming.LoadNames;
import io.github.stitchopenmetadata.naming.LoadingRules;
import io.github.stitchopenmetadata.naming.SourceKind;
import io.github.stitchopenmetadata.naming.StreamName;
import io.github.stitchopenmetadata.text.Explanation;
import io.github.stitchopenmetadata.text.InvalidAnswerException;
import io.github.stitchopenmetadata.workflow.PipelineMetadata;
import io.github.stitchopenmetadata.workflow.WorkflowRun;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;

/** Makes lineage messages out of the answers of the Stitch Connect API. */
public final class StitchReader {

    private LoadingRules rules = LoadingRules.load();
    private LineageMessages messages = new LineageMessages();
    private UnaryOperator<Instant> times = now -> now;
    private SelectedSources selected = SelectedSources.ALL;

    public void setRules(LoadingRules rules) {
        this.rules = rules;
    }

    public void setMessages(LineageMessages messages) {
        this.messages = messages;
    }

    public void setSelected(SelectedSources selected) {
        this.selected = selected;
    }

    /** @param times when extractions begin */
    public void setTimes(ExtractionTimes times) {
        this.times = times::next;
    }

    /** @param answer of {@code GET /v4/sources} */
    public Account account(JsonNode answer) {
        return new Account(answer);
    }

    /** The sources of the account are to be read, from now on. What time it is Stitch says: processes may differ about it. */
    public Account beginExtraction(@Body Account account, @Variable("run") WorkflowRun run) {
        account.extractedAt(times.apply(run.timeOfStitch().orElseGet(Instant::now)));
        return account;
    }

    /** @param answer of {@code GET /v4/destinations} */
    public Account addDestinations(Account account, JsonNode answer) {
        account.destinations(Destination.list(answer), Destination.strange(answer));
        return account;
    }

    /** Whether the account can be read without its destinations: nothing else fails that way. */
    public boolean mayLackDestinations(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception cause) {
        return !(cause instanceof CallFailedException call && call.isRefused());
    }

    /** The destinations are not known this time. */
    public Account withoutDestinations(Account account) {
        account.destinationsUnread();
        return account;
    }

    /** @return what Stitch lists among the destinations and is none, each in a sentence */
    public List<String> strangeDestinations(Account account) {
        return account.strangeDestinations();
    }

    /** Whether the account's number is known, without which extractions and loads have no address. */
    public boolean hasClientId(Account account) {
        return account.clientId() > 0;
    }

    /** The pages of loads have been read, all of them or as many as allowed. */
    public void endLoads(Account account, Paged pages) {
        if (pages.isComplete()) {
            account.loaded().complete();
        }
    }

    /**
     * Reads the source of an extraction.
     *
     * @throws InvalidAnswerException if it is no source, or cannot be told from another one
     */
    public SourceExtraction source(SourceExtraction extraction) {
        return extraction.read();
    }

    /** Whether the source gets no pipeline: it is deleted, or the workflow leaves it out. */
    public boolean isLeftOut(@Body SourceExtraction extraction, @Variable("run") WorkflowRun run) {
        Source source = extraction.source();
        PipelineMetadata wanted = run.workflow().pipelineMetadata();
        return source.isDeleted()
                || !selected.has(source)
                || !wanted.pipelineFilterPattern().accepts(source.name())
                || (!wanted.includeUnDeployedPipelines() && !source.configured());
    }

    /** The source is to have a pipeline, whether it can be extracted this time or not. */
    public void keep(SourceExtraction extraction) {
        extraction.account().keep(extraction.source());
    }

    /** @return the sources that are to have a pipeline, as far as they could be read */
    public PresentSources present(Account account) {
        return account.present();
    }

    /** Whether only Stitch can tell which of several destinations the source loads into. */
    public boolean hasSeveralDestinations(SourceExtraction extraction) {
        return extraction.account().destinations().size() > 1;
    }

    /**
     * Takes the one destination of a source; where Stitch does not tell, a guess would draw lineage that is not there.
     *
     * @param answer of {@code GET /v4/destinations?source_id=}; all destinations where Stitch takes no notice of the source
     */
    public SourceExtraction addDestination(SourceExtraction extraction, JsonNode answer) {
        List<Destination> some = Destination.list(answer);
        if (some.size() == 1
                && some.size() < extraction.account().destinations().size()) {
            extraction.destination(some.get(0));
        }
        return extraction;
    }

    /**
     * A call failed that would only have told more of the source: it goes on without the answer. Where the answer may come another
     * time, what the catalog has of the source stays as it is until then.
     */
    public SourceExtraction without(SourceExtraction extraction, Exception cause) {
        if (!(cause instanceof CallFailedException refusal && refusal.isFinal())) {
            extraction.partial();
        }
        return extraction;
    }

    /** Whether the last connection check becomes a tag. */
    public boolean needsConnectionCheck(@Variable("run") WorkflowRun run) {
        return run.workflow().pipelineMetadata().includeTags();
    }

    /**
     * @param answer the last connection check, or nothing
     * @throws InvalidAnswerException if it is neither
     */
    public SourceExtraction addConnectionCheck(SourceExtraction extraction, JsonNode answer) {
        if (!answer.isMissingNode() && !answer.isNull() && !answer.isObject()) {
            throw new InvalidAnswerException(
                    "/v4/sources/" + extraction.source().id()
                            + "/last-connection-check: expected a connection check, got "
                            + InvalidAnswerException.shape(answer));
        }
        extraction.connectionFailing(isFailing(answer));
        return extraction;
    }

    /** A source that was never checked is answered so. */
    public boolean mayLackCheck(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) CallFailedException refusal) {
        return refusal.getStatus() == 400 || refusal.isAbsent();
    }

    /** @param answer of {@code GET /v4/sources/{id}/streams} */
    public SourceExtraction addStreams(SourceExtraction extraction, JsonNode answer) {
        extraction.streams(Streams.of(extraction.source(), answer));
        return extraction;
    }

    /**
     * Whether a refused list of streams means that there are none: webhooks and the Import API have no stream discovery,
     * and a source has no streams before it is discovered.
     */
    public boolean mayLackStreams(SourceExtraction extraction, CallFailedException refusal) {
        Source source = extraction.source();
        boolean undiscovered = !source.configured()
                || source.type().equals("import_api")
                || source.type().startsWith("webhook.");
        return undiscovered && (refusal.getStatus() == 400 || refusal.isAbsent());
    }

    /** Adds what a webhook or the Import API is known to load, whose streams no list holds. */
    public SourceExtraction addUndiscovered(SourceExtraction extraction) {
        Source source = extraction.source();
        if (isFedByLoads(source)) {
            Set<String> names = new TreeSet<>(extraction.account().loaded().of(source));
            names.addAll(rules.source(source.type(), source.protocol()).knownTables(source.options()));
            extraction.streams().selected().forEach(stream -> names.remove(stream.name()));
            extraction.streams(extraction
                    .streams()
                    .and(names.stream()
                            .map(name -> Stream.undiscovered(source, name))
                            .toList()));
        }
        return extraction;
    }

    /** Whether streams lie in a database although the rules take the source for an application: only its connector can tell. */
    public boolean hidesItsConnector(SourceExtraction extraction) {
        Source source = extraction.source();
        return rules.source(source.type(), source.protocol()).kind() != SourceKind.DATABASE
                && extraction.streams().selected().stream()
                        .anyMatch(stream -> stream.metadata().database() != null);
    }

    /** @param sourceType the answer of {@code GET /v4/source-types/{type}}, which names the underlying connector */
    public SourceExtraction addProtocol(SourceExtraction extraction, JsonNode sourceType) {
        JsonNode card = sourceType.has("report_card") ? sourceType.path("report_card") : sourceType;
        extraction.protocol(text(card.path("details"), "protocol"));
        return extraction;
    }

    public List<Stream> streams(SourceExtraction extraction) {
        return extraction.streams().selected();
    }

    /** @return what Stitch lists among the streams and is none, or none that can be told from others, each in a sentence that names the source */
    public List<String> passedOver(SourceExtraction extraction) {
        return extraction.streams().unreadable().stream()
                .map(problem -> extraction.title() + ": " + problem)
                .toList();
    }

    /** Whether Stitch has no schema of the stream. */
    public boolean isUndiscovered(Stream stream) {
        return stream.isUndiscovered();
    }

    /**
     * @param stream from the list of streams
     * @param answer its schema
     * @return the stream as the lineage message holds it
     */
    public LineageMessage.Stream described(@Variable("stream") Stream stream, @Body JsonNode answer) {
        return described(stream, Fields.of(answer), null);
    }

    /**
     * A stream without a schema to be read.
     *
     * @throws InvalidAnswerException if it has one, which cannot be asked for
     */
    public LineageMessage.Stream undescribed(Stream stream) {
        if (stream.problem() != null) {
            throw new InvalidAnswerException(stream.problem());
        }
        return described(stream, Fields.NONE, null);
    }

    /** A stream whose schema could not be read: it stays a task of the pipeline, and its edge is reported. */
    public LineageMessage.Stream unreadable(Stream stream, Exception problem) {
        return described(stream, Fields.NONE, Explanation.of(problem));
    }

    /**
     * Begins with the messages of a source.
     *
     * @param run that they belong to
     */
    public SourceExtraction begin(@Body SourceExtraction extraction, @Variable("run") WorkflowRun run) {
        extraction.messages(messages.parts(message(run, extraction)), loadNames(extraction));
        return extraction;
    }

    /**
     * Adds a stream to the messages of its source.
     *
     * @param position among the selected streams
     * @return the messages that are full
     */
    public List<LineageMessage> add(
            @Variable("extraction") SourceExtraction extraction,
            @ExchangeProperty(Exchange.SPLIT_INDEX) int position,
            @Body LineageMessage.Stream stream) {
        Boolean loaded = extraction.account().loaded().isLoaded(extraction.source(), extraction.loadsOf(name(stream)));
        return extraction.messages().add(position, stream.withLoaded(loaded));
    }

    /** @return the messages that are left, when all streams have been added */
    public List<LineageMessage> end(SourceExtraction extraction) {
        return extraction
                .messages()
                .end(extraction.streams().deselected().stream()
                        .map(StitchReader::deselected)
                        .toList());
    }

    /** All that is delivered for a source but its streams. */
    private LineageMessage message(WorkflowRun run, SourceExtraction extraction) {
        Source source = extraction.source();
        Destination destination = extraction.destination();
        LineageMessage.Source from = new LineageMessage.Source(
                source.id(),
                source.name(),
                source.displayName(),
                source.type(),
                extraction.protocol(),
                StitchApp.source(source.clientId(), source.id()),
                source.state() == Source.State.ACTIVE,
                source.configured(),
                source.startDate(),
                source.cron(),
                source.options(),
                extraction.connectionFailing());
        LineageMessage.Destination to = destination == null
                ? null
                : new LineageMessage.Destination(
                        destination.id(), destination.type(), destination.name(), destination.properties());
        return new LineageMessage(
                LineageMessage.VERSION,
                run.id(),
                run.workflow().key(),
                extraction.account().extractedAt().toString(),
                from,
                to,
                extraction.isPartial()
                        || (isFedByLoads(source)
                                && !extraction.account().loaded().isComplete()),
                null,
                null);
    }

    private LoadNames loadNames(SourceExtraction extraction) {
        Source source = extraction.source();
        return new LoadNames(
                rules.source(source.type(), extraction.protocol()),
                source.options(),
                extraction.streams().selected().stream()
                        .map(stream -> new StreamName(
                                stream.name(),
                                stream.metadata().database(),
                                stream.metadata().schema()))
                        .toList());
    }

    private static StreamName name(LineageMessage.Stream stream) {
        return new StreamName(stream.name(), stream.database(), stream.schema());
    }

    private static LineageMessage.DeselectedStream deselected(Stream stream) {
        return new LineageMessage.DeselectedStream(
                stream.name(), stream.metadata().database(), stream.metadata().schema());
    }

    private static LineageMessage.Stream described(Stream stream, Fields fields, String problem) {
        Stream.Metadata metadata = stream.metadata();
        return new LineageMessage.Stream(
                stream.id(),
                stream.tapStreamId(),
                stream.name(),
                metadata.database(),
                metadata.schema(),
                metadata.view(),
                metadata.method(),
                metadata.key(),
                metadata.keyProperties(),
                fields.replicated(),
                fields.deselected(),
                null,
                problem);
    }

    /** Webhooks and the Import API have no list of streams: their loads are the only one. */
    private boolean isFedByLoads(Source source) {
        SourceKind kind = rules.source(source.type(), source.protocol()).kind();
        return kind == SourceKind.WEBHOOK || kind == SourceKind.IMPORT_API;
    }

    /** Null while a check runs, and where there never was one. */
    private static Boolean isFailing(JsonNode check) {
        String status = check.path("status").asText();
        return switch (status) {
            case "failed", "succeeded" ->
                status.equals("failed") || check.path("error").asBoolean();
            default -> null;
        };
    }

    private static String text(JsonNode json, String key) {
        return json.path(key).isTextual() ? json.path(key).textValue() : null;
    }
}
