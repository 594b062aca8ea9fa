package io.github.stitchopenmetadata.history;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.catalog.model.Fqn;
import io.github.stitchopenmetadata.catalog.model.MissingEdge;
import io.github.stitchopenmetadata.run.Count;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.text.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Makes the rows that tell of a run. All that stands in them is what the report of the run is made of. */
final class Rows {

    private final Run run;
    private final String account;

    Rows(Run run) {
        this.run = run;
        this.account = run.workflow().key();
    }

    /** The row of the run itself. */
    Map<String, Object> ofRun() {
        List<Object> values = new ArrayList<>(Arrays.asList(
                account,
                run.kind().label(),
                run.life().startText(),
                run.life().took().toMillis(),
                run.life().stopped(),
                run.problems().failureCount(),
                run.counts().missingCount()));
        Stream.of(Count.values()).map(run.counts()::of).forEach(values::add);
        return HistoryTable.RUNS.row(run.id(), values.toArray());
    }

    /** @param edge as the report shows it among those of its source */
    Change edge(String source, String type, JsonNode edge) {
        long columns = edge.path("columns").asLong();
        boolean arrived = edge.path("arrived").asBoolean(true);
        List<String> key = Stream.of("stream", "from", "to")
                .map(end -> edge.path(end).asText())
                .toList();
        return change(
                HistoryTable.EDGES,
                source,
                type,
                key,
                fingerprint(type, columns, arrived),
                edge(key, columns, arrived, null));
    }

    /** @param key of an edge that is gone */
    Change edgeRemoved(String source, String type, List<String> key) {
        return change(HistoryTable.EDGES, source, type, key, null, edge(key, null, null, now()));
    }

    private Object[] edge(List<String> key, Long columns, Boolean arrived, String removedAt) {
        return new Object[] {key.get(0), key.get(1), key.get(2), columns, arrived, run.id(), now(), removedAt};
    }

    /** @param number tells it from others of the same stream and reason, as streams of two schemas may have one name */
    Change missing(MissingEdge edge, String type, int number) {
        List<String> key = List.of(edge.stream(), edge.reason().name(), String.valueOf(number));
        return change(
                HistoryTable.MISSING_EDGES,
                edge.source(),
                type,
                key,
                fingerprint(type, edge.detail()),
                missing(key, edge.detail(), null));
    }

    /** @param key of an edge that is not missing any more */
    Change missingNoMore(String source, String type, List<String> key) {
        return change(HistoryTable.MISSING_EDGES, source, type, key, null, missing(key, null, now()));
    }

    private Object[] missing(List<String> key, String detail, String removedAt) {
        return new Object[] {key.get(0), key.get(1), detail, run.id(), now(), removedAt};
    }

    /** @param values of the row, behind those that say of which account and source it is */
    private Change change(
            HistoryTable table, String source, String type, List<String> key, String fingerprint, Object... values) {
        Object[] all = Stream.concat(Stream.of(account, source, type), Arrays.stream(values))
                .toArray();
        return new Change(table, source, type, key, fingerprint, table.row(id(source, key), all));
    }

    /**
     * @param status as the report shows it: that of a source
     * @param task   one of its tasks
     */
    Change task(JsonNode status, JsonNode task) {
        String source = status.path("source").asText();
        String type = text(status.path("type"));
        String name = task.path("name").asText();
        String startedAt = status.path("startedAt").asText();
        String outcome = task.path("status").asText();
        String endedAt = text(task.path("endedAt"));
        String error = outcome.equals(TaskStatuses.FAILED) ? text(status.path("error")) : null;
        return new Change(
                HistoryTable.TASK_STATUSES,
                source,
                type,
                List.of(name),
                startedAt + " " + fingerprint(type, outcome, endedAt, error),
                HistoryTable.TASK_STATUSES.row(
                        id(source, List.of(name, startedAt)),
                        account,
                        source,
                        type,
                        name,
                        outcome,
                        startedAt,
                        endedAt,
                        error,
                        run.id()));
    }

    private String now() {
        return run.life().startText();
    }

    private String id(String source, List<String> key) {
        List<String> parts = new ArrayList<>(List.of(account, source));
        parts.addAll(key);
        return hash(parts);
    }

    private static String fingerprint(Object... content) {
        return hash(Arrays.asList(content)).substring(0, 12);
    }

    private static String hash(List<?> parts) {
        return Fqn.hash(new String(Json.bytes(parts), StandardCharsets.UTF_8));
    }

    private static String text(JsonNode text) {
        return text.isTextual() ? text.textValue() : null;
    }
}
