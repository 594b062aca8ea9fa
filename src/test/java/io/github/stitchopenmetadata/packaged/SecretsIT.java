package io.github.stitchopenmetadata.packaged;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static io.github.stitchopenmetadata.support.MarkedAccount.MARKER;
import static io.github.stitchopenmetadata.support.MarkedAccount.WORDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.stitchopenmetadata.sandbox.AccountColumn;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.Extent;
import io.github.stitchopenmetadata.support.MarkedAccount;
import io.github.stitchopenmetadata.support.Patience;
import io.github.stitchopenmetadata.support.Servers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No credential is found in anything that the program writes, with all loggers at TRACE, however a run ends; and each token
 * goes to its own server alone, in the one header where it belongs.
 */
class SecretsIT {

    private static final Pattern LEVEL = Pattern.compile("level=\"(?:INFO|WARN)\"");

    private final Servers servers = new Servers(MarkedAccount.read(), "1.13.0", catalog -> {
        catalog.addDatabaseService("prod_postgres", "Postgres");
        catalog.addDatabaseService("warehouse", "Snowflake");
        catalog.addTable(
                "prod_postgres",
                "shop",
                "public",
                "orders",
                List.of(new AccountColumn("id", "BIGINT"), new AccountColumn("total", "NUMERIC")));
        catalog.addTable(
                "warehouse",
                "DWH",
                "SHOP",
                "ORDERS",
                List.of(new AccountColumn("ID", "NUMBER"), new AccountColumn("TOTAL", "DOUBLE")));
    });

    @TempDir
    private Path folder;

    @TempDir
    private Path input;

    @BeforeEach
    void logEverything() throws IOException {
        String shipped = Files.readString(Path.of("src/main/resources/stitch-openmetadata/logback.xml"));
        Files.writeString(input.resolve("logback.xml"), LEVEL.matcher(shipped).replaceAll("level=\"TRACE\""));
    }

    @AfterEach
    void stop() {
        servers.close();
    }

    @Tag(Extent.THOROUGH)
    @Test
    void keepsTokensFromSettingsToItself() throws Exception {
        assertThat(run(
                        settings(
                                "-Dstitch.token=stitch-token",
                                "-Dopenmetadata.jwtToken=catalog-token",
                                "-Dhistory.token=history-token",
                                "-Dhistory.hostPort=" + servers.stitch.baseUrl()),
                        Map.of()))
                .isZero();

        assertNothingIsTold();
        servers.stitch.verify(postRequestedFor(urlPathEqualTo("/v2/import/batch")));
    }

    @Test
    @Tag(Extent.THOROUGH)
    void keepsTokensFromTheEnvironmentToItselfWithDeadLetters() throws Exception {
        servers.catalog.stubFor(put(urlPathEqualTo("/api/v1/lineage")).willReturn(refusal(400)));
        servers.catalog.stubFor(put(urlPathEqualTo("/api/v1/tables")).willReturn(refusal(403)));
        servers.stitch.stubFor(get(urlPathEqualTo("/v4/sources/2/streams")).willReturn(refusal(500)));

        assertThat(run(settings(), Map.of("STITCH_TOKEN", "stitch-token", "OPENMETADATA_JWTTOKEN", "catalog-token")))
                .isOne();

        assertThat(folder.resolve("dead-letters")).isNotEmptyDirectory();
        assertNothingIsTold();
    }

    @Tag(Extent.THOROUGH)
    @Test
    void keepsTokensFromFilesToItselfWhereItReplays() throws Exception {
        Files.writeString(input.resolve("stitch"), "stitch-token");
        Files.writeString(input.resolve("catalog"), "catalog-token");
        String[] settings = settings(
                "-Dstitch.tokenFile=" + input.resolve("stitch"),
                "-Dopenmetadata.jwtTokenFile=" + input.resolve("catalog"));
        servers.catalog.stubFor(put(urlPathEqualTo("/api/v1/pipelines")).willReturn(refusal(503)));
        assertThat(run(settings, Map.of())).isOne();
        assertNothingIsTold();
        servers.catalog.removeStub(put(urlPathEqualTo("/api/v1/pipelines")));

        List<String> replay = new ArrayList<>(List.of(settings));
        replay.add("-Dingest.mode=replay");
        run(replay.toArray(String[]::new), Map.of());

        assertNothingIsTold();
    }

    @Tag(Extent.THOROUGH)
    @ParameterizedTest
    @ValueSource(strings = {"check", "preview"})
    void keepsTokensToItselfWhereItWritesNothing(String mode) throws Exception {
        servers.catalog.stubFor(get(urlPathMatching("/api/v1/(permissions/.*|services/databaseServices/.*|lineage/.*)"))
                .willReturn(refusal(403)));
        servers.stitch.stubFor(get(urlPathMatching("/v4/sources/1/streams.*")).willReturn(refusal(500)));

        assertThat(run(
                        settings(
                                "-Dstitch.token=stitch-token",
                                "-Dopenmetadata.jwtToken=catalog-token",
                                "-Dingest.mode=" + mode),
                        Map.of()))
                .isEqualTo(2);

        assertNothingIsTold();
    }

