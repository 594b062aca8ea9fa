package io.github.stitchopenmetadata.kamelet;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.github.stitchopenmetadata.support.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.github.stitchopenmetadata.http.CallFailedException;
import io.github.stitchopenmetadata.run.RunFailedException;
import io.github.stitchopenmetadata.sandbox.CatalogServer;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.sandbox.StitchServer;
import io.github.stitchopenmetadata.support.Extent;
import io.github.stitchopenmetadata.support.HeldAnswers;
import io.github.stitchopenmetadata.support.Servers;
import io.github.stitchopenmetadata.text.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kamelets of several accounts and servers in one Camel context, which is up before the first of them comes. */
class KameletsRouteTest {

    /** With sources that come in several parts each. */
    private static final StitchAccount ACCOUNT = StitchAccount.generated(2, 6, 20, 1.0);

    private static final int EDGES = 12;
    private static final String DATABASES = "prod_postgres, warehouse";

    private static final StitchAccount OTHER_ACCOUNT = StitchAccount.generated(3, 1, 2, 1.0);
    private static final String ODD_TOKEN = "to+k%20en/=&?{x}";
    private static final String OTHER_CATALOG_TOKEN = "other-catalog-token";

    @TempDir
    private static Path folder;

    private static Servers servers;
    private static StitchServer otherStitch;
    private static CamelContext camel;
    /** Those of one extraction. */
    private static List<String> messages;

    private static int extractions;

