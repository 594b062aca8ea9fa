package io.github.stitchopenmetadata.flow;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.github.stitchopenmetadata.support.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import io.github.stitchopenmetadata.management.ManagementServer;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.HeldAnswers;
import io.github.stitchopenmetadata.support.Metrics;
import io.github.stitchopenmetadata.support.Patience;
import io.github.stitchopenmetadata.support.Servers;
import io.github.stitchopenmetadata.text.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked for by HTTP while the program runs. */
class ManagementRouteTest {

    private static final Pattern METRIC = Pattern.compile("(?:stitch_openmetadata|jvm|process)_\\w+");

    private final Servers servers = Servers.of(StitchAccount.generated(2, 3, 2, 1.0));
    private int port;

    @TempDir
    private Path reports;

    @AfterEach
    void stop() {
        servers.close();
    }

    private Connector managed(Map<String, String> settings) throws Exception {
        Map<String, String> all = new HashMap<>(Map.of(
                "management.enabled",
                "true",
                "management.port",
                "0",
                "report.directory",
                reports.toString(),
                "ingest.on.schedule",
                "true",
                "ingest.cron",
                "0 0 0 1 1 ?",
                "status.cron",
                "0 0 0 1 1 ?",
                "replay.directory",
                reports.resolve("replay").toString()));
        all.putAll(settings);
        Connector connector = servers.connector(all);
        port = connector.managementPort();
        return connector;
    }

    @Test
    void isUpWhileTheLastRunWasGoodAndTheNextIsScheduled() throws Exception {
        try (Connector connector = managed(Map.of())) {
            // the folder for replays is looked into a second after the start
            await().untilAsserted(
                            () -> assertThat(get("/observe/health").status).isEqualTo(200));

            StubMapping refused = servers.stitch.stubFor(WireMock.get(urlPathEqualTo("/v4/sources"))
                    .willReturn(aResponse().withStatus(401)));
            connector.ingest();
            assertThat(get("/observe/health").status).isEqualTo(503);
            assertThat(get("/observe/health").body).contains("lineage", "status 2");
            assertThat(get("/observe/health/live").status).isEqualTo(200);
            assertThat(get("/observe/health/ready").status).isEqualTo(200);

            servers.stitch.removeStub(refused);
            connector.ingest();
            assertThat(get("/observe/health").status).isEqualTo(200);

            connector.context().getRouteController().stopRoute("start-on-schedule");
            assertThat(get("/observe/health").body).contains("no run is scheduled");
            assertThat(get("/observe/health").status).isEqualTo(503);
        }
    }

    @Test
    void startsARunAndTellsHowFarItHasCome() throws Exception {
        try (Connector connector = managed(Map.of());
                HeldAnswers deliveries = new HeldAnswers("PUT", "/api/v1/pipelines")) {
            servers.alter(deliveries);
            assertThat(progress().path("underWay")).isEmpty();

            assertThat(post("/run").status).isEqualTo(202);

            await().untilAsserted(() -> assertThat(progress().path("underWay"))
                    .singleElement()
                    .satisfies(run -> {
                        assertThat(run.path("kind").asText()).isEqualTo("lineage");
                        assertThat(run.path("sources").asInt()).isEqualTo(2);
                        assertThat(run.path("streams").asInt()).isEqualTo(6);
                        assertThat(run.path("line").asText()).startsWith("stitch: 0 of 2 sources, 6 streams, 0 edges");
                    }));
            assertThat(post("/run")).satisfies(second -> {
                assertThat(second.status).isEqualTo(409);
                assertThat(second.body).contains("/progress");
            });

            deliveries.letGo();
            await().untilAsserted(
                            () -> assertThat(progress().path("last")).hasSize(2).allSatisfy(last -> assertThat(
                                            last.path("exitStatus").asInt(-1))
                                    .isZero()));
            assertThat(progress().path("underWay")).isEmpty();
            assertThat(progress().path("next").asText()).endsWith("-01-01T00:00:00Z");
        }
    }

    @Test
    void makesAPreview() throws Exception {
        try (Connector connector = managed(Map.of())) {
            assertThat(post("/preview")).satisfies(begun -> {
                assertThat(begun.status).isEqualTo(202);
                assertThat(begun.body).contains("/reports/preview.json");
            });

            await().until(() -> get("/reports/preview.json").status == 200);
            assertThat(Json.MAPPER.readTree(get("/reports/preview.json").body)).isNotEmpty();
            assertThat(servers.catalogServer.catalog().pipelines()).isEmpty();
        }
    }

