package io.github.stitchopenmetadata.flow;

import static io.github.stitchopenmetadata.support.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.report.Summary;
import io.github.stitchopenmetadata.run.Count;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.ArtemisBroker;
import io.github.stitchopenmetadata.support.CatalogContents;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.Extent;
import io.github.stitchopenmetadata.support.HeldAnswers;
import io.github.stitchopenmetadata.support.KafkaBroker;
import io.github.stitchopenmetadata.support.Link;
import io.github.stitchopenmetadata.support.LogLines;
import io.github.stitchopenmetadata.support.Machines;
import io.github.stitchopenmetadata.support.Patience;
import io.github.stitchopenmetadata.support.Servers;
import io.github.stitchopenmetadata.text.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several processes with a real broker between them, when something goes wrong with a process, the broker or a message. */
@Tag(Extent.THOROUGH)
class MachinesFaultsRouteTest {

    private static final StitchAccount ACCOUNT = StitchAccount.generated(6, 3, 3, 0.7);

    private enum Broker {
        KAFKA,
        JMS
    }

    @TempDir
    private static Path folder;

    private static KafkaBroker kafka;
    private static ArtemisBroker artemis;
    private static int number;

    @BeforeAll
    static void start() throws Exception {
        kafka = new KafkaBroker(folder.resolve("kafka"));
        artemis = new ArtemisBroker(folder.resolve("artemis"));
    }

    @AfterAll
    static void stop() throws Exception {
        kafka.close();
        artemis.close();
    }

    private static Map<String, String> settings(Broker broker) throws Exception {
        number++;
        return new HashMap<>(
                broker == Broker.KAFKA
                        ? Machines.over(kafka, "topics" + number, 4)
                        : Machines.over(artemis, "queues" + number));
    }

    private static Map<String, String> settings(Broker broker, String name, String value) throws Exception {
        Map<String, String> settings = settings(broker);
        settings.put(name, value);
        return settings;
    }

    /** Whether the last write of each source has been made. */
    private static boolean isDelivered(Servers servers) {
        return servers.catalogServer.catalog().pipelines().values().stream()
                        .filter(pipeline -> pipeline.hasNonNull("sourceHash"))
                        .count()
                == 6;
    }

    private static Set<String> contents(Servers servers) {
        return CatalogContents.of(servers.catalogServer.catalog());
    }

    private static void assertThatItIsAsFromOneProcess(Servers servers, Run run, Map<String, String> more)
            throws Exception {
        try (Servers others = Servers.of(ACCOUNT);
                Connector all = others.connector(more)) {
            assertThat(Summary.of(run, Duration.ZERO)).isEqualTo(Summary.of(all.ingestOne(), Duration.ZERO));
            assertThat(contents(servers)).isEqualTo(contents(others));
        }
    }

