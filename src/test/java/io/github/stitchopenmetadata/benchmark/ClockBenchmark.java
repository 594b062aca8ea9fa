package io.github.stitchopenmetadata.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * Runs the program with a schedule of every half a minute, sets its clock forth and back by an hour meanwhile, then halts it for ten
 * minutes. Run it in the project folder; it needs faketime, the Debian package:
 *
 * <pre>
 * mvn -q -Pscale test-compile exec:java@clock
 * mvn -q -Pscale test-compile exec:java@clock -Dexec.args="SECONDS"
 * </pre>
 *
 * With an argument it is halted for that long. The exit status is 1 if after one of these no run comes within {@value #PATIENCE} seconds,
 * or anything is an error or is passed over.
 */
public final class ClockBenchmark {

    private static final int PATIENCE = 150;
    private static final String LIBRARY = "faketime/libfaketimeMT.so.1";

    private final List<String> output = new CopyOnWriteArrayList<>();
    private final Path offset = Files.createTempFile("clock", ".offset");
    private final Process process;
    private final Report report = new Report(System.out);

    private ClockBenchmark(Servers servers) throws IOException {
        set("+0");
        process = JavaProcess.program(options(servers), environment());
        Thread reading = new Thread(this::read);
        reading.setDaemon(true);
        reading.start();
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Duration pause = Duration.ofSeconds(args.length == 0 ? 600 : Long.parseLong(args[0]));
        try (Servers servers = new Servers(new AccountSize(4, 5, 3), Duration.ZERO)) {
            System.exit(new ClockBenchmark(servers).measure(pause) ? 0 : 1);
        }
    }

    private boolean measure(Duration pause) throws IOException, InterruptedException {
        report.title("Runs within " + PATIENCE + " s");
        judge("as it is");
        set("+3600");
        judge("the clock set forth by an hour");
        set("+0");
        judge("the clock set back by an hour");
        signal("STOP");
        Thread.sleep(pause.toMillis());
        signal("CONT");
        judge("halted for " + pause.toSeconds() + " s");
        List<String> bad = output.stream()
                .filter(line -> line.contains(" ERROR ") || line.contains("passed over"))
                .toList();
        bad.forEach(report::note);
        report.judged("errors, and what was passed over", Integer.toString(bad.size()), "= 0", bad.isEmpty());
        process.destroy();
        process.waitFor();
        Files.delete(offset);
        return !report.hasMissed();
    }

    private void judge(String what) throws InterruptedException {
        long before = runs();
        Instant end = Instant.now().plusSeconds(PATIENCE);
        while (runs() < before + 2 && Instant.now().isBefore(end)) {
            Thread.sleep(100);
        }
        report.judged(what, Long.toString(runs() - before), ">= 2", runs() >= before + 2);
    }

    private long runs() {
        return output.stream().filter(line -> line.contains("The report is ")).count();
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            lines.lines().forEach(output::add);
        } catch (IOException | UncheckedIOException ended) {
            report.note("the program has ended");
        }
    }

    private void set(String seconds) throws IOException {
        Files.writeString(offset, seconds + "\n");
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    private static List<String> options(Servers servers) throws IOException {
        Path folder = Files.createTempDirectory("clock");
        List<String> options = new ArrayList<>();
        servers.account().forEach((key, value) -> options.add("-D" + key + "=" + value));
        Map.of(
                        "ingest.cron", "0/30 * * * * ?",
                        "report.directory", folder.resolve("reports").toString(),
                        "state.directory", folder.resolve("state").toString(),
                        "deadletter.directory", folder.resolve("dead-letters").toString())
                .forEach((key, value) -> options.add("-D" + key + "=" + value));
        return options;
    }

    /** What waits in the JVM goes by a clock that nobody sets, so that one is left alone. */
    private Map<String, String> environment() throws IOException {
        return Map.of(
                "LD_PRELOAD", library().toString(),
                "FAKETIME_TIMESTAMP_FILE", offset.toString(),
                "FAKETIME_CACHE_DURATION", "1",
                "FAKETIME_FORCE_MONOTONIC_FIX", "0",
                "FAKETIME_DONT_FAKE_MONOTONIC", "1");
    }

    private static Path library() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("/usr/lib"))) {
            return folders.map(folder -> folder.resolve(LIBRARY))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow(() -> new IOException("no " + LIBRARY + " below /usr/lib: install faketime"));
        }
    }
}
