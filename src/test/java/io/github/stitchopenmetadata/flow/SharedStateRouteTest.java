package io.github.stitchopenmetadata.flow;

import static io.github.stitchopenmetadata.support.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.github.stitchopenmetadata.management.Schedule;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.CatalogContents;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.Extent;
import io.github.stitchopenmetadata.support.HeldAnswers;
import io.github.stitchopenmetadata.support.LogLines;
import io.github.stitchopenmetadata.support.Patience;
import io.github.stitchopenmetadata.support.Servers;
import io.github.stitchopenmetadata.support.StateServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes that share their state in a PostgreSQL, in this JVM. */
@Tag(Extent.THOROUGH)
class SharedStateRouteTest {

    private static final StitchAccount ACCOUNT = StitchAccount.generated(2, 4, 6, 1.0);
    private static final String EDGE = "/api/v1/lineage";

    @TempDir
    private Path folder;

    private final ExecutorService meanwhile = Executors.newCachedThreadPool();
    private final Servers servers = Servers.of(ACCOUNT);
    private String url;
    private LogLines log;
    private int started;

    @BeforeEach
    void begin() throws Exception {
        url = StateServer.database();
        log = new LogLines();
        log.show(Level.INFO);
    }

    @AfterEach
    void end() {
        meanwhile.shutdownNow();
        log.close();
        servers.close();
    }

    private Connector process(Map<String, String> more) throws Exception {
        Map<String, String> settings = new HashMap<>(StateServer.settings(url));
        settings.put("deadletter.directory", folder.toString());
        // Quartz has one scheduler for each name in a JVM
        settings.put("camel.main.name", "process-" + started++);
        settings.putAll(more);
        return servers.connector(settings);
    }

    private static void begin(Connector connector, String kind) {
        connector
                .context()
                .createFluentProducerTemplate()
                .withBody(kind)
                .to("direct:pass")
                .send();
    }

    private long deadLetters() throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void makesTheSameCatalogAsWithFilesInOneMessageOrInParts() throws Exception {
        assertThat(servers.ingest().problems().failures()).isEmpty();
        Set<String> expected = CatalogContents.of(servers.catalogServer.catalog());

        servers.renew(ACCOUNT, "1.13.0", catalog -> catalog.addTablesOf(ACCOUNT));
        try (Connector one = process(Map.of("lineage.message.bytes", "4000"));
                Connector other = process(Map.of())) {
            assertThat(one.ingestOne().problems().failures()).isEmpty();
            assertThat(CatalogContents.of(servers.catalogServer.catalog())).isEqualTo(expected);
            assertThat(StateServer.query(url, "select count(*) from stitch_openmetadata_parts"))
                    .containsExactly("0");
            assertThat(StateServer.query(
                            url, "select source from stitch_openmetadata_deliveries where complete order by 1"))
                    .containsExactly("source_0001", "source_0002");
            long writes = servers.catalogServer.writes();
            Run again = other.ingestOne();
            assertThat(again.problems().failures()).isEmpty();
            assertThat(servers.catalogServer.writes() - writes)
                    .as("what tells of the run")
                    .isLessThan(5);
        }
    }

    @Test
    void beginsNoPassWhileAnotherProcessMakesOneOfItsKind() throws Exception {
        try (Connector one = process(Map.of());
                Connector other = process(Map.of());
                HeldAnswers answers = new HeldAnswers("GET", "/v4/sources.*")) {
            servers.alter(answers);
            Future<Pass> first = meanwhile.submit(one::ingest);
            answers.awaitFirst();

            begin(other, "lineage");
            assertThat(log.at(Level.INFO))
                    .anyMatch(line -> line.startsWith(
                                    "The last lineage run is still going in another process (stitch-openmetadata ")
                            && line.endsWith("; this one is skipped."));
            answers.letGo();
            assertThat(Patience.get(first).exitStatus()).isZero();

            assertThat(other.ingest().exitStatus()).isZero();
        }
    }

