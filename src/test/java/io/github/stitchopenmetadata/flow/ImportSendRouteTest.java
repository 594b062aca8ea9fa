package io.github.stitchopenmetadata.flow;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import io.github.stitchopenmetadata.importapi.ImportAccount;
import io.github.stitchopenmetadata.importapi.ImportBatch;
import io.github.stitchopenmetadata.importapi.ImportRecord;
import io.github.stitchopenmetadata.importapi.ImportResult;
import io.github.stitchopenmetadata.importapi.RefusedRecord;
import io.github.stitchopenmetadata.openapi.Operations;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.Servers;
import io.github.stitchopenmetadata.text.Json;
import io.github.stitchopenmetadata.workflow.ConfigurationException;
import io.github.stitchopenmetadata.workflow.WorkflowSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that are sent to the Import API at once. */
class ImportSendRouteTest {

    private static final long SOURCE = 310_407;
    private static final String BATCH = "/v2/import/batch";

    private static Servers servers;
    private static Connector connector;

    private ImportAccount account;

    @BeforeAll
    static void start() throws Exception {
        servers =
                new Servers(StitchAccount.read("/sandbox/stitch-account.json", Instant.now()), "1.13.0", catalog -> {});
        // neither an account of Stitch nor a catalog is configured
        connector = Connector.with(Map.of("retry.attempts", "1", "breaker.calls", "0", "import.batch.records", "100"));
    }

    @AfterAll
    static void stop() {
        connector.close();
        servers.close();
    }

    @BeforeEach
    void reset() {
        servers.reset();
        account = account(servers.account.importToken(SOURCE), "us");
    }

    private static ImportAccount account(String token, String region) {
        Map<String, String> settings =
                Map.of("import.hostPort", servers.stitch.baseUrl(), "import.token", token, "import.region", region);
        return ImportAccount.of("import.", name -> settings.getOrDefault(name, ""));
    }

    private ImportBatch batch(List<Map<String, Object>> records) {
        return new ImportBatch(account, "visits" + System.nanoTime(), List.of("id"), null, records);
    }

    private static List<Map<String, Object>> records(int count) {
        return new ArrayList<>(IntStream.range(0, count)
                .mapToObj(id -> (Map<String, Object>) new HashMap<String, Object>(Map.of("id", id, "amount", id * 2)))
                .toList());
    }

    private static Exchange send(ImportBatch batch) {
        return connector
                .context()
                .createFluentProducerTemplate()
                .withBody(batch)
                .withHeader("mine", "kept")
                .to("direct:stitch-import-send")
                .send();
    }