    private final List<String> routes = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        servers = Servers.of(ACCOUNT);
        otherStitch = new StitchServer(OTHER_ACCOUNT, ODD_TOKEN);
        camel = context();
        camel.start();
        KameletsRouteTest first = new KameletsRouteTest();
        messages = first.extract();
        first.removeRoutes();
    }

    @AfterAll
    static void stop() {
        camel.stop();
        otherStitch.close();
        servers.close();
        assertThat(folder.resolve("dead-letters")).doesNotExist();
    }

    @BeforeEach
    void reset() {
        servers.reset();
    }

    @AfterEach
    void removeRoutes() throws Exception {
        for (String route : routes) {
            camel.getRouteController().stopRoute(route);
            camel.removeRoute(route);
        }
    }

    private static CamelContext context() {
        Properties hosts = new Properties();
        hosts.putAll(Map.of(
                "state.directory",
                folder.resolve("state").toString(),
                "deadletter.directory",
                folder.resolve("dead-letters").toString(),
                "lineage.message.bytes",
                "4000",
                "import.batch.seconds",
                "1",
                "retry.attempts",
                "0",
                "breaker.calls",
                "0",
                "token",
                "of the host",
                "stitch.token",
                "of the host"));
        CamelContext context = new DefaultCamelContext();
        context.getPropertiesComponent().setInitialProperties(hosts);
        return context;
    }

    private void route(CamelContext context, String yaml) throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("test.camel.yaml", yaml));
        routes.add(yaml.replaceFirst("(?s).*?id: (\\S+).*", "$1"));
    }

    private void to(String kamelet, String id, Map<String, String> parameters) throws Exception {
        route(
                camel,
                """
                - route:
                    id: %s
                    errorHandler: {noErrorHandler: {}}
                    from:
                      uri: direct:%s
                      steps:
                        - to: {uri: "kamelet:%s", parameters: %s}
                """
                        .formatted(id, id, kamelet, Json.MAPPER.writeValueAsString(parameters)));
    }

    private void from(CamelContext context, String url, String token) throws Exception {
        route(
                context,
                """
                - route:
                    id: source
                    errorHandler: {deadLetterChannel: {deadLetterUri: "direct:failed"}}
                    from:
                      uri: kamelet:stitch-lineage-source/schedule
                      parameters: {hostPort: "%s", token: "%s", serviceName: shop, cron: "0/1 * * * * ?"}
                      steps:
                        - to: direct:taken
                """
                        .formatted(url, token));
        // the route of the Kamelet
        routes.add(0, "schedule");
    }

    private void collect(CamelContext context, String id, List<Exchange> received) throws Exception {
        RouteBuilder.addRoutes(context, host -> host.from("direct:" + id)
                .routeId(id)
                .errorHandler(host.noErrorHandler())
                .process(exchange -> received.add(exchange.copy())));
        routes.add(id);
    }

    /** The messages as those of another extraction, later than all before. */
    private static List<String> extracted() {
        extractions++;
        String time =
                Instant.parse("2030-01-01T00:00:00Z").plusSeconds(extractions).toString();
        return messages.stream()
                .map(message -> message.replaceFirst("\"extractedAt\":\"[^\"]*\"", "\"extractedAt\":\"" + time + "\"")
                        .replaceFirst("\"runId\":\"[^\"]*\"", "\"runId\":\"run-" + extractions + "\""))
                .toList();
    }

    private List<String> extract() throws Exception {
        List<Exchange> taken = new CopyOnWriteArrayList<>();
        collect(camel, "taken", taken);
        from(camel, servers.stitch.baseUrl(), "stitch-token");
        // the first of the second extraction comes after the last of the first
        await().until(() ->
                taken.stream().map(KameletsRouteTest::runId).distinct().count() > 1);
        assertThat(taken.get(0).getVariables()).isEmpty();
        assertThat(taken.get(0).getMessage().getHeaders()).containsOnlyKeys("Content-Type");
        return taken.stream()
                .filter(exchange -> runId(exchange).equals(runId(taken.get(0))))
                .map(exchange -> exchange.getMessage().getBody(String.class))
                .toList();
    }

    private static String runId(Exchange message) {
        try {
            return Json.MAPPER
                    .readTree(message.getMessage().getBody(String.class))
                    .path("runId")
                    .asText();
        } catch (IOException invalid) {
            throw new AssertionError(invalid);
        }
    }

    private static Exchange send(String id, Object body) {
        return camel.createFluentProducerTemplate()
                .withBody(body)
                .to("direct:" + id)
                .send();
    }

    private static JsonNode answer(String id) {
        Exchange done = send(id, null);
        assertThat(done.getException()).isNull();
        return done.getMessage().getBody(JsonNode.class);
    }

    private static Map<String, String> ofCatalog(String token) {
        return Map.of(
                "hostPort",
                servers.catalog.baseUrl() + "/api",
                "jwtToken",
                token,
                "serviceName",
                "shop",
                "dbServiceNames",
                DATABASES);
    }

    @Test
    void asksEachAccountWithItsToken() throws Exception {
        to(
                "stitch-operation-action",
                "one",
                Map.of("operation", "getSources", "hostPort", servers.stitch.baseUrl(), "token", "stitch-token"));
        to(
                "stitch-operation-action",
                "other",
                Map.of("operation", "getSources", "hostPort", otherStitch.url(), "token", "RAW(" + ODD_TOKEN + ")"));
        to(
                "stitch-operation-action",
                "loads",
                Map.of(
                        "operation",
                        "getLoads",
                        "operationParameters",
                        "stitch_client_id=" + ACCOUNT.clientId(),
                        "pages",
                        "true",
                        "hostPort",
                        servers.stitch.baseUrl(),
                        "token",
                        "stitch-token"));

        assertThat(answer("one")).hasSize(2);
        assertThat(answer("other")).hasSize(3);
        assertThat(answer("one")).hasSize(2);
        Iterator<?> loads = send("loads", null).getMessage().getBody(Iterator.class);
        assertThat(loads).toIterable().hasSize(12);
    }

    @Test
    void sendsRecordsWithTheTokenOfEachSource() throws Exception {
        servers.stitch.stubFor(post("/v2/import/batch")
                .willReturn(okJson("{\"status\": \"OK\"}").withStatus(201)));
        for (String id : List.of("one", "other")) {
            to(
                    "stitch-import-sink",
                    id,
                    Map.of(
                            "table",
                            "visits",
                            "keyNames",
                            "id",
                            "hostPort",
                            servers.stitch.baseUrl(),
                            "token",
                            "token-" + id));
        }

        for (String id : List.of("one", "other")) {
            assertThat(send(id, Map.of("id", 1)).getException()).isNull();
        }

        await().until(() -> servers.stitch.findAll(postRequestedFor(urlPathEqualTo("/v2/import/batch"))).stream()
                .map(batch -> batch.getHeader("Authorization"))
                .collect(Collectors.toSet())
                .equals(Set.of("Bearer token-one", "Bearer token-other")));
        assertThat(send("one", "no JSON").getException()).hasMessageContaining("the body is no JSON");
    }

    @Test
    @Tag(Extent.THOROUGH)
    void deliversOneExtractionToTwoServers() throws Exception {
        try (CatalogServer otherCatalog = new CatalogServer("1.6.0", OTHER_CATALOG_TOKEN)) {
            otherCatalog.catalog().addTablesOf(ACCOUNT);
            to("openmetadata-lineage-sink", "one", ofCatalog("catalog-token"));
            to(
                    "openmetadata-lineage-sink",
                    "other",
                    Map.of(
                            "hostPort",
                            otherCatalog.url(),
                            "jwtToken",
                            OTHER_CATALOG_TOKEN,
                            "serviceName",
                            "shop",
                            "dbServiceNames",
                            DATABASES));

            for (String message : extracted()) {
                assertThat(send("one", message.getBytes(StandardCharsets.UTF_8)).getException())
                        .isNull();
                assertThat(send("other", new ByteArrayInputStream(message.getBytes(StandardCharsets.UTF_8)))
                                .getException())
                        .isNull();
            }

            assertThat(servers.catalogServer.catalog().edges()).hasSize(EDGES);
            assertThat(otherCatalog.catalog().edges()).hasSize(EDGES);
        }
    }

    @Test
    void leavesTheMessageAndTellsOfTheEdges() throws Exception {
        to("openmetadata-lineage-sink", "sink", ofCatalog("catalog-token"));

        List<String> messages = extracted();
        List<Exchange> done =
                messages.stream().map(message -> send("sink", message)).toList();

        assertThat(done).allSatisfy(exchange -> {
            assertThat(exchange.getMessage().getBody()).isIn(messages);
            assertThat(exchange.getVariables()).isEmpty();
            assertThat(exchange.getMessage().getHeaders())
                    .containsOnlyKeys("CamelStitchEdgesDrawn", "CamelStitchEdgesUnchanged", "CamelStitchEdgesMissing");
        });
        assertThat(done)
                .extracting(exchange -> exchange.getMessage().getHeader("CamelStitchEdgesDrawn", Long.class))
                .containsOnly(0L, 6L);
        long writes = servers.catalogServer.writes();
        assertThat(send("sink", messages.get(messages.size() - 1)).getException())
                .isNull();
        assertThat(servers.catalogServer.writes()).isEqualTo(writes);
    }

    /** As a whole: also the parts that were handed over before and are not handed over again. */
    @Test
    void isTriedAgainByTheErrorHandlerOfTheRoute() throws Exception {
        String edges = "/api/v1/lineage";
        servers.catalog.stubFor(put(urlPathEqualTo(edges))
                .inScenario("edges")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(aResponse().withStatus(500))
                .willSetStateTo("well"));
        route(
                camel,
                """
                - route:
                    id: sink
                    errorHandler:
                      defaultErrorHandler: {redeliveryPolicy: {maximumRedeliveries: 1, redeliveryDelay: 10}}
                    from:
                      uri: direct:sink
                      steps:
                        - to: {uri: kamelet:openmetadata-lineage-sink, parameters: %s}
                """
                        .formatted(Json.MAPPER.writeValueAsString(ofCatalog("catalog-token"))));

        assertThat(messages)
                .allSatisfy(message ->
                        assertThat(send("sink", message).getException()).isNull());

        assertThat(servers.catalogServer.catalog().edges()).hasSize(EDGES);
    }

    @Test
    void saysWhatWasNotDelivered() throws Exception {
        to("openmetadata-lineage-sink", "sink", ofCatalog("catalog-token"));
        servers.catalog.stubFor(
                put(urlPathEqualTo("/api/v1/lineage")).willReturn(aResponse().withStatus(500)));

        List<Exception> failures = extracted().stream()
                .map(message -> send("sink", message).getException())
                .filter(failure -> failure != null)
                .toList();

        assertThat(failures).hasSize(2).allSatisfy(failure -> assertThat(failure)
                .isInstanceOf(RunFailedException.class)
                .hasMessageContaining("500")
                .hasMessageContaining("shop: source_000"));
        assertThat(send("sink", "no message").getException()).hasMessageContaining("not a lineage message");
    }

    @Test
    void saysWhichTokenIsRefused() throws Exception {
        to(
                "stitch-operation-action",
                "action",
                Map.of("operation", "getSources", "hostPort", servers.stitch.baseUrl(), "token", "wrong"));
        to("openmetadata-lineage-sink", "sink", ofCatalog("wrong"));
        List<Exchange> failed = new CopyOnWriteArrayList<>();
        collect(camel, "failed", failed);
        from(camel, servers.stitch.baseUrl(), "wrong");

        assertThat(send("action", null).getException())
                .isInstanceOf(CallFailedException.class)
                .hasMessageContaining("401")
                .hasMessageContaining("the token was refused");
        assertThat(extracted().stream()
                        .map(message -> send("sink", message).getException())
                        .filter(each -> each != null))
                .isNotEmpty()
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOf(RunFailedException.class)
                        .hasMessageContaining("the token was refused"));
        await().until(() -> !failed.isEmpty());
        assertThat(failed.get(0).getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class))
                .isInstanceOf(RunFailedException.class)
                .hasMessageContaining("the token was refused");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            stitch-import-sink        | token=x                            | mandatory parameters must be provided: table
            stitch-import-sink        | table=a                            | Kamelet stitch-import-sink: token is missing
            stitch-operation-action   | token=x                            | mandatory parameters must be provided: operation
            stitch-operation-action   | operation=getSources               | Kamelet stitch-operation-action: token is missing
            stitch-operation-action   | operation=getSorces token=x        | getSources
            openmetadata-lineage-sink | jwtToken=x                         | mandatory parameters must be provided: hostPort
            stitch-import-sink        | table=a token=x region=fr          | region is "fr": expected us or eu
            openmetadata-lineage-sink | hostPort=http://localhost:1 jwtToken=x saas=no | lineage.saas is "no": expected register, pipeline or skip
            openmetadata-lineage-sink | hostPort=http://example.com jwtToken=x | hostPort "http://example.com" is plain http
            """)
    void refusesAtTheStart(String kamelet, String parameters, String message) throws Exception {
        Map<String, String> given = new HashMap<>();
        for (String pair : parameters.split(" ")) {
            given.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
        }
        assertThatThrownBy(() -> to(kamelet, "refused", given)).rootCause().hasMessageContaining(message);
    }

    @Test
    @Tag(Extent.THOROUGH)
    void goesOnWithOtherMessagesWhenOneCannotBeProcessed() throws Exception {
        List<Exchange> failed = new CopyOnWriteArrayList<>();
        List<Exchange> taken = new CopyOnWriteArrayList<>();
        collect(camel, "failed", failed);
        RouteBuilder.addRoutes(camel, host -> host.from("direct:taken")
                .routeId("taken")
                .errorHandler(host.noErrorHandler())
                .process(exchange -> {
                    taken.add(exchange.copy());
                    if (taken.size() == 1) {
                        throw new IllegalStateException("of the host");
                    }
                }));
        routes.add("taken");
        from(camel, servers.stitch.baseUrl(), "stitch-token");

        await().until(() -> taken.size() > messages.size());
        assertThat(failed).hasSize(1);
    }

    /** While a server keeps the answer back, and the host's route has a message in hand. */
    @Test
    @Tag(Extent.THOROUGH)
    void stopsWithTheContext() throws Exception {
        HeldAnswers streams = new HeldAnswers("GET", "/v4/sources/500002/streams.*");
        servers.alter(streams);
        try (streams) {
            CamelContext stopping = context();
            List<Exchange> taken = new CopyOnWriteArrayList<>();
            collect(stopping, "taken", taken);
            from(stopping, servers.stitch.baseUrl(), "stitch-token");
            routes.clear();
            stopping.start();
            streams.awaitFirst();
            await().until(() -> !taken.isEmpty());

            new Thread(stopping::stop).start();

            await().until(stopping::isStopping);
            streams.letGo();
            await().until(stopping::isStopped);
            // the last one says that it has stopped, and then ends
            await().until(() -> Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().contains(stopping.getName() + ")")));
        }
    }

    @Test
    @Tag(Extent.THOROUGH)
    void takesNoNameOfTheHost() throws Exception {
        try (CamelContext host = context()) {
            RouteBuilder.addRoutes(host, routes -> routes.from("direct:of-the-host")
                    .routeId("catalog")
                    .log("hosts"));
            host.getRegistry().bind("tags", "of the host");
            host.start();
            routes.clear();

            assertThatThrownBy(() -> from(host, servers.stitch.baseUrl(), "stitch-token"))
                    .rootCause()
                    .hasMessageContaining("a route catalog, a bean tags");
            assertThat(host.getRegistry().lookupByName("tags")).isEqualTo("of the host");
            assertThat(host.getRoute("stitch")).isNull();
        }
    }
}
