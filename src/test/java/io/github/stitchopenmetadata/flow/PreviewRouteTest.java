package io.github.stitchopenmetadata.flow;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.catalog.edges.EdgeDifference;
import io.github.stitchopenmetadata.catalog.pipeline.FieldChange;
import io.github.stitchopenmetadata.run.Count;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.PlannedChanges;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.sandbox.AccountEdits;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.sandbox.StoredEdge;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.MixedAccount;
import io.github.stitchopenmetadata.support.OfVersions;
import io.github.stitchopenmetadata.support.Printed;
import io.github.stitchopenmetadata.support.Servers;
import io.github.stitchopenmetadata.support.WorkflowFile;
import io.github.stitchopenmetadata.text.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A preview writes nothing, and the run after it does what the preview said. */
class PreviewRouteTest {

    private static final StitchAccount ACCOUNT = StitchAccount.generated(3, 2, 2, 1.0);
    private static final long FIRST = ACCOUNT.sources().get(0).path("id").asLong();

    @TempDir
    private Path folder;

    @AutoClose
    private final Servers servers = Servers.of(ACCOUNT);

    @AutoClose
    private final Printed printed = new Printed();

    private Map<String, String> directories;

    @BeforeEach
    void useDirectories() {
        directories = Map.of(
                "deadletter.directory",
                folder.resolve("dead-letters").toString(),
                "state.directory",
                folder.resolve("state").toString(),
                "report.directory",
                folder.resolve("reports").toString());
    }

    private Connector connector(Map<String, String> settings) throws Exception {
        Map<String, String> all = new HashMap<>(directories);
        all.putAll(settings);
        return servers.connector(all);
    }

    /** A preview, then a run, which has to do the same; gives the preview. */
    private Run previewAndRun(Connector connector) {
        long writes = servers.catalogServer.writes();
        Run preview = connector.preview().runs().get(0);
        assertThat(servers.catalogServer.writes()).isEqualTo(writes);
        Run run = connector.ingestOne();
        assertThat(preview.problems().failures()).isEmpty();
        assertThat(run.problems().failures()).isEmpty();
        for (Count count : Count.values()) {
            assertThat(preview.counts().of(count))
                    .as(count.name())
                    .isEqualTo(run.counts().of(count));
        }
        assertThat(preview.counts().missing()).isEqualTo(run.counts().missing());
        return preview;
    }

    @OfVersions({"1.1.0", "1.2.0", "1.5.1", "1.9.0", "1.13.0", "2.0.0"})
    void saysWhatTheFirstRunDoesAndThenThatNothingIsToBeDone(String version) throws Exception {
        MixedAccount.renew(servers, version);
        Map<String, String> settings = new HashMap<>(directories);
        settings.putAll(Map.of(
                "openmetadata.owners",
                "shop=team:data_platform",
                "openmetadata.domain",
                "Sales",
                "stitch.jobs.requests",
                "1000"));
        try (Connector connector = MixedAccount.connector(servers, settings)) {
            PlannedChanges planned = previewAndRun(connector).counts().planned();

            assertThat(planned.pipelinesCreated().stream().map(pipeline -> "stitch." + pipeline.name()))
                    .containsExactlyInAnyOrderElementsOf(
                            servers.catalogServer.catalog().pipelines().keySet());
            assertThat(planned.edges(EdgeDifference.Kind.DRAWN))
                    .hasSize(servers.catalogServer.catalog().edges().size())
                    .allSatisfy(edge -> assertThat(servers.catalogServer
                                    .catalog()
                                    .edge(edge.change().from(), edge.change().to()))
                            .isPresent());
            assertThat(planned.tables()).isNotEmpty().allSatisfy(table -> assertThat(
                            servers.catalogServer.catalog().tables())
                    .anyMatch(other -> other.fullyQualifiedName().equals(table)));
            assertThat(planned.others())
                    .contains("pipeline service stitch", "classification Stitch", "database service stitch_sources");

            assertThat(previewAndRun(connector).counts().planned().isEmpty()).isTrue();
            assertThat(printed.text().lines().filter(line -> line.contains("nothing was written")))
                    .hasSize(2)
                    .last()
                    .asString()
                    .contains("nothing to do");
        }
    }

