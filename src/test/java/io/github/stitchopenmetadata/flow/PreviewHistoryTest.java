package io.github.stitchopenmetadata.flow;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.catalog.edges.EdgeDifference;
import io.github.stitchopenmetadata.catalog.pipeline.PipelineChange;
import io.github.stitchopenmetadata.flow.history.History;
import io.github.stitchopenmetadata.run.Count;
import io.github.stitchopenmetadata.run.Failure;
import io.github.stitchopenmetadata.run.PlannedChanges;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.sandbox.CatalogServer;
import io.github.stitchopenmetadata.sandbox.CatalogSnapshot;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.sandbox.StitchServer;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.Extent;
import io.github.stitchopenmetadata.support.Printed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each run of some random histories does what a preview said right before it. */
class PreviewHistoryTest {

    private static final Map<String, String> SETTINGS = Map.of(
            "stitch.pipelineFilterPattern.excludes", "^test_",
            "stitch.loads.pages", "0",
            "ingest.delete.share", "100",
            "openmetadata.jwtToken", History.CATALOG_TOKEN,
            "retry.attempts", "1");
    private static final String SERVICE = "stitch.";

    /** The version of OpenMetadata, and how many histories. */
    static List<Arguments> stages() {
        return Extent.cases(
                List.of(arguments("1.13.0", 1), arguments("1.1.0", 1)),
                List.of(
                        arguments("1.13.0", 40),
                        arguments("1.1.0", 10),
                        arguments("1.4.0", 10),
                        arguments("2.0.0", 10)));
    }

    @ParameterizedTest
    @MethodSource("stages")
    void saysWhatTheNextRunDoes(String version, int histories) throws Exception {
        try (StitchServer stitch = new StitchServer(StitchAccount.builder().build(), "stitch-token");
                CatalogServer catalog = new CatalogServer(version, History.CATALOG_TOKEN);
                Connector connector = Connector.between(stitch.url(), catalog.url(), SETTINGS);
                Printed printed = new Printed()) {
            List<String> wrong = new ArrayList<>();
            History.Stage stage =
                    History.Stage.of(version, stitch, catalog, () -> previewAndRun(connector, catalog, wrong));
            for (long seed = Extent.seed(); seed < Extent.seed() + histories; seed++) {
                History.Story story = History.small(seed).play(stage);
                if (!story.isRight() || !wrong.isEmpty()) {
                    fail("history " + seed + "\n" + story + "\n" + String.join("\n", wrong) + "\n" + printed.text());
                }
            }
        }
    }

    /** @return what failed in the run */
    private static List<String> previewAndRun(Connector connector, CatalogServer catalog, List<String> wrong) {
        CatalogSnapshot before = catalog.catalog().snapshot();
        long writes = catalog.writes();
        Run preview = connector.preview().runs().get(0);
        if (catalog.writes() != writes) {
            wrong.add("the preview wrote " + (catalog.writes() - writes) + " times");
        }
        Run run = connector.ingestOne();
        // a server that breaks down does so for one of the two
        if (preview.problems().failures().isEmpty()
                && preview.life().stopped() == null
                && run.problems().failures().isEmpty()
                && run.life().stopped() == null) {
            compare(preview, run, before, catalog.catalog().snapshot(), wrong);
        }
        return run.problems().failures().stream().map(Failure::toString).toList();
    }

    private static void compare(
            Run preview, Run run, CatalogSnapshot before, CatalogSnapshot after, List<String> wrong) {
        for (Count count : Count.values()) {
            compare(count.name(), preview.counts().of(count), run.counts().of(count), wrong);
        }
        PlannedChanges planned = preview.counts().planned();
        compare(
                "pipelines created",
                planned.pipelinesCreated().stream()
                        .map(pipeline -> SERVICE + pipeline.name())
                        .collect(Collectors.toSet()),
                without(after.pipelines().keySet(), before.pipelines().keySet()),
                wrong);
        compare(
                "pipelines deleted",
                planned.pipelinesDeleted().stream().map(name -> SERVICE + name).collect(Collectors.toSet()),
                deletedBy(before, after, preview),
                wrong);
        compare("fields", fieldsTold(planned), fieldsChanged(before, after, planned), wrong);
        compare(
                "edges drawn",
                ends(planned, EdgeDifference.Kind.DRAWN),
                without(after.edges().keySet(), before.edges().keySet()),
                wrong);
        compare(
                "edges removed",
                ends(planned, EdgeDifference.Kind.REMOVED),
                without(before.edges().keySet(), after.edges().keySet()),
                wrong);
        Set<String> changed = new TreeSet<>(before.edges().keySet());
        changed.removeIf(ends -> !after.edges().containsKey(ends)
                || before.edges().get(ends).equals(after.edges().get(ends)));
        Set<String> toldToChange = new TreeSet<>(ends(planned, EdgeDifference.Kind.CHANGED));
        toldToChange.addAll(ends(planned, EdgeDifference.Kind.LEFT));
        // one over which a server failed is written again, and may be as it was
        toldToChange.removeAll(toBeWrittenAgain(planned, before, after));
        compare("edges changed", toldToChange, changed, wrong);
        compare("pairs", pairsTold(planned), pairsChanged(before, after), wrong);
    }

