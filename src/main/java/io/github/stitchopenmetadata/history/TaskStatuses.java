package io.github.stitchopenmetadata.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.status.StatusDelivery;
import io.github.stitchopenmetadata.text.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * Which run statuses of an account the history lacks. One of a task that runs is none yet: its end is what counts, and each row
 * costs. One that began before the last that was sent has been sent, or has been replaced meanwhile.
 */
final class TaskStatuses {

    static final String FAILED = "Failed";
    private static final String PENDING = "Pending";
    /** Stitch tells of 60 days: what is older does not come again. */
    private static final Duration TOLD = Duration.ofDays(90);

    private final SentTable sent;
    private final Set<String> seen = new HashSet<>();

    TaskStatuses(SentTable sent) {
        this.sent = sent;
    }

    /** The history has these rows of one source, or they wait for it. */
    void sent(List<Change> changes) {
        sent.sent(changes.get(0).source(), changes);
    }

    /** @return as much of a status as the history lacks, as the report shows it; null for nothing */
    ObjectNode lacking(StatusDelivery delivery, Rows rows) {
        seen.add(delivery.sourceName());
        ObjectNode status = line(delivery);
        List<Change> changes = changes(status, rows);
        if (changes.isEmpty()) {
            return null;
        }
        Set<List<String>> lacking = new HashSet<>();
        changes.forEach(change -> lacking.add(change.key()));
        Iterator<JsonNode> tasks = status.path("tasks").iterator();
        while (tasks.hasNext()) {
            if (!lacking.contains(List.of(tasks.next().path("name").asText()))) {
                tasks.remove();
            }
        }
        return status;
    }

    /** @return the rows that the history lacks of a status that the report shows */
    List<Change> changes(JsonNode status, Rows rows) {
        Map<List<String>, String> known = sent.rows(status.path("source").asText());
        return StreamSupport.stream(status.path("tasks").spliterator(), false)
                .filter(task -> !task.path("status").asText().equals(PENDING))
                .map(task -> rows.task(status, task))
                .filter(change -> isNews(change, known.get(change.key())))
                .toList();
    }

    /** Lets go of what never comes again. */
    void forgetOld(Instant now) {
        for (String source : sent.sources()) {
            Map<List<String>, String> rows = sent.rows(source);
            if (!seen.contains(source)
                    && rows.values().removeIf(known -> startedAt(known).isBefore(now.minus(TOLD)))) {
                sent.replace(source, sent.type(source), rows);
            }
        }
    }

    private static boolean isNews(Change change, String known) {
        return known == null
                || (!known.equals(change.fingerprint())
                        && !startedAt(change.fingerprint()).isBefore(startedAt(known)));
    }

    private static Instant startedAt(String fingerprint) {
        return Instant.parse(fingerprint.substring(0, fingerprint.indexOf(' ')));
    }

    private static ObjectNode line(StatusDelivery delivery) {
        JsonNode body = delivery.body();
        ObjectNode line = Json.MAPPER.createObjectNode().put("source", delivery.sourceName());
        if (!delivery.sourceType().isEmpty()) {
            line.put("type", delivery.sourceType());
        }
        line.put("startedAt", time(body.path("timestamp")))
                .put("status", body.path("executionStatus").asText());
        JsonNode error = body.path("error").path("errorMessage");
        if (error.isTextual()) {
            line.put("error", error.textValue());
        }
        ArrayNode tasks = line.putArray("tasks");
        for (JsonNode task : body.path("taskStatus")) {
            ObjectNode json = tasks.addObject()
                    .put("name", task.path("name").asText())
                    .put("status", task.path("executionStatus").asText());
            if (task.path("endTime").isNumber()) {
                json.put("endedAt", time(task.path("endTime")));
            }
        }
        return line;
    }

    private static String time(JsonNode millis) {
        return Instant.ofEpochMilli(millis.asLong()).toString();
    }
}
