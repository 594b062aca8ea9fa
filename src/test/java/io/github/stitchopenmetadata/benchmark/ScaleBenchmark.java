package io.github.stitchopenmetadata.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures one run of the program over accounts with large sources, in a heap of 256 MiB: time and heap. Run it in the project folder:
 *
 * <pre>
 * mvn -q -Pscale test-compile exec:java
 * mvn -q -Pscale test-compile exec:java -Dexec.args="SOURCESxSTREAMSxFIELDS …"
 * </pre>
 *
 * Without arguments one source of 100, of 1,000 and of 10,000 streams, with 200 columns each. The exit status is 1 if a run does not end
 * well, or if a stream of a larger source takes more than {@value #TOLERANCE} times as long as of the first one.
 */
public final class ScaleBenchmark {

    private static final List<String> SIZES = List.of("1x112x200", "1x1112x200", "1x11112x200");
    private static final double TOLERANCE = 1.2;

    private ScaleBenchmark() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Report report = new Report(System.out);
        double first = 0;
        for (String size : args.length == 0 ? SIZES : List.of(args)) {
            double perStream = measure(size, report);
            first = first == 0 ? perStream : first;
            report.judged(
                    "milliseconds for each stream",
                    text(perStream),
                    "≤ " + text(first * TOLERANCE),
                    perStream <= first * TOLERANCE);
        }
        System.exit(report.hasMissed() ? 1 : 0);
    }

    private static double measure(String text, Report report) throws IOException, InterruptedException {
        List<Integer> numbers = Stream.of(text.split("x")).map(Integer::valueOf).toList();
        AccountSize size = new AccountSize(numbers.get(0), numbers.get(1), numbers.get(2));
        report.title(size + ", -Xmx256m");
        try (Servers servers = new Servers(size, Duration.ZERO)) {
            ProgramRun run = ProgramRun.of(
                    servers,
                    Map.of(
                            "stitch.jobs.requests",
                            "10000",
                            "stitch.requests.per.second",
                            "100000",
                            "openmetadata.requests.per.second",
                            "100000"));
            report.judged("exit status", Integer.toString(run.exitStatus()), "= 0", run.exitStatus() == 0);
            if (run.exitStatus() != 0) {
                run.output().forEach(report::note);
            }
            report.figure("lineage pass", text(run.lineagePass().toMillis() / 1000.0) + " s");
            report.figure("requests", Long.toString(run.lineage().all()));
            report.figure("heap after any collection, at most", run.heap().collected() + " MiB");
            report.figure("heap at all, at most", run.heap().atAll() + " MiB");
            return (double) run.lineagePass().toMillis() / size.edges();
        }
    }

    private static String text(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }
}
