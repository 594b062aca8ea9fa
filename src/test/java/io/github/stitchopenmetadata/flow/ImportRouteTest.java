package io.github.stitchopenmetadata.flow;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.openapi.InvalidCallException;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.Patience;
import io.github.stitchopenmetadata.support.Servers;
import io.github.stitchopenmetadata.text.Json;
import io.github.stitchopenmetadata.workflow.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records that are collected on their way to the Import API. */
class ImportRouteTest {

    private static final long SOURCE = 310_407;
    private static final String BATCH = "/v2/import/batch";

    private static Servers servers;
    private static Connector connector;
    private static Path folder;
    private static int tables;

    private final String table = "visits" + ++tables;
    private String token;

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
                "import.batch.seconds", "1",
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

    private void awaitArrived(int count) {
        Patience.await().untilAsserted(() -> assertThat(arrived()).hasSize(count));
    }

    private JsonNode letter() {
        Patience.await().untilAsserted(() -> assertThat(letters()).hasSize(1));
        return letters().get(0);
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
                JsonNode letter = Json.MAPPER.readTree(file.toFile());
                if (letter.path("table").asText().equals(table)) {
                    all.add(letter);
                }
            }
            return all;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A request is known a moment after its answer. */
    private void awaitRequests(int count) {
        Patience.await().untilAsserted(() -> assertThat(servers.stitch.findAll(
                        postRequestedFor(urlPathEqualTo(BATCH)).withRequestBody(containing("\"" + table + "\""))))
                .hasSize(count));
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
                .hasMessageContaining("import.tokenFile");
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
}
