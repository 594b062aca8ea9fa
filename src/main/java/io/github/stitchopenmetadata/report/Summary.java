package io.github.stitchopenmetadata.report;

import io.github.stitchopenmetadata.catalog.model.MissingEdge;
import io.github.stitchopenmetadata.catalog.resolve.DroppedColumn;
import io.github.stitchopenmetadata.catalog.resolve.DroppedColumns;
import io.github.stitchopenmetadata.run.Count;
import io.github.stitchopenmetadata.run.Failure;
import io.github.stitchopenmetadata.run.FailureList;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Removals;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.text.OneLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.event.Level;

/** A finished pass in words, one line each. */
public final class Summary {

    /** Examples shown of each kind of trouble; the counts are of all. */
    public static final int SHOWN = 5;

    private static final int EXAMPLES = 3;

    /**
     * One line.
     *
     * @param level what a person must see whatever is shown of the log is more than INFO
     */
    public record Line(Level level, String text) {}

    private final List<Line> lines = new ArrayList<>();

    private Summary() {}

    /** What a pass has to say that belongs to none of its runs. */
    public static List<Line> lines(Pass pass) {
        Summary summary = new Summary();
        pass.problems().forEach(problem -> summary.error("Nothing was done: " + problem));
        pass.refusedFiles().forEach(why -> summary.error("Not replayed: " + why));
        pass.refusedAccounts().forEach(why -> summary.error("Refused: " + why));
        pass.unreadMessages().forEach(summary::error);
        if (pass.kind() == Pass.Kind.REPLAY
                && pass.runs().isEmpty()
                && pass.refusedFiles().isEmpty()) {
            summary.info("There are no dead letters.");
        }
        return summary.lines;
    }

    /** What a run has to say. */
    public static List<Line> lines(Run run, Duration took) {
        Summary summary = new Summary();
        summary.run(run.kind(), run, took);
        return summary.lines;
    }

    /** All that {@link #lines} has to say of a pass, as texts. */
    public static List<String> of(Pass pass) {
        return texts(lines(pass));
    }

    public static List<String> of(Run run, Duration took) {
        return texts(lines(run, took));
    }

    private static List<String> texts(List<Line> lines) {
        return lines.stream().map(Line::text).toList();
    }

    private void info(String text) {
        lines.add(new Line(Level.INFO, text));
    }

    private void error(String text) {
        lines.add(new Line(Level.ERROR, text));
    }

    /** What is missing, left out, worth a note and has failed in a run. */
    public static List<String> trouble(Run run) {
        Summary summary = new Summary();
        summary.missing(run);
        summary.columns(run.counts().of(Count.COLUMNS_LINKED), run.counts().droppedColumns());
        run.workflow().warnings().forEach(warning -> summary.line("warning", warning));
        run.problems().notes().forEach(note -> summary.line("note", note));
        summary.failures(run);
        return texts(summary.lines);
    }

    public static String name(Run run) {
        return run.workflow().serviceName() + " (" + run.workflow().file() + ")";
    }

    private void run(Pass.Kind kind, Run run, Duration took) {
        String name = name(run);
        if (run.life().isRefused()) {
            error(name + ": stopped, " + run.life().stopped());
        } else if (run.life().stopped() != null) {
            error(name + ": " + run.life().stopped());
        }
        if (kind == Pass.Kind.STATUS) {
            info(name + ": run status of " + many(run.counts().of(Count.STATUSES), "pipeline") + " delivered, "
                    + run.counts().of(Count.STATUSES_UNCHANGED) + " unchanged, in " + seconds(took));
            if (run.problems().left() != null) {
                info("  " + run.problems().left());
            }
        } else if (kind == Pass.Kind.REPLAY) {
            info(name + ": " + many(delivered(run), "dead letter") + " delivered in " + seconds(took));
        } else if (!run.life().isRefused() || run.counts().of(Count.SOURCES) > 0) {
            lineage(name, run, took);
        }
        if (run.counts().of(Count.DEAD_LETTERS) > 0) {
            line(
                    Level.WARN,
                    "kept",
                    many(run.counts().of(Count.DEAD_LETTERS), "dead letter")
                            + "; the next run delivers them, or -Dingest.mode=replay");
        }
        run.problems().notes().forEach(note -> line("note", note));
        history(run.counts().pushed().byTable());
        removals(run.counts().removals());
        failures(run);
    }

    private void history(Map<String, Long> pushed) {
        if (!pushed.isEmpty()) {
            long rows = pushed.values().stream().mapToLong(Long::longValue).sum();
            line(
                    "history",
                    many(rows, "row") + " pushed"
                            + pushed.entrySet().stream()
                                    .filter(table -> table.getValue() > 0)
                                    .map(table -> table.getValue() + " into " + table.getKey())
                                    .collect(Collectors.joining(", ", rows == 0 ? "" : ": ", "")));
        }
    }

