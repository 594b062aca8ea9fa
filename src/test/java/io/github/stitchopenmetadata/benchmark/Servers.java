package io.github.stitchopenmetadata.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A Stitch server and an OpenMetadata server in a JVM of their own, so that they do not weigh on what is measured. */
public final class Servers implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final BufferedReader answers;
    private final Writer commands;
    private final String stitchUrl;
    private final String catalogUrl;

    /** @param latency how long each answer is held back */
    public Servers(AccountSize size, Duration latency) {
        process = JavaProcess.start(
                List.of(),
                ServersMain.class,
                Integer.toString(size.sources()),
                Integer.toString(size.streams()),
                Integer.toString(size.fields()),
                Long.toString(latency.toMillis()));
        answers = process.inputReader();
        commands = process.outputWriter();
        String[] urls = read().split(" ");
        stitchUrl = urls[0];
        catalogUrl = urls[1];
    }

    String stitchUrl() {
        return stitchUrl;
    }

    String catalogUrl() {
        return catalogUrl;
    }

    /** All requests since the servers were started. */
    Requests requests() {
        send("count");
        try {
            return JSON.readValue(read(), Requests.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The servers note the next request; {@link #noted} has to be called before anything else. */
    void noteNextRequest() {
        send("await");
    }

    /** When the noted request came. */
    Instant noted() {
        return Instant.ofEpochMilli(Long.parseLong(read()));
    }

    /** Keeps what was served so far in a file. */
    void save(Path file) {
        send(ServersMain.SAVE + file);
        read();
    }

    @Override
    public void close() {
        process.destroy();
    }

    private void send(String command) {
        try {
            commands.write(command + "\n");
            commands.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the servers have ended", e);
        }
    }

    private String read() {
        try {
            String line = answers.readLine();
            if (line == null) {
                throw new IllegalStateException("the servers have ended");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
