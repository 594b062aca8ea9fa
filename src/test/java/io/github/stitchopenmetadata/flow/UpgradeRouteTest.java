package io.github.stitchopenmetadata.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import io.github.stitchopenmetadata.run.Count;
import io.github.stitchopenmetadata.run.Run;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A catalog as the version left it that was before the layout in packages. All that it wrote for {@link MixedAccount}, lineage
 * and run status, is recorded in {@code upgrade/}, a request on each line; so are files that it left. Its sandbox made the same ids as this one does.
 */
class UpgradeRouteTest {

    private static final Path UPGRADE = Path.of("src/test/resources/upgrade");

    private final HttpClient client = HttpClient.newHttpClient();

    @ParameterizedTest
    @ValueSource(strings = {"1.1.0", "1.13.0"})
    void findsNothingToWriteInAnAccountThatIsUnchanged(String version) throws Exception {
        try (Servers servers = MixedAccount.serve(version)) {
            recorded(servers, version);

            try (Connector connector = MixedAccount.connector(servers, Map.of())) {
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
    void deliversTheDeadLettersOfThatVersionAndIsDoneWithThem(@TempDir Path letters) throws Exception {
        try (Servers servers = MixedAccount.serve("1.13.0")) {
            recorded(servers, "1.13.0");
            copy("dead-letters", letters);

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
    void goesOnWithWhatThatVersionKnewOfTheLimitOfStitch(@TempDir Path state) throws Exception {
        try (Servers servers = MixedAccount.serve("1.13.0")) {
            recorded(servers, "1.13.0");
            String jobs = Files.readString(UPGRADE.resolve("state/stitch-jobs.json"))
                    .replace("http://localhost:41693", servers.stitch.baseUrl())
                    .replaceAll("\\d{13}", Long.toString(System.currentTimeMillis()));
            Files.writeString(state.resolve("stitch-jobs.json"), jobs);

            try (Connector connector = MixedAccount.connector(
                    servers,
                    Map.of("state.directory", state.toString(), "stitch.jobs.requests", "2", "status.wait", "false"))) {
                assertThat(connector.status().runs().get(0).problems().left()).isNotNull();
            }
        }
    }

    private static void copy(String folder, Path to) throws IOException {
        try (Stream<Path> files = Files.list(UPGRADE.resolve(folder))) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private void recorded(Servers servers, String version) throws Exception {
        for (String line : Files.readAllLines(UPGRADE.resolve("catalog-" + version + ".jsonl"))) {
            repeat(servers, Json.MAPPER.readTree(line));
        }
        servers.catalog.resetRequests();
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
