package io.github.stitchopenmetadata.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.github.stitchopenmetadata.catalog.model.MissingEdge;
import io.github.stitchopenmetadata.catalog.resolve.DroppedColumns;
import io.github.stitchopenmetadata.http.CallFailedException;
import io.github.stitchopenmetadata.run.CallCounts;
import io.github.stitchopenmetadata.run.Count;
import io.github.stitchopenmetadata.run.Failure;
import io.github.stitchopenmetadata.run.FailureList;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.text.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A finished pass as the JSON document that {@code report.schema.json} describes. What sums it up comes first. */
public final class PassJson {

    private final JsonGenerator json;

    private PassJson(JsonGenerator json) {
        this.json = json;
    }

    /**
     * Writes piece by piece what was kept of the pass; the edges never are in memory as a whole.
     *
     * @param kept whether there is a list of reports that this one is on
     */
    public static void write(Pass pass, boolean kept, JsonGenerator json) throws IOException {
        new PassJson(json).pass(pass, kept);
    }

    /** The same in memory, for a pass that writes nothing and is printed. */
    public static ObjectNode tree(Pass pass) {
        try (TokenBuffer json = new TokenBuffer(Json.MAPPER, false)) {
            write(pass, false, json);
            return ((ObjectNode) Json.MAPPER.readTree(json.asParser())).without("kept");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private void pass(Pass pass, boolean kept) throws IOException {
        json.writeStartObject();
        json.writeBooleanField("kept", kept);
        json.writeStringField("kind", pass.kind().label());
        json.writeStringField("startedAt", pass.startedAt().toString());
        json.writeStringField("finishedAt", pass.finishedAt().toString());
        json.writeNumberField("millis", pass.took().toMillis());
        json.writeNumberField("exitStatus", pass.exitStatus());
        json.writeObjectFieldStart("counts");
        for (Count count : Count.values()) {
            json.writeNumberField(
                    name(count),
                    pass.runs().stream()
                            .mapToLong(run -> run.counts().of(count))
                            .sum());
        }
        json.writeEndObject();
        json.writeNumberField(
                "missingCount",
                pass.runs().stream()
                        .mapToLong(run -> run.counts().missingCount())
                        .sum());
        json.writeNumberField(
                "failureCount",
                pass.runs().stream()
                        .mapToLong(run -> run.problems().failureCount())
                        .sum());
        texts("problems", pass.problems());
        texts(
                "refusedFiles",
                Stream.concat(pass.refusedFiles().stream(), pass.refusedAccounts().stream())
                        .toList());
        texts("unreadMessages", pass.unreadMessages());
        json.writeArrayFieldStart("runs");
        for (Run run : pass.runs()) {
            run(run);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void run(Run run) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", run.id());
        json.writeStringField("service", run.workflow().serviceName());
        json.writeStringField("account", run.workflow().key());
        json.writeStringField("workflow", run.workflow().file());
        json.writeStringField("startedAt", run.life().startText());
        json.writeNumberField("millis", run.life().took().toMillis());
        textIfAny("stopped", run.life().stopped());
        textIfAny("left", run.problems().left());
        json.writeObjectFieldStart("counts");
        for (Count count : Count.values()) {
            json.writeNumberField(name(count), run.counts().of(count));
        }
        json.writeEndObject();
        texts("warnings", run.workflow().warnings());
        texts(
                "notes",
                Stream.concat(run.problems().notes().stream(), run.counts().removals().lines().stream())
                        .toList());
        json.writeNumberField("missingCount", run.counts().missingCount());
        missingEdges(run);
        dropped(run.counts().droppedColumns());
        json.writeNumberField("failureCount", run.problems().failureCount());
        failures(run.problems().failuresByCause());
        calls(run.counts().calls().lines());
        json.writeArrayFieldStart("sources");
        run.counts().sources().read(source -> json.writeTree(source));
        json.writeEndArray();
        history(run);
        json.writeEndObject();
    }

    private void history(Run run) throws IOException {
        Map<String, Long> pushed = run.counts().pushed().byTable();
        if (!pushed.isEmpty()) {
            json.writeArrayFieldStart("statuses");
            run.counts().statuses().read(status -> json.writeTree(status));
            json.writeEndArray();
            json.writeObjectField("pushed", pushed);
        }
    }

    private void missingEdges(Run run) throws IOException {
        Map<MissingEdge.Reason, List<MissingEdge>> edges =
                run.counts().missingEdges().stream().collect(Collectors.groupingBy(MissingEdge::reason));
        json.writeArrayFieldStart("missing");
        for (Map.Entry<MissingEdge.Reason, Long> reason : run.counts().missing().entrySet().stream()
                .sorted(Map.Entry.<MissingEdge.Reason, Long>comparingByValue().reversed())
                .toList()) {
            json.writeStartObject();
            json.writeStringField("reason", reason.getKey().name());
            json.writeStringField("title", reason.getKey().title());
            json.writeStringField("remedy", reason.getKey().remedy());
            json.writeNumberField("count", reason.getValue());
            json.writeArrayFieldStart("streams");
            for (MissingEdge edge : edges.getOrDefault(reason.getKey(), List.of()).stream()
                    .sorted(Comparator.comparing(MissingEdge::source).thenComparing(MissingEdge::stream))
                    .toList()) {
                fields("source", edge.source(), "stream", edge.stream(), "detail", edge.detail());
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void dropped(DroppedColumns columns) throws IOException {
        json.writeArrayFieldStart("droppedColumns");
        for (var reason : columns.counts().entrySet()) {
            json.writeStartObject();
            json.writeStringField("reason", reason.getKey().name());
            json.writeStringField("title", reason.getKey().title());
            json.writeStringField("explanation", reason.getKey().explanation());
            json.writeNumberField("count", reason.getValue());
            json.writeArrayFieldStart("examples");
            for (var column : columns.examples(reason.getKey())) {
                fields("source", column.source(), "stream", column.stream(), "field", column.field());
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void failures(List<FailureList.Group> groups) throws IOException {
        json.writeArrayFieldStart("failures");
        for (FailureList.Group group : groups) {
            json.writeStartObject();
            json.writeStringField("cause", group.cause());
            json.writeArrayFieldStart("failures");
            for (Failure failure : group.failures()) {
                fields("what", failure.what(), "why", failure.why());
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void calls(List<CallCounts.Line> lines) throws IOException {
        json.writeArrayFieldStart("calls");
        for (CallCounts.Line line : lines) {
            json.writeStartObject();
            json.writeStringField("side", line.endpoint().side().toString());
            json.writeStringField("method", line.endpoint().method());
            json.writeStringField("path", line.endpoint().path());
            json.writeNumberField("count", line.count());
            json.writeNumberField("repeated", line.repeated());
            json.writeObjectFieldStart("unusable");
            for (Map.Entry<Integer, Long> status : line.unusable().entrySet()) {
                json.writeNumberField(
                        status.getKey() == CallFailedException.NO_ANSWER
                                ? "none"
                                : status.getKey().toString(),
                        status.getValue());
            }
            json.writeEndObject();
            json.writeNumberField("p50", line.p50());
            json.writeNumberField("p95", line.p95());
            json.writeNumberField("max", line.max());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void texts(String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private void textIfAny(String name, String text) throws IOException {
        if (text != null) {
            json.writeStringField(name, text);
        }
    }

    /** An object of texts: a name and a text in turn. */
    private void fields(String... namesAndTexts) throws IOException {
        json.writeStartObject();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            json.writeStringField(namesAndTexts[i], namesAndTexts[i + 1]);
        }
        json.writeEndObject();
    }

    private static String name(Count count) {
        // programs read the word of earlier versions
        return count == Count.DEAD_LETTERS ? "parked" : count.name().toLowerCase(Locale.ROOT);
    }
}
