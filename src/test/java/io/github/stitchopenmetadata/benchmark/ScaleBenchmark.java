package io.github.stitchopenmetadata.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures runs of the program over accounts with large sources, in a heap of 256 MiB: time and heap. Run it in the project folder:
 *
 * <pre>
 * mvn -q -Pscale test-compile exec:java
 * mvn -q -Pscale test-compile exec:java -Dexec.args="SOURCESxSTREAMSxFIELDS …"
 * </pre>
 *
 * Without arguments an account of 100 sources of 100 selected streams each, then one source of 100, of 1,000 and of 10,000, with
 * 200 columns each. {@code 4x11112x200} shows whether what was delivered is let go: the heap in use after each full collection, one
 * every {@value #SECONDS} seconds, goes up and down with each source, and not up alone.
 *
 * <p>The exit status is 1 if a run does not end well, or if one that has at least as many streams as the first one computes more than
 * {@value #TOLERANCE} times as long for each. That is measured in time of the processor, because it depends on what else the machine
 * does least of all.
 */
public final class ScaleBenchmark {

    private static final List<String> SIZES = List.of("100x112x200", "1x112x200", "1x1112x200", "1x11112x200");
    private static final double TOLERANCE = 1.2;
    private static final int SECONDS = 15;

    private ScaleBenchmark() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Report report = new Report(System.out);
        AccountSize first = null;
        double bound = 0;
        for (String text : args.length == 0 ? SIZES : List.of(args)) {
            AccountSize size = size(text);
            double perStream = measure(size, report);
            if (first == null) {
                first = size;
                bound = perStream * TOLERANCE;
            }
            String what = "CPU for each stream, start of the program included, in ms";
            if (size.edges() >= first.edges()) {
                report.judged(what, text(perStream), "≤ " + text(bound), perStream <= bound);
            } else {
                report.figure(what, text(perStream));
            }
        }
        System.exit(report.hasMissed() ? 1 : 0);
    }

    private static AccountSize size(String text) {
        List<Integer> numbers = Stream.of(text.split("x")).map(Integer::valueOf).toList();
        return new AccountSize(numbers.get(0), numbers.get(1), numbers.get(2));
    }

    private static double measure(AccountSize size, Report report) throws IOException, InterruptedException {
        report.title(size + ", -Xmx256m");
        try (Servers servers = new Servers(size, Duration.ZERO)) {
            ProgramRun run = ProgramRun.collected(
                    servers,
                    Map.of(
                            "stitch.requests.per.second", "100000",
                            "openmetadata.requests.per.second", "100000"),
                    Duration.ofSeconds(SECONDS));
            report.judged("exit status", Integer.toString(run.exitStatus()), "= 0", run.exitStatus() == 0);
            if (run.exitStatus() != 0) {
                run.output().forEach(report::note);
            }
            long edges = servers.edges();
            report.judged("edges", Long.toString(edges), "= " + size.edges(), edges == size.edges());
            report.figure("lineage pass", text(run.lineagePass().toMillis() / 1000.0) + " s");
            report.figure("requests", Long.toString(run.lineage().all()));
            report.note(
                    "heap in use after full collections, in MiB: " + run.heap().full());
            report.figure("heap in use, at most", run.heap().inUse() + " MiB");
            report.figure("heap at all, at most", run.heap().atAll() + " MiB");
            return (double) run.lineageCpu().toMillis() / size.edges();
        }
    }

    private static String text(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }
}
