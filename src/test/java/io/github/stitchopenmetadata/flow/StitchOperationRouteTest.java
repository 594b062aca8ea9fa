package io.github.stitchopenmetadata.flow;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import io.github.stitchopenmetadata.call.StitchOperations;
import io.github.stitchopenmetadata.http.CallFailedException;
import io.github.stitchopenmetadata.openapi.InvalidCallException;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.sandbox.StitchServer;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.LogLines;
import io.github.stitchopenmetadata.support.Servers;
import io.github.stitchopenmetadata.workflow.ConfigurationException;
import io.github.stitchopenmetadata.workflow.Workflow;
import io.github.stitchopenmetadata.workflow.Workflows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Any operation of Stitch from any route. */
class StitchOperationRouteTest {

    private static final StitchAccount ACCOUNT = StitchAccount.generated(3, 2, 2, 1.0);
    private static final long SOURCE = 500_001;
    private static final long CLIENT = ACCOUNT.clientId();

    private static Servers servers;
    private static Connector connector;

    @BeforeAll
    static void start() throws Exception {
        servers = new Servers(
                ACCOUNT,
                "1.13.0",
                StitchServer.Options.defaults().withPageSize(2).withJobLength(Duration.ofHours(1)));
        // what is needed for the catalog is missing
        connector = servers.connector(
                Map.of("openmetadata.jwtToken", "", "openmetadata.hostPort", "", "breaker.calls", "0"));
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

    private static Exchange send(Object body, Map<String, Object> headers) {
        return connector
                .context()
                .createFluentProducerTemplate()
                .withExchange(exchange(body, headers))
                .to("direct:stitch-operation")
                .send();
    }

    private static Exchange exchange(Object body, Map<String, Object> headers) {
        Exchange exchange = new DefaultExchange(connector.context());
        exchange.getMessage().setBody(body);
        exchange.getMessage().setHeaders(new HashMap<>(headers));
        return exchange;
    }

    /** By a map. */
    private static Exchange call(String operation, Map<String, Object> parameters, Object body) {
        Map<String, Object> map = new HashMap<>(Map.of("operation", operation, "parameters", parameters));
        map.put("body", body);
        return send(map, Map.of());
    }

    private static JsonNode answer(Exchange done) {
        assertThat(done.getException()).isNull();
        return done.getMessage().getBody(JsonNode.class);
    }

    private static CallFailedException failure(Exchange done) {
        assertThat(done.getException()).isInstanceOf(CallFailedException.class);
        return (CallFailedException) done.getException();
    }

    private static int sent() {
        return servers.stitch.findAll(anyRequestedFor(anyUrl())).size();
    }

    private static Map<String, Object> ofSource() {
        return Map.of("source_id", SOURCE);
    }

    @Test
    void takesHeadersAndTheBody() {
        Exchange done = send(
                "{\"display_name\": \"Other\"}",
                Map.of(
                        "CamelStitchOperation", "updateSource",
                        "CamelStitchParameter.source_id", String.valueOf(SOURCE),
                        "other", "kept"));

        assertThat(answer(done).path("display_name").asText()).isEqualTo("Other");
        assertThat(done.getMessage().getHeaders()).containsExactly(Map.entry("other", "kept"));
        assertThat(done.getVariables()).isEmpty();
        servers.stitch.verify(putRequestedFor(urlPathEqualTo("/v4/sources/" + SOURCE))
                .withHeader("Authorization", equalTo("Bearer stitch-token"))
                .withRequestBody(equalTo("{\"display_name\":\"Other\"}")));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void takesAMapWithTheBodyAsAMapOrAText(boolean asText) {
        Object body = asText ? "{\"paused_at\": null}" : Collections.singletonMap("paused_at", null);

        assertThat(answer(call("updateSource", ofSource(), body))
                        .path("paused_at")
                        .isNull())
                .isTrue();
    }

    @Test
    void passesOverTheBodyOfTheMessageWhereTheOperationTakesNone() {
        Exchange done = send("what a file held", Map.of("CamelStitchOperation", "getSources"));

        assertThat(answer(done)).hasSize(3);
    }

    @Test
    void pausesAndUnpausesByPresets() {
        assertThat(answer(call("pauseSource", ofSource(), null))
                        .path("paused_at")
                        .asText())
                .matches("\\d{4}-.*Z");
        assertThat(answer(call("unpauseSource", ofSource(), null))
                        .path("paused_at")
                        .isNull())
                .isTrue();
    }

    @Test
    void followsPagesAsAStream() {
        Exchange done = send(
                null,
                Map.of(
                        "CamelStitchOperation", "getLoads",
                        "CamelStitchParameter.stitch_client_id", CLIENT,
                        "CamelStitchPages", "true"));

        assertThat(done.getException()).isNull();
        Iterator<?> records = done.getMessage().getBody(Iterator.class);
        assertThat(sent()).isOne();
        List<String> streams = new ArrayList<>();
        records.forEachRemaining(
                load -> streams.add(((JsonNode) load).path("stream_name").asText()));
        assertThat(streams).hasSize(6);
        assertThat(sent()).isEqualTo(3);
    }

    @Test
    void answersOnePageWhereNotAllAreAskedFor() {
        JsonNode page = answer(call("getLoads", Map.of("stitch_client_id", CLIENT, "page", 2), null));

        assertThat(page.path("page").asInt()).isEqualTo(2);
        assertThat(page.path("data")).hasSize(2);
    }

    @Test
    void fetchesALogWithoutTheToken() {
        String job = ACCOUNT.extractions().get(0).path("job_name").asText();

        JsonNode lines = answer(call("getExtractionLog", Map.of("stitch_client_id", CLIENT, "job_name", job), null));

        assertThat(lines.isArray()).isTrue();
        assertThat(lines.get(0).asText()).contains(job);
        assertThat(servers.account.requestsByEndpoint()).containsKey("GET /extraction-logs/{job_name}");
    }

    @Test
    void tellsStitchsOwnCodeAndWords() {
        CallFailedException failure =
                failure(call("updateSource", Map.of("source_id", 7), Map.of("display_name", "x")));

        assertThat(failure.getStatus()).isEqualTo(400);
        assertThat(failure.getCode()).isEqualTo("InvalidId");
        assertThat(failure.getServerMessage()).isEqualTo("source not found (7)");
    }

    @Test
    void tellsOfAnErrorThatComesWithAGoodStatus() {
        assertThat(answer(call("startReplicationJob", ofSource(), null))
                        .path("job_name")
                        .asText())
                .startsWith(CLIENT + "." + SOURCE + ".sync.");

        CallFailedException failure = failure(call("startReplicationJob", ofSource(), null));

        assertThat(failure.getStatus()).isEqualTo(200);
        assertThat(failure.getCode()).isEqualTo("already_running");
        assertThat(answer(call("stopReplicationJob", ofSource(), null))
                        .path("status")
                        .asInt())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v4/sources, createSource, '{\"type\": \"import_api\", \"display_name\": \"Twice\"}', 1",
        "PUT, /v4/sources/500001, pauseSource,, 2",
        "PUT, /v4/sources/500001, unpauseSource,, 2",
        "DELETE, /v4/sources/500001, deleteSource,, 1"
    })
    void isSentAgainOnlyWhereThatDoesNoHarm(String method, String path, String operation, String body, int times) {
        servers.loseFirstAnswer(RequestMethod.fromString(method), path);

        Exchange done = call(operation, operation.startsWith("create") ? Map.of() : ofSource(), body);

        servers.stitch.verify(times, anyRequestedFor(urlPathEqualTo(path)));
        if (times == 1) {
            assertThat(failure(done).isSent()).isTrue();
        } else {
            assertThat(answer(done)).isNotNull();
        }
    }

    /** The first start has reached Stitch: the second is told that a job runs. */
    @Test
    void startsAJobAgain() {
        servers.loseFirstAnswer(RequestMethod.POST, "/v4/sources/500002/sync");

        Exchange done = call("startReplicationJob", Map.of("source_id", 500_002), null);

        servers.stitch.verify(2, postRequestedFor(urlPathEqualTo("/v4/sources/500002/sync")));
        assertThat(failure(done).getCode()).isEqualTo("already_running");
        answer(call("stopReplicationJob", Map.of("source_id", 500_002), null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "getSource     | source_id=abc          |                    | source_id | whole number",
                "getSource     | source_id=-1           |                    | source_id | whole number",
                "getSource     |                        |                    | source_id | missing",
                "getSource     | sourceid=1             |                    | sourceid  | nearest is source_id",
                "getSourcs     |                        |                    | getSourcs | nearest is getSource",
                "createHook    |                        | {\"type\": 1}      | config    | required",
                "createHook    |                        |                    | body      | JSON",
                "createHook    |                        | {\"secret\": \"s3c | body      | JSON",
                "pauseSource   | source_id=500001       | {}                 | body      | takes no body",
                "sendBatch     |                        | {}                 | token     | Import API"
            })
    void refusesWhatCannotBeRightBeforeAnythingIsSent(
            String operation, String parameter, String body, String field, String expected) {
        Map<String, Object> parameters = parameter == null
                ? Map.of()
                : Map.of(parameter.split("=")[0], parameter.split("=")[1]);

        Exchange done = call(operation, parameters, body);

        assertThat(done.getException()).isInstanceOf(InvalidCallException.class);
        assertThat(done.getException().getMessage()).contains(field, expected).doesNotContain("\n", "s3c");
        assertThat(sent()).isZero();
    }

    @Test
    void refusesAMessageThatAsksForNothing() {
        assertThat(send("text", Map.of()).getException()).isInstanceOf(InvalidCallException.class);
        assertThat(send(Map.of("operation", "getSources", "param", Map.of()), Map.of())
                        .getException())
                .isInstanceOf(InvalidCallException.class)
                .hasMessageContaining("param");
        assertThat(sent()).isZero();
    }

    @Test
    void saysWhichAccountThereIs() {
        Exchange done = send(Map.of("operation", "getSources", "account", "other"), Map.of());

        assertThat(done.getException())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("stitch");
        assertThat(sent()).isZero();
    }

    @Test
    void saysWhatTheAnswerOfARevokedTokenMeans() {
        servers.stitch.stubFor(
                any(anyUrl()).willReturn(aResponse().withStatus(401).withBody("{\"message\":\"no\"}")));

        assertThat(failure(call("getSources", Map.of(), null)))
                .hasMessageContaining("the token was refused, check source.serviceConnection.config.token");
        assertThat(sent()).isOne();
    }

    @Test
    void saysWhichServerIsThatOfTheOtherRegion() {
        servers.stitch.stubFor(any(urlPathMatching("/v2/import/.*"))
                .willReturn(aResponse().withStatus(401).withBody("{\"message\": \"Invalid region.\"}")));

        Exchange done =
                send(Map.of("operation", "validateRecords", "token", "at_1", "body", List.of(record(1))), Map.of());

        assertThat(failure(done)).hasMessageContaining("https://api.eu-central-1.stitchdata.com");
    }

    @Test
    void saysThatAnAnswerIsNoJson() {
        servers.stitch.stubFor(any(anyUrl()).willReturn(aResponse().withBody("<html>sign in</html>")));

        assertThat(failure(call("getSources", Map.of(), null))).hasMessageContaining("not valid JSON");
    }

    @Test
    void tellsOfWhatIsNotInThePlan() {
        servers.account.downgrade();

        Map<String, Object> hook =
                Map.of("type", "post_load", "destination_id", 1, "config", Map.of("url", "https://tea.example"));
        assertThat(failure(call("createHook", Map.of(), hook)).getServerMessage())
                .contains("plan");
    }

    @Test
    void passesOnAnAnswerThatDoesNotFitAndTellsOfItOnce() {
        servers.stitch.stubFor(any(urlPathEqualTo("/v4/source-types")).willReturn(okJson("[{\"kind\": \"odd\"}]")));
        StitchOperations operations =
                connector.context().getRegistry().lookupByNameAndType("stitchOperations", StitchOperations.class);
        List<String> heard = new ArrayList<>();
        operations.whenUnfit(heard::add);

        try (LogLines log = new LogLines()) {
            IntStream.range(0, 3).forEach(time -> assertThat(answer(call("getSourceTypes", Map.of(), null))
                            .at("/0/kind")
                            .asText())
                    .isEqualTo("odd"));

            assertThat(log.at(Level.WARN)).singleElement().asString().contains("getSourceTypes", "type");
        }
        assertThat(operations.unfit()).containsEntry("getSourceTypes", 3L);
        assertThat(heard).containsOnly("getSourceTypes").hasSize(3);
    }

    /** From the new source to what was pushed with the second of its tokens. */
    @Test
    void rotatesATokenOfTheImportApi() {
        try (LogLines log = new LogLines()) {
            log.show(Level.TRACE);
            long source = answer(
                            call("createSource", Map.of(), Map.of("type", "import_api", "display_name", "Sensors")))
                    .path("id")
                    .asLong();
            Map<String, Object> ofSource = Map.of("source_id", source);
            JsonNode first = answer(call("createImportToken", ofSource, null));
            JsonNode second = answer(call("createImportToken", ofSource, null));
            assertThat(answer(push(first, 1)).path("status").asText()).isEqualTo("OK");
            assertThat(failure(call("createImportToken", ofSource, null)).getStatus())
                    .isEqualTo(400);

            answer(call(
                    "revokeImportToken",
                    Map.of("source_id", source, "token_id", first.path("id").asLong()),
                    null));

            assertThat(failure(push(first, 2)).getMessage()).contains("401").doesNotContain("config.token");
            assertThat(answer(push(second, 3)).path("status").asText()).isEqualTo("OK");
            assertThat(servers.account.pushed(source))
                    .extracting(pushed -> pushed.at("/data/id").asInt())
                    .containsExactly(1, 3);
            assertThat(answer(call("getImportTokens", ofSource, null))
                            .at("/0/token_id")
                            .asLong())
                    .isEqualTo(second.path("id").asLong());
            assertThat(log.events()).noneMatch(line -> line.getFormattedMessage()
                    .contains(first.path("access_token").asText()));
        }
    }

    @Test
    void makesAnAccountAndExchangesACodeWithoutShowingTheTokenOfTheWorkflow() {
        Map<String, Object> form = new HashMap<>(Map.of(
                "company",
                "Tea",
                "email",
                "ada@tea.example",
                "first_name",
                "Ada",
                "last_name",
                "Lee",
                "partner_id",
                StitchServer.PARTNER_ID,
                "partner_secret",
                StitchServer.PARTNER_SECRET,
                "region",
                "us-east-1"));

        assertThat(answer(call("createAccount", Map.of(), form))
                        .path("access_token")
                        .asText())
                .isNotEmpty();
        assertThat(failure(call("createAccount", Map.of(), form)).getCode()).isEqualTo("ExistingUser");
        form.put("partner_secret", "wrong");
        assertThat(failure(call("createAccount", Map.of(), form)))
                .hasMessageContaining("partner_secret: required")
                .hasMessageNotContaining("wrong");

        Map<String, Object> code = Map.of(
                "client_secret",
                StitchServer.PARTNER_SECRET,
                "code",
                servers.account.issueCode(),
                "grant_type",
                "authorization_code");
        assertThat(answer(call("exchangeOauthCode", Map.of(), code))
                        .path("stitch_account_id")
                        .asLong())
                .isEqualTo(CLIENT);
        assertThat(failure(call("exchangeOauthCode", Map.of(), code)).getStatus())
                .isEqualTo(400);
        assertThat(answer(call("createEphemeralSession", Map.of(), null)).has("ephemeral_token"))
                .isTrue();

        servers.stitch
                .findAll(postRequestedFor(urlPathMatching("/v3/accounts|/oauth/token")))
                .forEach(request ->
                        assertThat(request.containsHeader("Authorization")).isFalse());
        servers.stitch.verify(postRequestedFor(urlPathEqualTo("/oauth/token"))
                .withHeader("Content-Type", equalTo("application/x-www-form-urlencoded")));
    }

    @Test
    void isMadeForTheRunOfTheRouteThatAsks() {
        Workflow workflow = connector
                .context()
                .getRegistry()
                .lookupByNameAndType("workflows", Workflows.class)
                .account("");
        Run run = Run.of(Pass.Kind.LINEAGE, workflow);
        Exchange exchange = exchange(Map.of("operation", "getSources"), Map.of());
        exchange.setVariable("run", run);

        connector.context().createProducerTemplate().send("direct:stitch-operation", exchange);

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getVariable("run")).isSameAs(run);
        assertThat(run.counts().calls().lines()).singleElement().satisfies(line -> assertThat(line.count())
                .isOne());
    }

    @Test
    void leavesWhatIsTheCallersAsItIs() {
        Exchange exchange = exchange(Map.of("operation", "getSource", "parameters", Map.of("source_id", 7)), Map.of());
        exchange.setVariable("run", "theirs");

        connector.context().createProducerTemplate().send("direct:stitch-operation", exchange);

        assertThat(exchange.getException()).isInstanceOf(CallFailedException.class);
        assertThat(exchange.getVariables()).containsExactly(Map.entry("run", "theirs"));
        assertThat(exchange.getMessage().getHeaders()).isEmpty();
    }

    private static Exchange push(JsonNode token, int id) {
        return send(
                List.of(record(id)),
                Map.of(
                        "CamelStitchOperation",
                        "pushRecords",
                        "CamelStitchToken",
                        token.path("access_token").asText()));
    }

    private static Map<String, Object> record(int id) {
        return Map.of(
                "client_id",
                CLIENT,
                "table_name",
                "readings",
                "sequence",
                id,
                "action",
                "upsert",
                "key_names",
                List.of("id"),
                "data",
                Map.of("id", id, "text", "é"));
    }
}
