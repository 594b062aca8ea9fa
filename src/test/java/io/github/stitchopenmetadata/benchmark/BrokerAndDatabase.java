package io.github.stitchopenmetadata.benchmark;

import com.fasterxml.jackson.core.type.TypeReference;
import io.github.stitchopenmetadata.support.Patience;
import io.github.stitchopenmetadata.text.Json;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What processes have between them: a broker in a JVM of its own, and a PostgreSQL. */
final class BrokerAndDatabase implements AutoCloseable {

    /** Calls to OpenMetadata at a time, and deliveries at a time, in one process. */
    static final int CALLS = 8;

    private final Process broker;
    private final EmbeddedPostgres database;
    private final Map<String, String> settings;

    /**
     * @param broker   {@code kafka} or {@code jms}
     * @param accounts that a process takes at a time, or 0 where they are not shared out
     */
    BrokerAndDatabase(String broker, int accounts) throws IOException {
        this.broker = JavaProcess.start(
                List.of("-Xmx1g"), BrokerMain.class, broker, Integer.toString(CALLS), Integer.toString(accounts));
        database = EmbeddedPostgres.builder().setPGStartupWait(Patience.LIMIT).start();
        settings = asShipped();
        BufferedReader told = this.broker.inputReader();
        settings.putAll(Json.MAPPER.readValue(told.readLine(), new TypeReference<Map<String, String>>() {}));
        settings.put("state.jdbc.url", "jdbc:postgresql://localhost:" + database.getPort() + "/postgres");
        settings.put("state.jdbc.user", "postgres");
    }

    /** The settings of a process, but for its role and its account; to be changed. */
    Map<String, String> settings() {
        return new HashMap<>(settings);
    }

    /** The settings of a process that shares nothing; as shipped, but that an account is read much faster than it is written. */
    static Map<String, String> asShipped() throws IOException {
        Path folder = Files.createTempDirectory(Path.of("target"), "machines");
        return new HashMap<>(Map.of(
                "stitch.concurrency", "64",
                "stitch.jobs.requests", "10000",
                "stitch.requests.per.second", "100000",
                "openmetadata.requests.per.second", "100000",
                "openmetadata.concurrency", Integer.toString(CALLS),
                "ingest.deadline", "0",
                "progress.interval", "0",
                "state.directory", folder.resolve("state").toString(),
                "deadletter.directory", folder.resolve("dead-letters").toString(),
                "report.directory", folder.resolve("reports").toString()));
    }

    @Override
    public void close() throws IOException {
        broker.destroy();
        database.close();
    }
}
