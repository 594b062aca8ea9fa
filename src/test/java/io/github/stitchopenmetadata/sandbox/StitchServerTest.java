package io.github.stitchopenmetadata.sandbox;

import static io.github.stitchopenmetadata.support.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StitchServerTest {

    private static final StitchAccount ACCOUNT = StitchAccount.generated(3, 4, 5, 0.5);
    private static final long SOURCE = 500_001;

    private static StitchServer server;
    private static Caller caller;

    @BeforeAll
    static void start() {
        server = new StitchServer(
                ACCOUNT, "secret", StitchServer.Options.defaults().withPageSize(2));
        caller = Caller.withToken(server.url(), "secret");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v4/sources", "/v4/destinations", "/v4/48213/loads", "/v4/sources/1/streams/1", "/nonesuch"})
    void letsNobodyInWithoutTheToken(String path) {
        assertThat(new Caller(server.url(), null).get(path).status()).isEqualTo(401);
        assertThat(new Caller(server.url(), "Bearer other").get(path).status()).isEqualTo(401);
        assertThat(new Caller(server.url(), "Basic secret").get(path).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"extractions", "loads"})
    void refusesTheClientIdOfAnotherAccount(String what) {
        assertThat(caller.get("/v4/999999/" + what).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"extractions,3", "loads,6"})
    void leadsThroughThePagesByTheirLinks(String what, int total) {
        List<JsonNode> records = new ArrayList<>();
        String next = "/v4/48213/" + what;
        while (!next.isEmpty()) {
            JsonNode page = caller.get(next).json();
            page.path("data").forEach(records::add);
            assertThat(page.path("total").asInt()).isEqualTo(total);
            next = page.path("links").path("next").asText();
        }

        assertThat(records).hasSize(total).doesNotHaveDuplicates();
    }

    @Test
    void linksBackExceptFromTheFirstPage() {
        assertThat(caller.get("/v4/48213/loads").json().path("links").has("previous"))
                .isFalse();
        assertThat(caller.get("/v4/48213/loads?page=3").json().path("links"))
                .hasToString("{\"previous\":\"/v4/48213/loads?page=2\"}");
    }

    @Test
    void leavesTheLinksEmptyWhenEverythingFitsOnOnePage() {
        try (StitchServer one = new StitchServer(ACCOUNT, "secret")) {
            assertThat(Caller.withToken(one.url(), "secret")
                            .get("/v4/48213/loads")
                            .json()
                            .path("links"))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "two", "99999999999999999999"})
    void refusesWhatIsNoPage(String page) {
        assertThat(caller.get("/v4/48213/loads?page=" + page).status()).isEqualTo(400);
    }

    @Test
    void namesTheSourceThatItDoesNotKnow() {
        for (String path :
                List.of("/v4/sources/42", "/v4/sources/42/streams", "/v4/sources/42/last-connection-check")) {
            Caller.Reply reply = caller.get(path);

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.json().path("error").asText()).isEqualTo("InvalidId");
            assertThat(reply.json().path("data").path("message").asText()).isEqualTo("source not found (42)");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v4/sources/42/streams/7", "/v4/sources/500001/streams/7"})
    void answersABareTextForAStreamThatItDoesNotKnow(String path) {
        assertThat(caller.get(path)).isEqualTo(new Caller.Reply(400, "", "\"invalid stream-id: 7\""));
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/v4/source",
        "GET,/v4/sources/abc",
        "PATCH,/v4/sources",
        "POST,/v4/sources/500001",
        "GET,/v4/source-types/platform.nonesuch",
        "GET,/v4/sources/500001/last-connection-check"
    })
    void findsNothingElse(String method, String path) {
        assertThat(caller.call(method, path, "application/json", "{}").status()).isEqualTo(404);
    }

    @Test
    void writesTheSchemaOfAStreamAsAText() throws Exception {
        JsonNode stream =
                caller.get("/v4/sources/" + SOURCE + "/streams").json().path(0);
        JsonNode schema = caller.get("/v4/sources/" + SOURCE + "/streams/"
                        + stream.path("stream_id").asText())
                .json();

        JsonNode parsed = new ObjectMapper().readTree(schema.path("schema").textValue());

        assertThat(parsed.path("properties")).hasSize(5);
        assertThat(parsed.path("properties").path("id").path("type").path(0).asText())
                .isEqualTo("integer");
        assertThat(schema.path("metadata")).hasSize(6).anyMatch(entry -> entry.path("breadcrumb")
                .isEmpty());
    }

    @Test
    void findsTheDestinationOfASource() {
        assertThat(caller.get("/v4/destinations?source_id=" + SOURCE).json()).hasSize(1);
        assertThat(caller.get("/v4/destinations?source_id=42").json()).isEmpty();
        assertThat(caller.get("/v4/destinations?destination_id=42").json()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"type=snowflake", "source_id=abc", "source_id=500001&page=2"})
    void refusesOtherFiltersOfDestinations(String query) {
        assertThat(caller.get("/v4/destinations?" + query).text())
                .isEqualTo("\"GET may only include the params: source_id and/or destination_id\"");
    }

    @Test
    void tellsTheDestinationsApartWhenSourcesWereMapped() {
        JsonNode first = ACCOUNT.destinations().get(0);
        JsonNode second = ((ObjectNode) first.deepCopy()).put("id", 7);
        StitchAccount account = StitchAccount.builder()
                .addDestination(first)
                .addDestination(second)
                .addSource(ACCOUNT.sources().get(0))
                .addSource(ACCOUNT.sources().get(1))
                .mapSource(SOURCE, 7)
                .build();

        assertThat(account.destinationsOf(SOURCE)).containsExactly(second);
        assertThat(account.destinationsOf(SOURCE + 1)).isEmpty();
    }

    @Test
    void generatesTheSameAccountEveryTime() {
        StitchAccount again = StitchAccount.generated(3, 4, 5, 0.5);

        assertThat(again.sources()).isEqualTo(ACCOUNT.sources());
        assertThat(again.extractions()).isEqualTo(ACCOUNT.extractions());
        assertThat(again.streams(SOURCE)).isEqualTo(ACCOUNT.streams(SOURCE));
        assertThat(again.loads()).hasSize(6);
    }

    @Test
    void countsRequestsByEndpoint() {
        try (StitchServer counted = new StitchServer(ACCOUNT, "secret")) {
            Caller counting = Caller.withToken(counted.url(), "secret");
            counting.get("/v4/sources/500001/streams");
            counting.get("/v4/sources/500002/streams");
            counting.get("/v4/48213/loads?page=2");

            assertThat(counted.requests()).isEqualTo(3);
            assertThat(counted.requestsByEndpoint())
                    .containsEntry("GET /v4/sources/{source_id}/streams", 2L)
                    .containsEntry("GET /v4/{client_id}/loads", 1L);
        }
    }

    @Test
    void servesAnotherStateOfTheAccountWithoutARestart() {
        try (StitchServer changing = new StitchServer(ACCOUNT, "secret")) {
            Caller asking = Caller.withToken(changing.url(), "secret");
            assertThat(asking.get("/v4/sources").json()).hasSize(3);

            changing.replace(AccountEdits.removeSource(ACCOUNT, SOURCE));

            assertThat(asking.get("/v4/sources").json()).hasSize(2);
            assertThat(asking.get("/v4/sources/" + SOURCE + "/streams").status())
                    .isEqualTo(400);
            assertThat(changing.account().sources()).hasSize(2);
        }
    }

    @Test
    void holdsManyAnswersBackAtTheSameTime() {
        Duration latency = Duration.ofHours(1);
        try (StitchServer slow = new StitchServer(
                ACCOUNT, "secret", StitchServer.Options.defaults().withLatency(latency))) {
            Caller waiting = Caller.withToken(slow.url(), "secret");

            List<CompletableFuture<Integer>> replies = IntStream.range(0, 64)
                    .mapToObj(i -> waiting.getLater("/v4/sources"))
                    .toList();

            // more than the server has threads
            await().until(() -> slow.requests() == 64);
            assertThat(replies).noneMatch(CompletableFuture::isDone);
        }
    }

    @Test
    void holdsAnAnswerBackAndGivesItThen() {
        Duration latency = Duration.ofMillis(100);
        try (StitchServer slow = new StitchServer(
                ACCOUNT, "secret", StitchServer.Options.defaults().withLatency(latency))) {
            Instant start = Instant.now();

            assertThat(Caller.withToken(slow.url(), "secret").get("/v4/sources").status())
                    .isEqualTo(200);

            assertThat(Duration.between(start, Instant.now())).isGreaterThanOrEqualTo(latency);
        }
    }

    @Test
    void refusesAPageSizeOfNothing() {
        assertThatThrownBy(() -> StitchServer.Options.defaults().withPageSize(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pageSize");
    }
}
