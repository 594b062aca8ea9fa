package io.github.stitchopenmetadata.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import io.github.stitchopenmetadata.catalog.model.Fqn;
import io.github.stitchopenmetadata.run.Count;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.sandbox.StitchServer;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.MixedAccount;
import io.github.stitchopenmetadata.support.Servers;
import io.github.stitchopenmetadata.text.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the version left that was before the layout in packages, recorded in {@code upgrade/}: in {@code catalog-….jsonl} all that
 * it wrote for {@link MixedAccount}, lineage and run status, a request on each line (its sandbox made the same ids as this one
 * does); in {@code parked} its dead letter of the source shop; in {@code state} where it was in the run status of another account.
 */
class UpgradeRouteTest {

    private static final Path RECORDED = Path.of("src/test/resources/upgrade");
    /** Where the servers were that the files in {@code state} tell of. */
    private static final String STITCH = "http://localhost:43681";

    private static final String CATALOG = "http://localhost:37953/api";

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"1.1.0", "1.13.0"})
    void findsNothingToWriteInAnAccountThatIsUnchanged(String version) throws Exception {
        try (Servers servers = MixedAccount.serve(version)) {
            for (String line : Files.readAllLines(RECORDED.resolve("catalog-" + version + ".jsonl"))) {
                repeat(servers, Json.MAPPER.readTree(line));
            }
            servers.catalog.resetRequests();
            Path parked = parked();

            try (Connector connector =
                    MixedAccount.connector(servers, Map.of("parking.directory", parked.toString()))) {
                Run lineage = connector.ingestOne();
                assertThat(lineage.counts().of(Count.PIPELINES_UNCHANGED)).isEqualTo(8);
                assertThat(lineage.counts().of(Count.EDGES_UNCHANGED)).isEqualTo(8);
                Run status = connector.status().runs().get(0);
                assertThat(status.counts().of(Count.STATUSES)).isZero();
                assertThat(status.counts().of(Count.STATUSES_UNCHANGED)).isEqualTo(3);
            }

            // whose the schemas of registered tables are, which that version did not say
            assertThat(writes(servers))
                    .filteredOn(url -> url.startsWith("/api/v1/databaseSchemas/"))
                    .hasSize(3);
            assertThat(otherWrites(servers)).isEmpty();
            assertThat(parked).as("its source is delivered since").isEmptyDirectory();
            servers.catalog.resetRequests();

            try (Connector connector = MixedAccount.connector(servers, Map.of())) {
                connector.ingestOne();
            }
            assertThat(writes(servers))
                    .filteredOn(url -> url.contains("databaseSchemas"))
                    .isEmpty();
            assertThat(otherWrites(servers)).isEmpty();
        }
    }

    @Test
    void isDoneWithDeadLettersWhoseSourcesHaveNotChanged(@TempDir Path letters) throws Exception {
        try (Servers servers = MixedAccount.serve("1.13.0")) {
            for (String line : Files.readAllLines(RECORDED.resolve("catalog-1.13.0.jsonl"))) {
                repeat(servers, Json.MAPPER.readTree(line));
            }
            servers.catalog.resetRequests();
            for (String name : List.of("clicks-ea33fdc9", "crm-2e497909", "shop-88655fb4")) {
                String file = "stitch." + name + ".json";
                Files.copy(RECORDED.resolve("dead-letters").resolve(file), letters.resolve(file));
            }

            try (Connector connector =
                    MixedAccount.connector(servers, Map.of("deadletter.directory", letters.toString()))) {
                Run replay = connector.replay().runs().get(0);

                assertThat(replay.problems().failures()).isEmpty();
                assertThat(replay.counts().of(Count.PIPELINES_UNCHANGED)).isEqualTo(3);
            }
            assertThat(letters).isEmptyDirectory();
            assertThat(otherWrites(servers)).isEmpty();
        }
    }

    @Test
    void deliversADeadLetter() throws Exception {
        Path parked = parked();
        Map<String, String> settings =
                Map.of("deadletter.directory", folder.resolve("dead-letters").toString());
        try (Servers servers = MixedAccount.serve("1.13.0");
                Connector connector = MixedAccount.connector(servers, settings)) {
            Run replay = connector.replay().runs().get(0);

            assertThat(replay.problems().failures()).isEmpty();
            assertThat(replay.counts().of(Count.PIPELINES_CREATED)).isOne();
            assertThat(servers.catalogServer.catalog().edges()).hasSize(2);
            assertThat(parked).isEmptyDirectory();

            assertThat(connector.ingestOne().counts().of(Count.PIPELINES_UNCHANGED))
                    .as("shop")
                    .isOne();
        }
    }

    /** It had read all 6 pages of loads and the first of 3 pages of extractions, in 7 requests. */
    @Test
    void goesOnWithRunStatusAndCountsTheRequestsOfBefore() throws Exception {
        StitchAccount account = StitchAccount.generated(6, 4, 1, 0.5);
        try (Servers servers =
                new Servers(account, "1.13.0", StitchServer.Options.defaults().withPageSize(2))) {
            servers.ingest();
            servers.stitch.resetRequests();
            Path state = state(servers);
            Map<String, String> settings =
                    Map.of("state.directory", state.toString(), "status.wait", "false", "stitch.jobs.requests", "8");
            try (Connector connector = servers.connector(settings)) {
                Run status = connector.status().runs().get(0);

                assertThat(status.problems().left()).contains("1 of 9 pages");
                assertThat(status.counts().of(Count.STATUSES)).isEqualTo(2);
                assertThat(servers.catalogServer.catalog().statuses("stitch.source_0003"))
                        .as("with the loads that were read before")
                        .singleElement()
                        .satisfies(known -> assertThat(known.path("taskStatus")).hasSize(2));
            }
            assertThat(servers.stitch.getAllServeEvents())
                    .extracting(event -> event.getRequest().getUrl())
                    .filteredOn(url -> url.contains("/extractions") || url.contains("/loads"))
                    .singleElement()
                    .asString()
                    .endsWith("/extractions?page=2");
        }
    }

    /** @return the folder of the dead letters of before, as it stands now */
    private Path parked() throws IOException {
        Path parked = Files.createDirectory(folder.resolve("parked"));
        Files.copy(RECORDED.resolve("parked/stitch.shop-88655fb4.json"), parked.resolve("stitch.shop-88655fb4.json"));
        return parked;
    }

    /** @return the files of before, as if written just now, about these servers */
    private Path state(Servers servers) throws IOException {
        Path state = Files.createDirectory(folder.resolve("state"));
        long now = System.currentTimeMillis();
        String catalog = servers.catalog.baseUrl() + "/api";
        Map<String, String> names = Map.of(
                "stitch-jobs.json",
                "stitch-jobs.json",
                statusFile(STITCH, CATALOG),
                statusFile(servers.stitch.baseUrl(), catalog));
        for (String name : names.keySet()) {
            String text = Files.readString(RECORDED.resolve("state").resolve(name))
                    .replace(STITCH, servers.stitch.baseUrl())
                    .replaceAll("\\b1796\\d{9}\\b", Long.toString(now));
            Files.writeString(state.resolve(names.get(name)), text);
        }
        return state;
    }

    private static String statusFile(String stitch, String catalog) {
        return "run-status-48213-"
                + Fqn.hash(stitch + " " + catalog + " stitch").substring(0, 12) + ".json";
    }

    private static List<String> otherWrites(Servers servers) {
        return writes(servers).stream()
                .filter(url -> !url.startsWith("/api/v1/services/ingestionPipelines")
                        && !url.startsWith("/api/v1/databaseSchemas/"))
                .toList();
    }

    private void repeat(Servers servers, JsonNode request) throws Exception {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(URI.create(servers.catalogServer.url().replaceFirst("/api$", "")
                                + request.path("path").asText()))
                        .header("Authorization", "Bearer catalog-token")
                        .header("Content-Type", "application/json")
                        .method(
                                request.path("method").asText(),
                                HttpRequest.BodyPublishers.ofString(
                                        request.path("body").toString()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
    }

    /** The paths of all requests but GET. */
    private static List<String> writes(Servers servers) {
        return servers.catalog.getAllServeEvents().stream()
                .map(event -> event.getRequest())
                .filter(request -> !request.getMethod().equals(RequestMethod.GET))
                .map(request -> request.getUrl())
                .toList();
    }
}
