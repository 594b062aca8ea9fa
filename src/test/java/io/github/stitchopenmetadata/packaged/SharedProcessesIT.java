package io.github.stitchopenmetadata.packaged;

import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static io.github.stitchopenmetadata.support.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.stitchopenmetadata.sandbox.Sandbox;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.Extent;
import io.github.stitchopenmetadata.support.Patience;
import io.github.stitchopenmetadata.support.Servers;
import io.github.stitchopenmetadata.support.StateServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that share a PostgreSQL, each a JVM of its own; they are killed, and their clocks differ. */
@Tag(Extent.THOROUGH)
class SharedProcessesIT {

    private static final String RUN = "run status of";
    private static final String SKIPPED = "still going";

    @TempDir
    private Path folder;

    private final Sandbox sandbox = Sandbox.start();
    private final List<Process> processes = new ArrayList<>();
    private String url;

    @BeforeEach
    void begin() throws Exception {
        url = StateServer.database();
    }

    @AfterEach
    void end() throws InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
        sandbox.close();
    }

    /** @param clock how far its clock is ahead, in seconds */
    private Path start(String name, int clock, Map<String, String> more) throws IOException {
        Path own = Files.createDirectories(folder.resolve(name));
        Map<String, String> settings = new HashMap<>(StateServer.settings(url));
        settings.putAll(Map.of(
                "stitch.serviceName", sandbox.serviceName(),
                "stitch.hostPort", sandbox.stitchUrl(),
                "stitch.token", sandbox.stitchToken(),
                "stitch.dbServiceNames", String.join(",", sandbox.dbServiceNames()),
                "openmetadata.hostPort", sandbox.catalogUrl(),
                "openmetadata.jwtToken", sandbox.catalogToken(),
                "sandbox", "false",
                "ingest.at.start", "false",
                "ingest.cron", "0 0 3 1 1 ?",
                "status.cron", "0/5 * * * * ?"));
        settings.put("stitch.jobs.requests", "1000");
        settings.putAll(more);
        processes.add(new Program(own)
                .start(
                        settings.entrySet().stream()
                                .map(setting -> "-D" + setting.getKey() + "=" + setting.getValue())
                                .toList(),
                        clock == 0 ? Map.of() : clock(clock)));
        return own.resolve("output");
    }

    private static Map<String, String> clock(int seconds) throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("/usr/lib"))) {
            List<Path> libraries = folders.map(each -> each.resolve("faketime/libfaketimeMT.so.1"))
                    .filter(Files::exists)
                    .toList();
            assumeTrue(!libraries.isEmpty(), "faketime is installed");
            return Map.of(
                    "LD_PRELOAD",
                    libraries.get(0).toString(),
                    "FAKETIME",
                    "%+ds".formatted(seconds),
                    "FAKETIME_FORCE_MONOTONIC_FIX",
                    "0",
                    "FAKETIME_DONT_FAKE_MONOTONIC",
                    "1");
        }
    }

    private static long count(Path output, String what) throws IOException {
        return Files.readAllLines(output).stream()
                .filter(line -> line.contains(what))
                .count();
    }

    private static void assertNoError(Path output) throws IOException {
        assertThat(Files.readAllLines(output))
                .noneMatch(line -> line.contains(" ERROR ") || line.contains("Exception"));
    }

    /** When the ticks came, by whichever process: each once. */
    private long ticks(List<Path> outputs) throws IOException {
        long ticks = 0;
        for (Path output : outputs) {
            ticks += count(output, RUN) + count(output, SKIPPED);
        }
        return ticks;
    }

    @Test
    void takeEachTickOnceAndTheOthersGoOnWhenOneIsKilled() throws Exception {
        List<Path> outputs = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            outputs.add(start("process-" + i, 0, Map.of()));
        }
        // before the first one has made its tables there is none
        await().ignoreExceptions()
                .until(() -> StateServer.query(url, "select 1 from qrtz_scheduler_state")
                                .size()
                        == 3);
        await().until(() -> ticks(outputs) >= 1);
        long before = ticks(outputs);
        long began = System.nanoTime();
        Thread.sleep(30_000);
        long seconds = (System.nanoTime() - began) / 1_000_000_000;
        assertThat(ticks(outputs) - before).as("in " + seconds + " s").isBetween(seconds / 5 - 2, seconds / 5 + 2);

        for (int i = 0; i < 2; i++) {
            // whoever made the last run
            int last = lastTo(outputs);
            processes.get(last).destroyForcibly().waitFor();
            long then = ticks(outputs);
            await().until(() -> ticks(outputs) >= then + 2);
        }
        for (Path output : outputs) {
            assertNoError(output);
        }
    }

    private int lastTo(List<Path> outputs) {
        return Stream.iterate(0, i -> i + 1)
                .limit(outputs.size())
                .filter(i -> processes.get(i).isAlive())
                .max((one, other) -> Long.compare(changed(outputs.get(one)), changed(outputs.get(other))))
                .orElseThrow();
    }

    private static long changed(Path file) {
        return file.toFile().lastModified();
    }

    /** One a minute ahead takes part; one an hour ahead takes no tick from the others, and says so. */
    @Test
    void bearClocksThatDiffer() throws Exception {
        Path right = start("right", 0, Map.of());
        Path minute = start("minute", 60, Map.of());
        Path hour = start("hour", 3600, Map.of());
        await().until(() -> count(hour, "No run begins here by the schedule: the clock of this machine is 3") == 1);
        await().until(() -> count(right, RUN) + count(minute, RUN) >= 4);

        assertThat(count(hour, RUN) + count(hour, SKIPPED)).isZero();
        List<Path> others = List.of(right, minute);
        long before = ticks(others);
        Thread.sleep(30_000);
        assertThat(ticks(others) - before).isBetween(4L, 9L);
        for (Path output : List.of(right, minute, hour)) {
            assertNoError(output);
        }
    }

    /** Stitch allows 30 requests in 10 minutes, whatever the clocks of those who ask show. */
    @Test
    void keepStitchsLimitTogetherWhateverTheirClocksShow() throws Exception {
        try (Servers servers = Servers.of(StitchAccount.generated(6, 4, 2, 1.0))) {
            Map<String, String> settings = new HashMap<>(Map.of(
                    "stitch.serviceName", "stitch",
                    "stitch.hostPort", servers.stitch.baseUrl(),
                    "stitch.token", "stitch-token",
                    "stitch.dbServiceNames", "prod_postgres,warehouse",
                    "openmetadata.hostPort", servers.catalog.baseUrl() + "/api",
                    "openmetadata.jwtToken", "catalog-token",
                    "stitch.jobs.requests", "5",
                    "status.cron", "0/1 * * * * ?",
                    "stitch.loads.pages", "0"));
            settings.putAll(Map.of("status.wait", "false", "stitch.jobs.period", "3600000"));
            List<Path> all = new ArrayList<>(List.of(start("minute", 60, settings), start("behind", -100, settings)));
            settings.put("ingest.at.start", "true");
            all.add(start("right", 0, settings));
            await().until(() -> count(all.get(2), "The report is") > 0);
            long before = ticks(all);
            await().until(() -> ticks(all) >= before + 18);
            // the one whose clock is ahead may make all runs, so another one has to take over
            int busiest = 0;
            for (int i = 1; i < all.size(); i++) {
                busiest = ticks(List.of(all.get(i))) > ticks(List.of(all.get(busiest))) ? i : busiest;
            }
            processes.get(busiest).destroyForcibly().waitFor();
            await().until(() -> ticks(all) >= before + 20
                    && all.stream().filter(output -> hasStatus(output)).count() > 1);

            assertThat(servers.stitch.findAll(getRequestedFor(urlPathMatching("/v4/[^/]+/(loads|extractions)"))))
                    .hasSize(5);
        }
    }

    private static boolean hasStatus(Path output) {
        try {
            return count(output, RUN) + count(output, SKIPPED) > 0;
        } catch (IOException unread) {
            return false;
        }
    }

    @Test
    void doNotStartOnADatabaseThatIsNotForThem() throws Exception {
        StateServer.execute(url, "create role nothing login");
        start("refused", 0, Map.of("state.jdbc.user", "somebody"));
        assertThat(Patience.exitStatus(processes.get(0))).isEqualTo(2);
        assertThat(Files.readString(folder.resolve("refused/output")))
                .contains("Not started: ", "check state.jdbc.user and state.jdbc.password");

        start("password", 0, Map.of("state.jdbc.url", url + "?password=s3cret"));
        assertThat(Patience.exitStatus(processes.get(1))).isEqualTo(2);
        assertThat(Files.readString(folder.resolve("password/output")))
                .contains("state.jdbc.passwordFile")
                .doesNotContain("s3cret");
    }
}
