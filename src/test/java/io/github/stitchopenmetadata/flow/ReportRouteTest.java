package io.github.stitchopenmetadata.flow;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.stitchopenmetadata.run.ExitStatus;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.sandbox.AccountEdits;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.LogLines;
import io.github.stitchopenmetadata.support.Servers;
import io.github.stitchopenmetadata.text.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that runs leave. */
class ReportRouteTest {

    private static final StitchAccount ACCOUNT = StitchAccount.generated(3, 3, 2, 1.0);
    private static JsonSchema schema;

    @AutoClose
    private final Servers servers = Servers.of(ACCOUNT);

    @TempDir
    private Path folder;

    @BeforeAll
    static void readSchema() throws IOException {
        try (InputStream text = ReportRouteTest.class.getResourceAsStream("/report.schema.json")) {
            schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(text);
        }
    }

    @Test
    void everyKindOfRunLeavesWhatTheSchemaSays() throws Exception {
        try (Connector connector = connector(Map.of())) {
            connector.ingest();
            connector.status();
            connector.replay();
        }

        assertThat(names(folder)).containsExactlyInAnyOrder("report.json", "report.html", "index.html", "history");
        assertThat(names(folder.resolve("history")))
                .hasSize(6)
                .filteredOn(name -> name.endsWith(".json"))
                .extracting(name -> name.replaceFirst(".*Z-([a-z-]+)[.][0-9a-f]{4}", "$1"))
                .containsExactlyInAnyOrder("lineage.json", "status.json", "replay.json");
        for (String name : names(folder.resolve("history"))) {
            assertThat(folder.resolve("history").resolve(name.replace(".json", ".html")))
                    .content()
                    .startsWith("<!doctype html>")
                    .endsWith("</html>\n");
        }
        JsonNode lineage = report();
        assertThat(lineage.path("kind").asText()).isEqualTo("lineage");
        assertThat(lineage.at("/counts/edges_drawn").asInt()).isEqualTo(9);
        assertThat(lineage.at("/runs/0/sources")).hasSize(3).allSatisfy(source -> {
            assertThat(source.path("change").asText()).isEqualTo("created");
            assertThat(source.path("edges")).hasSize(3);
            assertThat(source.findValuesAsText("from")).allMatch(from -> from.startsWith("prod_postgres."));
            assertThat(source.findValues("arrived")).isEmpty();
        });
        assertThat(lineage.at("/runs/0/calls").findValuesAsText("path"))
                .contains("/v1/lineage", "/v4/sources/{source_id}/streams");
        assertThat(folder.resolve("report.json")).content().doesNotContain("stitch-token", "catalog-token");
        assertThat(folder.resolve("report.html")).content().doesNotContain("stitch-token", "catalog-token");
    }

    @Test
    void tellsWhatBecameOfEachSource() throws Exception {
        StubMapping refusal = servers.stitch.stubFor(get(urlPathEqualTo("/v4/sources/500001/streams"))
                .willReturn(aResponse().withStatus(403)));
        servers.catalog.stubFor(put(urlPathEqualTo("/api/v1/lineage"))
                .inScenario("edge")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("refused")
                .willReturn(aResponse().withStatus(400)));

        try (Connector connector = connector(Map.of("openmetadata.concurrency", "1", "ingest.delete.share", "100"))) {
            connector.ingest();
            assertThat(changes()).containsExactlyInAnyOrder("unread", "created", "created");
            assertThat(report().findValues("problem")).hasSize(2);
            assertThat(report().at("/runs/0/sources").findValues("arrived")).hasSize(1);
            assertThat(report().at("/runs/0/failures")).hasSize(2);

            servers.stitch.removeStub(refusal);
            connector.ingest();
            assertThat(changes()).containsExactlyInAnyOrder("created", "updated", "unchanged");

            servers.account.replace(AccountEdits.removeSource(ACCOUNT, 500_001));
            connector.ingest();
            assertThat(changes()).containsExactlyInAnyOrder("deleted", "unchanged", "unchanged");
        }
    }

