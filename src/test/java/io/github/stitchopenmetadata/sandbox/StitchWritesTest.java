package io.github.stitchopenmetadata.sandbox;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static io.github.stitchopenmetadata.support.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import io.github.stitchopenmetadata.openapi.Operation;
import io.github.stitchopenmetadata.openapi.Operations;
import io.github.stitchopenmetadata.text.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What calls change in the account of the sandbox, and what it refuses. */
class StitchWritesTest {

    private static final long SOURCE = 500_001;
    private static final String EMAILS = "/notifications/public/v1/api/custom-emails";
    private static final String HOOKS = "/notifications/public/v1/api/hooks";

    @AutoClose
    private final StitchServer server = new StitchServer(
            StitchAccount.generated(2, 2, 2, 0.5),
            "secret",
            StitchServer.Options.defaults().withJobLength(Duration.ofMillis(20)));

    private final Caller caller = Caller.withToken(server.url(), "secret");
    private final long destination =
            server.account().destinations().get(0).path("id").asLong();

    private Caller.Reply send(String method, String path, String body) {
        return caller.call(method, path, "application/json", body.replace('\'', '"'));
    }

    private JsonNode done(String method, String path, String body) {
        Caller.Reply reply = send(method, path, body);
        assertThat(reply.status()).as(reply.text()).isBetween(200, 299);
        return reply.json();
    }

    private JsonNode created(String type, String name) {
        return done("POST", "/v4/sources", "{'type': '" + type + "', 'display_name': '" + name + "'}");
    }

    /** Each is known, whatever it answers. */
    @Test
    void knowsEveryOperation() {
        for (Operation operation : new Operations().all()) {
            Caller.Reply reply = send(operation.method(), operation.path().replaceAll("\\{\\w+}", "1"), "{}");
            boolean mayBeAbsent = operation.path().matches(".*(types/\\{.*|custom-emails/\\{.*|extractions/.*)");
            assertThat(reply.status() != 404 || mayBeAbsent).as(operation.id()).isTrue();
        }
        Set<String> called = server.requestsByEndpoint().keySet();
        assertThat(called).noneMatch(endpoint -> endpoint.contains("/1"));
        assertThat(called).hasSize((int) new Operations()
                .all().stream()
                        .filter(operation -> operation.presetOf() == null)
                        .count());
    }

    @Test
    void createsASourceWhoseStreamsCanBeSelected() {
        JsonNode source = created("platform.hp-postgres", "Tea Shop!");

        String path = "/v4/sources/" + source.path("id").asLong();
        assertThat(source.path("name").asText()).isEqualTo("tea_shop");
        assertThat(source.at("/report_card/current_step_type").asText()).isEqualTo("field_selection");
        assertThat(ids(caller.get("/v4/sources").json()))
                .contains(source.path("id").asLong());
        JsonNode stream = caller.get(path + "/streams").json().get(0);
        done(
                "PUT",
                path + "/streams/metadata",
                "{'streams': [{'tap_stream_id': '"
                        + stream.path("tap_stream_id").asText()
                        + "', 'metadata': [{'breadcrumb': [], 'metadata': {'selected': true, 'replication-method': 'FULL_TABLE'}},"
                        + " {'breadcrumb': ['properties', 'name'], 'metadata': {'selected': false}}]}]}");
        assertThat(caller.get(path).json().at("/report_card/current_step_type").asText())
                .isEqualTo("fully_configured");
        assertThat(caller.get(path + "/streams").json().get(0).path("selected").asBoolean())
                .isTrue();
        assertThat(caller.get(path + "/streams/" + stream.path("stream_id").asLong())
                        .json()
                        .path("metadata"))
                .anyMatch(entry -> entry.at("/breadcrumb/1").asText().equals("name")
                        && entry.at("/metadata/selected").isBoolean()
                        && !entry.at("/metadata/selected").asBoolean());
    }

