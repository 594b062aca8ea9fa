package io.github.stitchopenmetadata.stitch;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.http.CallFailedException;
import io.github.stitchopenmetadata.http.InvalidAnswerException;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.lineage.LineageMessage.Field;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Makes lineage messages out of the answers of the Stitch Connect API. */
public final class StitchReader {

    private final Clock clock = Clock.systemUTC();

    /**
     * @param answer of {@code GET /v4/sources}
     * @return the sources as they came, to be read one by one: one that cannot be read must not cost the others
     */
    public JsonNode sources(JsonNode answer) {
        if (!answer.isArray()) {
            throw new InvalidAnswerException("/v4/sources: expected an array of sources, got " + InvalidAnswerException.shape(answer));
        }
        return answer;
    }

    public Source source(JsonNode json) {
        return Source.of(json);
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
        boolean undiscovered = !source.configured() || source.type().equals("import_api") || source.type().startsWith("webhook.");
        return undiscovered && (refusal.getStatus() == 400 || refusal.getStatus() == 404);
    }

    public List<Stream> noStreams() {
        return List.of();
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

    /** A stream whose schema could not be read: it stays a task of the pipeline, and its edge is reported. */
    public LineageMessage.Stream unreadable(Stream stream, Exception problem) {
        String message = problem.getMessage();
        return described(stream, List.of(), message == null || message.isBlank() ? problem.getClass().getSimpleName() : message);
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
     * @param destination null where it is not known
     */
    public LineageMessage message(String runId, String service, Source source, Destination destination, List<LineageMessage.Stream> streams) {
        LineageMessage.Source from = new LineageMessage.Source(source.id(), source.name(), source.displayName(), source.type(),
                StitchUris.app(source.clientId(), source.id()), source.state() == Source.State.ACTIVE, source.configured(),
                source.startDate(), source.cron(), source.options());
        LineageMessage.Destination to = destination == null ? null
                : new LineageMessage.Destination(destination.id(), destination.type(), destination.name(), destination.properties());
        String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        return new LineageMessage(LineageMessage.VERSION, runId, service, now, from, to, streams);
    }

    private static LineageMessage.Stream described(Stream stream, List<Field> fields, String problem) {
        JsonNode metadata = stream.metadata();
        boolean view = metadata.path("is-view").asBoolean();
        String method = text(metadata, "forced-replication-method");
        return new LineageMessage.Stream(stream.id(), stream.tapStreamId(), stream.name(),
                text(metadata, "database-name"), text(metadata, "schema-name"), view,
                method == null ? text(metadata, "replication-method") : method, text(metadata, "replication-key"),
                texts(metadata.path(view ? "view-key-properties" : "table-key-properties")), fields, problem);
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
