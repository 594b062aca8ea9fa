package io.github.stitchopenmetadata.flow;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static io.github.stitchopenmetadata.support.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.github.stitchopenmetadata.run.ExitStatus;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Runs;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.HeldAnswers;
import io.github.stitchopenmetadata.support.LogLines;
import io.github.stitchopenmetadata.support.Patience;
import io.github.stitchopenmetadata.support.Servers;
import io.github.stitchopenmetadata.support.WorkflowFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is told to stop begins nothing, and waits for nothing but answers. */
class StopRouteTest {

    private static final String VERSION = "/api/v1/system/version";

    /** After which Camel would force its routes to stop. */
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(20);

    @AutoClose
    private final Servers servers = Servers.of(StitchAccount.generated(2, 2, 1, 1.0));

    @TempDir
    private Path folder;

    @BeforeEach
    void writeTwoAccounts() throws Exception {
        for (String service : List.of("first", "second")) {
            WorkflowFile.write(folder, service, servers);
        }
    }

    private Connector connector() throws Exception {
        return Connector.with(Map.of("ingest.workflow", folder + "/*.yaml"));
    }

    @Test
    void beginsNoWorkflowPageOrRunStatus() throws Exception {
        try (HeldAnswers underWay = new HeldAnswers("GET", "/v4/sources.*");
                LogLines log = new LogLines();
                Connector connector = connector()) {
            servers.alter(underWay);
            Runs runs = connector.context().getRegistry().lookupByNameAndType("runs", Runs.class);
            CompletableFuture<Void> run = run(connector);
            underWay.awaitFirst();

            CompletableFuture<Void> stop = CompletableFuture.runAsync(connector::close);
            await().until(() -> connector.context().isStopping());
            underWay.letGo();
            Patience.get(stop);
            Patience.get(run);

            servers.stitch.verify(1, getRequestedFor(urlPathMatching(".*")));
            servers.catalog.verify(0, getRequestedFor(urlPathEqualTo(VERSION)));
            assertThat(lineage(runs).runs()).hasSize(1);
            assertThat(lineage(runs).exitStatus()).isEqualTo(ExitStatus.FAILED.code());
            assertThat(log.at(Level.WARN)).isEmpty();
            assertThat(log.at(Level.ERROR)).singleElement().asString().contains("first", "stopped");
            assertThat(log.events()).allMatch(event -> event.getThrowableProxy() == null);
        }
    }

    @Test
    void endsTheWaitBeforeACallIsRepeated() throws Exception {
        servers.catalog.stubFor(get(urlPathEqualTo(VERSION))
                .willReturn(aResponse().withStatus(503).withHeader("Retry-After", "120")));
        try (LogLines log = new LogLines();
                Connector connector = connector()) {
            log.show(Level.INFO);
            CompletableFuture<Void> run = run(connector);
            await().untilAsserted(() -> assertThat(log.at(Level.INFO))
                    .anyMatch(line -> line.matches("first: waiting until \\d\\d:.*503.*")));

            long start = System.nanoTime();
            connector.close();
            Patience.get(run);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SHUTDOWN_TIMEOUT);
            servers.catalog.verify(1, getRequestedFor(urlPathEqualTo(VERSION)));
            assertThat(log.events()).allMatch(event -> event.getThrowableProxy() == null);
        }
    }

    private static CompletableFuture<Void> run(Connector connector) {
        return CompletableFuture.runAsync(() -> connector
                .context()
                .createFluentProducerTemplate()
                .to("direct:lineage-then-status")
                .send());
    }

    private static Pass lineage(Runs runs) {
        return runs.last().stream()
                .filter(pass -> pass.kind() == Pass.Kind.LINEAGE)
                .findFirst()
                .orElseThrow();
    }
}