    @Test
    void pausesUpdatesAndDeletesASource() {
        String path = "/v4/sources/" + SOURCE;

        assertThat(done("PUT", path, "{'paused_at': '2025-01-01T00:00:00Z'}")
                        .path("paused_at")
                        .asText())
                .isEqualTo("2025-01-01T00:00:00Z");
        JsonNode source = done("PUT", path, "{'paused_at': null, 'display_name': 'B', 'properties': {'host': 'b'}}");
        assertThat(source.path("paused_at").isNull()).isTrue();
        assertThat(source.path("display_name").asText()).isEqualTo("B");
        assertThat(source.at("/properties/host").asText()).isEqualTo("b");
        assertThat(source.at("/properties/port").asText()).isEqualTo("5432");
        assertThat(caller.delete(path).json().path("deleted_at").isTextual()).isTrue();
        assertThat(caller.get(path).json().path("deleted_at").isTextual()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST   | /v4/sources                           | {'type': 'x'}                                   | InvalidBody",
                "POST   | /v4/sources                           | {'type': 'x', 'display_name': 'A'}              | InvalidType",
                "POST   | /v4/sources                           | {'type': 'import_api', 'display_name': '##'}    | InvalidDisplayName",
                "POST   | /v4/sources                           | {'type': 'import_api', 'display_name': 'source_0001'} | InvalidName",
                "POST   | /v4/sources                           | {'type': 'platform.stripe', 'display_name': 'A', 'properties': {'a': ''}} | InvalidProperties",
                "POST   | /v4/sources                           | {'type': 'platform.stripe', 'display_name': 'A', 'properties': {'cron_expression': '0 0 12 1 * MON *'}} | InvalidCronExpression",
                "PUT    | /v4/sources/500001                    | {'name': 'x'}                                   | InvalidBody",
                "PUT    | /v4/sources/1                         | {}                                              | InvalidId",
                "DELETE | /v4/sources/1                         | {}                                              | InvalidId",
                "POST   | /v4/sources/1/sync                    | {}                                              | invalid_source",
                "PUT    | /v4/sources/500001/streams/metadata   | {}                                              | streams",
                "PUT    | /v4/sources/500001/streams/metadata   | {'streams': [{'metadata': []}]}                 | nil",
                "POST   | /v4/destinations                      | {'type': 'excel', 'properties': {}}             | ignore_unmapped_sources",
                "PUT    | /v4/destinations/1                    | {'properties': {}}                              | no such connection",
                "PUT    | /v4/destinations/1                    | {'type': 's3'}                                  | type of a destination",
                "DELETE | /v4/destinations/1                    | {}                                              | no dest (1)",
                "POST   | /v3/destinations                      | {'type': 's3', 'connection': {}}                | there is a destination",
                "POST   | /v3/destinations                      | {'type': 's3'}                                  | type and connection",
                "POST   | /notifications/public/v1/api/custom-emails | {'email_address': 'x'}                     | email_address",
                "PUT    | /notifications/public/v1/api/hooks/1  | {'enable': 'no'}                                | InvalidBody",
                "PUT    | /notifications/public/v1/api/hooks/1  | {'enable': true}                                | NotFound",
                "DELETE | /notifications/public/v1/api/hooks/1  | {}                                              | NotFound",
                "POST   | /notifications/public/v1/api/hooks    | {'type': 'post_load', 'config': {}}             | InvalidBody"
            })
    void refusesAsIsDocumented(String method, String path, String body, String told) {
        Caller.Reply reply = send(method, path, body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text()).contains(told);
    }

    @Test
    void runsOneJobAtATimeThatEndsByItself() {
        String job = done("POST", "/v4/sources/" + SOURCE + "/sync", "")
                .path("job_name")
                .asText();

        await().until(() -> server.account().extractions().stream()
                .anyMatch(extraction -> extraction.path("job_name").asText().equals(job)
                        && extraction.path("tap_exit_status").asInt(-1) == 0));
        done("POST", "/v4/sources/" + SOURCE + "/sync", "");
    }

    @Test
    void keepsDestinationsInBothForms() {
        JsonNode made = done(
                "POST",
                "/v4/destinations",
                "{'type': 'postgres', 'name': 'B', 'properties': {'host': 'b', 'password': 'p', 'ssl': false}}");
        String path = "/v4/destinations/" + made.path("id").asLong();

        assertThat(made.path("properties").has("password")).isFalse();
        assertThat(made.at("/properties/ssl").asText()).isEqualTo("false");
        assertThat(done("PUT", path, "{'properties': {'host': 'c'}}")
                        .at("/properties/host")
                        .asText())
                .isEqualTo("c");
        done("PUT", path.replace("v4", "v3"), "{'type': 'postgres', 'connection': {'host': 'd'}}");
        assertThat(caller.get("/v4/destinations?destination_id="
                                + made.path("id").asLong())
                        .json()
                        .at("/0/properties/host")
                        .asText())
                .isEqualTo("d");
        assertThat(caller.delete(path).text()).isEqualTo("{}");
        assertThat(caller.get("/v3/destinations").json()).hasSize(1);
    }

    @Test
    void keepsAddresses() {
        long id = done("POST", EMAILS, "{'email_address': 'ada@tea.example'}")
                .path("id")
                .asLong();

        assertThat(done("PUT", EMAILS + "/" + id, "{'disabled_at': '2025-01-01T00:00:00Z'}")
                        .toString())
                .isEqualTo("{\"disabled_at\":\"2025-01-01T00:00:00Z\"}");
        assertThat(caller.get(EMAILS).json().at("/0/disabled_at").asText()).isEqualTo("2025-01-01T00:00:00Z");
        assertThat(send("PUT", EMAILS + "/1", "{'disabled_at': null}").status()).isEqualTo(404);
        assertThat(caller.delete(EMAILS + "/" + id).text()).isEqualTo("[1]");
        assertThat(caller.get(EMAILS).json()).isEmpty();
    }