    @Test
    void tellsFieldByFieldAndPairByPairWhatChanges() throws Exception {
        try (Connector connector = connector(Map.of())) {
            connector.ingest();
            servers.account.replace(AccountEdits.pauseSource(ACCOUNT, FIRST, Instant.EPOCH));
            servers.catalogServer
                    .catalog()
                    .edits()
                    .editEdge(edge(0).from(), edge(0).to(), details -> details.remove("columnsLineage"));

            PlannedChanges planned = previewAndRun(connector).counts().planned();

            assertThat(planned.pipelinesCreated()).isEmpty();
            assertThat(planned.pipelinesChanged()).singleElement().satisfies(pipeline -> assertThat(pipeline.fields())
                    .containsExactly(
                            new FieldChange("state", "Active", "Inactive"),
                            new FieldChange(
                                    "tags",
                                    "Stitch.connector-hp-postgres",
                                    "Stitch.connector-hp-postgres, Stitch.paused")));
            assertThat(planned.edges(EdgeDifference.Kind.CHANGED))
                    .singleElement()
                    .satisfies(edge -> assertThat(edge.change().added())
                            .hasSize(2)
                            .allMatch(pair -> pair.startsWith(edge(0).from())));
            assertThat(printed.text()).contains("state: Active → Inactive");
        }
    }

    @ParameterizedTest
    @CsvSource({"1.4.0,owner,domain", "1.13.0,owners,domains"})
    void tellsOwnersAndDomainsByTheirNames(String version, String owner, String domain) throws Exception {
        MixedAccount.renew(servers, version);
        try (Connector connector = MixedAccount.connector(servers, Map.of())) {
            connector.ingest();
        }
        try (Connector connector = MixedAccount.connector(
                servers, Map.of("openmetadata.owners", "shop=team:data_platform", "openmetadata.domain", "Sales"))) {
            assertThat(previewAndRun(connector).counts().planned().pipelinesChanged())
                    .filteredOn(pipeline -> pipeline.name().equals("shop"))
                    .singleElement()
                    .satisfies(pipeline -> assertThat(pipeline.fields())
                            .containsExactlyInAnyOrder(
                                    new FieldChange(owner, "", "team data_platform"),
                                    new FieldChange(domain, "", "domain Sales")));
        }
    }

