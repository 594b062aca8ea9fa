package io.github.stitchopenmetadata.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Compares how fast records go into the Import API through {@code direct:stitch-import} with a plain HTTP client that sends the same
 * batches, as many at a time, to a server that takes some time for each. Each side runs in a JVM of its own, several rounds one after
 * the other. Run it in the project folder:
 *
 * <pre>
 * mvn -q -Pbenchmark test-compile exec:java@import-benchmark
 * mvn -q -Pbenchmark test-compile exec:java@import-benchmark -Dexec.args="BATCHES RECORDS LATENCY ROUNDS"
 * </pre>
 *
 * The arguments default to {@code 500 500 20ms 3}.
 */
public final class ImportBenchmark {

    private static final double LEAST = 0.9;

    private ImportBenchmark() {}

    public static void main(String[] args) throws InterruptedException, IOException {
        String batches = text(args, 0, "500");
        String records = text(args, 1, "500");
        String latency = text(args, 2, "20").replace("ms", "");
        Report report = new Report(System.out);
        report.title(batches + " batches of " + records + " records, latency " + latency + " ms, "
                + ImportRecords.PLACES + " at a time");
        List<Double> plain = new ArrayList<>();
        List<Double> sink = new ArrayList<>();
        Process server = JavaProcess.start(List.of(), ImportServerMain.class, latency);
        try (BufferedReader lines = server.inputReader()) {
            String url = lines.readLine();
            for (int round = 0; round < Integer.parseInt(text(args, 3, "3")); round++) {
                plain.add(rate(ImportPlainMain.class, url, batches, records));
                sink.add(rate(ImportSinkMain.class, url, batches, records));
                report.figure(
                        "round " + (round + 1) + ", records per second: plain client, sink",
                        number("%.0f", plain.get(round)) + " " + number("%.0f", sink.get(round)));
            }
        } finally {
            server.destroy();
        }
        double ratio = median(sink) / median(plain);
        report.figure("plain client, records per second", number("%.0f", median(plain)));
        report.figure("sink, records per second", number("%.0f", median(sink)));
        report.judged("sink ÷ plain client", number("%.3f", ratio), "≥ 0.9", ratio >= LEAST);
        System.exit(report.hasMissed() ? 1 : 0);
    }

    /** In records per second, as the process prints it. */
    private static double rate(Class<?> main, String... arguments) throws InterruptedException {
        Process process = JavaProcess.start(JavaProcess.options(), main, arguments);
        try (BufferedReader lines = process.inputReader()) {
            String last = lines.lines().reduce((before, line) -> line).orElse("");
            if (process.waitFor() != 0) {
                throw new IllegalStateException(main.getSimpleName() + " failed: " + last);
            }
            return Double.parseDouble(last);
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }

    private static double median(List<Double> rates) {
        List<Double> sorted = new ArrayList<>(rates);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static String text(String[] args, int position, String otherwise) {
        return args.length > position ? args[position] : otherwise;
    }
}
