package io.github.stitchopenmetadata.run;

import io.github.stitchopenmetadata.catalog.model.MissingEdge;
import io.github.stitchopenmetadata.text.OneLine;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.Variable;

/** What a user asks of a lineage run or a preview besides that nothing fails, as a check in CI does. What is not met is a failure. */
public final class Expectations {

    /** Of a stream without an edge for one of these nobody expects one. */
    private static final Set<MissingEdge.Reason> NOT_DUE = EnumSet.of(
            MissingEdge.Reason.FILTERED,
            MissingEdge.Reason.NO_SOURCE_TABLE,
            MissingEdge.Reason.SAME_TABLE,
            MissingEdge.Reason.DESTINATION_TYPE_UNSUPPORTED,
            MissingEdge.Reason.NEVER_LOADED);

    private final Set<String> failsOn;
    private final int minimum;

    /**
     * @param failOn  {@code missing}, {@code warnings}, or both, separated by commas
     * @param minimum the share of the selected streams that must have an edge, in percent
     */
    public Expectations(String failOn, int minimum) {
        this.failsOn = words(failOn);
        this.minimum = minimum;
    }

    private static Set<String> words(String failOn) {
        return Set.copyOf(List.of(failOn.strip().split("\\s*,\\s*")));
    }

    /** The run has done all that it does, unless it was stopped. What its account says itself goes before what is said of all. */
    public void judge(@Variable("run") Run run) {
        if (run.life().stopped() != null) {
            return;
        }
        Set<String> failsOn =
                run.workflow().setting("ingest.failOn").map(Expectations::words).orElse(this.failsOn);
        int minimum = run.workflow()
                .setting("ingest.minCoverage")
                .map(Integer::valueOf)
                .orElse(this.minimum);
        long missing = missing(run, EnumSet.complementOf(EnumSet.copyOf(NOT_DUE)));
        if (failsOn.contains("missing") && missing > 0) {
            fail(run, "missing edges", missing + ", and none is asked for (ingest.failOn)");
        }
        List<String> warnings = Stream.concat(run.workflow().warnings().stream(), run.problems().notes().stream())
                .toList();
        if (failsOn.contains("warnings") && !warnings.isEmpty()) {
            fail(
                    run,
                    "warnings",
                    OneLine.of(
                            warnings.size() + ", and none is asked for (ingest.failOn), such as " + warnings.get(0)));
        }
        long due = run.counts().progress().streams() - missing(run, NOT_DUE);
        if ((due - missing) * 100 < due * minimum) {
            fail(
                    run,
                    "coverage",
                    (due - missing) * 100 / due + " % of " + due + " selected streams have an edge, and " + minimum
                            + " % are asked for (ingest.minCoverage)");
        }
    }

    private static void fail(Run run, String what, String why) {
        run.problems().failedAnyhow(what, why, why);
    }

    /** How many streams lack an edge for one of the reasons. */
    private static long missing(Run run, Set<MissingEdge.Reason> reasons) {
        return run.counts().missing().entrySet().stream()
                .filter(reason -> reasons.contains(reason.getKey()))
                .mapToLong(reason -> reason.getValue())
                .sum();
    }
}