    private static ImportResult result(ImportBatch batch) {
        Exchange done = send(batch);
        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getHeaders()).containsExactly(Map.entry("mine", "kept"));
        assertThat(done.getVariable("run")).isNull();
        return done.getMessage().getBody(ImportResult.class);
    }

    /** What has arrived of a table, in the order of its arrival. */
    private static List<JsonNode> arrived(ImportBatch batch) {
        return servers.account.pushed(SOURCE).stream()
                .filter(message -> message.path("table_name").asText().equals(batch.table()))
                .toList();
    }

    private static List<Integer> ids(ImportBatch batch) {
        return arrived(batch).stream()
                .map(message -> message.at("/data/id").asInt())
                .sorted()
                .toList();
    }

    private static List<Integer> refusedIds(ImportResult result) {
        return result.refused().stream()
                .map(RefusedRecord::record)
                .map(ImportRecord::fields)
                .map(fields -> (Integer) fields.get("id"))
                .toList();
    }

    private static int requests() {
        return servers.stitch.findAll(postRequestedFor(urlPathEqualTo(BATCH))).size();
    }

    @Test
    void sendsRecordsNumberedInTheirOrder() {
        ImportBatch batch = batch(records(3));

        ImportResult result = result(batch);
        ImportBatch next = batch(records(2));
        result(next);

        assertThat(result.accepted()).isEqualTo(3);
        assertThat(result.isDelivered()).isTrue();
        assertThat(arrived(batch))
                .extracting(message -> message.at("/data/amount").asInt())
                .containsExactly(0, 2, 4);
        assertThat(LongStream.concat(sequences(batch), sequences(next)).toArray())
                .isSorted()
                .doesNotHaveDuplicates();
        JsonNode sent = sent();
        assertThat(sent.path("schema").toString())
                .contains("\"id\":{\"type\":[\"integer\"]}", "\"amount\":{\"type\":[\"null\",\"integer\"]}");
        assertThat(sent.path("key_names").get(0).asText()).isEqualTo("id");
        assertThat(new Operations().request("sendBatch", Map.of(), sent, "at_1"))
                .isNotNull();
    }

    private static LongStream sequences(ImportBatch batch) {
        return arrived(batch).stream()
                .mapToLong(message -> message.path("sequence").asLong());
    }

    /** The first batch that was sent. */
    private static JsonNode sent() {
        try {
            return Json.MAPPER.readTree(servers.stitch
                    .findAll(postRequestedFor(urlPathEqualTo(BATCH)))
                    .get(0)
                    .getBody());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void dividesByCount() {
        ImportBatch batch = batch(records(250));

        assertThat(result(batch).accepted()).isEqualTo(250);
        assertThat(ids(batch)).hasSize(250).doesNotHaveDuplicates();
        assertThat(requests()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 40})
    void setsAsideWhatTheSchemaForbidsAndSendsTheOthers(int every) {
        List<Map<String, Object>> records = records(40);
        List<Integer> bad = IntStream.range(0, 40)
                .filter(id -> id % every == every - 1)
                .boxed()
                .toList();
        bad.forEach(id -> records.get(id).put("amount", "much"));
        ImportBatch derived = batch(records);
        JsonNode schema = Json.MAPPER.valueToTree(
                Map.of("properties", Map.of("id", Map.of("type", "integer"), "amount", Map.of("type", "integer"))));
        ImportBatch batch = new ImportBatch(account, derived.table(), derived.keyNames(), schema, records);

        ImportResult result = result(batch);

        assertThat(refusedIds(result)).containsExactlyInAnyOrderElementsOf(bad);
        assertThat(result.refused())
                .allSatisfy(refused -> assertThat(refused.reason()).contains("amount", "integer"));
        assertThat(result.accepted()).isEqualTo(40 - bad.size());
        assertThat(ids(batch)).hasSize(40 - bad.size()).doesNotContainAnyElementsOf(bad);
        assertThat(requests()).isLessThanOrEqualTo(3 * bad.size() + 1);
    }

    @Test
    void setsAsideRecordsWithoutTheirKeyAlsoWhereNobodySaysWhichTheyAre() {
        List<Map<String, Object>> records = records(60);
        records.get(17).remove("id");
        records.get(44).put("id", null);
        ImportBatch batch = batch(records);
        JsonNode schema = Json.MAPPER.valueToTree(Map.of("properties", Map.of("id", Map.of())));

        ImportResult result = result(new ImportBatch(account, batch.table(), batch.keyNames(), schema, records));

        assertThat(result.refused()).hasSize(2).allSatisfy(refused -> assertThat(refused.reason())
                .contains("without its key id"));
        assertThat(ids(batch)).hasSize(58);
        assertThat(requests()).isEqualTo(5);
    }

    @Test
    void refusesAllAtOnceWhereTheRequestIsWrongForAll() {
        servers.stitch.stubFor(any(anyUrl())
                .willReturn(aResponse()
                        .withStatus(400)
                        .withBody("{\"error\": \"Invalid JSON schema: unknown type: [x]\"}")));

        ImportResult result = result(batch(records(50)));

        assertThat(result.refused()).hasSize(50);
        assertThat(result.refused().get(0).reason()).contains("unknown type: [x]");
        assertThat(requests()).isOne();
    }

    @Test
    void refusesATableThatIsStitchsOwnBeforeAnythingIsSent() {
        ImportBatch batch = batch(records(2));

        ImportResult result =
                result(new ImportBatch(account, "_sdc_mine", batch.keyNames(), batch.schema(), batch.records()));

        assertThat(result.refused()).hasSize(2);
        assertThat(result.refused().get(0).reason()).contains("table_name");
        assertThat(requests()).isZero();
    }

    @Test
    void tellsWhatStitchTookFromWhatItKeepsForLater() {
        answer(202, "{\"status\": \"Accepted\", \"message\": \"later\"}");

        ImportResult result = result(batch(records(150)));

        assertThat(result.accepted()).isZero();
        assertThat(result.queued()).isEqualTo(150);
        assertThat(result.isDelivered()).isTrue();
        assertThat(requests()).isEqualTo(2);
    }

    private static void answer(int status, String body) {
        servers.stitch.stubFor(
                any(anyUrl()).willReturn(aResponse().withStatus(status).withBody(body)));
    }

    @Test
    void saysWhichRegionToTry() {
        answer(401, "{\"message\": \"Invalid region.\"}");

        ImportResult result = result(batch(records(150)));

        assertThat(result.undelivered()).hasSize(150);
        assertThat(result.failure()).contains("Invalid region.", "another region");
        assertThat(requests()).isOne();
    }

    @Test
    void saysThatTheTokenWasRefused() {
        account = account("at_revoked", "us");

        ImportResult result = result(batch(records(2)));

        assertThat(result.undelivered()).hasSize(2);
        assertThat(result.failure())
                .contains("401", "check import.token or import.tokenFile")
                .doesNotContain("at_revoked");
        assertThat(requests()).isOne();
    }

    @Test
    void sendsAgainWhereTheAnswerIsLostAndTheKeyTellsARepeat() {
        servers.loseFirstAnswer(RequestMethod.POST, BATCH);
        ImportBatch batch = batch(records(3));

        assertThat(result(batch).accepted()).isEqualTo(3);
        Map<Long, Integer> times = new TreeMap<>();
        sequences(batch).forEach(sequence -> times.merge(sequence, 1, Integer::sum));
        assertThat(times).hasSize(3).containsValue(2);
    }

    @Test
    void doesNotSendAgainWhereTheAnswerIsLostAndThereIsNoKey() {
        servers.loseFirstAnswer(RequestMethod.POST, BATCH);
        ImportBatch batch = batch(records(3));

        ImportResult result = result(new ImportBatch(account, batch.table(), List.of(), null, batch.records()));

        assertThat(result.undelivered()).hasSize(3);
        assertThat(arrived(batch)).hasSize(3);
        assertThat(result.failure()).isNotEmpty();
    }

    /** Whose token is for another server. */
    @Test
    void leavesTheRunOfItsCallerAsItWas() {
        ImportBatch batch = batch(records(1));
        Run run = Run.of(
                Pass.Kind.LINEAGE,
                new WorkflowSettings(name -> null)
                        .accountFromSettings(Map.of("stitch.serviceName", "shop", "stitch.token", "stitch-token")));

        Exchange done = connector
                .context()
                .createFluentProducerTemplate()
                .withBody(batch)
                .withVariable("run", run)
                .to("direct:stitch-import-send")
                .send();

        assertThat(done.getException()).isNull();
        assertThat(done.getVariable("run")).isSameAs(run);
        assertThat(arrived(batch)).hasSize(1);
    }

    @Test
    void refusesAnAccountThatIsNotRight() {
        Consumer<Exchange> isRefused =
                done -> assertThat(done.getException()).isInstanceOf(ConfigurationException.class);
        account = account("", "us");
        assertThat(send(batch(records(1)))).satisfies(isRefused).satisfies(done -> assertThat(done.getException())
                .hasMessageContaining("import.token is missing"));
        account = account("at_1", "asia");
        assertThat(send(batch(records(1)))).satisfies(isRefused).satisfies(done -> assertThat(done.getException())
                .hasMessageContaining("expected us or eu"));
        assertThat(requests()).isZero();
    }
}
