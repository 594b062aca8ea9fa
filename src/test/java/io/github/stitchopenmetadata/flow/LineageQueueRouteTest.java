package io.github.stitchopenmetadata.flow;

import static io.github.stitchopenmetadata.support.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.stitchopenmetadata.run.Count;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.run.RunProgress;
import io.github.stitchopenmetadata.run.Runs;
import io.github.stitchopenmetadata.sandbox.Sandbox;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.HeldAnswers;
import io.github.stitchopenmetadata.support.LogLines;
import io.github.stitchopenmetadata.support.MarkedAccount;
import io.github.stitchopenmetadata.support.Patience;
import io.github.stitchopenmetadata.support.Servers;
import io.github.stitchopenmetadata.text.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.component.seda.SedaProducer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands between extraction and delivery, and that neither does the other's work. */
class LineageQueueRouteTest {

    @Test
    void extractionHandsOverMessagesOfTheirSchemaWithoutWritingToTheCatalog() throws Exception {
        try (Sandbox sandbox = Sandbox.start();
                Connector connector = Connector.with(sandbox.settings())) {
            connector.context().getRouteController().stopRoute("deliver");
            List<String> messages = handedOver(connector, 10);

            try (InputStream schema = getClass().getResourceAsStream("/lineage-message.schema.json")) {
                var contract = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(schema);
                assertThat(messages).hasSize(10).allSatisfy(message -> assertThat(
                                contract.validate(Json.MAPPER.readTree(message)))
                        .isEmpty());
            }
            assertThat(messages)
                    .noneMatch(message ->
                            message.contains(sandbox.stitchToken()) || message.contains(sandbox.catalogToken()));
            assertThat(sandbox.catalogServer().requestsByEndpoint().keySet())
                    .noneMatch(
                            endpoint -> endpoint.contains("/tables") || endpoint.startsWith("PUT /api/v1/pipelines"));
        }
    }

    @Test
    void messagesHoldNoConnectionProperties() throws Exception {
        try (Servers servers = new Servers(MarkedAccount.read(), "1.13.0", catalog -> {
                    catalog.addDatabaseService("prod_postgres", "Postgres");
                    catalog.addDatabaseService("warehouse", "Snowflake");
                });
                Connector connector = servers.connector(Map.of())) {
            connector.context().getRouteController().stopRoute("deliver");

            assertThat(handedOver(connector, 5)).allSatisfy(message -> assertThat(message)
                    .doesNotContain(MarkedAccount.MARKER)
                    .contains("\"source\""));
        }
    }

    @Test
    void deliveryNeedsNothingButTheMessage() throws Exception {
        List<String> messages;
        try (Sandbox sandbox = Sandbox.start();
                Connector connector = Connector.with(sandbox.settings())) {
            connector.context().getRouteController().stopRoute("deliver");
            messages = handedOver(connector, 10);
        }

        try (Sandbox sandbox = Sandbox.start();
                Connector connector = Connector.with(sandbox.settings())) {
            messages.forEach(message -> send(connector.context(), message));

            await().until(() -> sandbox.catalogServer().catalog().pipelines().values().stream()
                            .filter(pipeline -> pipeline.hasNonNull("sourceHash"))
                            .count()
                    == 10);
            assertThat(sandbox.stitchServer().requests()).isZero();
        }
    }

