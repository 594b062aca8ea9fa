package io.github.stitchopenmetadata.flow;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.sandbox.AccountEdits;
import io.github.stitchopenmetadata.sandbox.Sandbox;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.Extent;
import io.github.stitchopenmetadata.support.Warehouse;
import io.github.stitchopenmetadata.support.WorkflowFile;
import io.github.stitchopenmetadata.text.Json;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs push into the tables of the history. */
class HistoryRouteTest {

    private static final long IMPORT_SOURCE = 310_407;
    private static final long FULFILMENT = 310_402;
    private static final long REVIEWS = 310_403;
    private static final String RUNS = "stitch_openmetadata_runs";
    private static final String EDGES = "edges";
    private static final String MISSING = "missing_edges";
    private static final String STATUSES = "task_statuses";

    @TempDir
    private static Path folder;

    private static Sandbox sandbox;
    private static WireMockServer importApi;
    private static Map<String, String> settings;
    private static Connector connector;
    private static StitchAccount account;
    private static Path token;
    private static Pass withoutFile;

    /** How many records there were before the test. */
    private int before;

    @BeforeAll
    static void start() throws Exception {
        sandbox = Sandbox.start();
        account = sandbox.stitchServer().account();
        importApi = new WireMockServer(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"));
        importApi.start();
        token = Files.writeString(
                folder.resolve("token"), sandbox.stitchServer().importToken(IMPORT_SOURCE) + "\n");
        settings = new HashMap<>(sandbox.settings());
        settings.putAll(Map.of(
                "history.tokenFile",
                folder.resolve("none").toString(),
                "history.hostPort",
                importApi.baseUrl(),
                "retry.attempts",
                "3",
                "breaker.calls",
                "0",
                "ingest.confirmDelete",
                "true",
                "stitch.jobs.requests",
                "10000",
                "report.directory",
                folder.resolve("reports").toString(),
                "state.directory",
                folder.resolve("state").toString()));
        connector = Connector.with(settings);
        withoutFile = connector.ingest();
    }

    @AfterAll
    static void stop() {
        connector.close();
        importApi.stop();
        sandbox.close();
    }

    @BeforeEach
    void reset() throws IOException {
        sandbox.stitchServer().replace(account);
        set("history.tokenFile", token.toString());
        set("ingest.workflow", "");
        importApi.resetAll();
        importApi.stubFor(any(anyUrl()).atPriority(100).willReturn(aResponse().proxiedFrom(sandbox.stitchUrl())));
        for (Path file : stateFiles()) {
            Files.delete(file);
        }
        before = pushed().size();
    }

    @Test
    void pushesOnlyWhatIsNewOrChanged() throws Exception {
        Run run = connector.ingestOne();
        List<JsonNode> first = newRows();
        assertThat(of(RUNS, first)).singleElement().satisfies(row -> {
            assertThat(row.path("id").asText()).isEqualTo(run.id());
            assertThat(row.path("missing_edges").asInt()).isEqualTo(3);
        });
        assertThat(of(EDGES, first)).hasSize(23).allMatch(row -> row.path("removed_at")
                .isNull());
        assertThat(of(MISSING, first)).hasSize(3);
        assertThat(report().at("/runs/0/pushed"))
                .isEqualTo(Json.MAPPER.readTree(
                        "{'stitch_openmetadata_runs':1,'edges':23,'missing_edges':3}".replace('\'', '"')));
        standInTheReport(first, report().at("/runs/0"));

        // the source that was pushed into is that of the history, and left out of it
        assertThat(of(EDGES, first)).anyMatch(HistoryRouteTest::isOfHistorySource);
        connector.ingest();
        assertThat(report().at("/runs/0/missing").findValuesAsText("stream")).contains(RUNS, EDGES, MISSING);
        assertThat(newRows())
                .singleElement()
                .satisfies(row -> assertThat(row.path("table_name").asText()).isEqualTo(RUNS));

        StitchAccount without = AccountEdits.removeSource(account, FULFILMENT);
        sandbox.stitchServer().replace(AccountEdits.removeSource(without, REVIEWS));
        connector.ingest();
        List<JsonNode> gone = newRows();
        assertThat(gone).hasSize(1 + 3 + 2);
        assertThat(of(EDGES, gone)).hasSize(3).allSatisfy(row -> {
            assertThat(row.path("removed_at").isTextual()).isTrue();
            assertThat(row.path("source").asText()).isEqualTo("fulfilment");
            assertThat(row.path("to_table").asText()).startsWith("warehouse.ANALYTICS.FULFILMENT.");
            assertThat(ids(of(EDGES, first))).contains(row.path("id").asText());
        });
        assertThat(of(MISSING, gone)).hasSize(2).allSatisfy(row -> {
            assertThat(row.path("removed_at").isTextual()).isTrue();
            assertThat(row.path("reason").asText()).isEqualTo("SOURCE_SERVICE_UNKNOWN");
        });

        sandbox.stitchServer().replace(account);
        connector.ingest();
        List<JsonNode> back = newRows();
        assertThat(ids(of(EDGES, back))).isEqualTo(ids(of(EDGES, gone)));
        assertThat(back)
                .allMatch(row -> row.path("removed_at").isNull()
                        || row.path("removed_at").isMissingNode());
    }

    @Test
    void pushesARunStatusWhenItsExtractionHasEnded() throws Exception {
        connector.status();
        List<JsonNode> first = newRows();
        assertThat(of(STATUSES, first)).hasSizeGreaterThan(20).allMatch(row -> row.path("ended_at")
                .isTextual());
        standInTheReport(first, statusReport().at("/runs/0"));
        assertThat(of(STATUSES, first))
                .filteredOn(row -> row.path("task").asText().equals("refunds"))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.path("status").asText()).isEqualTo("Failed");
                    assertThat(row.path("error").asText()).contains("permission to list refunds");
                });

        extract(Instant.now().minusSeconds(60), null);
        connector.status();
        assertThat(newRows())
                .singleElement()
                .satisfies(row -> assertThat(row.path("table_name").asText()).isEqualTo(RUNS));

        extract(Instant.now().minusSeconds(30), Instant.now());
        connector.status();
        assertThat(of(STATUSES, newRows()))
                .hasSize(3)
                .allMatch(row -> row.path("source").asText().equals("fulfilment"));
    }

    @Test
    @Tag(Extent.THOROUGH)
    void whatCannotBePushedInItsTimeGoesWithTheNextRun() throws Exception {
        StubMapping down = importApi.stubFor(
                post(anyUrl()).willReturn(aResponse().withStatus(503).withHeader("Retry-After", "300")));
        Instant superseded = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.SECONDS);
        extract(superseded, superseded.plusSeconds(5));

        Pass status;
        Pass lineage;
        Map<String, String> hasty = new HashMap<>(settings);
        hasty.putAll(Map.of("history.timeout", "1000", "history.tokenFile", token.toString()));
        try (Connector inHaste = Connector.with(hasty)) {
            status = inHaste.status();
            lineage = inHaste.ingest();
        }
        extract(superseded.plusSeconds(10), superseded.plusSeconds(15));

        assertThat(newRows()).isEmpty();
        for (Pass pass : List.of(lineage, status)) {
            assertThat(pass.exitStatus()).isZero();
            assertThat(Duration.between(pass.startedAt(), pass.finishedAt())).isLessThan(Duration.ofSeconds(60));
        }
        assertThat(report().at("/runs/0/notes").toString()).contains("goes with the next run", "history.timeout");
        assertThat(report().at("/runs/0/pushed/" + RUNS).asInt()).isZero();

        importApi.removeStub(down);
        connector.ingest();
        List<JsonNode> rows = newRows();
        assertThat(ids(of(RUNS, rows)))
                .hasSize(3)
                .contains(lineage.runs().get(0).id(), status.runs().get(0).id());
        assertThat(of(EDGES, rows)).hasSize(23);
        assertThat(of(STATUSES, rows))
                .anyMatch(row -> row.path("started_at").asText().equals(superseded.toString()));
        assertThat(stateFiles()).noneMatch(file -> file.toString().contains("unsent"));
        connector.status();
        assertThat(of(STATUSES, newRows())).hasSize(3);
    }

    @Test
    void pushesAllAgainWhereItIsNotKnownWhatWas() throws Exception {
        connector.ingest();
        Set<String> all = ids(of(EDGES, newRows()).stream()
                .filter(row -> !isOfHistorySource(row))
                .toList());
        for (Path file : stateFiles()) {
            byte[] whole = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        }

        connector.ingest();
        assertThat(ids(of(EDGES, newRows()))).isNotEmpty().isEqualTo(all);
        assertThat(report().at("/runs/0/notes").toString())
                .contains("nothing is known of earlier pushes into edges and missing_edges");
    }

    @Test
    void neitherAPreviewNorARunWithoutATokenPushesAnything() throws Exception {
        connector.preview();
        set("history.tokenFile", "");
        connector.ingest();

        assertThat(newRows()).isEmpty();
        assertThat(importApi.getAllServeEvents()).isEmpty();
        assertThat(report().at("/runs/0").has("pushed")).isFalse();
        assertThat(stateFiles()).isEmpty();
    }

    @Test
    void aTokenFileThatIsNotThereCostsTheHistoryAlone() {
        assertThat(withoutFile.exitStatus()).isZero();
        assertThat(withoutFile.runs().get(0).problems().notes())
                .filteredOn(note -> note.contains("goes with the next run"))
                .singleElement()
                .asString()
                .contains("history.tokenFile", "none", "does not exist");
    }

    @Test
    void severalAccountsAreToldApart() throws Exception {
        for (String service : List.of("one", "two")) {
            WorkflowFile.write(
                    folder,
                    service,
                    sandbox.stitchUrl(),
                    sandbox.stitchToken(),
                    sandbox.catalogUrl().replaceFirst("/api$", ""),
                    sandbox.catalogToken());
        }
        set("ingest.workflow", folder + "/*.yaml");

        connector.ingest();
        List<JsonNode> rows = newRows();

        for (String service : List.of("one", "two")) {
            assertThat(rows)
                    .filteredOn(row -> row.path("account").asText().equals(service))
                    .hasSizeGreaterThan(20);
        }
        assertThat(ids(rows)).hasSameSizeAs(rows);
        assertThat(report().path("runs"))
                .hasSize(2)
                .allMatch(run -> run.path("pushed").path(RUNS).asInt() == 1);
    }

    /** The queries of the page, as they stand there, with what was pushed as Stitch would load it. */
    @Test
    void theQueriesOfThePageAnswer() throws Exception {
        connector.ingest();
        connector.status();
        sandbox.stitchServer().replace(AccountEdits.removeSource(account, REVIEWS));
        connector.ingest();
        int first = before;
        List<JsonNode> rows = newRows();

        try (Warehouse warehouse = new Warehouse()) {
            warehouse.load(pushed().subList(first, pushed().size()));

            assertThat(warehouse.query(page("Coverage over time")))
                    .singleElement()
                    .satisfies(day -> {
                        assertThat(day)
                                .containsEntry("account", "stitch_sandbox")
                                .containsEntry("edges", 23L)
                                .containsEntry("missing_edges", 1L)
                                .containsEntry("coverage", new BigDecimal("95.8"));
                    });
            assertThat(warehouse.query(page("Gaps by reason"))).singleElement().satisfies(gaps -> assertThat(gaps)
                    .containsEntry("reason", "DESTINATION_TABLE_NOT_IN_CATALOG")
                    .containsEntry("gaps", 1L)
                    .containsEntry("sources", 1L));
            assertThat(warehouse.query(page("Slowest sources"))).first().satisfies(slowest -> assertThat(slowest)
                    .containsEntry("source", "reviews")
                    .containsEntry("average", "06:00:00")
                    .containsEntry("extractions", 1L));
            long failed = of(STATUSES, rows).stream()
                    .filter(row -> row.path("status").asText().equals("Failed"))
                    .count();
            List<Map<String, Object>> failures = warehouse.query(page("Failures by connector"));
            assertThat(failures.get(0))
                    .containsEntry("source_type", "platform.mongodb")
                    .containsEntry("failed", 2L);
            assertThat(failures.stream()
                            .mapToLong(connector -> (Long) connector.get("failed"))
                            .sum())
                    .isEqualTo(failed);
            List<Map<String, Object>> freshness = warehouse.query(page("Freshness"));
            assertThat(freshness).hasSize(of(STATUSES, rows).size());
            assertThat(freshness.get(0).get("age")).isNull();
            assertThat(freshness.get(freshness.size() - 1).get("source")).isEqualTo("hubspot");
        }
    }

    private static String page(String heading) throws IOException {
        Matcher query = Pattern.compile("### " + heading + "\n[^#]*?```sql\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("src/site/markdown/history.md")));
        assertThat(query.find()).as(heading).isTrue();
        return query.group(1);
    }

    private static boolean isOfHistorySource(JsonNode row) {
        return row.path("source").asText().equals("store_footfall");
    }

    private static void set(String name, String value) {
        connector.context().getPropertiesComponent().addOverrideProperty(name, value);
    }

    /** The last extraction of the source fulfilment from now on. */
    private static void extract(Instant from, Instant to) {
        ObjectNode extraction = Json.MAPPER
                .createObjectNode()
                .put("job_name", "job-" + from)
                .put("source_id", FULFILMENT)
                .put("start_time", from.toString())
                .put("completion_time", to == null ? null : to.toString());
        for (String phase : List.of("discovery", "tap", "target")) {
            extraction.put(phase + "_exit_status", 0);
        }
        sandbox.stitchServer()
                .replace(sandbox.stitchServer().account().toBuilder()
                        .replaceExtraction(extraction)
                        .build());
    }

    /** All that is pushed but what is computed from it stands in the report. */
    private static void standInTheReport(List<JsonNode> rows, JsonNode run) {
        Set<String> shown = new HashSet<>();
        scalars(run, shown);
        assertThat(rows).isNotEmpty();
        for (JsonNode row : rows) {
            row.properties().stream()
                    .filter(column -> !Set.of("table_name", "id", "kind").contains(column.getKey()))
                    .filter(column ->
                            !column.getValue().isNull() && !column.getValue().isBoolean())
                    .forEach(column -> assertThat(shown)
                            .as(column.toString())
                            .contains(column.getValue().asText()));
        }
    }

    private static void scalars(JsonNode json, Set<String> texts) {
        if (json.isValueNode()) {
            texts.add(json.asText());
        }
        json.forEach(part -> scalars(part, texts));
    }

    private static List<JsonNode> of(String table, List<JsonNode> rows) {
        return rows.stream()
                .filter(row -> row.path("table_name").asText().equals(table))
                .toList();
    }

    private static Set<String> ids(List<JsonNode> rows) {
        return rows.stream().map(row -> row.path("id").asText()).collect(Collectors.toSet());
    }

    private static JsonNode report() throws IOException {
        return valid(folder.resolve("reports/report.json"));
    }

    private static JsonNode statusReport() throws IOException {
        try (Stream<Path> reports = Files.list(folder.resolve("reports/history"))) {
            return valid(reports.filter(file -> file.toString().matches(".*-status\\..*json"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow());
        }
    }

    private static JsonNode valid(Path file) throws IOException {
        JsonNode report = Json.MAPPER.readTree(file.toFile());
        try (InputStream text = HistoryRouteTest.class.getResourceAsStream("/report.schema.json")) {
            assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                            .getSchema(text)
                            .validate(report))
                    .isEmpty();
        }
        return report;
    }

    private static List<JsonNode> pushed() {
        return sandbox.stitchServer().pushed(IMPORT_SOURCE);
    }

    /** What was pushed since this was asked for last, each row with the name of its table. */
    private List<JsonNode> newRows() {
        List<JsonNode> all = pushed();
        List<JsonNode> rows = all.subList(before, all.size()).stream()
                .map(message -> (JsonNode) ((ObjectNode) message.path("data").deepCopy())
                        .put("table_name", message.path("table_name").asText()))
                .toList();
        before = all.size();
        return rows;
    }

    private static List<Path> stateFiles() throws IOException {
        if (!Files.isDirectory(folder.resolve("state"))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder.resolve("state"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("history-"))
                    .toList();
        }
    }
}