    @Test
    void measuresEveryCall() throws Exception {
        try (Connector connector = managed(Map.of())) {
            servers.loseFirstAnswer(RequestMethod.PUT, "/api/v1/lineage");
            connector.ingest();
            connector.status();

            Metrics metrics = Metrics.in(get("/observe/metrics").body);
            assertThat(metrics.sum("stitch_openmetadata_calls_seconds_count", "side=\"stitch\""))
                    .isEqualTo(servers.stitch.findAll(anyRequestedFor(anyUrl())).size());
            assertThat(metrics.sum("stitch_openmetadata_calls_seconds_count", "side=\"openmetadata\""))
                    .isEqualTo(
                            servers.catalog.findAll(anyRequestedFor(anyUrl())).size());
            assertThat(metrics.sum("stitch_openmetadata_calls_seconds_count", "status=\"0\""))
                    .isOne();
            assertThat(metrics.sum("stitch_openmetadata_retries_total", "")).isOne();
            assertThat(metrics.sum("stitch_openmetadata_throttled_seconds_count", "limit=\"stitch\""))
                    .isEqualTo(servers.stitch.findAll(anyRequestedFor(anyUrl())).size());
            assertThat(metrics.sum("stitch_openmetadata_throttled_seconds_sum", ""))
                    .isBetween(0.0, 30.0);
            assertThat(metrics.sum("stitch_openmetadata_edges", "state=\"drawn\""))
                    .isEqualTo(6);
            assertThat(metrics.sum("stitch_openmetadata_pipelines", "state=\"created\""))
                    .isEqualTo(2);
            assertThat(metrics.sum("stitch_openmetadata_run_seconds_count", "outcome=\"good\""))
                    .isEqualTo(2);
            assertThat(metrics.sum("stitch_openmetadata_parked", "")).isZero();
            assertThat(metrics.sum("stitch_openmetadata_last_success_timestamp_seconds", "kind=\"lineage\""))
                    .isCloseTo(System.currentTimeMillis() / 1000.0, Offset.offset(60.0));
            assertThat(metrics.names())
                    .contains("jvm_memory_used_bytes", "process_cpu_usage")
                    .noneMatch(name -> name.startsWith("camel_"));
        }
    }

    @Test
    void theAlertsAndTheDashboardNameWhatIsMeasured() throws Exception {
        JsonNode rules = new YAMLMapper()
                .readTree(Path.of("src/main/resources/operate/alerts.yaml").toFile())
                .path("groups")
                .path(0)
                .path("rules");
        JsonNode dashboard = Json.MAPPER.readTree(
                Path.of("src/main/resources/operate/grafana-dashboard.json").toFile());
        List<String> expressions = new ArrayList<>(rules.findValuesAsText("expr"));
        assertThat(rules).isNotEmpty().allSatisfy(rule -> assertThat(rule.fieldNames())
                .toIterable()
                .contains("alert", "expr", "annotations"));
        assertThat(dashboard.path("panels").findValuesAsText("id")).isNotEmpty().doesNotHaveDuplicates();
        assertThat(dashboard.path("panels"))
                .allSatisfy(panel -> assertThat(panel.path("targets").findValuesAsText("expr"))
                        .isNotEmpty());
        expressions.addAll(dashboard.findValuesAsText("expr"));
        Set<String> named = expressions.stream()
                .flatMap(expression -> METRIC.matcher(expression).results())
                .map(MatchResult::group)
                .collect(Collectors.toSet());

        try (Connector connector = managed(Map.of())) {
            servers.loseFirstAnswer(RequestMethod.PUT, "/api/v1/lineage");
            connector.ingest();

            assertThat(named).hasSizeGreaterThan(12);
            assertThat(Metrics.in(get("/observe/metrics").body).names()).containsAll(named);
        }
    }

    @Test
    void showsTheReports() throws Exception {
        Files.writeString(reports.resolve(".secret.json"), "{}");
        try (Connector connector = managed(Map.of())) {
            connector.ingest();

            assertThat(get("/reports/report.json")).satisfies(report -> {
                assertThat(report.body).contains("\"edges_drawn\" : 6");
                assertThat(report.head)
                        .contains(
                                "Content-Type: application/json",
                                "Content-Security-Policy: default-src 'none'",
                                "nosniff");
            });
            assertThat(get("/reports").head).contains(" 308 ", "Location: /reports/");
            for (String path : new String[] {
                "/reports/.secret.json",
                "/reports/../application.properties",
                "/reports/..%2fpom.xml",
                "/reports/%2e%2e/pom.xml",
                "/reports/none"
            }) {
                assertThat(get(path).status).as(path).isEqualTo(404);
            }
        }
    }