    @Tag(Extent.THOROUGH)
    @Test
    void keepsTokensOfAWorkflowFileToItselfWhereTheyAreRefused() throws Exception {
        servers.catalog.stubFor(any(urlPathMatching("/api/v1/services/.*")).willReturn(refusal(401)));
        Files.writeString(
                input.resolve("workflow.yaml"),
                """
                source:
                  type: stitch
                  serviceName: stitch
                  serviceConnection: {config: {type: Stitch, hostPort: "%s", token: stitch-token}}
                  sourceConfig: {config: {type: PipelineMetadata, includeLineage: true}}
                sink: {type: metadata-rest, config: {}}
                workflowConfig:
                  loggerLevel: DEBUG
                  openMetadataServerConfig:
                    hostPort: "%s/api"
                    authProvider: openmetadata
                    securityConfig: {jwtToken: catalog-token}
                """
                        .formatted(servers.stitch.baseUrl(), servers.catalog.baseUrl()));

        assertThat(run(
                        new String[] {
                            "-Dingest.once=true",
                            "-Dingest.workflow=" + input.resolve("workflow.yaml"),
                            "-Dretry.attempts=1",
                            "-Dretry.delay=10"
                        },
                        Map.of()))
                .isEqualTo(2);

        assertNothingIsTold();
    }

    @Test
    void keepsTokensToItselfWhereItIsAskedByHttp() throws Exception {
        servers.catalog.stubFor(put(urlPathEqualTo("/api/v1/lineage")).willReturn(refusal(400)));
        servers.stitch.stubFor(get(urlPathEqualTo("/v4/sources/2/streams")).willReturn(refusal(500)));
        try (Connector connector = servers.connector(Map.of(
                "management.enabled",
                "true",
                "management.port",
                "0",
                "management.token",
                "management-token",
                "report.directory",
                folder.resolve("reports").toString(),
                "deadletter.directory",
                folder.resolve("dead-letters").toString()))) {
            connector.ingest();
            connector.status();

            HttpClient client = HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .build();
            for (String path : List.of(
                    "/observe/health?exposureLevel=full",
                    "/observe/metrics",
                    "/progress",
                    "/reports",
                    "/reports/report.json",
                    "/none")) {
                HttpResponse<String> answer = client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + connector.managementPort() + path))
                                .header("Authorization", "Bearer management-token")
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                for (String secret : List.of("stitch-token", "catalog-token", "management-token", MARKER)) {
                    assertThat(told(secret, answer.headers() + answer.body()))
                            .as(secret + " at " + path)
                            .isEmpty();
                }
                assertThat(answer.statusCode()).as(path).isNotEqualTo(401);
            }
        }
    }

    private static com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder refusal(int status) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withBody("{\"message\":\"" + WORDS + "\",\"detail\":\"token: " + MARKER + "3\"}");
    }

    private String[] settings(String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "-Dingest.once=true",
                "-Dstitch.hostPort=" + servers.stitch.baseUrl(),
                "-Dopenmetadata.hostPort=" + servers.catalog.baseUrl() + "/api",
                "-Dstitch.dbServiceNames=prod_postgres,warehouse",
                "-Dretry.attempts=1",
                "-Dretry.delay=10"));
        settings.addAll(List.of(more));
        return settings.toArray(String[]::new);
    }

    private int run(String[] settings, Map<String, String> environment) throws Exception {
        Process process = new Program(folder, List.of("-Dlogback.configurationFile=" + input.resolve("logback.xml")))
                .start(List.of(settings), environment);
        return Patience.exitStatus(process);
    }

    private void assertNothingIsTold() throws IOException {
        assertThat(Files.readString(folder.resolve("output"))).contains("TRACE").contains("Authorization");
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file);
                for (String secret : List.of("stitch-token", "catalog-token", "history-token", MARKER)) {
                    assertThat(told(secret, text))
                            .as(secret + " in " + file.getFileName())
                            .isEmpty();
                }
            }
        }
        servers.stitch.getAllServeEvents().forEach(call -> {
            if (call.getRequest().getUrl().startsWith("/v2/import/")) {
                assertCarries(call.getRequest(), "history-token", "stitch-token");
                assertThat(call.getRequest().getBodyAsString()).doesNotContain(MARKER);
            } else {
                assertCarries(call.getRequest(), "stitch-token", "catalog-token");
            }
        });
        servers.catalog.getAllServeEvents().forEach(call -> {
            assertCarries(call.getRequest(), "catalog-token", "stitch-token");
            assertThat(call.getRequest().getBodyAsString()).doesNotContain(MARKER);
        });
        assertThat(servers.stitch.getAllServeEvents()).isNotEmpty();
    }

    /** Where a secret is told, with what stands around it. */
    private static List<String> told(String secret, String all) {
        // two routes are called so
        String text = all.replaceAll("check-(stitch|catalog)-token", "");
        List<String> lines = new ArrayList<>();
        for (int at = text.indexOf(secret); at >= 0 && lines.size() < 10; at = text.indexOf(secret, at + 1)) {
            lines.add(text.substring(Math.max(0, at - 200), Math.min(text.length(), at + 40)));
        }
        return lines;
    }

    private static void assertCarries(Request request, String own, String other) {
        LoggedRequest logged = LoggedRequest.createFrom(request);
        assertThat(logged.getHeader("Authorization")).isEqualTo("Bearer " + own);
        logged.getHeaders().all().stream()
                .filter(header -> !header.keyEquals("Authorization"))
                .forEach(header -> assertThat(header.values().toString()).doesNotContain(own, other));
        assertThat(logged.getUrl()).doesNotContain(own, other, MARKER);
        assertThat(new String(logged.getBody(), StandardCharsets.UTF_8)).doesNotContain(own, other);
    }
}