    /** The process is told to stop in the middle of a call: its message goes to the other one, and is no dead letter. */
    @ParameterizedTest
    @EnumSource
    void aDeliveryThatIsBrokenOffIsDoneByAnother(Broker broker) throws Exception {
        try (Servers servers = Servers.of(ACCOUNT);
                HeldAnswers held = new HeldAnswers("PUT", "/api/v1/pipelines");
                LogLines log = new LogLines();
                Machines machines = new Machines(servers, settings(broker), 1)) {
            log.show(Level.INFO);
            servers.alter(held);
            CompletableFuture<Run> run = CompletableFuture.supplyAsync(machines::ingestOne);
            held.awaitFirst();
            CompletableFuture<Void> stopped =
                    CompletableFuture.runAsync(machines.deliverers().get(0)::close);
            await().until(() -> machines.deliverers().get(0).context().isStopping());
            held.letGo();
            Patience.get(stopped);
            assertThat(log.texts())
                    .anyMatch(line -> line.contains("the delivery was broken off, the process is told to stop"));
            machines.addDeliverer();

            assertThat(Patience.get(run).life().stopped()).isNull();
            assertThat(run.get().problems().failures()).isEmpty();
            assertThat(machines.deadLetters()).doesNotExist();
            assertThat(servers.catalogServer.catalog().pipelines())
                    .hasSize(6)
                    .allSatisfy((name, pipeline) ->
                            assertThat(pipeline.path("sourceHash").asText()).isNotEmpty());
            assertThat(run.get().counts().of(Count.PIPELINES_CREATED)
                            + run.get().counts().of(Count.PIPELINES_UPDATED)
                            + run.get().counts().of(Count.PIPELINES_UNCHANGED))
                    .isEqualTo(6);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRunWaitsForNobodyForEver(Broker broker) throws Exception {
        try (Servers servers = Servers.of(ACCOUNT);
                Machines machines = new Machines(servers, settings(broker, "lineage.results.wait", "6000"), 0)) {
            Run run = machines.ingestOne();

            assertThat(run.life().stopped())
                    .startsWith("6 deliveries are outstanding")
                    .contains("lineage.results.wait");
            assertThat(run.counts().of(Count.SOURCES)).isEqualTo(6);
            machines.addDeliverer();
            Run next = machines.ingestOne();
            assertThat(next.life().stopped()).isNull();
            assertThat(next.problems().failures()).isEmpty();
            assertThat(servers.catalogServer.catalog().pipelines()).hasSize(6);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNoMessageIsADeadLetter(Broker broker) throws Exception {
        try (Servers servers = Servers.of(ACCOUNT);
                Machines machines = new Machines(servers, settings(broker), 1)) {
            machines.send("nonsense");
            machines.send("{\"version\": 99, \"runId\": \"other\"}");
            machines.send("");

            assertThat(machines.ingestOne().life().stopped()).isNull();

            List<JsonNode> letters = new ArrayList<>();
            await().until(() -> {
                letters.clear();
                try (Stream<Path> files = Files.list(machines.deadLetters())) {
                    for (Path file : files.toList()) {
                        letters.add(Json.MAPPER.readTree(file.toFile()));
                    }
                }
                return letters.size() == 3;
            });
            assertThat(letters)
                    .extracting(letter -> letter.path("text").asText())
                    .containsExactlyInAnyOrder("nonsense", "{\"version\": 99, \"runId\": \"other\"}", "");
            assertThat(letters)
                    .extracting(letter -> letter.path("reason").asText())
                    .anyMatch(reason -> reason.contains("version 99 is neither 1 nor 2"));
        }
    }

    /** All of them, so that nobody looks into the folders of many machines. */
    @ParameterizedTest
    @EnumSource
    void deadLettersGoToAnEndpoint(Broker broker) throws Exception {
        Map<String, String> settings = settings(broker);
        settings.put(
                "deadletter.endpoint",
                settings.get("lineage.queue").replaceFirst("-lineage", "-dead").replaceFirst("deliverers", "readers"));
        settings.put("breaker.calls", "0");
        settings.put("retry.attempts", "1");
        try (Servers servers = Servers.of(ACCOUNT);
                Machines machines = new Machines(servers, settings, 1)) {
            servers.catalogServer.breakDownAfter(12);
            machines.send("nonsense");
            Run run = machines.ingestOne();
            assertThat(run.counts().of(Count.DEAD_LETTERS)).isPositive();

            List<Exchange> letters = new ArrayList<>();
            try (var consumer = machines.extractor().context().createConsumerTemplate()) {
                await().until(() -> {
                    Exchange letter = consumer.receive(settings.get("deadletter.endpoint"), 500);
                    if (letter != null) {
                        letters.add(letter);
                    }
                    return letters.size() == run.counts().of(Count.DEAD_LETTERS) + 1;
                });
            }
            assertThat(letters).anySatisfy(letter -> {
                assertThat(letter.getMessage().getBody(String.class)).isEqualTo("nonsense");
                assertThat(letter.getMessage().getHeader("reason", String.class))
                        .contains("not a lineage message");
            });
            assertThat(letters)
                    .filteredOn(letter -> letter.getMessage().getHeader("source") != null)
                    .hasSize((int) run.counts().of(Count.DEAD_LETTERS))
                    .allSatisfy(letter -> {
                        JsonNode message =
                                Json.MAPPER.readTree(letter.getMessage().getBody(String.class));
                        assertThat(message.path("source").path("name").asText())
                                .isEqualTo(letter.getMessage().getHeader("source", String.class));
                        assertThat(letter.getMessage().getHeader("service", String.class))
                                .isEqualTo("stitch");
                        assertThat(letter.getMessage().getHeader("reason", String.class))
                                .contains("503");
                    });
            assertThat(machines.deadLetters()).doesNotExist();
        }
    }

    @ParameterizedTest
    @EnumSource
    void largeSourcesComeInParts(Broker broker) throws Exception {
        try (Servers servers = Servers.of(ACCOUNT);
                Machines machines = new Machines(servers, settings(broker, "lineage.message.bytes", "4000"), 2)) {
            Run run = machines.ingestOne();

            assertThatItIsAsFromOneProcess(servers, run, Map.of("lineage.message.bytes", "4000"));
        }
    }

    /** The producer of Kafka puts smaller ones together, 16 kB at a time, and never comes to an end where the topic takes less than that. */
    @Test
    void aPartThatTheTopicDoesNotTakeFailsItsSource() throws Exception {
        StitchAccount large = StitchAccount.generated(2, 60, 20, 1.0);
        kafka.createTopic("small-lineage", 1, Map.of("max.message.bytes", "20000"));
        kafka.createTopic("small-results", 1, Map.of());
        try (Servers servers = Servers.of(large);
                Machines machines = new Machines(servers, Machines.at(kafka, "small"), 1)) {
            Run run = machines.ingestOne();

            assertThat(run.problems().failures()).hasSize(2).allSatisfy(failure -> assertThat(failure.why())
                    .contains("lower lineage.message.bytes", "max.message.bytes", "maxRequestSize"));
            assertThat(run.life().stopped()).isNull();
        }
    }

    @Test
    void theRunWaitsForABrokerThatIsDown() throws Exception {
        Path log = folder.resolve("late");
        try (KafkaBroker late = new KafkaBroker(log);
                Servers servers = Servers.of(ACCOUNT);
                LogLines lines = new LogLines()) {
            Map<String, String> settings = Machines.over(late, "late", 4);
            late.stop();
            try (Machines machines = new Machines(servers, settings, 1)) {
                CompletableFuture<Run> run = CompletableFuture.supplyAsync(machines::ingestOne);
                await().until(() -> lines.at(Level.WARN).stream()
                        .anyMatch(line -> line.contains("the broker of lineage.results takes nothing")));
                late.start();

                assertThat(Patience.get(run).life().stopped()).isNull();
                assertThatItIsAsFromOneProcess(servers, run.get(), Map.of());
            }
        }
    }

    @Test
    void aBrokerThatRefusesTheUserRefusesTheRun() throws Exception {
        try (ArtemisBroker closed = new ArtemisBroker(folder.resolve("closed"), "somebody");
                Servers servers = Servers.of(ACCOUNT)) {
            Map<String, String> settings = Machines.over(closed, "closed");
            settings.put("lineage.results.wait", "3000");
            try (Machines machines = new Machines(servers, settings, 0)) {
                Run run = machines.ingestOne();

                assertThat(run.life().isRefused()).isTrue();
                assertThat(run.life().stopped())
                        .contains("the broker of lineage.results does not give back", "rights of the user");
                assertThat(servers.catalogServer.catalog().pipelines()).isEmpty();
            }
        }
    }

    /** The broker gives its messages to others by then. When it is done, its messages come again, once. */
    @Test
    void aDeliveryMayTakeLongerThanTheBrokerWaits() throws Exception {
        Map<String, String> settings = settings(Broker.KAFKA);
        settings.merge("lineage.queue", "&maxPollIntervalMs=2000&sessionTimeoutMs=6000", String::concat);
        try (Servers servers = Servers.of(ACCOUNT);
                HeldAnswers held = new HeldAnswers("PUT", "/api/v1/pipelines");
                Machines machines = new Machines(servers, settings, 2)) {
            servers.alter(held);
            CompletableFuture<Run> run = CompletableFuture.supplyAsync(machines::ingestOne);
            held.awaitFirst();
            await().until(() -> kafka.members("deliverers") == 0);
            held.letGo();

            assertThat(Patience.get(run).problems().failures()).isEmpty();
            assertThat(run.get().life().stopped()).isNull();
            assertThat(machines.deadLetters()).doesNotExist();
            // what one delivery wrote before the broker gave its message away is unchanged for the next
            assertThat(run.get().counts().of(Count.EDGES_DRAWN)
                            + run.get().counts().of(Count.EDGES_UNCHANGED))
                    .isEqualTo(servers.catalogServer.catalog().edges().size());
            try (Servers others = Servers.of(ACCOUNT);
                    Connector all = others.connector(Map.of())) {
                all.ingest();
                assertThat(contents(servers)).isEqualTo(contents(others));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theBrokerMayBeRestarted(Broker broker) throws Exception {
        try (Servers servers = Servers.of(ACCOUNT);
                HeldAnswers held = new HeldAnswers("PUT", "/api/v1/pipelines");
                Machines machines = new Machines(servers, settings(broker), 2)) {
            servers.alter(held);
            CompletableFuture<Run> run = CompletableFuture.supplyAsync(machines::ingestOne);
            held.awaitFirst();
            await().until(() -> servers.account.requests() > 6);
            if (broker == Broker.KAFKA) {
                kafka.stop();
                kafka.start();
            } else {
                artemis.stop();
                artemis.start();
            }
            held.letGo();

            await().until(() -> isDelivered(servers));
            assertThat(machines.deadLetters()).doesNotExist();
            // over JMS what was told while the broker was away is lost, and the run would wait for it
            if (broker == Broker.KAFKA) {
                assertThat(Patience.get(run).problems().failures()).isEmpty();
                assertThat(run.get().life().stopped()).isNull();
            } else {
                machines.extractor().close();
                Patience.get(run);
            }
        }
    }

    /**
     * Nobody is told of the cut: the broker gives the messages of the process to another one, once it has heard nothing of it for
     * long enough. The process is in the middle of a call by then, and its acknowledgement comes to nobody.
     */
    @ParameterizedTest
    @EnumSource
    void theNetworkMayBeCutBetweenAProcessAndTheBroker(Broker broker) throws Exception {
        Map<String, String> settings = settings(broker);
        try (Servers servers = Servers.of(ACCOUNT);
                HeldAnswers held = new HeldAnswers("PUT", "/api/v1/pipelines");
                Machines machines = new Machines(servers, settings, 0)) {
            machines.addDeliverer(farFrom(broker, settings));
            servers.alter(held);
            CompletableFuture<Run> run = CompletableFuture.supplyAsync(machines::ingestOne);
            held.awaitFirst();
            link(broker).cut();
            await().until(() -> consumers(broker) == 0);
            machines.addDeliverer();
            held.letGo();
            await().until(() -> isDelivered(servers));
            link(broker).mend();

            assertThat(Patience.get(run).problems().failures()).isEmpty();
            assertThat(run.get().life().stopped()).isNull();
            assertThat(machines.deadLetters()).doesNotExist();
            try (Servers others = Servers.of(ACCOUNT)) {
                others.ingest();
                assertThat(contents(servers)).isEqualTo(contents(others));
            }
            await().until(() -> consumers(broker) == 4);
            assertThat(machines.ingestOne().counts().of(Count.PIPELINES_UNCHANGED))
                    .isEqualTo(6);
        }
    }

    /** The settings of a process whose way to the broker is the link, and which the broker gives up within seconds. */
    private static Map<String, String> farFrom(Broker broker, Map<String, String> settings) {
        Map<String, String> far = new HashMap<>(settings);
        if (broker == Broker.KAFKA) {
            far.replaceAll(
                    (name, value) -> value.replace(kafka.address(), kafka.link().address()));
            far.merge("lineage.queue", "&sessionTimeoutMs=6000&heartbeatIntervalMs=1000", String::concat);
        } else {
            far.replaceAll((name, value) -> value.replace(
                    artemis.address() + "?",
                    "tcp://" + artemis.link().address() + "?connectionTTL=2000&clientFailureCheckPeriod=1000&"));
        }
        return far;
    }

    private static Link link(Broker broker) {
        return broker == Broker.KAFKA ? kafka.link() : artemis.link();
    }

    private static int consumers(Broker broker) throws Exception {
        return broker == Broker.KAFKA ? kafka.members("deliverers") : artemis.consumers("queues" + number + "-lineage");
    }
}
