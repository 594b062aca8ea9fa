package io.github.stitchopenmetadata.flow;

import static io.github.stitchopenmetadata.support.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.stitchopenmetadata.management.LiveProgress;
import io.github.stitchopenmetadata.run.Count;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.run.RunProgress;
import io.github.stitchopenmetadata.run.Runs;
import io.github.stitchopenmetadata.sandbox.CatalogServer;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.sandbox.StitchServer;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.HeldAnswers;
import io.github.stitchopenmetadata.support.LogLines;
import io.github.stitchopenmetadata.support.Patience;
import io.github.stitchopenmetadata.support.Servers;
import io.github.stitchopenmetadata.support.WorkflowFile;
import io.github.stitchopenmetadata.text.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several accounts at a time in one process. */
class AccountsRouteTest {

    private static final StitchAccount ACCOUNT = StitchAccount.generated(3, 2, 1, 1.0);

    @TempDir
    private Path folder;

    private final CatalogServer catalog = new CatalogServer("1.13.0", "catalog-token");
    private final List<StitchServer> accounts = new ArrayList<>();

    AccountsRouteTest() {
        catalog.catalog().addTablesOf(ACCOUNT);
    }

    @AfterEach
    void stop() {
        accounts.forEach(StitchServer::close);
        catalog.close();
    }

    private StitchServer account(String service, StitchServer.Options options) throws Exception {
        StitchServer server = new StitchServer(ACCOUNT, "stitch-token", options);
        accounts.add(server);
        write(service, server.url(), "stitch-token");
        return server;
    }

    private void write(String service, String stitch, String token) throws Exception {
        WorkflowFile.write(folder, service, stitch, token, catalog.url().replaceFirst("/api$", ""), "catalog-token");
    }

