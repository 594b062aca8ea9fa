package io.github.stitchopenmetadata.stitch;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.http.CallFailedException;
import io.github.stitchopenmetadata.http.Pages;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.lineage.LineageMessage.Field;
import io.github.stitchopenmetadata.naming.LoadingRules;
import io.github.stitchopenmetadata.naming.SourceKind;
import io.github.stitchopenmetadata.naming.SourceRules;
import io.github.stitchopenmetadata.text.Explanation;
import io.github.stitchopenmetadata.text.InvalidAnswerException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Makes lineage messages out of the answers of the Stitch Connect API. */
public final class StitchReader {

    private final Clock clock = Clock.systemUTC();
    private LoadingRules rules = LoadingRules.load();

    public void setRules(LoadingRules rules) {
        this.rules = rules;
    }

    /**
     * @param answer of {@code GET /v4/sources}
     * @return the sources, to be read one by one with {@link #source}
     */
    public Sources sources(JsonNode answer) {
        if (!answer.isArray()) {
            throw new InvalidAnswerException(
                    "/v4/sources: expected an array of sources, got " + InvalidAnswerException.shape(answer));
        }
        return Sources.of(answer);
    }

    /** @param json one of the sources */
    public Source source(Sources sources, JsonNode json) {
        return sources.source(json);
    }

    public List<Destination> destinations(JsonNode answer) {
        return Destination.list(answer);
    }

    /**
     * @param all      the account's destinations
     * @param filtered the answer to the question which of them the source loads into
     * @return the one destination, or null: a guess would draw lineage that is not there
     */
    public Destination theOne(List<Destination> all, JsonNode filtered) {
        List<Destination> some = Destination.list(filtered);
        return some.size() == 1 && some.size() < all.size() ? some.get(0) : null;
    }

    public boolean isDeleted(Source source) {
        return source.isDeleted();
    }

    /**
     * Whether a refused list of streams means that there are none: webhooks and the Import API have no stream discovery,
     * and a source has no streams before it is discovered.
     */
    public boolean mayLackStreams(Source source, CallFailedException refusal) {
        boolean undiscovered = !source.configured()
                || source.type().equals("import_api")
                || source.type().startsWith("webhook.");
        return undiscovered && (refusal.getStatus() == 400 || refusal.getStatus() == 404);
    }

    public List<Stream> noStreams() {
        return List.of();
    }

    /** Adds what a webhook or the Import API is known to load, whose streams no list holds. */
    public List<Stream> withUndiscovered(List<Stream> listed, Source source, LoadedStreams loaded) {
        if (!isFedByLoads(source)) {
            return listed;
        }
        SourceRules type = rules.source(source.type(), source.protocol());
        Set<String> names = new TreeSet<>(loaded.of(source));
        names.addAll(type.knownTables(source.options()));
        listed.forEach(stream -> names.remove(stream.name()));
        return java.util.stream.Stream.concat(listed.stream(), names.stream().map(Stream::undiscovered))
                .toList();
    }

    public boolean isUndiscovered(Stream stream) {
        return stream.isUndiscovered();
    }

    /** @return the underlying connector as far as the source itself tells, or null */
    public String protocolOf(Source source) {
        return source.protocol();
    }

    /** A source that was never checked is answered so. */
    public boolean mayLackCheck(CallFailedException refusal) {
        return refusal.getStatus() == 400 || refusal.getStatus() == 404;
    }

    /**
     * @param answer the last connection check, or nothing
     * @return the check, or null where there never was one
     */
    public JsonNode check(Source source, JsonNode answer) {
        if (answer.isMissingNode() || answer.isNull()) {
            return null;
        }
        if (!answer.isObject()) {
            throw new InvalidAnswerException(
                    "/v4/sources/" + source.id() + "/last-connection-check: expected a connection check, got "
                            + InvalidAnswerException.shape(answer));
        }
        return answer;
    }

    /** Whether streams lie in a database although the rules take the source for an application: only its connector can tell. */
    public boolean hidesItsConnector(Source source, List<Stream> streams) {
        return rules.source(source.type(), source.protocol()).kind() != SourceKind.DATABASE
                && streams.stream().anyMatch(stream -> stream.metadata().hasNonNull("database-name"));
    }

