package io.github.stitchopenmetadata.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.model.MissingEdge;
import io.github.stitchopenmetadata.catalog.resolve.DroppedColumn;
import io.github.stitchopenmetadata.http.Side;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.text.Json;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * The result of a delivery as JSON, which the process that delivers sends to the one that extracts: what became of one lineage
 * message. A result is one message of this form, or several pieces of it where one would be too large for a broker:
 *
 * <pre>
 * version     1; another one is not read
 * run         of the lineage message
 * id          of this attempt to deliver it; its pieces have it in common
 * piece, pieces   from 1
 * source      {id, name}
 * part        of the lineage message
 *             in the first piece only:
 * counts      by the names of {@link Count}; what is 0 is left out
 * missing     how many edges are missing, by the names of {@link MissingEdge.Reason}
 * dropped     {REASON: {count, examples: [{source, stream, field}]}}
 * removals    how many edges and pairs of columns were taken away
 * calls       [{side, method, path, times, repeated, unusable: {STATUS: count}}], times as a compressed histogram of microseconds
 * failures    how many things failed
 * unbearable  whether one of them is no workflow's to bear
 * refused     why nothing else is to be tried; refusedBy STITCH or OPENMETADATA
 * sources     [{name, change, …}] as the report shows them, without their edges
 *             in any piece, as many as fit:
 * items       [{missing: {source, stream, reason, detail}} or {removal: "…"} or {failure: {what, why, cause}} or {note: "…"}
 *             or {edge: {stream, from, to, …}, source: NAME}]
 * </pre>
 */
final class ResultMessages {

    static final int VERSION = 1;

    /** What a piece has besides its items. */
    private static final int FRAME = 1000;

    private ResultMessages() {}

    /**
     * @param run   in which the message was delivered, and nothing else
     * @param bytes the most that a piece has, but for a first one whose counts alone take more
     */
    static List<String> write(LineageMessage message, Run run, int bytes) {
        ObjectNode first = head(run);
        List<ArrayNode> pieces = new ArrayList<>(List.of(Json.MAPPER.createArrayNode()));
        long size = FRAME + Json.bytes(first).length;
        for (Iterator<ObjectNode> items = items(run).iterator(); items.hasNext(); ) {
            ObjectNode item = items.next();
            int itsSize = Json.bytes(item).length + 1;
            if (size + itsSize > bytes && !pieces.get(pieces.size() - 1).isEmpty()) {
                pieces.add(Json.MAPPER.createArrayNode());
                size = FRAME;
            }
            pieces.get(pieces.size() - 1).add(item);
            size += itsSize;
        }
        String id = UUID.randomUUID().toString();
        List<String> written = new ArrayList<>();
        for (ArrayNode piece : pieces) {
            ObjectNode json = frame(
                            message.runId(),
                            id,
                            message.source().id(),
                            message.source().name(),
                            message.part().number())
                    .put("piece", written.size() + 1)
                    .put("pieces", pieces.size());
            if (written.isEmpty()) {
                json.setAll(first);
            }
            json.set("items", piece);
            written.add(json.toString());
        }
        return written;
    }

    /**
     * @param message of a version that is not known here, or broken; as much of it is read as its process needs to know it
     * @param why     it cannot be read
     */
    static String unread(JsonNode message, String why) {
        String source = message.path("source").path("name").asText();
        ObjectNode json = frame(
                        message.path("runId").asText(),
                        UUID.randomUUID().toString(),
                        message.path("source").path("id").asLong(),
                        source,
                        message.path("part").path("number").asInt(1))
                .put("piece", 1)
                .put("pieces", 1)
                .put("failures", 1);
        json.putObject("counts").put(Count.DEAD_LETTERS.name(), 1);
        json.putArray("sources")
                .addObject()
                .put("name", source)
                .put("change", "failed")
                .put("problem", why);
        json.putArray("items")
                .addObject()
                .putObject("failure")
                .put("what", source)
                .put("why", why)
                .put("cause", why);
        return json.toString();
    }

    private static ObjectNode frame(String runId, String id, long sourceId, String source, int part) {
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("version", VERSION)
                .put("run", runId)
                .put("id", id);
        json.putObject("source").put("id", sourceId).put("name", source);
        return json.put("part", part);
    }

    /** What is said of a run as a whole. */
    static ObjectNode head(Run run) {
        RunCounts counts = run.counts();
        ObjectNode json = Json.MAPPER.createObjectNode();
        ObjectNode counted = json.putObject("counts");
        for (Count count : Count.values()) {
            if (counts.of(count) != 0) {
                counted.put(count.name(), counts.of(count));
            }
        }
        ObjectNode missing = json.putObject("missing");
        counts.missing().forEach((reason, count) -> missing.put(reason.name(), count));
        ObjectNode dropped = json.putObject("dropped");
        counts.droppedColumns().counts().forEach((reason, count) -> {
            ArrayNode examples =
                    dropped.putObject(reason.name()).put("count", count).putArray("examples");
            counts.droppedColumns().examples(reason).forEach(column -> examples.addObject()
                    .put("source", column.source())
                    .put("stream", column.stream())
                    .put("field", column.field()));
        });
        json.put("removals", counts.removals().count());
        json.set("calls", counts.calls().json());
        json.put("failures", run.problems().failureCount());
        json.put("unbearable", run.problems().areUnbearable());
        if (run.life().isRefused()) {
            json.put("refused", run.life().stopped());
            if (run.life().refusedBy() != null) {
                json.put("refusedBy", run.life().refusedBy().name());
            }
        }
        ArrayNode sources = json.putArray("sources");
        counts.sources()
                .iterator()
                .forEachRemaining(
                        source -> sources.add(((ObjectNode) source).deepCopy().without(List.of("edges"))));
        return json;
    }

