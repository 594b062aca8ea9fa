package io.github.stitchopenmetadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.stitchopenmetadata.http.Json;
import io.github.stitchopenmetadata.run.Run.Count;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.sandbox.Sandbox;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands between extraction and delivery, and that neither does the other's work. */
class LineageQueueRouteTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void extractionHandsOverMessagesOfTheirSchemaWithoutWritingToTheCatalog() throws Exception {
        try (Sandbox sandbox = Sandbox.start(); Connector connector = Connector.with(SandboxGuide.settings(sandbox))) {
            connector.context().getRouteController().stopRoute("deliver");
            List<String> messages = handedOver(connector);

            try (InputStream schema = getClass().getResourceAsStream("/lineage-message.schema.json")) {
                var contract = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
                assertThat(messages).hasSize(10).allSatisfy(message ->
                        assertThat(contract.validate(Json.MAPPER.readTree(message))).isEmpty());
            }
            assertThat(messages).noneMatch(message -> message.contains(sandbox.stitchToken()) || message.contains(sandbox.catalogToken()));
            assertThat(sandbox.catalogServer().requestsByEndpoint().keySet()).noneMatch(endpoint -> endpoint.contains("/tables")
                    || endpoint.startsWith("PUT /api/v1/pipelines"));
        }
    }

    @Test
    void deliveryNeedsNothingButTheMessage() throws Exception {
        List<String> messages;
        try (Sandbox sandbox = Sandbox.start(); Connector connector = Connector.with(SandboxGuide.settings(sandbox))) {
            connector.context().getRouteController().stopRoute("deliver");
            messages = handedOver(connector);
        }

        try (Sandbox sandbox = Sandbox.start(); Connector connector = Connector.with(SandboxGuide.settings(sandbox))) {
            messages.forEach(message -> send(connector.context(), message));

            await().atMost(PATIENCE).until(() -> sandbox.catalogServer().catalog().pipelines().values().stream()
                    .filter(pipeline -> pipeline.hasNonNull("sourceHash")).count() == 10);
            assertThat(sandbox.stitchServer().requests()).isZero();
        }
    }

    @Test
    void parksWhatIsNoMessageAndGoesOn(@TempDir Path parked) throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of("parking.directory", parked.toString()));
        try (Sandbox sandbox = Sandbox.start()) {
            settings.putAll(SandboxGuide.settings(sandbox));
            sendTwoThatAreNone(settings);
        }
        try (Stream<Path> files = Files.list(parked)) {
            assertThat(files.map(LineageQueueRouteTest::text)).containsExactlyInAnyOrder("{\"version\": 99}", "nonsense");
        }
    }

    private static void sendTwoThatAreNone(Map<String, String> settings) throws Exception {
        try (Connector connector = Connector.with(settings)) {
            send(connector.context(), "{\"version\": 99}");
            send(connector.context(), "nonsense");

            Run run = connector.ingestOne();

            assertThat(run.failures()).isEmpty();
            assertThat(run.counted(Count.PIPELINES_CREATED)).isEqualTo(10);
        }
    }

    @Test
    void extractionWaitsWhenTheQueueIsFull() throws Exception {
        StitchAccount account = StitchAccount.generated(20, 1, 1, 1.0);
        try (Servers servers = Servers.of(account);
                Connector connector = servers.connector(Map.of("lineage.queue.size", "1", "stitch.concurrency", "1"))) {
            connector.context().getRouteController().stopRoute("deliver");
            Thread ingest = new Thread(connector::ingest);

            ingest.start();
            await().atMost(PATIENCE).until(() -> schemasRead(servers) > 1);
            // one message in the queue, the others in the hands of the few threads that a concurrency of one has
            await().during(Duration.ofSeconds(1)).atMost(PATIENCE).until(() -> schemasRead(servers) < 6);
            connector.context().getRouteController().startRoute("deliver");
            ingest.join(PATIENCE.toMillis());

            assertThat(servers.catalogServer.catalog().pipelines()).hasSize(20);
        }
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

    private static List<String> handedOver(Connector connector) throws InterruptedException {
        List<String> messages = new ArrayList<>();
        Thread ingest = new Thread(() -> connector.context().createFluentProducerTemplate().to("direct:ingest").send());
        ingest.start();
        try (var consumer = connector.context().createConsumerTemplate()) {
            String queue = connector.context().resolvePropertyPlaceholders("{{lineage.queue}}");
            await().atMost(PATIENCE).until(() -> {
                String message = consumer.receiveBody(queue, 200, String.class);
                if (message != null) {
                    messages.add(message);
                }
                return messages.size() == 10;
            });
        } catch (IOException cannotClose) {
            throw new IllegalStateException(cannotClose);
        }
        return messages;
    }

    private static void send(CamelContext context, String message) {
        context.createFluentProducerTemplate().withBody(message).to(context.resolvePropertyPlaceholders("{{lineage.queue}}")).send();
    }
}