    /** One that a person had deleted is deleted once more, so that its edges go. */
    private static Set<String> deletedBy(CatalogSnapshot before, CatalogSnapshot after, Run preview) {
        Set<String> deleted = after.pipelines().entrySet().stream()
                .filter(pipeline -> pipeline.getValue().path("deleted").asBoolean())
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> again = preview.counts().planned().pipelinesDeleted().stream()
                .map(name -> SERVICE + name)
                .collect(Collectors.toSet());
        deleted.removeIf(name -> before.pipelines().containsKey(name)
                && before.pipelines().get(name).path("deleted").asBoolean()
                && !again.contains(name));
        return deleted;
    }

    private static Set<String> fieldsTold(PlannedChanges planned) {
        Set<String> told = new TreeSet<>();
        for (PipelineChange pipeline : planned.pipelinesChanged()) {
            pipeline.fields().forEach(change -> told.add(pipeline.name() + " " + top(change.field())));
        }
        return told;
    }

    private static String top(String field) {
        return field.contains("task ") ? "tasks" : field;
    }

    private static Set<String> fieldsChanged(CatalogSnapshot before, CatalogSnapshot after, PlannedChanges planned) {
        Set<String> changed = new TreeSet<>();
        for (PipelineChange pipeline : planned.pipelinesChanged()) {
            JsonNode old = before.pipelines().get(SERVICE + pipeline.name());
            JsonNode now = after.pipelines().get(SERVICE + pipeline.name());
            for (String field : List.of(
                    "deleted",
                    "displayName",
                    "sourceUrl",
                    "pipelineUrl",
                    "startDate",
                    "scheduleInterval",
                    "state",
                    "tags",
                    "tasks")) {
                if (!value(old, field).equals(value(now, field))) {
                    changed.add(pipeline.name() + " " + field);
                }
            }
        }
        return changed;
    }

    /** Without the seal, and without what counts only within a list. */
    private static Object value(JsonNode pipeline, String field) {
        if (field.equals("tags")) {
            return new TreeSet<>(pipeline.path("tags").findValuesAsText("tagFQN"));
        }
        if (field.equals("tasks")) {
            Set<String> tasks = new TreeSet<>();
            pipeline.path("tasks")
                    .forEach(task -> tasks.add(task.path("name").asText()
                            + task.path("taskType").asText()
                            + new TreeSet<>(task.path("tags").findValuesAsText("tagFQN"))));
            return tasks;
        }
        return pipeline.path(field).asText("").replaceFirst("#.*", "").replaceFirst("^false$", "");
    }

    private static Set<String> ends(PlannedChanges planned, EdgeDifference.Kind kind) {
        return planned.edges(kind).stream()
                .map(edge -> edge.change().from() + " → " + edge.change().to())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> toBeWrittenAgain(PlannedChanges planned, CatalogSnapshot before, CatalogSnapshot after) {
        return planned.edges(EdgeDifference.Kind.CHANGED).stream()
                .map(PlannedChanges.PlannedEdge::change)
                .filter(edge -> edge.added().isEmpty() && edge.removed().isEmpty())
                .map(edge -> edge.from() + " → " + edge.to())
                .filter(ends -> before.edges().get(ends).equals(after.edges().get(ends)))
                .collect(Collectors.toSet());
    }

    private static Set<String> pairsTold(PlannedChanges planned) {
        Set<String> told = new TreeSet<>();
        Stream.of(EdgeDifference.Kind.DRAWN, EdgeDifference.Kind.CHANGED, EdgeDifference.Kind.LEFT)
                .flatMap(kind -> planned.edges(kind).stream())
                .forEach(edge -> {
                    edge.change().added().forEach(pair -> told.add("+ " + pair));
                    edge.change().removed().forEach(pair -> told.add("- " + pair));
                });
        return told;
    }

    private static Set<String> pairsChanged(CatalogSnapshot before, CatalogSnapshot after) {
        Set<String> changed = new TreeSet<>();
        after.edges().forEach((ends, details) -> {
            Set<String> old =
                    before.edges().containsKey(ends) ? pairs(before.edges().get(ends)) : Set.of();
            Set<String> now = pairs(details);
            without(now, old).forEach(pair -> changed.add("+ " + pair));
            without(old, now).forEach(pair -> changed.add("- " + pair));
        });
        return changed;
    }

    private static Set<String> pairs(JsonNode details) {
        Set<String> pairs = new TreeSet<>();
        details.path("columnsLineage").forEach(entry -> entry.path("fromColumns")
                .forEach(from ->
                        pairs.add(from.asText() + " → " + entry.path("toColumn").asText())));
        return pairs;
    }

    private static Set<String> without(Set<String> some, Set<String> others) {
        Set<String> rest = new TreeSet<>(some);
        rest.removeAll(others);
        return rest;
    }

    private static void compare(String what, Object told, Object done, List<String> wrong) {
        if (!told.equals(done)) {
            wrong.add(what + ": told " + told + ", done " + done);
        }
    }
}