    /** What is said of each thing in a run. */
    static List<ObjectNode> items(Run run) {
        List<ObjectNode> items = new ArrayList<>();
        run.counts().missingEdges().forEach(edge -> item(items)
                .putObject("missing")
                .put("source", edge.source())
                .put("stream", edge.stream())
                .put("reason", edge.reason().name())
                .put("detail", edge.detail()));
        run.counts().removals().lines().forEach(line -> item(items).put("removal", line));
        run.problems().failuresByCause().forEach(group -> group.failures().forEach(failure -> item(items)
                .putObject("failure")
                .put("what", failure.what())
                .put("why", failure.why())
                .put("cause", group.cause())));
        run.problems().notes().forEach(note -> item(items).put("note", note));
        run.counts().sources().iterator().forEachRemaining(source -> source.path("edges")
                .forEach(edge ->
                        item(items).put("source", source.path("name").asText()).set("edge", edge)));
        return items;
    }

    private static ObjectNode item(List<ObjectNode> items) {
        ObjectNode item = Json.MAPPER.createObjectNode();
        items.add(item);
        return item;
    }

    /**
     * Adds a result to the run whose message it is about.
     *
     * @param pieces all of it, in their order
     */
    static void merge(List<JsonNode> pieces, Run run) {
        JsonNode first = pieces.get(0);
        List<JsonNode> items =
                pieces.stream().flatMap(piece -> stream(piece.path("items"))).toList();
        RunCounts counts = run.counts();
        first.path("counts")
                .properties()
                .forEach(count -> counts.add(
                        Count.valueOf(count.getKey()), count.getValue().asLong()));
        Map<MissingEdge.Reason, Long> missing = new EnumMap<>(MissingEdge.Reason.class);
        first.path("missing")
                .properties()
                .forEach(reason -> missing.put(
                        MissingEdge.Reason.valueOf(reason.getKey()),
                        reason.getValue().asLong()));
        counts.missing(
                missing, of("missing", items).map(ResultMessages::missingEdge).toList());
        first.path("dropped").properties().forEach(dropped -> {
            DroppedColumn.Reason reason = DroppedColumn.Reason.valueOf(dropped.getKey());
            counts.droppedColumns()
                    .add(
                            reason,
                            dropped.getValue().path("count").asLong(),
                            stream(dropped.getValue().path("examples"))
                                    .map(column -> new DroppedColumn(
                                            column.path("source").asText(),
                                            column.path("stream").asText(),
                                            column.path("field").asText(),
                                            reason))
                                    .toList());
        });
        counts.removals()
                .add(
                        first.path("removals").asLong(),
                        of("removal", items).map(JsonNode::asText).toList());
        counts.calls().add(first.path("calls"));
        problems(first, items, run.problems());
        first.path("sources").forEach(source -> {
            counts.progress().sourceDone();
            counts.sources().add(withEdges((ObjectNode) source, items));
        });
        if (first.has("refused")) {
            String by = first.path("refusedBy").asText();
            run.life().refuse(first.path("refused").asText(), by.isEmpty() ? null : Side.valueOf(by));
        }
    }

    private static void problems(JsonNode first, List<JsonNode> items, RunProblems problems) {
        of("failure", items)
                .forEach(failure -> problems.failed(
                        failure.path("what").asText(),
                        failure.path("why").asText(),
                        failure.path("cause").asText()));
        problems.failedForgotten(
                first.path("failures").asLong() - of("failure", items).count());
        if (first.path("unbearable").asBoolean()) {
            problems.becomeUnbearable();
        }
        // several processes have the same to say of the catalog
        of("note", items).map(JsonNode::asText).forEach(note -> problems.noteOnce(note, note));
    }

    private static MissingEdge missingEdge(JsonNode edge) {
        return new MissingEdge(
                edge.path("source").asText(),
                edge.path("stream").asText(),
                MissingEdge.Reason.valueOf(edge.path("reason").asText()),
                edge.path("detail").asText());
    }

    private static ObjectNode withEdges(ObjectNode source, List<JsonNode> items) {
        ArrayNode edges = Json.MAPPER.createArrayNode();
        items.stream()
                .filter(item -> item.has("edge") && item.path("source").equals(source.path("name")))
                .forEach(item -> edges.add(item.path("edge")));
        // one that came to nothing has none at all
        return edges.isEmpty() ? source : source.set("edges", edges);
    }

    private static java.util.stream.Stream<JsonNode> of(String kind, List<JsonNode> items) {
        return items.stream().filter(item -> item.has(kind)).map(item -> item.path(kind));
    }

    private static java.util.stream.Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