    @Test
    void tellsWhyNothingWasDone() throws Exception {
        try (Connector connector = connector(Map.of("stitch.hostPort", "no address"))) {
            assertThat(connector.ingest().exitStatus()).isEqualTo(ExitStatus.REFUSED.code());
        }

        assertThat(report().path("problems")).isNotEmpty();
    }

    @Test
    void keepsSoManyOfEachKindAndTouchesNothingElse() throws Exception {
        Path history = Files.createDirectories(folder.resolve("history"));
        Files.writeString(history.resolve("notes.json"), "mine");
        Files.createDirectory(history.resolve("20000101T000000.000Z-lineage.json"));
        Files.writeString(history.resolve("20000101T000000.000Z-status.json"), "broken");

        try (Connector connector = connector(Map.of("report.keep", "2"));
                LogLines log = new LogLines()) {
            connector.status();
            assertThat(log.at(Level.WARN)).anyMatch(line -> line.contains("20000101T000000.000Z-status.json"));
            connector.status();
            connector.status();
            connector.ingest();
        }

        assertThat(names(history))
                .contains("notes.json", "20000101T000000.000Z-lineage.json")
                .filteredOn(name -> name.contains("-status."))
                .hasSize(4)
                .noneMatch(name -> name.startsWith("2000"));
        assertThat(history.resolve("notes.json")).hasContent("mine");
    }

    /** Those that a clock made which ran ahead would be the newest ones until that time comes. */
    @Test
    void keepsWhatIsNewRatherThanWhatHasATimeToComeForItsOwnerAloneIfSetSo() throws Exception {
        Path history = Files.createDirectories(folder.resolve("history"));
        Files.writeString(history.resolve("20990101T000000.000Z-status.json"), "{}");

        try (Connector connector = connector(Map.of("report.keep", "1", "report.private", "true"))) {
            connector.status();
            connector.ingest();
        }

        assertThat(names(history)).hasSize(4).noneMatch(name -> name.startsWith("2099"));
        assertThat(names(folder)).contains("report.json", "report.html", "index.html");
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile))
                    .allSatisfy(file -> assertThat(Files.getPosixFilePermissions(file))
                            .as(file.toString())
                            .isEqualTo(PosixFilePermissions.fromString("rw-------")));
        }
    }

    @Test
    void keepsNoneButTheNewestOfLineageIfSetSo() throws Exception {
        try (Connector connector = connector(Map.of("report.keep", "0"))) {
            connector.ingest();
            connector.status();
        }

        assertThat(names(folder)).containsExactlyInAnyOrder("report.json", "report.html");
    }

    @Test
    void costsNothingButItselfWhereItCannotBeWritten() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "in the way");

        try (Connector connector = connector(Map.of("report.directory", file.toString()));
                LogLines log = new LogLines()) {
            Run run = connector.ingestOne();
            assertThat(connector.status().exitStatus()).isZero();

            assertThat(run.problems().failures()).isEmpty();
            assertThat(log.at(Level.WARN)).hasSize(2).allMatch(line -> line.contains(file.toString()));
        }
    }

    private Connector connector(Map<String, String> more) throws Exception {
        Map<String, String> settings =
                new HashMap<>(Map.of("report.directory", folder.toString(), "retry.attempts", "0"));
        settings.putAll(more);
        return servers.connector(settings);
    }

    /** The report as it is now, and the ones in the history, all of which the schema allows. */
    private JsonNode report() throws IOException {
        List<Path> all = new ArrayList<>(List.of(folder.resolve("report.json")));
        try (Stream<Path> history = Files.list(folder.resolve("history"))) {
            history.filter(file -> file.toString().endsWith(".json")).forEach(all::add);
        }
        for (Path file : all) {
            assertThat(schema.validate(Json.MAPPER.readTree(file.toFile())))
                    .as(file.toString())
                    .isEmpty();
        }
        return Json.MAPPER.readTree(folder.resolve("report.json").toFile());
    }

    private List<String> changes() throws IOException {
        return StreamSupport.stream(report().at("/runs/0/sources").spliterator(), false)
                .map(source -> source.path("change").asText())
                .toList();
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