    @Test
    void answersNoPageOfAnotherSite() throws Exception {
        try (Connector connector = managed(Map.of())) {
            for (String request :
                    new String[] {"GET /progress", "GET /reports/report.json", "POST /run", "POST /preview"}) {
                assertThat(send(request, "Host: evil.example:" + port).status)
                        .as(request)
                        .isEqualTo(403);
                assertThat(send(request, "Host: 127.0.0.1:" + port + "\r\nOrigin: http://evil.example").status)
                        .as(request)
                        .isEqualTo(403);
            }
            assertThat(send("GET /run", "Host: 127.0.0.1").status).isEqualTo(405);
            assertThat(progress().path("last")).isEmpty();
            assertThat(progress().path("underWay")).isEmpty();
        }
    }

    @Test
    void answersOthersOnlyWithTheToken() throws Exception {
        assertThatThrownBy(() -> managed(Map.of("management.host", "0.0.0.0")))
                .hasStackTraceContaining("management.host is \"0.0.0.0\"");

        try (Connector connector = managed(Map.of("management.host", "0.0.0.0", "management.token", "s3cret"))) {
            for (String request : new String[] {
                "GET /progress", "GET /reports/report.json", "GET /observe/metrics", "POST /run", "POST /preview"
            }) {
                assertThat(send(request, "Host: stitch.example")).as(request).satisfies(refused -> {
                    assertThat(refused.status).isEqualTo(401);
                    assertThat(refused.head).contains("WWW-Authenticate: Basic");
                });
            }
            Answer shown = send("GET /progress", "Host: stitch.example\r\nAuthorization: Bearer s3cret");
            assertThat(shown.status).isEqualTo(200);
            assertThat(shown.head + shown.body).doesNotContain("s3cret");
            for (String health : new String[] {"", "/live", "/ready", "?exposureLevel=full"}) {
                assertThat(send("GET /observe/health" + health, "Host: stitch.example"))
                        .as(health)
                        .satisfies(told -> assertThat(Json.MAPPER.readTree(told.body))
                                .isEqualTo(Json.MAPPER.readTree(
                                        "{\"status\": \"" + (told.status == 200 ? "UP" : "DOWN") + "\"}")));
            }
            assertThat(send("GET /observe/health", "Host: stitch.example\r\nAuthorization: Bearer s3cret").body)
                    .contains("\"checks\"");
            assertThat(send("GET /observe/metrics", "Host: stitch.example\r\nAuthorization: Bearer s3cret").body)
                    .contains("stitch_openmetadata_");
        }
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.1, 0", "nowhere.invalid, 0", "127.0.0.1, taken"})
    void saysWhereItCannotListen(String host, String port) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String used = port.equals("taken") ? String.valueOf(taken.getLocalPort()) : port;
            assertThatThrownBy(() -> managed(
                            Map.of("management.host", host, "management.port", used, "management.token", "s3cret")))
                    .hasStackTraceContaining("management.host is \"" + host + "\" and management.port is " + used);
        }
    }

    @Test
    void isNotThereUnlessItIsTurnedOn() throws Exception {
        try (Connector connector = servers.connector(Map.of())) {
            assertThat(connector.context().getRoutes())
                    .noneMatch(route -> route.getEndpoint().getEndpointUri().startsWith("platform-http"));
            assertThat(connector.context().hasService(ManagementServer.class)).isNull();
        }
    }

    private JsonNode progress() throws IOException {
        return Json.MAPPER.readTree(get("/progress").body);
    }

    private Answer get(String path) throws IOException {
        return send("GET " + path, "Host: 127.0.0.1:" + port);
    }

    private Answer post(String path) throws IOException {
        return send(
                "POST " + path,
                "Host: localhost:" + port + "\r\nOrigin: http://localhost:" + port + "\r\nContent-Length: 0");
    }

    private Answer send(String request, String headers) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout((int) Patience.LIMIT.toMillis());
            socket.getOutputStream()
                    .write((request + " HTTP/1.0\r\n" + headers + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String[] parts = answer.split("\r\n\r\n", 2);
            return new Answer(Integer.parseInt(parts[0].split(" ")[1]), parts[0], parts[1]);
        }
    }

    private record Answer(int status, String head, String body) {}
}
