package io.github.stitchopenmetadata.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** One process of several, with a heap of 256 MiB: the program as it is, in a role. */
final class MachineProcess implements AutoCloseable {

    private static final String UP = "stitch-openmetadata ";

    private final String role;
    private final Path gcLog;
    private final Process process;
    private final List<String> output = new ArrayList<>();

    /** @param settings but for the role */
    MachineProcess(String role, Map<String, String> settings) throws IOException {
        this.role = role;
        gcLog = Files.createTempFile(Path.of("target"), "machine-gc", ".log");
        List<String> options = new ArrayList<>(JavaProcess.options());
        options.addAll(List.of("-Xmx256m", "-Xlog:gc:file=" + gcLog + "::filecount=0", "-Dingest.role=" + role));
        settings.forEach((key, value) -> options.add("-D" + key + "=" + value));
        process = JavaProcess.program(options);
        Thread reader = new Thread(this::read, "output of " + role);
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (output) {
                    output.add(line);
                    output.notifyAll();
                }
            }
        } catch (IOException ended) {
            // the process was told to end
            return;
        } finally {
            synchronized (output) {
                output.notifyAll();
            }
        }
    }

    /** Waits until it says that it is up. */
    void awaitUp() throws InterruptedException {
        synchronized (output) {
            while (output.stream().noneMatch(line -> line.contains(UP))) {
                if (!process.isAlive()) {
                    throw new IllegalStateException("a process did not start:\n" + String.join("\n", output));
                }
                output.wait(1000);
            }
        }
    }

    /** Waits until it logs such a line, or has ended. */
    void awaitLine(Pattern pattern) throws InterruptedException {
        synchronized (output) {
            while (output.stream().noneMatch(line -> pattern.matcher(line).find()) && process.isAlive()) {
                output.wait(1000);
            }
        }
    }

    String role() {
        return role;
    }

    /** Its heap is collected as a whole again and again from now on. */
    void collect(Duration pause) {
        FullCollections.start(process, pause);
    }

    PeakHeap heap() {
        return PeakHeap.in(gcLog);
    }

    /** @return its exit status */
    int awaitEnd() throws InterruptedException {
        return process.waitFor();
    }

    /** As SIGKILL does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    List<String> output() {
        synchronized (output) {
            return List.copyOf(output);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
