package io.github.stitchopenmetadata.flow;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static io.github.stitchopenmetadata.support.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.sandbox.StitchServer;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.text.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipes of recipes.md, as they stand there, against the account of the sandbox. */
class StitchRecipesRouteTest {

    private static final StitchAccount ACCOUNT =
            StitchAccount.read("/sandbox/stitch-account.json", Instant.parse("2026-01-01T00:00:00Z"));
    private static final long SHOP = 310_401;
    private static final long PAUSED = 310_408;
    private static final long SENSORS = 310_407;

    private static StitchServer stitch;
    private static WireMockServer chat;
    private static Connector connector;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        stitch = new StitchServer(
                ACCOUNT,
                "stitch-token",
                StitchServer.Options.defaults().withPageSize(3).withJobLength(Duration.ofHours(1)));
        chat = new WireMockServer(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"));
        chat.start();
        chat.stubFor(WireMock.post("/hook").willReturn(aResponse().withStatus(200)));
        connector = Connector.between(
                stitch.url(),
                stitch.url(),
                Map.of(
                        "management.enabled", "true",
                        "management.port", "0",
                        "chat.webhook", chat.baseUrl() + "/hook"));
    }

    @AfterAll
    static void stop() {
        connector.close();
        chat.stop();
        stitch.close();
    }

    @BeforeEach
    void reset() {
        stitch.replace(ACCOUNT);
    }

    @Test
    void pausesAtNightAndUnpausesWhatItPaused() throws Exception {
        load("Pause all sources at night");
        List<Long> awake = unpaused();

        run("pause-at-night");

        assertThat(unpaused()).isEmpty();
        run("unpause-in-the-morning");
        assertThat(unpaused()).isEqualTo(awake).doesNotContain(PAUSED);
    }

    @Test
    void startsAJobWhenAnotherSystemCalls() throws Exception {
        load("Start a job when another system calls");

        HttpResponse<String> started = post("/jobs?source=" + SHOP);
        assertThat(started.statusCode()).isEqualTo(200);
        assertThat(Json.MAPPER.readTree(started.body()).path("job_name").asText())
                .contains("." + SHOP + ".sync.");
        assertThat(post("/jobs?source=" + SHOP).statusCode()).isEqualTo(202);
        assertThat(post("/jobs?source=shop").statusCode()).isEqualTo(400);
    }

    @Test
    void selectsNewTables() throws Exception {
        load("Select new tables");

        run("select-new-tables");

        assertThat(selected(SHOP)).contains("ledger").doesNotContain("coupons");
    }

    @Test
    void createsASourceFromATemplate() throws Exception {
        Path template = Files.writeString(
                folder.resolve("postgres.json"),
                block("Create a source from a template", "json").replace("${env:SHOP_PASSWORD}", "s3cret"));
        Path inbox = folder.resolve("new-sources");
        load(
                block("Create a source from a template", "yaml")
                        .replace("file:new-sources", "file:" + inbox)
                        .replace("file:templates/postgres.json", "file:" + template),
                "template");

        Files.writeString(inbox.resolve("shop.json"), "{\"name\": \"Shop EU\", \"host\": \"db.eu.example\"}");

        await().until(() -> Files.exists(inbox.resolve(".camel/shop.json")));
        assertThat(stitch.account().sources())
                .anyMatch(source -> source.path("name").asText().equals("shop_eu")
                        && source.at("/properties/host").asText().equals("db.eu.example")
                        && source.path("type").asText().equals("platform.hp-postgres"));
    }

    @Test
    void tellsAChatOfEachFailedExtractionOnce() throws Exception {
        String recipe = block("Tell a chat of failed extractions", "yaml");
        load(recipe.replace("told-extractions.txt", folder.resolve("told.txt").toString()), "chat");

        run("tell-of-failed-extractions");
        run("tell-of-failed-extractions");

        List<LoggedRequest> told = chat.findAll(postRequestedFor(urlPathEqualTo("/hook")));
        assertThat(told).hasSize(2).allSatisfy(request -> {
            assertThat(request.containsHeader("Authorization")).isFalse();
            assertThat(Json.MAPPER.readTree(request.getBody()).path("text").asText())
                    .contains("https://app.stitchdata.com/client/204871/pipeline/v2/sources/")
                    .doesNotContain("logs", "Signature");
        });
        assertThat(stitch.requestsByEndpoint()).doesNotContainKey("GET /v4/{client_id}/extractions/{job_name}");
    }

    @Test
    void rotatesATokenOfTheImportApi() throws Exception {
        String recipe = block("Rotate a token of the Import API", "yaml");
        load(recipe.replace("file:secrets", "file:" + folder.resolve("secrets")), "rotate");

        run("rotate-import-token");
        String first = token();
        run("rotate-import-token");

        assertThat(token()).isNotEqualTo(first).isNotBlank();
        JsonNode tokens = answer("getImportTokens", Map.of("source_id", SENSORS));
        assertThat(tokens).hasSize(1);
    }

    private String token() throws IOException {
        return Files.readString(folder.resolve("secrets/import-token"));
    }

    private static JsonNode answer(String operation, Map<String, Object> parameters) {
        return connector
                .context()
                .createProducerTemplate()
                .requestBody(
                        "direct:stitch-operation",
                        Map.of("operation", operation, "parameters", parameters),
                        JsonNode.class);
    }

    private static List<Long> unpaused() {
        return stitch.account().sources().stream()
                .filter(source -> source.path("paused_at").isNull()
                        && source.path("deleted_at").isNull())
                .map(source -> source.path("id").asLong())
                .toList();
    }

    private static List<String> selected(long source) {
        return stitch.account().streams(source).stream()
                .filter(stream -> stream.path("selected").asBoolean())
                .map(stream -> stream.path("stream_name").asText())
                .collect(Collectors.toList());
    }

    private static HttpResponse<String> post(String path) throws Exception {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + connector.managementPort() + path))
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static void load(String heading) throws Exception {
        load(block(heading, "yaml"), heading.replaceAll("\\W", ""));
    }

    private static void load(String yaml, String name) throws Exception {
        PluginHelper.getRoutesLoader(connector.context())
                .loadRoutes(ResourceHelper.fromString(name + ".camel.yaml", yaml));
    }

    /** As its schedule would. */
    private static void run(String route) throws Exception {
        CamelContext context = connector.context();
        Exchange exchange = new DefaultExchange(context);
        context.getRoute(route).getProcessor().process(exchange);
        assertThat(exchange.getException()).isNull();
    }

    /** The first block of the language below the heading. */
    private static String block(String heading, String language) throws IOException {
        Matcher block = Pattern.compile(
                        "\n## " + heading + "\n(?:(?!\n## ).)*?\n```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("src/site/markdown/recipes.md")));
        assertThat(block.find()).as(heading).isTrue();
        return block.group(1);
    }
}
