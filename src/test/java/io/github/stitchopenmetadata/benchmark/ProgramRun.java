package io.github.stitchopenmetadata.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One run of the program, from start to exit, in a JVM of its own with a heap of 256 MiB.
 *
 * @param toFirstRequest from the start of the JVM to its first request
 * @param lineagePass    how long the lineage pass took, in the words of its summary
 * @param lineageCpu     the CPU time of the process from its first request to the end of the lineage pass
 * @param lineage        the requests of the lineage pass; one that the status pass makes at once may be among them
 * @param all            the requests of the whole run, so of the status pass too
 * @param output         what the program logged
 */
record ProgramRun(
        int exitStatus,
        Duration toFirstRequest,
        Duration lineagePass,
        Duration lineageCpu,
        Requests lineage,
        Requests all,
        PeakHeap heap,
        List<String> output) {

    /** The first line of the summary: {@code benchmark (settings), 48.3 s}. */
    private static final Pattern SUMMARY = Pattern.compile(" " + Servers.SERVICE + " \\(.*\\), (\\d+)\\.(\\d) s$");

    /** @param settings what differs from application.properties */
    static ProgramRun of(Servers servers, Map<String, String> settings) throws IOException, InterruptedException {
        return of(servers, settings, () -> {});
    }

    /** @param afterLineage is done when the lineage pass has ended */
    static ProgramRun of(Servers servers, Map<String, String> settings, Runnable afterLineage)
            throws IOException, InterruptedException {
        return of(servers, settings, null, afterLineage);
    }

    /**
     * As {@link #of}, with a heap that is collected as a whole again and again: right for the heap, too slow for the time.
     *
     * @param pause between two collections
     */
    static ProgramRun collected(Servers servers, Map<String, String> settings, Duration pause)
            throws IOException, InterruptedException {
        return of(servers, settings, pause, () -> {});
    }

    private static ProgramRun of(Servers servers, Map<String, String> settings, Duration pause, Runnable afterLineage)
            throws IOException, InterruptedException {
        Path gcLog = Files.createTempFile("benchmark-gc", ".log");
        try {
            return measure(servers, options(servers, settings, gcLog), gcLog, pause, afterLineage);
        } finally {
            Files.deleteIfExists(gcLog);
        }
    }

    private static ProgramRun measure(
            Servers servers, List<String> options, Path gcLog, Duration pause, Runnable afterLineage)
            throws IOException, InterruptedException {
        Requests before = servers.requests();
        Requests lineage = null;
        Duration lineagePass = null;
        List<String> output = new ArrayList<>();
        servers.noteNextRequest();
        Instant start = Instant.now();
        Process process = JavaProcess.program(options);
        if (pause != null) {
            FullCollections.start(process, pause);
        }
        Instant firstRequest = servers.noted();
        Duration started = cpu(process);
        Duration lineageCpu = null;
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
                Matcher summary = SUMMARY.matcher(line);
                if (lineage == null && summary.find()) {
                    lineageCpu = cpu(process).minus(started);
                    lineage = servers.requests().since(before);
                    afterLineage.run();
                    lineagePass = Duration.ofMillis(
                            Long.parseLong(summary.group(1)) * 1000 + Long.parseLong(summary.group(2)) * 100);
                }
            }
        }
        int exitStatus = process.waitFor();
        if (lineage == null) {
            throw new IllegalStateException("the program wrote no summary:\n" + String.join("\n", output));
        }
        return new ProgramRun(
                exitStatus,
                Duration.between(start, firstRequest),
                lineagePass,
                lineageCpu,
                lineage,
                servers.requests().since(before),
                PeakHeap.in(gcLog),
                output);
    }

    private static Duration cpu(Process process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static List<String> options(Servers servers, Map<String, String> settings, Path gcLog) {
        List<String> options = new ArrayList<>(JavaProcess.options());
        options.addAll(List.of("-Xmx256m", "-Xlog:gc:file=" + gcLog + "::filecount=0", "-Dingest.once=true"));
        servers.account().forEach((key, value) -> options.add("-D" + key + "=" + value));
        settings.forEach((key, value) -> options.add("-D" + key + "=" + value));
        return options;
    }
}
