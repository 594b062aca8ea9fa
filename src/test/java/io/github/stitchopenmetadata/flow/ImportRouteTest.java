package io.github.stitchopenmetadata.flow;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.stitchopenmetadata.http.CallFailedException;
import io.github.stitchopenmetadata.openapi.InvalidCallException;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.Extent;
import io.github.stitchopenmetadata.support.LogLines;
import io.github.stitchopenmetadata.support.Patience;
import io.github.stitchopenmetadata.support.Servers;
import io.github.stitchopenmetadata.workflow.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.processor.aggregate.AggregateProcessor;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that are collected on their way to the Import API. */
class ImportRouteTest {

    private static final long SOURCE = 310_407;
    private static final String BATCH = "/v2/import/batch";

    private static final ObjectMapper LONG_TEXTS = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build());

    private static Servers servers;
    private static Connector connector;
    private static Path folder;
    private static int tables;

    private final String table = "visits" + ++tables;

    @BeforeAll
    static void start() throws Exception {
        servers =
                new Servers(StitchAccount.read("/sandbox/stitch-account.json", Instant.now()), "1.13.0", catalog -> {});
        folder = Files.createTempDirectory(Path.of("target"), "import");
        connector = connector(Map.of());
    }

    /** Neither an account of Stitch nor a catalog is configured. */
    private static Connector connector(Map<String, String> more) throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of(
                "import.hostPort", servers.stitch.baseUrl(),
                "import.token", servers.account.importToken(SOURCE),
                "import.batch.records", "100",
                // only a test completes what is collected
                "import.batch.seconds", "3600",
                "deadletter.directory", folder.resolve("dead-letters").toString(),
                "retry.attempts", "1",
                "breaker.calls", "0"));
        settings.putAll(more);
        return Connector.with(settings);
    }

    @AfterAll
    static void stop() {
        connector.close();
        servers.close();
    }

    @BeforeEach
    void reset() {
        servers.reset();
    }

    private Map<String, Object> headers() {
        return new HashMap<>(Map.of("CamelStitchImportTable", table, "CamelStitchImportKeyNames", "id"));
    }

    private static Exchange send(Connector to, Object body, Map<String, Object> headers) {
        Exchange exchange = new DefaultExchange(to.context());
        exchange.getMessage().setBody(body);
        exchange.getMessage().setHeaders(new HashMap<>(headers));
        return to.context()
                .createFluentProducerTemplate()
                .withExchange(exchange)
                .to("direct:stitch-import")
                .send();
    }

    private Exchange send(Object body) {
        Exchange done = send(connector, body, headers());
        assertThat(done.getException()).isNull();
        return done;
    }

    private static Map<String, Object> record(int id) {
        return new HashMap<>(Map.of("id", id, "amount", id * 2));
    }

    private static List<Map<String, Object>> records(int count) {
        return new ArrayList<>(
                IntStream.range(0, count).mapToObj(ImportRouteTest::record).toList());
    }

    private List<JsonNode> arrived() {
        return servers.account.pushed(SOURCE).stream()
                .filter(message -> message.path("table_name").asText().equals(table))
                .toList();
    }

    private List<Integer> arrivedIds() {
        return arrived().stream().map(message -> message.at("/data/id").asInt()).toList();
    }

    /** Nobody waits for others to join. */
    private static void complete() {
        complete(connector);
    }

    private static void complete(Connector collecting) {
        collecting
                .context()
                .getProcessor("import-groups", AggregateProcessor.class)
                .forceCompletionOfAllGroups();
    }

    private void awaitArrived(int count) {
        Patience.await().untilAsserted(() -> {
            complete();
            assertThat(arrived()).hasSize(count);
        });
    }

    private JsonNode letter() {
        awaitLetters(1);
        return letters().get(0);
    }

    private void awaitLetters(int count) {
        complete();
        Patience.await().untilAsserted(() -> assertThat(letters()).hasSize(count));
    }

    private List<JsonNode> letters() {
        Path directory = folder.resolve("dead-letters").resolve("import");
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            List<JsonNode> all = new ArrayList<>();
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".json")).toList()) {
                if (file.getFileName().toString().startsWith(table + "-")) {
                    all.add(LONG_TEXTS.readTree(file.toFile()));
                }
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A request is known a moment after its answer. */
    private void awaitRequests(int count) {
        Patience.await().untilAsserted(() -> assertThat(servers.stitch.findAll(
                        postRequestedFor(urlPathEqualTo(BATCH)).withRequestBody(containing("\"" + table + "\""))))
                .hasSize(count));
    }

    /** In all requests, whatever was answered. */
    private List<Integer> sentIds() {
        return batches().stream()
                .flatMap(batch -> batch.findValuesAsText("id").stream())
                .filter(id -> !id.isEmpty())
                .map(Integer::valueOf)
                .toList();
    }

    private List<JsonNode> batches() {
        return servers
                .stitch
                .findAll(postRequestedFor(urlPathEqualTo(BATCH)).withRequestBody(containing("\"" + table + "\"")))
                .stream()
                .map(request -> {
                    try {
                        return LONG_TEXTS.readTree(request.getBody()).path("messages");
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .toList();
    }

    private static void answer(int status, String body) {
        servers.stitch.stubFor(
                any(anyUrl()).willReturn(aResponse().withStatus(status).withBody(body)));
    }

    @Test
    void collectsRecordsInAnyForm() {
        Map<String, Object> first = record(0);

        Exchange done = send(first);
        send("{\"id\": 1, \"amount\": 2}");
        send(records(4).subList(2, 4));
        send("[{\"id\": 4}, {\"id\": 5}]");

        assertThat(done.getMessage().getBody()).isSameAs(first);
        assertThat(done.getMessage().getHeaders()).isEqualTo(headers());
        awaitArrived(6);
        assertThat(arrivedIds()).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(arrived().stream()
                        .map(message -> message.path("sequence").asLong())
                        .toList())
                .isSorted()
                .doesNotHaveDuplicates();
        awaitRequests(1);
        assertThat(letters()).isEmpty();
    }

    @Test
    void sendsAfterAWhileWhatIsNotFull() throws Exception {
        try (Connector collecting = connector(Map.of("import.batch.seconds", "1"))) {
            assertThat(send(collecting, records(3), headers()).getException()).isNull();

            Patience.await().untilAsserted(() -> assertThat(arrivedIds()).containsExactly(0, 1, 2));
        }
    }

    @Test
    void sendsWhatIsFullAtOnce() {
        IntStream.range(0, 201).forEach(id -> send(record(id)));

        awaitArrived(201);
        awaitRequests(3);
    }

    @Test
    void doesNotMixWhatGoesInDifferentRequests() {
        send(record(0));
        Map<String, Object> headers = headers();
        headers.put("CamelStitchImportKeyNames", List.of("id", "amount"));
        assertThat(send(connector, record(1), headers).getException()).isNull();
        headers.put("CamelStitchToken", servers.account.importToken(SOURCE));
        headers.put("CamelStitchImportHostPort", servers.stitch.baseUrl());
        assertThat(send(connector, record(2), headers).getException()).isNull();

        awaitArrived(3);
        awaitRequests(3);
    }

    @Test
    void setsAsideWhatIsRefused() {
        List<Map<String, Object>> records = records(3);
        records.get(1).put("amount", "much");
        Map<String, Object> headers = headers();
        headers.put("CamelStitchImportSchema", "{\"properties\": {\"id\": {}, \"amount\": {\"type\": \"integer\"}}}");

        assertThat(send(connector, records, headers).getException()).isNull();

        awaitArrived(2);
        assertThat(letter().path("records")).hasSize(1);
        assertThat(letter().at("/records/0/data/amount").asText()).isEqualTo("much");
        assertThat(letter().at("/records/0/reason").asText()).contains("amount", "integer");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CamelStitchImportTable  |           | {\"id\": 1}  | CamelStitchImportTable is missing",
                "CamelStitchImportTable  | _sdc_mine | {\"id\": 1}  | table_name",
                "CamelStitchImportSchema | [1]       | {\"id\": 1}  | no JSON Schema",
                "CamelStitchImportSchema | {\"a\": 1}| {\"id\": 1}  | properties",
                "CamelStitchImportSchema | {         | {\"id\": 1}  | no JSON",
                "other                   |           | {\"id\": s3c | no JSON",
                "other                   |           | 17           | record 0 is no object",
                "other                   |           | [{}, 17]     | record 1 is no object",
                "other                   |           |              | no body"
            })
    void refusesWhatStitchWouldNotTakeWhateverElseIsRight(String header, String value, String body, String expected) {
        Map<String, Object> headers = headers();
        headers.put(header, value);

        Exchange done = send(connector, body, headers);

        assertThat(done.getException()).isInstanceOf(InvalidCallException.class).hasMessageContaining(expected);
        assertThat(done.getException().getMessage()).doesNotContain("s3c", "\n");
    }

    @Test
    void refusesAnAccountThatIsNotRight() {
        Map<String, Object> headers = headers();
        headers.put("CamelStitchImportTokenFile", folder.resolve("none").toString());

        assertThat(send(connector, record(1), headers).getException())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("tokenFile");
    }

    @Test
    void keepsWhatDoesNotArriveWithItsReason() {
        answer(401, "{\"message\": \"Not Authorized\"}");

        send(records(3));

        assertThat(letter().path("records")).hasSize(3);
        assertThat(letter().path("reason").asText()).contains("401", "check import.token");
        assertThat(letter().toString()).doesNotContain("at_sandbox");
        assertThat(arrived()).isEmpty();
    }

    @Test
    void sendsDeadLettersAgainAsTheyAre() {
        servers.stitch.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(503)));
        send(records(3));
        JsonNode letter = letter();
        // with the same key, and newer
        Map<String, Object> newer = record(0);
        send(newer);
        awaitLetters(2);

        replay();
        assertThat(letters()).extracting(left -> left.path("attempts").asInt()).containsExactly(2, 2);
        servers.reset();
        replay();

        assertThat(letters()).isEmpty();
        assertThat(arrivedIds()).containsExactly(0, 1, 2, 0);
        assertThat(arrived().get(0).path("sequence")).isEqualTo(letter.at("/records/0/sequence"));
        assertThat(arrived().get(3).path("sequence").asLong())
                .isGreaterThan(arrived().get(2).path("sequence").asLong());
    }

    private static void replay() {
        connector
                .context()
                .createFluentProducerTemplate()
                .to("direct:stitch-import-replay")
                .send();
    }

    @Test
    void takesARecordThatIsTooLargeForARequestApart() {
        int most = 20 * 1024 * 1024;
        List<Map<String, Object>> records = records(2);
        records.get(0).put("text", "x".repeat(most + 1));

        send(records);

        awaitArrived(1);
        assertThat(letter().path("records")).hasSize(1);
        assertThat(letter().at("/records/0/reason").asText()).contains("413");
        assertThat(letter().at("/records/0/data/id").asInt()).isZero();
    }

    @Tag(Extent.THOROUGH)
    @Test
    void dividesWhatIsOneByteTooLargeForARequest() {
        int half = 10 * 1024 * 1024;
        List<Map<String, Object>> records = records(2);
        records.get(0).put("text", "x".repeat(half));
        records.get(1).put("text", "x".repeat(half + 1));

        send(records);

        awaitArrived(2);
        assertThat(letters()).isEmpty();
    }

    @Test
    void sendsOnceWhatStitchKeepsForLaterHoweverLongItDoes() {
        answer(202, "{\"status\": \"Accepted\", \"message\": \"later\"}");

        try (LogLines log = new LogLines()) {
            log.show(Level.INFO);
            IntStream.range(0, 450).forEach(id -> send(record(id)));

            complete();
            Patience.await().untilAsserted(() -> assertThat(sentIds()).hasSize(450));
            assertThat(sentIds()).doesNotHaveDuplicates();
            assertThat(log.at(Level.WARN)).hasSize(1).allSatisfy(line -> assertThat(line)
                    .contains("202", table));
            servers.reset();
            send(record(1));
            awaitArrived(1);
            Patience.await().until(() -> log.at(Level.INFO).stream().anyMatch(line -> line.contains("at once again")));
        }
        assertThat(letters()).isEmpty();
    }

    @Test
    void losesNothingWhenItsRoutesAreEdited() throws Exception {
        send(record(1));

        PluginHelper.getRoutesLoader(connector.context())
                .updateRoutes(PluginHelper.getResourceLoader(connector.context())
                        .resolveResource("file:routes/18-import.camel.yaml"));
        assertThat(arrivedIds()).containsExactly(1);
        send(record(2));

        awaitArrived(2);
    }

    @Test
    void losesNothingWhenItIsToldToStop() throws Exception {
        try (Connector stopping = connector(Map.of())) {
            assertThat(send(stopping, records(7), headers()).getException()).isNull();
            assertThat(arrived()).isEmpty();
        }

        assertThat(arrivedIds()).containsExactly(0, 1, 2, 3, 4, 5, 6);
    }

    /** What a route still holds then comes late. */
    @Test
    @Tag(Extent.THOROUGH)
    void sendsAtOnceWhatComesWhileItStops() throws Exception {
        try (Connector late = connector(Map.of())) {
            late.context().addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("seda:late")
                            .process(exchange -> Patience.await().until(late.context()::isStopping))
                            // longer than it takes to complete what there is
                            .delay(500)
                            .to("direct:stitch-import");
                }
            });
            late.context()
                    .createFluentProducerTemplate()
                    .withBody(record(1))
                    .withHeaders(headers())
                    .to("seda:late")
                    .asyncSend();
            Patience.await().until(() -> late.context().getInflightRepository().size() > 0);
        }

        assertThat(arrivedIds()).containsExactly(1);
    }

    /** Whether the call failed before that or fails then, nobody waits an hour to repeat it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag(Extent.THOROUGH)
    void losesNothingWhenItIsToldToStopWhileStitchIsOut(boolean callFailedBefore) throws Exception {
        servers.stitch.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(503)));
        try (Connector stopping = connector(Map.of("retry.delay", "3600000", "retry.budget", "7200000"))) {
            assertThat(send(stopping, records(7), headers()).getException()).isNull();
            if (callFailedBefore) {
                complete(stopping);
                Patience.await().until(() -> !servers.stitch.getAllServeEvents().isEmpty());
            }
        }

        assertThat(letters()).hasSize(1);
        assertThat(letters().get(0).path("records")).hasSize(7);
        assertThat(letters().get(0).path("reason").asText()).containsAnyOf("503", "told to stop");
    }

    @Test
    void callsTheOtherOperationsThroughTheSameAccount() {
        assertThat(operation("getImportStatus", null).path("status").asText()).isEqualTo("OK");
        Map<String, Object> valid = Map.of(
                "client_id",
                204_871,
                "table_name",
                table,
                "sequence",
                1,
                "action",
                "upsert",
                "key_names",
                List.of("id"),
                "data",
                record(1));
        assertThat(operation("validateRecords", List.of(valid)).path("status").asText())
                .isEqualTo("OK");
        Map<String, Object> others = new HashMap<>(valid);
        others.put("client_id", 7);

        CallFailedException mixed = (CallFailedException)
                called("pushRecords", List.of(valid, others)).getException();

        assertThat(mixed.getStatus()).isEqualTo(422);
        assertThat(mixed.getServerMessage()).contains("client_id");
        assertThat(arrived()).isEmpty();
    }

    private static JsonNode operation(String operation, Object body) {
        Exchange done = called(operation, body);
        assertThat(done.getException()).isNull();
        return done.getMessage().getBody(JsonNode.class);
    }

    private static Exchange called(String operation, Object body) {
        return connector
                .context()
                .createFluentProducerTemplate()
                .withHeader("CamelStitchOperation", operation)
                .withBody(body)
                .to("direct:stitch-operation")
                .send();
    }

    /** The routes of the page, as they are printed. */
    @Test
    @Tag(Extent.THOROUGH)
    void thePageShowsRoutesThatWork() throws Exception {
        Path visits = Files.createDirectories(folder.resolve("visits"));
        List<String> blocks = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("src/site/markdown/import.md")))
                .results()
                .map(block -> block.group(1))
                .toList();
        assertThat(blocks).hasSize(2);
        load(
                "visits",
                blocks.get(0)
                        .replace("file:visits", "file:" + visits)
                        .replace("constant: visits", "constant: " + table));
        load("checked", blocks.get(1).replace("constant: visits", "constant: " + table));
        Files.writeString(visits.resolve("1.json"), "[{\"id\": 1}, {\"id\": 2}]");

        awaitArrived(2);
        for (String visit : List.of("{\"id\": null}", "{\"id\": 3}")) {
            assertThat(connector
                            .context()
                            .createFluentProducerTemplate()
                            .withBody(visit)
                            .to("direct:checked-visits")
                            .send()
                            .getException())
                    .isNull();
        }
        awaitArrived(3);
        assertThat(arrivedIds()).containsExactlyInAnyOrder(1, 2, 3);
    }

    private static void load(String name, String yaml) throws Exception {
        PluginHelper.getRoutesLoader(connector.context())
                .loadRoutes(ResourceHelper.fromString(name + ".camel.yaml", yaml));
    }
}
