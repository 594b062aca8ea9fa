package io.github.stitchopenmetadata.preview;

import io.github.stitchopenmetadata.catalog.edges.EdgeDifference;
import io.github.stitchopenmetadata.catalog.pipeline.FieldChange;
import io.github.stitchopenmetadata.catalog.pipeline.PipelineChange;
import io.github.stitchopenmetadata.report.Summary;
import io.github.stitchopenmetadata.run.Count;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.PlannedChanges;
import io.github.stitchopenmetadata.run.PlannedChanges.PlannedEdge;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.text.OneLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** A finished preview in words, one line each. */
final class PreviewText {

    private final List<String> lines = new ArrayList<>();

    private PreviewText() {}

    static List<String> of(Pass pass) {
        PreviewText text = new PreviewText();
        pass.problems().forEach(problem -> text.lines.add("Nothing was read: " + OneLine.of(problem)));
        pass.runs().forEach(run -> text.run(run, pass.took()));
        return text.lines;
    }

    private void run(Run run, Duration took) {
        String name = Summary.name(run);
        if (run.life().stopped() != null) {
            lines.add(name + ": stopped, " + run.life().stopped());
        }
        if (run.life().isRefused() && run.counts().of(Count.SOURCES) == 0) {
            return;
        }
        PlannedChanges planned = run.counts().planned();
        lines.add(name + ": " + outcome(run) + "; nothing was written, " + Summary.seconds(took));
        line(
                "sources",
                run.counts().of(Count.SOURCES) + " read, " + run.counts().of(Count.SOURCES_LEFT_OUT)
                        + " left out (deleted, filtered or not set up)");
        pipelines(run, planned);
        group("tables", "register", planned.tables());
        group("besides", "create", planned.others());
        edges(run, planned);
        lines.addAll(Summary.trouble(run));
    }

    private static String outcome(Run run) {
        if (run.problems().failureCount() > 0 || run.life().stopped() != null) {
            return "this is what a run would do, as far as that can be told";
        }
        return run.counts().planned().isEmpty() ? "nothing to do" : "this is what a run would do";
    }

    private void pipelines(Run run, PlannedChanges planned) {
        line(
                "pipelines",
                run.counts().of(Count.PIPELINES_CREATED) + " to create, "
                        + run.counts().of(Count.PIPELINES_UPDATED)
                        + " to change, "
                        + planned.pipelinesDeleted().size() + " to delete softly, "
                        + run.counts().of(Count.PIPELINES_UNCHANGED) + " unchanged"
                        + (run.counts().of(Count.PIPELINES_KEPT) == 0
                                ? ""
                                : ", " + run.counts().of(Count.PIPELINES_KEPT) + " kept as they are"));
        examples(
                "create",
                planned.pipelinesCreated(),
                pipeline -> Stream.of(pipeline.name() + ", " + Summary.many(pipeline.tasks(), "task")));
        examples("change", planned.pipelinesChanged(), PreviewText::change);
        examples("delete", planned.pipelinesDeleted(), Stream::of);
    }

    private static Stream<String> change(PipelineChange pipeline) {
        if (pipeline.fields().isEmpty()) {
            return Stream.of(pipeline.name() + ": only what is drawn for it");
        }
        return Stream.concat(
                Stream.of(pipeline.name()), pipeline.fields().stream().map(PreviewText::field));
    }

    private static String field(FieldChange field) {
        return "  " + field.field() + ": " + orNothing(field.before()) + " → " + orNothing(field.after());
    }

    private static String orNothing(String value) {
        return value.isEmpty() ? "(nothing)" : value;
    }

    private void edges(Run run, PlannedChanges planned) {
        List<PlannedEdge> drawn = planned.edges(EdgeDifference.Kind.DRAWN);
        List<PlannedEdge> changed = planned.edges(EdgeDifference.Kind.CHANGED);
        List<PlannedEdge> removed = planned.edges(EdgeDifference.Kind.REMOVED);
        List<PlannedEdge> left = planned.edges(EdgeDifference.Kind.LEFT);
        line(
                "edges",
                drawn.size() + " to draw, " + changed.size() + " to change, " + removed.size() + " to remove, "
                        + (left.isEmpty() ? "" : left.size() + " to leave to others, ")
                        + run.counts().of(Count.EDGES_UNCHANGED) + " unchanged, "
                        + run.counts().missingCount() + " missing");
        examples(
                "draw",
                drawn,
                edge -> Stream.of(
                        ends(edge) + ", " + Summary.many(edge.change().added().size(), "column")));
        examples("change", changed, edge -> Stream.concat(Stream.of(ends(edge)), pairs(edge.change())));
        examples("remove", removed, edge -> Stream.of(ends(edge)));
        examples("leave", left, edge -> Stream.of(ends(edge)));
    }

    private static String ends(PlannedEdge edge) {
        return edge.change().from() + " → " + edge.change().to();
    }

    private static Stream<String> pairs(EdgeDifference change) {
        if (change.added().isEmpty() && change.removed().isEmpty()) {
            return Stream.of("  the pipeline that it carries");
        }
        return Stream.concat(some("+ ", change.added()), some("- ", change.removed()));
    }

    private static Stream<String> some(String sign, List<String> pairs) {
        Stream<String> more = pairs.size() > Summary.SHOWN
                ? Stream.of("  … and " + (pairs.size() - Summary.SHOWN) + " more")
                : Stream.empty();
        return Stream.concat(pairs.stream().limit(Summary.SHOWN).map(pair -> "  " + sign + pair), more);
    }

    private void group(String what, String verb, List<String> all) {
        if (!all.isEmpty()) {
            line(what, all.size() + " to " + verb);
            examples(verb, all, Stream::of);
        }
    }

    /** @param words the first line of each, and those that belong to it */
    private <T> void examples(String verb, List<T> all, Function<T, Stream<String>> words) {
        all.stream()
                .limit(Summary.SHOWN)
                .flatMap(words)
                .forEach(text -> lines.add(String.format(
                        "    %-8s  %s",
                        text.startsWith(" ") ? "" : verb,
                        text.startsWith(" ") ? "  " + OneLine.of(text) : OneLine.of(text))));
        if (all.size() > Summary.SHOWN) {
            lines.add(String.format("    %-8s  … and %d more", "", all.size() - Summary.SHOWN));
        }
    }

    private void line(String what, String text) {
        lines.add(String.format("  %-10s %s", what, text));
    }
}