    /** @return the underlying connector by the answer of {@code GET /v4/source-types/{type}}, or null */
    public String protocol(JsonNode sourceType) {
        JsonNode card = sourceType.has("report_card") ? sourceType.path("report_card") : sourceType;
        return text(card.path("details"), "protocol");
    }

    public LoadedStreams noLoads() {
        return new LoadedStreams();
    }

    /** @param page of loads */
    public void addLoads(LoadedStreams loaded, List<JsonNode> page) {
        loaded.add(page);
    }

    /** The pages of loads have been read, all of them or as many as allowed. */
    public void endLoads(LoadedStreams loaded, Pages pages) {
        if (pages.isComplete()) {
            loaded.complete();
        }
    }

    /** @return the account's number, which the addresses of extractions and loads hold; 0 where no source tells it */
    public long clientId(Sources sources) {
        for (JsonNode source : sources) {
            if (JsonValues.isId(source.path("stitch_client_id"))) {
                return source.path("stitch_client_id").longValue();
            }
        }
        return 0;
    }

    public List<Stream> selectedStreams(JsonNode answer) {
        return Stream.selected(answer);
    }

    /**
     * @param stream from the list of streams
     * @param answer its schema
     * @return the stream as the lineage message holds it
     */
    public LineageMessage.Stream stream(Stream stream, JsonNode answer) {
        return described(stream, Fields.replicated(answer), null);
    }

    /** A stream without a schema to be read. */
    public LineageMessage.Stream undescribed(Stream stream) {
        return described(stream, List.of(), null);
    }

    /** A stream whose schema could not be read: it stays a task of the pipeline, and its edge is reported. */
    public LineageMessage.Stream unreadable(Stream stream, Exception problem) {
        return described(stream, List.of(), Explanation.of(problem));
    }

    /** Adds a stream to those already read; the first call has no list yet. */
    public List<LineageMessage.Stream> collect(List<LineageMessage.Stream> streams, LineageMessage.Stream stream) {
        List<LineageMessage.Stream> all = streams == null ? new ArrayList<>() : streams;
        all.add(stream);
        return all;
    }

    /**
     * @param runId       the run it belongs to
     * @param service     the name of the pipeline service
     * @param protocol    the underlying connector, null where it is not known
     * @param destination null where it is not known
     * @param check       the last connection check, null where it is not known
     * @param loaded      what is known of the loads
     */
    public LineageMessage message(
            String runId,
            String service,
            Source source,
            String protocol,
            Destination destination,
            JsonNode check,
            LoadedStreams loaded,
            List<LineageMessage.Stream> streams) {
        LineageMessage.Source from = new LineageMessage.Source(
                source.id(),
                source.name(),
                source.displayName(),
                source.type(),
                protocol,
                StitchUris.app(source.clientId(), source.id()),
                source.state() == Source.State.ACTIVE,
                source.configured(),
                source.startDate(),
                source.cron(),
                source.options(),
                isFailing(check));
        LineageMessage.Destination to = destination == null
                ? null
                : new LineageMessage.Destination(
                        destination.id(), destination.type(), destination.name(), destination.properties());
        String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        return new LineageMessage(
                LineageMessage.VERSION,
                runId,
                service,
                now,
                from,
                to,
                isFedByLoads(source) && !loaded.isComplete(),
                streams.stream()
                        .map(stream -> stream.withLoaded(loaded.isLoaded(source, stream.name())))
                        .toList());
    }

    private static LineageMessage.Stream described(Stream stream, List<Field> fields, String problem) {
        JsonNode metadata = stream.metadata();
        boolean view = metadata.path("is-view").asBoolean();
        String method = text(metadata, "forced-replication-method");
        return new LineageMessage.Stream(
                stream.id(),
                stream.tapStreamId(),
                stream.name(),
                text(metadata, "database-name"),
                text(metadata, "schema-name"),
                view,
                method == null ? text(metadata, "replication-method") : method,
                text(metadata, "replication-key"),
                texts(metadata.path(view ? "view-key-properties" : "table-key-properties")),
                fields,
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
        String status = check == null ? "" : check.path("status").asText();
        return switch (status) {
            case "failed", "succeeded" ->
                status.equals("failed") || check.path("error").asBoolean();
            default -> null;
        };
    }

    private static String text(JsonNode json, String key) {
        return json.path(key).isTextual() ? json.path(key).textValue() : null;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.asText()));
        return texts;
    }
}