    private Connector connector(int atATime, Map<String, String> more) throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of(
                "ingest.workflow",
                folder.resolve("*.yaml").toString(),
                "stitch.accounts.concurrency",
                String.valueOf(atATime),
                "stitch.concurrency",
                "2"));
        settings.putAll(more);
        return Connector.with(settings);
    }

    private static Runs runs(Connector connector) {
        return connector.context().getRegistry().lookupByNameAndType("runs", Runs.class);
    }

    private long pipelines(String service) {
        return catalog.catalog().pipelines().keySet().stream()
                .filter(fqn -> fqn.startsWith(service + "."))
                .count();
    }

    /** It hangs with as many calls as an account may make at a time, on threads that all accounts share. */
    @Test
    void oneAccountThatHangsOrIsRefusedCostsTheOthersNothing() throws Exception {
        try (Servers hung = Servers.of(ACCOUNT);
                HeldAnswers schemas = new HeldAnswers("GET", "/v4/sources/\\d+/streams/\\d+.*");
                LogLines log = new LogLines();
                Connector connector = connector(2, Map.of())) {
            log.show(Level.INFO);
            hung.alter(schemas);
            write("a-hung", hung.stitch.baseUrl(), "stitch-token");
            account("b-refused", StitchServer.Options.defaults());
            write("b-refused", accounts.get(0).url(), "a-token-that-was-revoked");
            account("c", StitchServer.Options.defaults());
            account("d", StitchServer.Options.defaults());

            CompletableFuture<Pass> pass = CompletableFuture.supplyAsync(connector::ingest);
            await().until(() -> pipelines("c") == 3
                    && pipelines("d") == 3
                    && runs(connector).progress().size() == 1);

            assertThat(pass).isNotDone();
            assertThat(pipelines("a-hung")).isZero();
            assertThat(runs(connector).progress())
                    .singleElement()
                    .extracting(RunProgress::service)
                    .isEqualTo("a-hung");
            JsonNode progress = Json.MAPPER.readTree(connector
                    .context()
                    .getRegistry()
                    .lookupByNameAndType("liveProgress", LiveProgress.class)
                    .json());
            assertThat(progress.path("passes").path(0).path("accounts").asInt()).isEqualTo(4);
            assertThat(progress.path("passes").path(0).path("accountsDone").asInt())
                    .isEqualTo(3);
            schemas.letGo();
            Pass done = Patience.get(pass);

            assertThat(done.runs())
                    .extracting(run -> run.workflow().serviceName())
                    .containsExactly("a-hung", "b-refused", "c", "d");
            assertThat(done.runs())
                    .extracting(run -> run.life().isRefused())
                    .containsExactly(false, true, false, false);
            assertThat(done.runs())
                    .extracting(run -> run.counts().of(Count.PIPELINES_CREATED))
                    .containsExactly(3L, 0L, 3L, 3L);
            assertThat(done.exitStatus()).isOne();
            assertThatSummariesAreWhole(log, done);
        }
    }

    /** Each line of a summary names its run, and all of them follow each other. */
    private static void assertThatSummariesAreWhole(LogLines log, Pass pass) {
        for (Run run : pass.runs()) {
            List<Integer> lines = IntStream.range(0, log.events().size())
                    .filter(index -> isOfSummary(log.events().get(index).getFormattedMessage()))
                    .filter(index -> run.id()
                            .equals(log.events().get(index).getMDCPropertyMap().get("run")))
                    .boxed()
                    .toList();
            assertThat(lines).hasSizeGreaterThanOrEqualTo(run.life().isRefused() ? 1 : 4);
            assertThat(lines.get(lines.size() - 1) - lines.get(0)).isEqualTo(lines.size() - 1);
        }
    }

    private static boolean isOfSummary(String line) {
        return line.startsWith("  ") || line.matches("\\S+ \\(\\S+\\.yaml\\)[,:] .*");
    }

    /** Each account has as many calls as one alone; the server that they share has no more than before. */
    @Test
    @Tag("thorough")
    void keepsTheLimitsOfEachAccountAndOfTheSharedServer() throws Exception {
        try (Servers first = Servers.of(ACCOUNT);
                Servers second = Servers.of(ACCOUNT);
                Connector connector = connector(2, Map.of("openmetadata.concurrency", "3"))) {
            InFlight ofFirst = new InFlight("/v4/");
            InFlight ofSecond = new InFlight("/v4/");
            InFlight ofCatalog = new InFlight("/api/");
            first.alter(ofFirst);
            first.alter(ofCatalog);
            second.alter(ofSecond);
            for (Servers account : List.of(first, second)) {
                WorkflowFile.write(
                        folder,
                        account == first ? "first" : "second",
                        account.stitch.baseUrl(),
                        "stitch-token",
                        first.catalog.baseUrl(),
                        "catalog-token");
            }

            assertThat(connector.ingest().exitStatus()).isZero();

            assertThat(ofFirst.most()).isEqualTo(2);
            assertThat(ofSecond.most()).isEqualTo(2);
            assertThat(ofCatalog.most()).isBetween(2, 3);
        }
    }

    /** Counts the calls of one kind that wait for their answer at the same time. */
    private record InFlight(String path, AtomicInteger now, AtomicInteger highest) implements Servers.Alteration {

        InFlight(String path) {
            this(path, new AtomicInteger(), new AtomicInteger());
        }

        int most() {
            return highest.get();
        }

        @Override
        public Response alter(LoggedRequest call, Response answer) {
            if (call.getUrl().startsWith(path)) {
                highest.accumulateAndGet(now.incrementAndGet(), Math::max);
                try {
                    // as long as a server takes
                    Thread.sleep(20);
                } catch (InterruptedException stopping) {
                    Thread.currentThread().interrupt();
                } finally {
                    now.decrementAndGet();
                }
            }
            return answer;
        }
    }

    /** Of the run status of one account, and of the lineage of any. */
    @Test
    @Tag("thorough")
    void noAccountWaitsForTheLimitOfAnother() throws Exception {
        StitchServer.Options pages = StitchServer.Options.defaults().withPageSize(1);
        account("large", pages);
        account("small", StitchServer.Options.defaults());
        try (LogLines log = new LogLines();
                Connector connector = connector(
                        2, Map.of("stitch.jobs.requests", "4", "status.wait", "true", "stitch.loads.pages", "1"))) {
            log.show(Level.INFO);
            assertThat(connector.ingest().exitStatus()).isZero();

            CompletableFuture<Pass> status = CompletableFuture.supplyAsync(connector::status);
            await().until(() ->
                    log.texts().stream().anyMatch(line -> line.startsWith("large: waiting for Stitch's limit"))
                            && statuses("small") == 3);

            assertThat(connector.ingest().runs()).allSatisfy(run -> {
                assertThat(run.counts().of(Count.PIPELINES_UNCHANGED)).isEqualTo(3);
                assertThat(run.problems().failures()).isEmpty();
            });
            assertThat(status).isNotDone();
            assertThat(statuses("large")).isZero();
        }
    }

    private long statuses(String service) {
        return catalog.catalog().pipelines().keySet().stream()
                .filter(fqn -> fqn.startsWith(service + "."))
                .filter(fqn -> !catalog.catalog().statuses(fqn).isEmpty())
                .count();
    }

    @Test
    @Tag("thorough")
    void neverWorksOnMoreAccountsThanItMay() throws Exception {
        for (int number = 0; number < 12; number++) {
            account(
                    "account-%02d".formatted(number),
                    StitchServer.Options.defaults().withLatency(Duration.ofMillis(10)));
        }
        for (int atATime : new int[] {1, 3, 12}) {
            AtomicInteger most = new AtomicInteger();
            try (Connector connector = connector(atATime, Map.of())) {
                CompletableFuture<Pass> pass = CompletableFuture.supplyAsync(connector::ingest);
                await().until(() -> {
                    most.accumulateAndGet(runs(connector).progress().size(), Math::max);
                    return pass.isDone();
                });

                assertThat(pass.get().exitStatus()).isZero();
                assertThat(most.get()).isBetween(Math.min(atATime, 2), atATime);
            }
        }
    }
}
