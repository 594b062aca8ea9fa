package io.github.stitchopenmetadata.flow;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.github.stitchopenmetadata.support.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import io.github.stitchopenmetadata.deadletter.DeadLetters;
import io.github.stitchopenmetadata.run.Count;
import io.github.stitchopenmetadata.run.Failure;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Runs;
import io.github.stitchopenmetadata.sandbox.AccountEdits;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.HeldAnswers;
import io.github.stitchopenmetadata.support.LogLines;
import io.github.stitchopenmetadata.support.Patience;
import io.github.stitchopenmetadata.support.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class DeadLetterRouteTest {

    private final Servers servers = Servers.of(StitchAccount.generated(2, 3, 2, 1.0));

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        servers.close();
    }

    private Connector connector() throws Exception {
        return connector(Map.of());
    }

    private Connector connector(Map<String, String> more) throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of(
                "deadletter.directory",
                directory.resolve("dead-letters").toString(),
                "replay.directory",
                directory.resolve("replay").toString(),
                "retry.attempts",
                "1"));
        settings.putAll(more);
        return servers.connector(settings);
    }

    private List<Path> deadLetters() throws IOException {
        if (!Files.isDirectory(directory.resolve("dead-letters"))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory.resolve("dead-letters"))) {
            return files.sorted().toList();
        }
    }

    private static JsonNode json(Path file) throws IOException {
        return new ObjectMapper().readTree(Files.readString(file));
    }

    private StubMapping refusedPipelines() {
        return servers.catalog.stubFor(
                put(urlPathEqualTo("/api/v1/pipelines")).willReturn(aResponse().withStatus(503)));
    }

    /** A run that could not write any pipeline; the next one can. */
    private void leaveDeadLetters() throws Exception {
        StubMapping down = refusedPipelines();
        try (Connector connector = connector()) {
            connector.ingest();
        }
        servers.catalog.removeStub(down);
    }

    /** @return the replay directory */
    private Path drop(Path deadLetter) throws IOException {
        Path replay = Files.createDirectories(directory.resolve("replay"));
        Files.move(deadLetter, replay.resolve(deadLetter.getFileName()));
        return replay;
    }

    private int edges() {
        return servers.catalogServer.catalog().edges().size();
    }

    @Test
    void keepsWhatCannotBeDeliveredForItsOwnerAloneAndReplaysIt() throws Exception {
        StubMapping down = refusedPipelines();
        try (Connector connector = connector()) {
            Pass pass = connector.ingest();

            assertThat(pass.exitStatus()).isOne();
            assertThat(pass.runs().get(0).counts().of(Count.DEAD_LETTERS)).isEqualTo(2);
            assertThat(deadLetters()).hasSize(2);
            JsonNode first = json(deadLetters().get(0));
            assertThat(first.path("reason").asText()).contains("/api/v1/pipelines", "503");
            assertThat(first.path("attempts").asInt()).isOne();
            assertThat(first.at("/message/source/name").asText()).isEqualTo("source_0001");
            assertThat(Files.getPosixFilePermissions(deadLetters().get(0)))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(Files.getPosixFilePermissions(directory.resolve("dead-letters")))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));

            assertThat(connector.replay().exitStatus()).isOne();
            assertThat(json(deadLetters().get(0)).path("attempts").asInt()).isEqualTo(2);

            servers.catalog.removeStub(down);
            Pass replay = connector.replay();

            assertThat(replay.exitStatus()).isZero();
            assertThat(deadLetters()).isEmpty();
            assertThat(edges()).isEqualTo(6);
            long writes = servers.catalogServer.writes();
            assertThat(connector.ingestOne().counts().of(Count.PIPELINES_UNCHANGED))
                    .isEqualTo(2);
            assertThat(servers.catalogServer.writes()).isEqualTo(writes);
            assertThat(connector.replay().runs()).isEmpty();
        }
    }

    @Test
    void keepsAMessageOfWhichAnEdgeWasRefused() throws Exception {
        StubMapping bad = servers.catalog.stubFor(
                put(urlPathEqualTo("/api/v1/lineage")).willReturn(aResponse().withStatus(400)));
        try (Connector connector = connector()) {
            assertThat(connector.ingestOne().counts().of(Count.DEAD_LETTERS)).isEqualTo(2);
            assertThat(json(deadLetters().get(0)).path("reason").asText()).contains("/api/v1/lineage", "400");

            servers.catalog.removeStub(bad);

            assertThat(connector.replay().exitStatus()).isZero();
            assertThat(edges()).isEqualTo(6);
            assertThat(deadLetters()).isEmpty();
        }
    }

    @Test
    void isDoneWithADeadLetterWhenANewerOneOfItsSourceArrives() throws Exception {
        StubMapping down = refusedPipelines();
        try (Connector connector = connector()) {
            connector.ingest();
            assertThat(deadLetters()).hasSize(2);
            servers.catalog.removeStub(down);

            assertThat(connector.ingest().exitStatus()).isZero();

            assertThat(deadLetters()).isEmpty();
        }
    }

    @Test
    void forgetsTheDeadLetterOfASourceThatIsGone() throws Exception {
        try (Connector connector = connector()) {
            connector.ingest();
            StubMapping down = refusedPipelines();
            StitchAccount account = servers.account.account();
            servers.account.replace(AccountEdits.renameSource(
                    account, account.sources().get(0).path("id").asLong(), "Another name"));
            connector.ingest();
            assertThat(deadLetters()).hasSize(1);
            servers.catalog.removeStub(down);
            servers.account.replace(AccountEdits.deleteSource(
                    account, account.sources().get(0).path("id").asLong(), Instant.EPOCH));

            assertThat(connector.ingestOne().counts().of(Count.PIPELINES_DELETED))
                    .isOne();

            assertThat(deadLetters()).isEmpty();
        }
    }

    @Test
    void deliversNothingButKeepsAllWhereTheServerIsGone() throws Exception {
        leaveDeadLetters();
        servers.catalog.stubFor(
                any(anyUrl()).atPriority(1).willReturn(aResponse().withStatus(401)));
        try (Connector connector = connector()) {
            Pass replay = connector.replay();

            assertThat(replay.exitStatus()).isEqualTo(2);
            assertThat(deadLetters()).hasSize(2);
            assertThat(json(deadLetters().get(0)).path("reason").asText()).contains("401");
        }
    }

    @Test
    void failsLoudlyWhereItCannotKeepAMessageAndLeavesNothingHalfWritten() throws Exception {
        refusedPipelines();
        Files.writeString(directory.resolve("file"), "in the way");
        try (Connector connector = connector(
                Map.of("deadletter.directory", directory.resolve("file").toString()))) {
            Pass pass = connector.ingest();

            assertThat(pass.exitStatus()).isOne();
            assertThat(pass.runs().get(0).problems().failures())
                    .extracting(Failure::why)
                    .filteredOn(why -> why.contains("deadletter.directory"))
                    .hasSize(2);
            assertThat(Files.readString(directory.resolve("file"))).isEqualTo("in the way");
        }
    }

    @Test
    void saysWhichDeadLetterHoldsNoMessageAndGoesOn() throws Exception {
        StubMapping down = refusedPipelines();
        try (Connector connector = connector()) {
            connector.ingest();
            servers.catalog.removeStub(down);
            Files.writeString(directory.resolve("dead-letters/a.json"), "{\"message\": {\"version\": 1}}");
            Files.writeString(directory.resolve("dead-letters/b.json"), "nonsense");
            Path stranger = directory.resolve("dead-letters/c.json");
            Files.writeString(
                    stranger,
                    Files.readString(deadLetters().stream()
                                    .filter(file -> file.toString().contains("source_0001"))
                                    .findFirst()
                                    .orElseThrow())
                            .replace("\"service\" : \"stitch\"", "\"service\" : \"nobody\""));

            Pass replay = connector.replay();

            assertThat(replay.exitStatus()).isOne();
            assertThat(replay.refusedFiles())
                    .hasSize(3)
                    .anyMatch(why -> why.startsWith("a.json "))
                    .anyMatch(why -> why.startsWith("b.json "))
                    .anyMatch(why -> why.contains("nobody"));
            assertThat(deadLetters())
                    .extracting(file -> file.getFileName().toString())
                    .containsExactly("a.json", "b.json", "c.json");
            assertThat(edges()).isEqualTo(6);
        }
    }

    @Test
    void deliversAFileThatIsDroppedAndPutsAsideWhatIsNone() throws Exception {
        leaveDeadLetters();
        Path replay = directory.resolve("replay");
        for (Path file : deadLetters()) {
            drop(file);
        }
        Files.writeString(replay.resolve("bad.json"), "nonsense");

        try (Connector connector = connector()) {
            connector.context().getRouteController().startRoute("replay-dropped");

            await().untilAsserted(() -> assertThat(replay)
                    .isDirectoryNotContaining("glob:**.json")
                    .isDirectoryRecursivelyContaining("glob:**/refused/bad.json"));
            assertThat(edges()).isEqualTo(6);
        }
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void deliversAFileThatIsDroppedWhileAnotherReplayIsUnderWayWhenItsTurnComes() throws Exception {
        leaveDeadLetters();
        Path replay = drop(deadLetters().get(1));

        try (HeldAnswers held = new HeldAnswers("PUT", "/api/v1/pipelines");
                LogLines log = new LogLines();
                Connector connector = connector()) {
            servers.alter(held);
            CompletableFuture<Pass> other = CompletableFuture.supplyAsync(connector::replay);
            held.awaitFirst();
            log.show(Level.INFO);
            connector.context().getRouteController().startRoute("replay-dropped");
            await().until(() -> log.events().stream()
                    .anyMatch(event -> event.getLoggerName().equals(Runs.class.getName())
                            && event.getFormattedMessage().contains("replay")));
            assertThat(edges()).isZero();
            held.letGo();

            assertThat(Patience.get(other).exitStatus()).isZero();
            await().untilAsserted(() -> assertThat(replay).isEmptyDirectory());
            assertThat(edges()).isEqualTo(6);
        }
    }

    @Test
    void putsAFileThatIsDroppedAsideWhereItIsNeitherDeliveredNorKept() throws Exception {
        leaveDeadLetters();
        refusedPipelines();
        Path deadLetter = deadLetters().get(0);
        String text = Files.readString(deadLetter);
        Path dropped = drop(deadLetter).resolve(deadLetter.getFileName());
        Files.writeString(directory.resolve("file"), "in the way");

        Map<String, String> cannotKeep =
                Map.of("deadletter.directory", directory.resolve("file").toString());
        try (Connector connector = connector(cannotKeep)) {
            connector.context().getRouteController().startRoute("replay-dropped");

            await().until(() -> !Files.exists(dropped));
        }
        assertThat(dropped.resolveSibling("refused").resolve(dropped.getFileName()))
                .hasContent(text);
    }

    @Test
    void followsTheSettingOfAnEarlierVersion() throws Exception {
        Path former = directory.resolve("mine");
        StubMapping down = refusedPipelines();
        Map<String, String> settings = Map.of("parking.directory", former.toString(), "retry.attempts", "0");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger(DeadLetters.class);
        logger.addAppender(log);
        try (Connector connector = servers.connector(settings)) {
            assertThat(log.list)
                    .singleElement()
                    .asString()
                    .contains("WARN", "parking.directory", "deadletter.directory", former.toString());
            assertThat(connector.ingest().exitStatus()).isOne();
            assertThat(former).isDirectoryContaining("glob:**.json");

            servers.catalog.removeStub(down);
            assertThat(connector.replay().exitStatus()).isZero();
            assertThat(former).isEmptyDirectory();
            assertThat(edges()).isEqualTo(6);
        } finally {
            logger.detachAppender(log);
        }
    }

    @Test
    void deliversWhatAnEarlierVersionLeftOnce() throws Exception {
        Path former = directory.resolve("parked");
        StubMapping down = refusedPipelines();
        try (Connector earlier = connector(Map.of("deadletter.directory", former.toString()))) {
            earlier.ingest();
        }
        Files.createDirectory(directory.resolve("dead-letters"));

        try (Connector connector = connector()) {
            assertThat(connector.replay().exitStatus()).isOne();
            assertThat(deadLetters()).hasSize(2);
            assertThat(former).isEmptyDirectory();

            servers.catalog.removeStub(down);
            assertThat(connector.replay().exitStatus()).isZero();
            assertThat(deadLetters()).isEmpty();
            assertThat(edges()).isEqualTo(6);
            assertThat(connector.replay().runs()).isEmpty();
        }
    }
}
