package io.github.stitchopenmetadata.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Compares a first run of the program with a plain HTTP client that asks for the same, one right after the other: time, CPU time for each
 * request, calls in flight. Run it in the project folder:
 *
 * <pre>
 * mvn -q -Pbenchmark test-compile exec:java@plain-comparison
 * mvn -q -Pbenchmark test-compile exec:java@plain-comparison -Dexec.args="SOURCES STREAMS FIELDS LATENCY ROUNDS"
 * </pre>
 *
 * The arguments default to {@code 200 50 20 20ms 1}. {@code -Dbenchmark.jvm} gives both JVMs options.
 */
public final class PlainComparison {

    private static final int STITCH_PLACES = 4;
    private static final int CATALOG_PLACES = 8;
    private static final int PARTS = 20;
    private static final Map<String, String> SETTINGS = Map.of(
            "stitch.jobs.requests",
            "10000",
            "stitch.concurrency",
            Integer.toString(STITCH_PLACES),
            "openmetadata.concurrency",
            Integer.toString(CATALOG_PLACES),
            "stitch.requests.per.second",
            "100000",
            "openmetadata.requests.per.second",
            "100000");

    private final AccountSize size;
    private final Duration latency;
    private final Report report = new Report(System.out);

    private PlainComparison(AccountSize size, Duration latency) {
        this.size = size;
        this.latency = latency;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        AccountSize size = new AccountSize(number(args, 0, 200), number(args, 1, 50), number(args, 2, 20));
        PlainComparison comparison = new PlainComparison(size, Duration.ofMillis(number(args, 3, 20)));
        comparison.report.title("Account of " + size + ", latency " + number(args, 3, 20) + " ms");
        for (int round = 0; round < number(args, 4, 1); round++) {
            comparison.compare();
        }
        System.exit(comparison.report.hasMissed() ? 1 : 0);
    }

    private void compare() throws IOException, InterruptedException {
        Path recording = Files.createTempFile("benchmark-calls", ".tsv");
        try {
            ProgramRun run;
            try (Servers servers = new Servers(size, latency)) {
                servers.record();
                run = ProgramRun.of(servers, SETTINGS, () -> servers.save(recording));
            }
            List<Recording.Exchanged> stitch = Recording.of(recording, Recording.STITCH);
            List<Recording.Exchanged> catalog = Recording.of(recording, Recording.CATALOG);
            int requests = stitch.size() + catalog.size();
            String[] plain;
            try (Servers servers = new Servers(size, latency)) {
                plain = plain(servers, recording);
            }
            double slower = Math.max(Long.parseLong(plain[0]), Long.parseLong(plain[1])) / 1000.0;
            double pass = run.lineagePass().toMillis() / 1000.0;
            report.title(requests + " requests, " + stitch.size() + " of them to Stitch");
            report.figure("plain client, slower side", text("%.1f s", slower));
            report.judged("lineage pass", text("%.1f s", pass), text("≤ %.1f s", 1.05 * slower), pass <= 1.05 * slower);
            report.figure("    ÷ plain client", text("%.3f", pass / slower));
            report.figure("    requests per second", text("%.0f", requests / pass));
            report.figure(
                    "plain client, CPU for each request", text("%.3f ms", Double.parseDouble(plain[2]) / requests));
            double cpu = (double) run.lineageCpu().toMillis() / requests;
            report.judged("CPU for each request", text("%.3f ms", cpu), "≤ 1 ms", cpu <= 1);
            report.figure("heap after any collection, at most", run.heap().collected() + " MiB");
            report.figure(
                    "start of the JVM to its first request",
                    text("%.1f s", run.toFirstRequest().toMillis() / 1000.0));
            long from = Math.min(stitch.get(0).received(), catalog.get(0).received());
            long to = Math.max(last(stitch), last(catalog));
            report.note("calls in flight, " + text("%.1f s", (to - from) / 1e9 / PARTS) + " each");
            report.note("    Stitch       " + Recording.timeline(stitch, from, to, PARTS));
            report.note("    OpenMetadata " + Recording.timeline(catalog, from, to, PARTS));
        } finally {
            Files.deleteIfExists(recording);
        }
    }

    private static long last(List<Recording.Exchanged> calls) {
        return calls.stream().mapToLong(Recording.Exchanged::answered).max().orElse(0);
    }

    private static String[] plain(Servers servers, Path recording) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(JavaProcess.options());
        options.add("-Xmx256m");
        Process process = JavaProcess.start(
                options,
                PlainClient.class,
                servers.stitchUrl(),
                servers.catalogUrl(),
                recording.toString(),
                Integer.toString(STITCH_PLACES),
                Integer.toString(CATALOG_PLACES));
        try (BufferedReader lines = process.inputReader()) {
            // before it the JVM may have warned, as it does of an archive of classes that is another program's
            String last = lines.lines()
                    .reduce((before, line) -> line)
                    .orElseThrow(() -> new IllegalStateException("the plain client failed"));
            if (process.waitFor() != 0) {
                throw new IllegalStateException("the plain client failed: " + last);
            }
            return last.split(" ");
        }
    }

    private static int number(String[] args, int position, int otherwise) {
        return args.length > position ? Integer.parseInt(args[position].replace("ms", "")) : otherwise;
    }

    private static String text(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
