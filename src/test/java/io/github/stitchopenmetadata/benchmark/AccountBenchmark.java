package io.github.stitchopenmetadata.benchmark;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * Measures the program against a generated account: time, requests and heap. Run it in the project folder:
 *
 * <pre>
 * mvn -q -Pbenchmark test-compile exec:java@benchmark
 * mvn -q -Pbenchmark test-compile exec:java@benchmark -Dexec.args="SOURCES STREAMS FIELDS LATENCY"
 * </pre>
 *
 * The arguments default to {@code 200 50 20 20ms}. The exit status is 1 if a figure misses its bound.
 */
public final class AccountBenchmark {

    /** The heap must be the same for an account eight times the size. */
    private static final int SMALL = 50;

    private static final int LARGE = 400;
    /** What the program may take on top of waiting for answers. */
    private static final double SLACK = 1.3;

    private static final double HEAP_TOLERANCE = 0.2;
    private static final List<String> PAGES = List.of(
            "GET /api/v1/tables",
            "GET /api/v1/databases",
            "GET /api/v1/databaseSchemas",
            "GET /api/v1/pipelines",
            "GET /api/v1/services/databaseServices");

    private final AccountSize size;
    private final Duration latency;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final int stitchConcurrency;
    private final int catalogConcurrency;
    private final Report report = new Report(System.out);

    private AccountBenchmark(AccountSize size, Duration latency) throws IOException {
        this.size = size;
        this.latency = latency;
        this.stitchConcurrency = concurrency("stitch.concurrency");
        this.catalogConcurrency = concurrency("openmetadata.concurrency");
        // with 30 requests in 10 minutes, waiting for Stitch would be all that is measured
        settings.put("stitch.jobs.requests", "10000");
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        AccountSize size = new AccountSize(number(args, 0, 200), number(args, 1, 50), number(args, 2, 20));
        Duration latency = Duration.ofMillis(args.length > 3 ? Long.parseLong(args[3].replace("ms", "")) : 20);
        AccountBenchmark benchmark = new AccountBenchmark(size, latency);
        benchmark.measure();
        System.exit(benchmark.report.hasMissed() ? 1 : 0);
    }

    private void measure() throws IOException, InterruptedException {
        report.title("Account of " + size + ", latency " + latency.toMillis() + " ms");
        report.note("stitch.concurrency " + stitchConcurrency + ", openmetadata.concurrency " + catalogConcurrency
                + "; stitch.jobs.requests is raised, else Stitch's limit of 30 in 10 minutes would be measured");
        try (Servers servers = new Servers(size, latency)) {
            first(ProgramRun.of(servers, settings));
            second(ProgramRun.of(servers, settings));
        }
        report.title("Heap, " + size.streams() + " streams × " + size.fields() + " fields each, -Xmx256m");
        report.note(
                "A full collection every two seconds, so that what is in use is measured and not what the collector lets lie");
        PeakHeap small = heap(SMALL);
        PeakHeap large = heap(LARGE);
        String compared = ", " + LARGE + " ÷ " + SMALL + " sources";
        double ratio = (double) large.inUse() / small.inUse();
        report.judged(
                "after a full collection" + compared,
                text("%.2f", ratio),
                text("within ± %.0f %%", HEAP_TOLERANCE * 100),
                Math.abs(ratio - 1) <= HEAP_TOLERANCE);
        report.figure("after any collection" + compared, text("%.2f", (double) large.collected() / small.collected()));
        report.figure("at all" + compared, text("%.2f", (double) large.atAll() / small.atAll()));
    }