    private void removals(Removals removals) {
        removals.lines().stream().limit(SHOWN).forEach(removal -> line("note", removal));
        more(removals.count());
    }

    private static long delivered(Run run) {
        return run.counts().of(Count.PIPELINES_CREATED)
                + run.counts().of(Count.PIPELINES_UPDATED)
                + run.counts().of(Count.PIPELINES_UNCHANGED)
                + run.counts().of(Count.PIPELINES_KEPT);
    }

    private void lineage(String name, Run run, Duration took) {
        info(name + ", " + seconds(took));
        line(
                "sources",
                run.counts().of(Count.SOURCES) + " read, " + run.counts().of(Count.SOURCES_LEFT_OUT)
                        + " left out (deleted, filtered or not set up)");
        line(
                "pipelines",
                run.counts().of(Count.PIPELINES_CREATED) + " created, "
                        + run.counts().of(Count.PIPELINES_UPDATED)
                        + " updated, " + run.counts().of(Count.PIPELINES_UNCHANGED) + " unchanged"
                        + andIfAny(run, Count.PIPELINES_DELETED, "deleted"));
        if (run.counts().of(Count.PIPELINES_KEPT) > 0) {
            line(
                    "kept",
                    many(run.counts().of(Count.PIPELINES_KEPT), "pipeline")
                            + " as before: not all of their streams or destinations are known, because a call failed or the loads"
                            + " of the account are not read to the end (stitch.loads.pages)");
        }
        if (run.counts().of(Count.TABLES_REGISTERED) > 0) {
            line("tables", run.counts().of(Count.TABLES_REGISTERED) + " registered for sources that are no databases");
        }
        line(
                "edges",
                run.counts().of(Count.EDGES_DRAWN) + " drawn, " + run.counts().of(Count.EDGES_UNCHANGED) + " unchanged"
                        + andIfAny(run, Count.EDGES_REMOVED, "removed") + ", "
                        + run.counts().missingCount() + " missing");
        missing(run);
        columns(run.counts().of(Count.COLUMNS_LINKED), run.counts().droppedColumns());
    }

    private void columns(long linked, DroppedColumns dropped) {
        Map<DroppedColumn.Reason, Long> counts = dropped.counts();
        if (linked > 0 || !counts.isEmpty()) {
            line(
                    "columns",
                    grouped(linked) + " linked, "
                            + grouped(counts.values().stream()
                                    .mapToLong(Long::longValue)
                                    .sum()) + " left out");
        }
        counts.forEach((reason, count) -> info("    "
                + OneLine.of(grouped(count) + " × " + reason.title() + ": " + reason.explanation()
                        + dropped.examples(reason).stream()
                                .map(column -> column.source() + " / " + column.stream() + " / " + column.field())
                                .collect(Collectors.joining(", ", "; such as ", "")))));
    }

    private void missing(Run run) {
        run.counts().missing().entrySet().stream()
                .sorted(Map.Entry.<MissingEdge.Reason, Long>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(reason -> missing(run, reason.getKey(), reason.getValue()));
    }

    private void missing(Run run, MissingEdge.Reason reason, long count) {
        info("    " + count + " × " + reason.title() + ": " + reason.remedy());
        run.counts().missingEdges().stream()
                .filter(edge -> edge.reason() == reason)
                .sorted(Comparator.comparing(MissingEdge::source).thenComparing(MissingEdge::stream))
                .limit(SHOWN)
                .forEach(edge ->
                        info("        " + OneLine.of(edge.source() + " / " + edge.stream() + ": " + edge.detail())));
        more(count);
    }

    private void failures(Run run) {
        if (run.problems().failureCount() > 0) {
            error("  " + many(run.problems().failureCount(), "failure") + ":");
            List<FailureList.Group> shown =
                    run.problems().failuresByCause().stream().limit(SHOWN).toList();
            shown.forEach(group -> error("        " + failures(group)));
            long rest = run.problems().failureCount()
                    - shown.stream().mapToLong(group -> group.failures().size()).sum();
            if (rest > 0) {
                error("        … and " + rest + " more");
            }
        }
    }

    private static String failures(FailureList.Group group) {
        Failure first = group.failures().get(0);
        if (group.failures().size() == 1) {
            return first.what() + ": " + first.why();
        }
        return grouped(group.failures().size()) + " × " + group.cause() + "; such as "
                + group.failures().stream().limit(EXAMPLES).map(Failure::what).collect(Collectors.joining(", "));
    }

    private void more(long count) {
        if (count > SHOWN) {
            info("        … and " + (count - SHOWN) + " more");
        }
    }

    private void line(String what, String text) {
        line(Level.INFO, what, text);
    }

    private void line(Level level, String what, String text) {
        lines.add(new Line(level, String.format("  %-10s %s", what, text)));
    }

    private static String andIfAny(Run run, Count what, String word) {
        return run.counts().of(what) == 0 ? "" : ", " + run.counts().of(what) + " " + word;
    }

    public static String many(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static String grouped(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    public static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0);
    }
}