    /** As when its partition was given to another one. */
    @Test
    void stopsADeliveryAfterTheCallInFlightWhenAnotherProcessHasItsSource() throws Exception {
        try (Connector one = process(Map.of("openmetadata.concurrency", "1", "ingest.source", "source_0001"));
                HeldAnswers answers = new HeldAnswers("PUT", EDGE)) {
            servers.alter(answers);
            Future<Pass> first = meanwhile.submit(one::ingest);
            answers.awaitFirst();
            long before = edges();
            StateServer.execute(url, "update stitch_openmetadata_deliveries set holder = 'another'");
            // the holder is looked up once a second
            Thread.sleep(1100);
            answers.letGo();

            Pass pass = Patience.get(first);
            assertThat(edges()).isEqualTo(before);
            assertThat(pass.runs().get(0).problems().failures()).isEmpty();
            assertThat(deadLetters()).isZero();
            assertThat(log.at(Level.INFO)).contains("source_0001: another process delivers it now; this delivery ends");
            assertThat(StateServer.query(url, "select holder from stitch_openmetadata_deliveries"))
                    .containsExactly("another");
        }
    }

    private long edges() {
        return servers.catalogServer.catalog().edges().size();
    }

    @Test
    void stopsARunWhenAnotherProcessHasBegunOneAfterTheDatabaseWasAway() throws Exception {
        try (Connector one = process(Map.of());
                Connector other = process(Map.of());
                HeldAnswers answers = new HeldAnswers("GET", "/v4/sources[?].*|/v4/sources")) {
            servers.alter(answers);
            Future<Pass> first = meanwhile.submit(one::ingest);
            answers.awaitFirst();
            StateServer.execute(
                    url,
                    "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()");
            // until then the other one is told that there is a pass already
            await().until(() -> StateServer.locks(url) == 0);
            Future<Pass> second = meanwhile.submit(other::ingest);
            await().until(() -> StateServer.locks(url) == 1);
            Thread.sleep(1100);
            answers.letGo();

            Pass stopped = Patience.get(first);
            Pass done = Patience.get(second);
            assertThat(List.of(stopped.exitStatus(), done.exitStatus())).contains(0);
        }
    }

    @Test
    void writesNothingOnAStateThatCannotBeRead() throws Exception {
        try (StateServer server = StateServer.own()) {
            url = server.newDatabase();
            try (Connector one = process(Map.of());
                    HeldAnswers answers = new HeldAnswers("GET", "/v4/sources/.*streams.*")) {
                servers.alter(answers);
                Future<Pass> first = meanwhile.submit(one::ingest);
                answers.awaitFirst();
                server.stop();
                answers.letGo();

                Pass pass = Patience.get(first);
                assertThat(pass.exitStatus()).isOne();
                assertThat(edges()).isZero();
                assertThat(pass.runs().get(0).problems().failures())
                        .isNotEmpty()
                        .allMatch(failure -> failure.why().contains("cannot be read or written"));
                assertThat(health(one, "stateHealth").getState()).isEqualTo(HealthCheck.State.DOWN);
                begin(one, "lineage");
                assertThat(log.at(Level.ERROR))
                        .anyMatch(line -> line.startsWith("No lineage run is begun: The state in the database"));
                assertThat(log.at(Level.WARN))
                        .anyMatch(line ->
                                line.contains("cannot be read or written") && line.endsWith("it is tried again"));

                server.start();
                assertThat(one.ingest().exitStatus()).isZero();
                assertThat(edges()).isPositive();
                assertThat(health(one, "stateHealth").getState()).isEqualTo(HealthCheck.State.UP);
            }
        }
    }

    private static HealthCheck.Result health(Connector connector, String bean) {
        return connector
                .context()
                .getRegistry()
                .lookupByNameAndType(bean, HealthCheck.class)
                .call();
    }

