package io.github.stitchopenmetadata.flow;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import io.github.stitchopenmetadata.run.Count;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.Servers;
import io.github.stitchopenmetadata.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a clock that ran ahead leaves behind. */
class ClockRouteTest {

    private static final Instant AHEAD = Instant.parse("2099-01-01T00:00:00Z");

    @AutoClose
    private final Servers servers = Servers.of(StitchAccount.generated(2, 2, 2, 1.0));

    @TempDir
    private Path directory;

    private Connector connector() throws Exception {
        return servers.connector(Map.of(
                "deadletter.directory",
                directory.resolve("dead-letters").toString(),
                "state.directory",
                directory.resolve("state").toString(),
                "retry.attempts",
                "0"));
    }

    private List<Path> deadLetters() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("dead-letters"))) {
            return files.sorted().toList();
        }
    }

    private static JsonNode json(Path file) throws IOException {
        return Json.MAPPER.readTree(file.toFile());
    }

    private StubMapping refusedPipelines() {
        return servers.catalog.stubFor(
                put(urlPathEqualTo("/api/v1/pipelines")).willReturn(aResponse().withStatus(400)));
    }

    /** The state was lost, or is that of another machine. */
    @Test
    void neitherHoldsUpWhatIsNewerNorTakesItsPlace() throws Exception {
        StubMapping down = refusedPipelines();
        try (Connector connector = connector()) {
            connector.ingest();
        }
        for (Path file : deadLetters()) {
            ObjectNode letter = (ObjectNode) json(file);
            ((ObjectNode) letter.path("message")).put("extractedAt", AHEAD.toString());
            Files.writeString(file, letter.toString());
        }
        Files.delete(directory.resolve("state/extracted.json"));
        try (Connector connector = connector()) {
            connector.ingest();
            assertThat(json(deadLetters().get(0)).at("/message/extractedAt").asText())
                    .as("what is kept is the newer one")
                    .startsWith("2099-01-01T00:00:00.001");
            servers.catalog.removeStub(down);

            Run run = connector.ingestOne();

            assertThat(run.counts().of(Count.PIPELINES_CREATED)).isEqualTo(2);
            assertThat(run.problems().notes()).noneMatch(note -> note.contains("passed over"));
            assertThat(deadLetters()).isEmpty();
        }
        Files.delete(directory.resolve("state/extracted.json"));
        try (Connector connector = connector()) {
            Run run = connector.ingestOne();

            assertThat(run.counts().of(Count.PIPELINES_UNCHANGED)).isEqualTo(2);
            assertThat(run.problems().notes()).noneMatch(note -> note.contains("passed over"));
        }
    }

    /** Processes whose clocks differ agree on which extraction is the later one. */
    @Test
    void isNotAskedWhereStitchSaysWhatTimeItIs() throws Exception {
        refusedPipelines();
        servers.alter((call, answer) -> call.getUrl().startsWith("/v4/sources")
                ? Response.Builder.like(answer)
                        .but()
                        .headers(new HttpHeaders(answer.getHeaders().all().stream()
                                        .filter(header -> !header.keyEquals("Date"))
                                        .toList())
                                .plus(new HttpHeader("Date", "Sun, 06 Nov 1994 08:49:37 GMT")))
                        .build()
                : answer);
        try (Connector connector = connector()) {
            connector.ingest();
        }

        assertThat(json(deadLetters().get(0)).at("/message/extractedAt").asText())
                .isEqualTo("1994-11-06T08:49:37Z");
    }
}
