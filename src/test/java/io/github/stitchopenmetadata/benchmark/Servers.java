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
import java.util.Map;

/** A Stitch server and an OpenMetadata server in a JVM of their own, so that they do not weigh on what is measured. */
public final class Servers implements AutoCloseable {

    static final String SERVICE = "benchmark";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final BufferedReader answers;
    private final Writer commands;
    private final String stitchUrl;
    private final String catalogUrl;

    /** @param latency how long each answer is held back */
    public Servers(AccountSize size, Duration latency) {
        this(size, latency, 1);
    }

    /**
     * @param size     of each account
     * @param accounts how many; see {@link #token}
     */
    Servers(AccountSize size, Duration latency, int accounts) {
        process = JavaProcess.start(
                // a million streams have two million tables, and as many edges
                List.of("-XX:MaxRAMPercentage=60"),
                ServersMain.class,
                Integer.toString(size.sources()),
                Integer.toString(size.streams()),
                Integer.toString(size.fields()),
                Long.toString(latency.toMillis()),
                Integer.toString(accounts));
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

    /** The token of one of the accounts. */
    static String token(int account) {
        return account == 0 ? ServersMain.STITCH_TOKEN : ServersMain.STITCH_TOKEN + "-" + account;
    }

    /** The settings that lead to the first account and to the catalog. */
    Map<String, String> account() {
        return Map.of(
                "stitch.serviceName",
                SERVICE,
                "stitch.hostPort",
                stitchUrl,
                "stitch.token",
                ServersMain.STITCH_TOKEN,
                "stitch.dbServiceNames",
                String.join(",", ServersMain.DATABASE_SERVICES),
                "openmetadata.hostPort",
                catalogUrl,
                "openmetadata.jwtToken",
                ServersMain.CATALOG_TOKEN);
    }

    /** How many edges the catalog has. */
    long edges() {
        send(ServersMain.EDGES);
        return Long.parseLong(read());
    }

    /** Writes all that the catalog holds into a file, a line for each thing. */
    void contents(Path file) {
        send(ServersMain.CONTENTS + file);
        read();
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

    /** Has what is served from now on kept, for {@link #save}. */
    void record() {
        send(ServersMain.RECORD);
        read();
    }

    /** Keeps what was served since {@link #record} in a file. */
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