    private void first(ProgramRun run) {
        Requests lineage = run.lineage();
        double seconds = run.lineagePass().toMillis() / 1000.0;
        report.title("First run");
        exit(run);
        report.figure(
                "start of the JVM to its first request",
                seconds(run.toFirstRequest().toMillis() / 1000.0));
        double bound = bound(lineage.all(), stitchConcurrency + catalogConcurrency);
        report.judged("lineage pass", seconds(seconds), "≤ " + seconds(bound), seconds <= bound);
        report.figure("    the same bound for Stitch alone", seconds(bound(lineage.toStitch(), stitchConcurrency)));
        report.figure(
                "    the same bound for OpenMetadata alone", seconds(bound(lineage.toCatalog(), catalogConcurrency)));
        report.figure("    requests per second", text("%.0f", lineage.all() / seconds));
        report.figure("requests to Stitch", Long.toString(lineage.toStitch()));
        report.endpoints(lineage.stitch());
        long pages = PAGES.stream()
                .mapToLong(list -> lineage.catalog().getOrDefault(list, 0L))
                .sum();
        long requests = 2 * size.edges() + 2L * size.sources() + pages + 20;
        report.judged(
                "requests to OpenMetadata",
                Long.toString(lineage.toCatalog()),
                "≤ " + requests,
                lineage.toCatalog() <= requests);
        report.endpoints(lineage.catalog());
        report.figure(
                "with run status: requests to Stitch", Long.toString(run.all().toStitch()));
        report.figure(
                "with run status: requests to OpenMetadata",
                Long.toString(run.all().toCatalog()));
        report.figure("heap after any collection, at most", mebibytes(run.heap().collected()));
        report.figure("heap at all, at most", mebibytes(run.heap().atAll()));
    }

    private void second(ProgramRun run) {
        Requests lineage = run.lineage();
        report.title("Second run, nothing has changed");
        exit(run);
        report.figure("lineage pass", seconds(run.lineagePass().toMillis() / 1000.0));
        report.figure("requests to Stitch", Long.toString(lineage.toStitch()));
        report.figure("requests to OpenMetadata", Long.toString(lineage.toCatalog()));
        report.endpoints(lineage.catalog());
        report.judged(
                "writes to OpenMetadata", Long.toString(lineage.catalogWrites()), "= 0", lineage.catalogWrites() == 0);
        report.figure(
                "writes of run status to OpenMetadata",
                Long.toString(run.all().since(lineage).catalogWrites()));
    }

    private PeakHeap heap(int sources) throws IOException, InterruptedException {
        try (Servers servers = new Servers(size.withSources(sources), latency)) {
            ProgramRun run = ProgramRun.collected(servers, settings, Duration.ofSeconds(2));
            exit(run);
            report.figure(
                    sources + " sources: after a full collection, at most",
                    mebibytes(run.heap().inUse()));
            report.figure(
                    sources + " sources: after any collection, at most",
                    mebibytes(run.heap().collected()));
            report.figure(
                    sources + " sources: at all, at most", mebibytes(run.heap().atAll()));
            return run.heap();
        }
    }

    /** Says why, where a run did not deliver everything: its figures would mean nothing. */
    private void exit(ProgramRun run) {
        report.judged("exit status", Integer.toString(run.exitStatus()), "= 0", run.exitStatus() == 0);
        if (run.exitStatus() != 0) {
            run.output().forEach(report::note);
        }
    }

    /** The time that the requests take if all places are busy all the time, and the slack. */
    private double bound(long requests, int concurrency) {
        return SLACK * requests * latency.toMillis() / 1000.0 / concurrency;
    }

    /** As the program is going to see it: a system property of this JVM is passed on, else application.properties decides. */
    private int concurrency(String key) throws IOException {
        String given = System.getProperty(key);
        if (given != null) {
            settings.put(key, given);
            return Integer.parseInt(given);
        }
        Properties configured = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of("application.properties"), StandardCharsets.UTF_8)) {
            configured.load(file);
        }
        return Integer.parseInt(configured.getProperty(key).strip());
    }

    private static int number(String[] args, int position, int otherwise) {
        return args.length > position ? Integer.parseInt(args[position]) : otherwise;
    }

    private static String seconds(double seconds) {
        return text("%.1f s", seconds);
    }

    private static String mebibytes(int mebibytes) {
        return mebibytes + " MiB";
    }

    private static String text(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