    @Test
    void keepsWhatIsNoMessageAsADeadLetterAndGoesOn(@TempDir Path letters) throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of("deadletter.directory", letters.toString()));
        try (Sandbox sandbox = Sandbox.start()) {
            settings.putAll(sandbox.settings());
            sendTwoThatAreNone(settings);
        }
        try (Stream<Path> files = Files.list(letters)) {
            assertThat(files.map(LineageQueueRouteTest::text))
                    .containsExactlyInAnyOrder("{\"version\": 99}", "nonsense");
        }
    }

    private static void sendTwoThatAreNone(Map<String, String> settings) throws Exception {
        try (Connector connector = Connector.with(settings)) {
            send(connector.context(), "{\"version\": 99}");
            send(connector.context(), "nonsense");

            Run run = connector.ingestOne();

            assertThat(run.problems().failures()).isEmpty();
            assertThat(run.counts().of(Count.PIPELINES_CREATED)).isEqualTo(10);
        }
    }

    /** It is in the queue no more, and lies in no file: nobody would hear of it again. */
    @Test
    void failsLoudlyWhereItCannotKeepWhatIsNoMessage(@TempDir Path folder) throws Exception {
        Path inTheWay = Files.writeString(folder.resolve("dead-letters"), "in the way");
        try (Servers servers = Servers.of(StitchAccount.generated(1, 1, 1, 1.0));
                HeldAnswers account = new HeldAnswers("GET", "/v4/destinations");
                LogLines log = new LogLines();
                Connector connector = servers.connector(
                        Map.of("deadletter.directory", inTheWay.toString(), "report.directory", folder.toString()))) {
            // the run has begun, and is not over when the message has been taken
            servers.alter(account);
            CompletableFuture<Pass> pass = CompletableFuture.supplyAsync(connector::ingest);
            account.awaitFirst();
            send(connector.context(), "nonsense");
            await().until(() -> log.at(Level.ERROR).stream().anyMatch(LineageQueueRouteTest::tellsOfTheLoss));
            account.letGo();

            assertThat(pass.get().exitStatus()).isOne();
            assertThat(pass.get().runs().get(0).problems().failures()).isEmpty();
            assertThat(pass.get().unreadMessages())
                    .singleElement()
                    .asString()
                    .contains("deadletter.directory", inTheWay.toString(), "nonsense");
            assertThat(Json.MAPPER
                            .readTree(folder.resolve("report.json").toFile())
                            .path("unreadMessages")
                            .get(0)
                            .asText())
                    .contains("deadletter.directory", inTheWay.toString());
        }
    }

    private static boolean tellsOfTheLoss(String line) {
        return line.contains("lost") && line.contains("deadletter.directory");
    }

    /** The run must not wait for what nobody will deliver. */
    @Test
    void doesNotWaitForAMessageThatTheQueueDidNotTake() throws Exception {
        try (Servers servers = Servers.of(StitchAccount.generated(4, 1, 1, 1.0));
                HeldAnswers deliveries = new HeldAnswers("PUT", "/api/v1/pipelines");
                Connector connector = servers.connector(Map.of(
                        "lineage.queue",
                        "seda:lineage?size=1",
                        "stitch.concurrency",
                        "1",
                        "openmetadata.concurrency",
                        "1"))) {
            servers.alter(deliveries);
            CompletableFuture<Pass> ingest = CompletableFuture.supplyAsync(connector::ingest);
            await().until(() -> failures(connector) > 0);
            deliveries.letGo();
            Pass pass = Patience.get(ingest);

            assertThat(pass.exitStatus()).isOne();
            assertThat(pass.runs().get(0).problems().failures())
                    .isNotEmpty()
                    .allSatisfy(failure -> assertThat(failure.why()).contains("Queue full"));
            assertThat(servers.catalogServer.catalog().pipelines())
                    .hasSize(4 - pass.runs().get(0).problems().failures().size());
        }
    }

    @Test
    void extractionWaitsWhenTheQueueIsFull() throws Exception {
        StitchAccount account = StitchAccount.generated(20, 1, 1, 1.0);
        try (Servers servers = Servers.of(account);
                Connector connector = servers.connector(Map.of("lineage.queue.size", "1", "stitch.concurrency", "1"))) {
            connector.context().getRouteController().stopRoute("deliver");
            CompletableFuture<Pass> ingest = CompletableFuture.supplyAsync(connector::ingest);
            await().until(() -> {
                int underWay = connector.context().getInflightRepository().size("extract-source");
                return underWay > 0 && threadsAtTheQueue() == underWay;
            });
            // one message in the queue, the others in the hands of the few threads that a concurrency of one has
            assertThat(schemasRead(servers)).isLessThan(6);
            connector.context().getRouteController().startRoute("deliver");
            Patience.get(ingest);

            assertThat(servers.catalogServer.catalog().pipelines()).hasSize(20);
        }
    }

    /** How many threads wait until the queue has room. */
    private static long threadsAtTheQueue() {
        return Thread.getAllStackTraces().values().stream()
                .map(List::of)
                .filter(frames -> frames.stream()
                                .anyMatch(at -> at.getClassName().equals(SedaProducer.class.getName()))
                        && frames.stream().anyMatch(at -> at.getMethodName().equals("await")))
                .count();
    }

    private static long failures(Connector connector) {
        return connector.context().getRegistry().lookupByNameAndType("runs", Runs.class).progress().stream()
                .mapToLong(RunProgress::failures)
                .sum();
    }

    private static String text(Path file) {
        try {
            return Json.MAPPER.readTree(Files.readString(file)).path("text").asText();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static long schemasRead(Servers servers) {
        return servers.account.requestsByEndpoint().getOrDefault("GET /v4/sources/{source_id}/streams/{stream_id}", 0L);
    }

    private static List<String> handedOver(Connector connector, int count) throws InterruptedException {
        List<String> messages = new ArrayList<>();
        Thread ingest = new Thread(() -> connector
                .context()
                .createFluentProducerTemplate()
                .withBody("lineage")
                .to("direct:pass")
                .send());
        ingest.start();
        try (var consumer = connector.context().createConsumerTemplate()) {
            String queue = connector.context().resolvePropertyPlaceholders("{{lineage.queue}}");
            await().until(() -> {
                String message = consumer.receiveBody(queue, 200, String.class);
                if (message != null) {
                    messages.add(message);
                }
                return messages.size() == count;
            });
        } catch (IOException cannotClose) {
            throw new IllegalStateException(cannotClose);
        }
        return messages;
    }

    private static void send(CamelContext context, String message) {
        context.createFluentProducerTemplate()
                .withBody(message)
                .to(context.resolvePropertyPlaceholders("{{lineage.queue}}"))
                .send();
    }
}
