package io.github.stitchopenmetadata.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.DroppedColumns;
import io.github.stitchopenmetadata.catalog.MissingEdge;
import io.github.stitchopenmetadata.http.Json;
import io.github.stitchopenmetadata.http.VisibleText;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A finished pass as a JSON document for other programs, and for people who want the whole list. */
public final class Reports {

    private final Clock clock = Clock.systemUTC();

    /** @return JSON: the runs with their counts, the missing edges grouped by reason, most first, the dropped columns, and the failures */
    public String of(Pass pass) throws JsonProcessingException {
        ObjectNode report = json(pass, clock.instant());
        return Json.MAPPER.writerWithDefaultPrettyPrinter().with(new VisibleText()).writeValueAsString(report);
    }

    static ObjectNode json(Pass pass, Instant finishedAt) {
        ObjectNode report = Json.MAPPER.createObjectNode()
                .put("startedAt", pass.startedAt().toString())
                .put("finishedAt", finishedAt.toString())
                .put("exitStatus", pass.exitStatus());
        pass.problems().forEach(report.putArray("problems")::add);
        pass.unreadMessages().forEach(report.putArray("unreadMessages")::add);
        ArrayNode runs = report.putArray("runs");
        pass.runs().forEach(run -> add(runs.addObject(), run));
        return report;
    }

    private static void add(ObjectNode json, Run run) {
        json.put("id", run.id()).put("service", run.workflow().serviceName()).put("workflow", run.workflow().file());
        if (run.stopped() != null) {
            json.put("stopped", run.stopped());
        }
        ObjectNode counts = json.putObject("counts");
        for (Run.Count count : Run.Count.values()) {
            counts.put(count.name().toLowerCase(Locale.ROOT), run.counted(count));
        }
        run.notes().forEach(json.putArray("notes")::add);
        missing(json.putArray("missing"), run);
        dropped(json.putArray("droppedColumns"), run.droppedColumns());
        json.put("failureCount", run.failureCount());
        ArrayNode failures = json.putArray("failures");
        run.failures().forEach(failure -> failures.addObject().put("what", failure.what()).put("why", failure.why()));
    }

    private static void dropped(ArrayNode json, DroppedColumns columns) {
        columns.counts().forEach((reason, count) -> {
            ObjectNode group = json.addObject().put("reason", reason.name()).put("title", reason.title())
                    .put("explanation", reason.explanation()).put("count", count);
            ArrayNode examples = group.putArray("examples");
            columns.examples(reason).forEach(column -> examples.addObject().put("source", column.source())
                    .put("stream", column.stream()).put("field", column.field()));
        });
    }

    private static void missing(ArrayNode json, Run run) {
        Map<MissingEdge.Reason, List<MissingEdge>> edges = run.missingEdges().stream().collect(Collectors.groupingBy(MissingEdge::reason));
        run.missing().entrySet().stream().sorted(Map.Entry.<MissingEdge.Reason, Long>comparingByValue().reversed()).forEach(reason -> {
            ObjectNode group = json.addObject().put("reason", reason.getKey().name()).put("title", reason.getKey().title())
                    .put("remedy", reason.getKey().remedy()).put("count", reason.getValue());
            ArrayNode streams = group.putArray("streams");
            edges.getOrDefault(reason.getKey(), List.of()).stream()
                    .sorted(Comparator.comparing(MissingEdge::source).thenComparing(MissingEdge::stream))
                    .forEach(edge -> streams.addObject().put("source", edge.source()).put("stream", edge.stream()).put("detail", edge.detail()));
        });
    }
}
