package io.github.stitchopenmetadata.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.sandbox.Sandbox;
import io.github.stitchopenmetadata.support.Extent;
import io.github.stitchopenmetadata.support.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that has taken records for the Import API, each from a file that it deleted then, is ended before it has sent them. */
@Tag(Extent.THOROUGH)
class ImportEndIT {

    private static final long SOURCE = 310_407;
    private static final int RECORDS = 200;

    private static final String ROUTE =
            """
            - route:
                id: visits
                from:
                  uri: file:%s
                  parameters: {delete: true, initialDelay: 0, delay: 50, maxMessagesPerPoll: 10}
                  steps:
                    - convertBodyTo: {type: String}
                    - removeHeaders: {pattern: "*"}
                    - setHeader: {name: CamelStitchImportTable, constant: visits}
                    - setHeader: {name: CamelStitchImportKeyNames, constant: id}
                    - to: direct:stitch-import
            """;

    private final Sandbox sandbox = Sandbox.start();
    private final String token = sandbox.settings().get("import.token");

    @TempDir
    private Path folder;

    private Path visits;

    @BeforeEach
    void write() throws IOException {
        visits = Files.createDirectory(folder.resolve("visits"));
        for (int id = 0; id < RECORDS; id++) {
            Files.writeString(visits.resolve(id + ".json"), "{\"id\": " + id + "}");
        }
        Files.writeString(
                Files.createDirectory(folder.resolve("mine")).resolve("visits.camel.yaml"), ROUTE.formatted(visits));
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private Process start(String repository, int seconds, String... more) throws IOException {
        List<String> settings = new ArrayList<>(List.of(
                "-Dingest.at.start=false",
                "-Dingest.on.schedule=false",
                "-Dcamel.main.routesIncludePattern=file:routes/*.camel.yaml,file:" + folder.resolve("mine")
                        + "/*.camel.yaml",
                "-Dcamel.main.routesReloadEnabled=false",
                "-Dimport.batch.seconds=" + seconds,
                "-Dimport.repository=" + repository));
        sandbox.settings().forEach((name, value) -> settings.add("-D" + name + "=" + value));
        settings.addAll(List.of(more));
        return new Program(folder).start(settings.toArray(String[]::new));
    }

    private int waiting() throws IOException {
        return waitingIds().size();
    }

    private Set<Integer> arrived() {
        return sandbox.stitchServer().pushed(SOURCE).stream()
                .map(message -> message.at("/data/id").asInt())
                .collect(Collectors.toSet());
    }

    private void awaitTaken(int atLeast) {
        Patience.await().until(() -> waiting() <= RECORDS - atLeast);
    }

    /** SIGTERM. */
    @Test
    void losesNothingWhenItIsToldToStop() throws Exception {
        Process process = start("memory", 3600);
        awaitTaken(30);

        process.destroy();
        Patience.exitStatus(process);

        assertThat(waiting()).isLessThan(RECORDS);
        assertThat(arrived()).hasSize(RECORDS - waiting());
    }

    /** SIGKILL. */
    @Test
    void losesNothingWhenItIsKilledAndKeepsItsRecordsInFiles() throws Exception {
        Process killed = start("file", 3600);
        awaitTaken(30);
        killed.destroyForcibly().waitFor();
        Set<Integer> waiting = waitingIds();
        assertThat(waiting).hasSizeLessThan(RECORDS);
        assertThat(arrived()).isEmpty();

        Process next = start("file", 1);
        Patience.await().untilAsserted(() -> assertThat(arrived()).hasSize(RECORDS));
        next.destroy();
        Patience.exitStatus(next);

        assertThat(sequences(id -> !waiting.contains(id)).max().orElseThrow())
                .as("what was taken before the restart is older")
                .isLessThan(sequences(waiting::contains).min().orElseThrow());
        assertThat(folder.resolve("state").resolve("import")).isEmptyDirectory();
        assertThat(new Program(folder).output()).noneMatch(line -> line.contains(token));
    }

    /** {@code -Dingest.mode=replay}. */
    @Test
    void saysByItsExitStatusWhetherDeadLettersAreLeft() throws Exception {
        for (int id : waitingIds()) {
            Files.delete(visits.resolve(id + ".json"));
        }
        Path letter = Files.createDirectories(folder.resolve("dead-letters").resolve("import"))
                .resolve("visits.json");
        Files.writeString(
                letter,
                """
                {"reason": "answered 503", "attempts": 1, "account": {"prefix": "import."}, "table": "visits", "keyNames": ["id"],
                 "schema": {"properties": {"id": {"type": "integer"}}},
                 "records": [{"sequence": 7, "data": {"id": 1}}, {"sequence": 8, "data": {"id": "two"}}]}
                """);

        assertThat(Patience.exitStatus(start("memory", 1, "-Dingest.mode=replay")))
                .isOne();
        assertThat(new Program(folder).output())
                .anyMatch(line -> line.contains("1 dead letters of the Import API are left"));
        assertThat(arrived()).containsExactly(1);
        Files.writeString(letter, Files.readString(letter).replace("\"two\"", "2"));

        assertThat(Patience.exitStatus(start("memory", 1, "-Dingest.mode=replay")))
                .isZero();
        assertThat(arrived()).containsExactlyInAnyOrder(1, 2);
        assertThat(letter).doesNotExist();
    }

    private LongStream sequences(IntPredicate ids) {
        return sandbox.stitchServer().pushed(SOURCE).stream()
                .filter(message -> ids.test(message.at("/data/id").asInt()))
                .mapToLong(message -> message.path("sequence").asLong());
    }

    private Set<Integer> waitingIds() throws IOException {
        try (Stream<Path> files = Files.list(visits)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .map(name -> Integer.valueOf(name.replace(".json", "")))
                    .collect(Collectors.toSet());
        }
    }
}