    @Test
    void callsHooksAfterALoad() {
        WireMockServer receiver =
                new WireMockServer(wireMockConfig().dynamicPort().dynamicHttpsPort());
        receiver.start();
        try {
            receiver.stubFor(post(anyUrl()).willReturn(ok()));
            long id = done("POST", HOOKS, hook("https://localhost:" + receiver.httpsPort() + "/loaded"))
                    .path("id")
                    .asLong();
            done("POST", HOOKS, hook("https://hooks.example/never"));
            assertThat(caller.get(HOOKS).json().path("post_load")).hasSize(2);

            done("POST", "/v4/sources/" + SOURCE + "/sync", "");

            await().untilAsserted(() -> receiver.verify(postRequestedFor(urlPathEqualTo("/loaded"))
                    .withHeader("User-Agent", equalTo("StitchLoadingWebhook"))));
            JsonNode payload = json(receiver.findAll(postRequestedFor(urlPathEqualTo("/loaded")))
                    .get(0)
                    .getBodyAsString());
            assertThat(payload.path("integration_name").asText()).isEqualTo("source_0001");
            assertThat(payload.at("/tables/0/num_rows").asInt()).isOne();

            assertThat(done("PUT", HOOKS + "/" + id, "{'enable': false}")
                            .path("disabled_at")
                            .isTextual())
                    .isTrue();
            assertThat(caller.delete(HOOKS + "/" + id).text()).isEqualTo("null");
        } finally {
            receiver.stop();
        }
    }

    @Test
    void takesWhatIsPushed() {
        long source = created("import_api", "Sensors").path("id").asLong();
        Caller sender = Caller.withToken(
                server.url(),
                done("POST", "/v4/sources/" + source + "/tokens", "")
                        .path("access_token")
                        .asText());
        String batch = "{\"table_name\":\"readings\",\"schema\":{\"properties\":{}},\"key_names\":[\"id\"],"
                + "\"messages\":[{\"action\":\"upsert\",\"sequence\":1,\"data\":{\"id\":7}}]}";

        assertThat(sender.call("POST", "/v2/import/batch", "application/json", batch)
                        .status())
                .isEqualTo(201);

        assertThat(server.pushed(source))
                .extracting(JsonNode::toString)
                .containsExactly("{\"table_name\":\"readings\",\"sequence\":1,\"data\":{\"id\":7}}");
        assertThat(server.account().loads())
                .anyMatch(load -> load.path("source_name").asText().equals("sensors")
                        && load.path("stream_name").asText().equals("readings"));
        Map<String, Integer> refused = Map.of(
                batch.replace("\"id\":7", "\"no\":7"),
                400,
                batch.replace("\"table_name\":\"readings\",", ""),
                400,
                batch.replace("{\"properties\":{}}", "[]"),
                400,
                "{",
                400);
        refused.forEach((body, status) -> assertThat(sender.call("POST", "/v2/import/batch", "application/json", body)
                        .status())
                .isEqualTo(status));
        assertThat(sender.call("POST", "/v2/import/batch", "text/plain", batch).status())
                .isEqualTo(415);
        assertThat(sender.call("POST", "/v2/import/push", "application/json", "{}")
                        .status())
                .isEqualTo(400);
        assertThat(sender.call("POST", "/v2/import/push", "application/json", "[{}]")
                        .status())
                .isEqualTo(401);
        assertThat(sender.call("POST", "/v2/import/push", "application/json", "[{\"client_id\": 1}]")
                        .status())
                .isEqualTo(403);
        assertThat(sender.call("POST", "/v2/import/push", "application/json", "[{\"client_id\": 48213}]")
                        .status())
                .isEqualTo(422);
        assertThat(caller.call("POST", "/v2/import/batch", "application/json", batch)
                        .status())
                .isEqualTo(401);
        done("PUT", "/v4/sources/" + source, "{'paused_at': '2025-01-01T00:00:00Z'}");
        assertThat(sender.call("POST", "/v2/import/batch", "application/json", batch)
                        .status())
                .isEqualTo(401);
        assertThat(server.pushed(source)).hasSize(1);
    }

    @Test
    void letsNobodyInAfterATokenWasRevoked() {
        server.revoke("secret");

        assertThat(caller.get("/v4/sources").status()).isEqualTo(401);
    }

    @Test
    void hasNoHooksInASmallPlan() {
        server.downgrade();

        assertThat(send("POST", HOOKS, hook("https://x.example")).text()).contains("plan");
        assertThat(send("POST", EMAILS, "{'email_address': 'a@b.example'}").status())
                .isEqualTo(400);
    }

    private String hook(String url) {
        return "{'type': 'post_load', 'destination_id': " + destination + ", 'config': {'url': '" + url + "'}}";
    }

    private static List<Long> ids(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(each -> each.path("id").asLong())
                .collect(Collectors.toList());
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JsonProcessingException notJson) {
            throw new AssertionError(notJson);
        }
    }
}