    @Test
    void beginsWhenTheDatabaseIsThere() throws Exception {
        try (StateServer server = StateServer.own()) {
            url = server.newDatabase();
            server.stop();
            try (Connector one = process(
                    Map.of("ingest.at.start", "true", "ingest.on.schedule", "true", "ingest.cron", "0 0 3 1 1 ?"))) {
                Schedule schedule = one.context().getRegistry().lookupByNameAndType("schedule", Schedule.class);
                assertThat(schedule.next()).isEmpty();
                assertThat(health(one, "stateHealth").getState()).isEqualTo(HealthCheck.State.DOWN);
                server.start();

                await().until(() ->
                        schedule.next().isPresent() && schedule.nextStatus().isPresent());
                await().until(() -> edges() > 0);
                assertThat(StateServer.query(
                                url, "select cron_expression from qrtz_cron_triggers where trigger_group = 'ingest'"))
                        .containsExactly("0 0 3 1 1 ?");
            }
        }
    }

    @Test
    void beginsARunAtOnceInOneOfTheProcessesThatStartTogether() throws Exception {
        try (Connector one = process(Map.of("ingest.at.start", "true"));
                Connector other = process(Map.of("ingest.at.start", "true"))) {
            await().until(() -> log.at(Level.INFO)
                    .contains("Another process has begun a run at once; this one waits for the schedule."));
            await().until(() -> runs() == 2);
            Thread.sleep(500);
            assertThat(runs()).as("lineage and status, of one process").isEqualTo(2);
        }
    }

    private long runs() {
        return log.at(Level.INFO).stream()
                .filter(line -> line.startsWith("stitch (application.properties)"))
                .count();
    }

    @Test
    void replacesAScheduleThatChangedAndLeavesItToTheOthersWhenOneStops() throws Exception {
        Map<String, String> on =
                Map.of("ingest.on.schedule", "true", "ingest.cron", "0 0 3 1 1 ?", "ingest.timezone", "Europe/Berlin");
        try (Connector one = process(on)) {
            awaitSchedules(one);
            try (Connector other = process(Map.of(
                    "ingest.on.schedule", "true", "ingest.cron", "0 0 4 1 1 ?", "ingest.timezone", "Europe/Berlin"))) {
                awaitSchedules(other);
                assertThat(schedules()).contains("0 0 4 1 1 ? Europe/Berlin WAITING");
            }
            assertThat(schedules()).contains("0 0 4 1 1 ? Europe/Berlin WAITING");
            try (Connector other = process(Map.of(
                    "ingest.on.schedule",
                    "true",
                    "ingest.cron",
                    "0 0 4 1 1 ?",
                    "ingest.timezone",
                    "Pacific/Auckland"))) {
                awaitSchedules(other);
                assertThat(schedules()).contains("0 0 4 1 1 ? Pacific/Auckland WAITING");
            }
            assertThat(health(one, "runHealth").getState()).isEqualTo(HealthCheck.State.UP);
        }
    }

    private List<String> schedules() throws Exception {
        return StateServer.query(
                url,
                "select cron_expression || ' ' || time_zone_id || ' ' || trigger_state from qrtz_cron_triggers"
                        + " join qrtz_triggers using (sched_name, trigger_name, trigger_group)");
    }

    private static void awaitSchedules(Connector connector) {
        await().until(() -> List.of("start-on-schedule", "start-status-on-schedule").stream()
                .allMatch(route -> connector
                        .context()
                        .getRouteController()
                        .getRouteStatus(route)
                        .isStarted()));
    }

    /** Each tick is there once, and whoever takes the next one makes it. */
    @Test
    void takesEachTickOnce() throws Exception {
        Map<String, String> often =
                Map.of("ingest.on.schedule", "true", "ingest.cron", "0 0 3 1 1 ?", "status.cron", "0/2 * * * * ?");
        try (Connector one = process(often);
                Connector other = process(often)) {
            awaitSchedules(one);
            awaitSchedules(other);
            log.forget();
            await().until(() -> ticks() >= 5);
            assertThat(log.at(Level.ERROR)).isEmpty();
        }
    }

    private long ticks() {
        return log.at(Level.INFO).stream()
                .filter(line -> line.startsWith("stitch (application.properties): run status")
                        || line.contains("run is still going"))
                .count();
    }
}