    private StoredEdge edge(int index) {
        return servers.catalogServer.catalog().edges().stream()
                .filter(edge -> edge.from()
                        .contains(ACCOUNT.sources().get(index).path("name").asText()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void givesRegisteredTablesOtherColumnsWithoutTakingTheirEdgesForNewOnes() throws Exception {
        MixedAccount.renew(servers, "1.13.0");
        try (Connector connector = MixedAccount.connector(servers, Map.of("stitch.jobs.requests", "1000"))) {
            connector.ingest();
            StitchAccount account = servers.account.account();
            JsonNode deals = account.streams(MixedAccount.CRM).get(0);
            String schema = account.schema(
                            MixedAccount.CRM, deals.path("stream_id").asLong())
                    .orElseThrow()
                    .toString();
            servers.account.replace(account.toBuilder()
                    .addStream(MixedAccount.CRM, deals, Json.MAPPER.readTree(schema.replace("amount", "revenue")))
                    .build());

            PlannedChanges planned = connector.preview().runs().get(0).counts().planned();
            assertThat(connector.ingestOne().counts().of(Count.TABLES_REGISTERED))
                    .isOne();

            assertThat(planned.tables()).containsExactly("stitch_sources.default.crm.deals");
            assertThat(planned.edges(EdgeDifference.Kind.DRAWN)).isEmpty();
            assertThat(planned.edges(EdgeDifference.Kind.CHANGED))
                    .singleElement()
                    .satisfies(edge -> assertThat(edge.change().removed())
                            .containsExactly(
                                    "stitch_sources.default.crm.deals.amount → warehouse.DWH.CRM.DEALS.AMOUNT"));
            // a server of this version takes off itself what a column had that is gone
            assertThat(servers.catalogServer
                            .catalog()
                            .edge("stitch_sources.default.crm.deals", "warehouse.DWH.CRM.DEALS")
                            .orElseThrow()
                            .details()
                            .toString())
                    .contains("DEALS.ID")
                    .doesNotContain("DEALS.AMOUNT");
        }
    }

    @Test
    void deletesAsManyAsARunWouldAndSaysWhyNotMore() throws Exception {
        try (Connector connector = connector(Map.of())) {
            connector.ingest();
            servers.account.replace(AccountEdits.removeSource(ACCOUNT, FIRST));
            assertThat(previewAndRun(connector).counts().planned().pipelinesDeleted())
                    .hasSize(1);

            servers.account.replace(StitchAccount.builder().build());
            Run preview = previewAndRun(connector);

            assertThat(preview.counts().planned().isEmpty()).isTrue();
            assertThat(preview.problems().notes())
                    .singleElement()
                    .asString()
                    .contains("2 of 2 pipelines", "ingest.confirmDelete");
            assertThat(printed.text()).contains("-Dingest.confirmDelete=true");
        }
    }

    @Test
    void sendsNothingButGetAndLeavesTheFilesOfRunsAlone() throws Exception {
        servers.catalog.stubFor(
                get(urlPathMatching("/api/v1/tables")).willReturn(aResponse().withStatus(400)));
        try (Connector connector = connector(Map.of())) {
            assertThat(connector.ingest().exitStatus()).isOne();
            servers.catalog.resetAll();
            servers.catalog.stubFor(any(anyUrl())
                    .atPriority(100)
                    .willReturn(
                            aResponse().proxiedFrom(servers.catalogServer.url().replaceFirst("/api$", ""))));
            servers.stitch.resetRequests();
            Map<String, String> files = files();

            assertThat(connector.preview().exitStatus()).isZero();

            assertThat(files).hasSizeGreaterThanOrEqualTo(4);
            assertThat(files()).isEqualTo(files);
            assertThat(Stream.of(servers.stitch, servers.catalog)
                            .flatMap(server -> server.getAllServeEvents().stream()))
                    .isNotEmpty()
                    .allMatch(call -> call.getRequest().getMethod().getName().equals("GET"));
        }
    }

    /** Each file but the one that counts requests to Stitch, which a preview makes as well. */
    private Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("stitch-jobs.json"))
                    .forEach(file -> {
                        try {
                            FileTime time = Files.getLastModifiedTime(file);
                            files.put(folder.relativize(file).toString(), time + Files.readString(file));
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        }
        return files;
    }

    @Test
    void failsWhereARunWouldFailAndKeepsNoDeadLetters() throws Exception {
        servers.catalog.stubFor(
                get(urlPathMatching("/api/v1/tables")).willReturn(aResponse().withStatus(400)));
        try (Connector connector = connector(Map.of())) {
            Pass preview = connector.preview();

            assertThat(preview.exitStatus()).isOne();
            assertThat(preview.runs().get(0).problems().failureCount()).isEqualTo(3);
            assertThat(printed.text()).contains("3 failures");
            assertThat(folder.resolve("dead-letters")).doesNotExist();
        }
    }

    @Test
    void saysWhereNothingAnswersAndThatAnAccountIsEmpty() throws Exception {
        try (Connector connector =
                connector(Map.of("openmetadata.hostPort", "http://127.0.0.1:1/api", "retry.attempts", "0"))) {
            assertThat(connector.preview().exitStatus()).isEqualTo(2);
            assertThat(printed.text())
                    .contains("stitch (application.properties): stopped", "/api/v1/system/version", "127.0.0.1:1");
        }
        servers.account.replace(StitchAccount.builder().build());
        try (Connector connector = connector(Map.of())) {
            assertThat(previewAndRun(connector).counts().planned().others()).containsExactly("pipeline service stitch");
        }
    }

    @Test
    void sendsNothingIntoAQueueThatOthersDeliverFrom() throws Exception {
        try (Connector connector = connector(Map.of("lineage.queue", "direct:elsewhere"))) {
            assertThat(connector.preview().exitStatus()).isEqualTo(2);
            assertThat(printed.text()).contains("lineage.queue");
        }
    }

    @Test
    void previewsEachWorkflow() throws Exception {
        for (String name : List.of("a", "b")) {
            WorkflowFile.write(
                    folder,
                    name,
                    servers.stitch.baseUrl(),
                    name.equals("a") ? "wrong" : "stitch-token",
                    servers.catalog.baseUrl(),
                    "catalog-token");
        }
        try (Connector connector = connector(Map.of("ingest.workflow", folder + "/*.yaml", "output.format", "json"))) {
            assertThat(connector.preview().exitStatus()).isOne();

            String text = printed.text();
            JsonNode json = Json.MAPPER.readTree(text.substring(text.indexOf("{\n")));
            assertThat(json.at("/runs/0/stopped").asText()).contains("401");
            assertThat(json.at("/runs/1/planned/pipelines/create").findValuesAsText("name"))
                    .hasSize(3);
            assertThat(json.at("/runs/1/planned/edges/draw"))
                    .hasSize(6)
                    .allSatisfy(edge -> assertThat(edge.path("columnsAdded")).hasSize(2));
            assertThat(json.path("preview").asBoolean()).isTrue();
        }
    }
}
