package io.github.stitchopenmetadata.flow;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.sandbox.CatalogServer;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.Servers;
import io.github.stitchopenmetadata.support.WorkflowFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One account that two files deliver to two servers, under the same name. */
class TwoServersRouteTest {

    private static final StitchAccount ACCOUNT = StitchAccount.generated(2, 2, 1, 1.0);

    @AutoClose
    private final Servers servers = Servers.of(ACCOUNT);

    @AutoClose
    private final CatalogServer other = new CatalogServer("1.6.0", "catalog-token");

    @TempDir
    private Path folder;

    @Test
    void keepsWhatEachServerLacksApart() throws Exception {
        other.catalog().addTablesOf(ACCOUNT);
        write("a", servers.catalog.baseUrl());
        write("b", other.url().replaceFirst("/api$", ""));
        StubMapping down = servers.catalog.stubFor(
                put(urlPathEqualTo("/api/v1/pipelines")).willReturn(aResponse().withStatus(503)));

        try (Connector connector = Connector.with(Map.of(
                "ingest.workflow",
                folder + "/*.yaml",
                "deadletter.directory",
                folder.resolve("dead-letters").toString(),
                "retry.attempts",
                "1"))) {
            Pass pass = connector.ingest();

            assertThat(pass.exitStatus()).isOne();
            assertThat(other.catalog().edges()).hasSize(4);
            assertThat(servers.catalogServer.catalog().edges()).isEmpty();
            assertThat(deadLetters()).hasSize(2);

            servers.catalog.removeStub(down);
            long writes = other.writes();
            assertThat(connector.replay().exitStatus()).isZero();

            assertThat(servers.catalogServer.catalog().edges()).hasSize(4);
            assertThat(other.writes()).isEqualTo(writes);
            assertThat(deadLetters()).isEmpty();
        }
    }

    /** As two processes that share what they keep; neither takes the dead letters of the other for its own. */
    @Test
    void keepsThemApartInProcessesThatShareFolders() throws Exception {
        other.catalog().addTablesOf(ACCOUNT);
        write("a", servers.catalog.baseUrl());
        write("b", other.url().replaceFirst("/api$", ""));
        StubMapping down = servers.catalog.stubFor(
                put(urlPathEqualTo("/api/v1/pipelines")).willReturn(aResponse().withStatus(503)));
        try (Connector first = process("a")) {
            assertThat(first.ingest().exitStatus()).isOne();
        }
        List<Path> letters = deadLetters();
        assertThat(letters).hasSize(2);

        try (Connector second = process("b")) {
            assertThat(second.ingest().exitStatus()).isZero();
            assertThat(deadLetters()).isEqualTo(letters);
            long writes = other.writes();
            assertThat(second.replay().exitStatus()).isOne();
            assertThat(other.writes()).isEqualTo(writes);
        }
        assertThat(deadLetters()).isEqualTo(letters);

        servers.catalog.removeStub(down);
        try (Connector again = process("a")) {
            assertThat(again.replay().exitStatus()).isZero();
        }
        assertThat(deadLetters()).isEmpty();
        assertThat(servers.catalogServer.catalog().edges()).hasSize(4);
    }

    private Connector process(String file) throws Exception {
        return Connector.with(Map.of(
                "ingest.workflow",
                folder.resolve(file + ".yaml").toString(),
                "deadletter.directory",
                folder.resolve("dead-letters").toString(),
                "state.directory",
                folder.resolve("state").toString(),
                "retry.attempts",
                "1"));
    }

    private void write(String file, String catalogUrl) throws IOException {
        WorkflowFile.write(folder, "stitch", servers.stitch.baseUrl(), "stitch-token", catalogUrl, "catalog-token");
        Files.move(folder.resolve("stitch.yaml"), folder.resolve(file + ".yaml"));
    }

    private List<Path> deadLetters() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("dead-letters"))) {
            return files.sorted().toList();
        }
    }
}
