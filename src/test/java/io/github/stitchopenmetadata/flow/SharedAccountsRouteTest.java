package io.github.stitchopenmetadata.flow;

import static io.github.stitchopenmetadata.support.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.github.stitchopenmetadata.run.Count;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.RunProgress;
import io.github.stitchopenmetadata.run.Runs;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.sandbox.StitchServer;
import io.github.stitchopenmetadata.support.ArtemisBroker;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.HeldAnswers;
import io.github.stitchopenmetadata.support.KafkaBroker;
import io.github.stitchopenmetadata.support.LogLines;
import io.github.stitchopenmetadata.support.Patience;
import io.github.stitchopenmetadata.support.Servers;
import io.github.stitchopenmetadata.support.WorkflowFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The accounts of a pass, shared out over processes through a real broker. */
class SharedAccountsRouteTest {

    private static final StitchAccount ACCOUNT = StitchAccount.generated(3, 2, 1, 1.0);

    @TempDir
    private Path folder;

    /** The account that a test may hold up, and the catalog of all. */
    private final Servers servers = Servers.of(ACCOUNT);

    private final List<AutoCloseable> others = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        // the process that waits for the others first
        for (AutoCloseable other : others) {
            other.close();
        }
        servers.close();
    }

    private void account(String service, String token) throws Exception {
        StitchServer server = new StitchServer(ACCOUNT, "stitch-token");
        others.add(server);
        write(workflows(), service, server.url(), token);
    }

    private void write(Path place, String service, String stitch, String token) throws IOException {
        WorkflowFile.write(place, service, stitch, token, servers.catalog.baseUrl(), "catalog-token");
    }

    private Path workflows() throws IOException {
        return Files.createDirectories(folder.resolve("workflows"));
    }

    private Path reports(String process) {
        return folder.resolve(process).resolve("reports");
    }

    private ArtemisBroker artemis() throws Exception {
        ArtemisBroker broker = new ArtemisBroker(folder);
        others.add(broker);
        return broker;
    }

    private static Map<String, String> over(ArtemisBroker broker) {
        return over(broker, 100);
    }

    /** @param poll of the accounts, in milliseconds */
    private static Map<String, String> over(ArtemisBroker broker, int poll) {
        Map<String, String> settings = new HashMap<>(broker.settings());
        settings.put(
                "workflows.queue",
                broker.queue("workflows", "{{stitch.accounts.concurrency}}") + "&receiveTimeout=" + poll);
        settings.put("lineage.results", "jms:topic:results?receiveTimeout=100");
        return settings;
    }

    private Connector process(String name, Map<String, String> broker, Map<String, String> more) throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of(
                "ingest.workflow", workflows().resolve("*.yaml").toString(),
                "report.directory", reports(name).toString(),
                "deadletter.directory", folder.resolve("dead-letters").toString(),
                "lineage.results.wait", "120000"));
        settings.putAll(broker);
        settings.putAll(more);
        Connector process = Connector.with(settings);
        others.add(0, process);
        return process;
    }

    private long pipelines(String service) {
        return servers.catalogServer.catalog().pipelines().keySet().stream()
                .filter(fqn -> fqn.startsWith(service + "."))
                .count();
    }

    private static Runs runs(Connector connector) {
        return connector.context().getRegistry().lookupByNameAndType("runs", Runs.class);
    }

    private long kept(String process) throws IOException {
        if (!Files.isDirectory(reports(process).resolve("history"))) {
            return 0;
        }
        try (Stream<Path> files = Files.list(reports(process).resolve("history"))) {
            return files.filter(file -> file.toString().endsWith(".json")).count();
        }
    }

    /**
     * Each process takes one at a time; the one that has the account that hangs leaves the others to the other. A poll that ends just
     * as a message comes may take two, so all messages are there before anybody polls, and no poll ends before it has one.
     */
    @Test
    void eachIsTakenByOneProcessAndAllAreToldOf() throws Exception {
        ArtemisBroker broker = artemis();
        try (HeldAnswers schemas = new HeldAnswers("GET", "/v4/sources/\\d+/streams/\\d+.*");
                LogLines log = new LogLines()) {
            log.show(Level.INFO);
            servers.alter(schemas);
            write(workflows(), "a-hung", servers.stitch.baseUrl(), "stitch-token");
            account("b-refused", "a-token-that-was-revoked");
            account("c", "stitch-token");
            account("d", "stitch-token");
            Connector other = process("other", over(broker, 2_000), Map.of());
            Connector leader = process("leader", over(broker, 2_000), Map.of());
            other.context().getRouteController().stopRoute("take-account");
            leader.context().getRouteController().stopRoute("take-account");

            CompletableFuture<Pass> pass = CompletableFuture.supplyAsync(leader::ingest);
            await().until(() -> broker.messages("workflows") == 4);
            other.context().getRouteController().startRoute("take-account");
            schemas.awaitFirst();
            leader.context().getRouteController().startRoute("take-account");
            await().until(() -> pipelines("c") == 3 && pipelines("d") == 3);
            await().until(() -> runs(leader).progress().stream()
                    .anyMatch(told -> told.kind() == Pass.Kind.LINEAGE && told.sources() == 3));
            assertThat(pass).isNotDone();
            assertThat(pipelines("a-hung")).isZero();
            schemas.letGo();
            Pass done = Patience.get(pass);

            assertThat(done.runs())
                    .extracting(run -> run.workflow().serviceName())
                    .containsExactly("a-hung", "b-refused", "c", "d");
            assertThat(done.runs())
                    .extracting(run -> run.counts().of(Count.PIPELINES_CREATED))
                    .containsExactly(3L, 0L, 3L, 3L);
            assertThat(done.runs())
                    .extracting(run -> run.life().isRefused())
                    .containsExactly(false, true, false, false);
            assertThat(done.runs().get(1).life().stopped()).contains("401");
            assertThat(done.exitStatus()).isOne();
            assertThat(log.texts()).anyMatch(line -> line.contains("4 accounts are shared out"));
            // one of the pass, and one for each account
            assertThat(kept("leader") + kept("other")).isEqualTo(5);
            assertThat(runs(leader).progress()).extracting(RunProgress::service).isEmpty();
        }
    }

    @Test
    @Tag("thorough")
    void anAccountGoesToAnotherProcessWhereOneIsToldToStop() throws Exception {
        ArtemisBroker broker = artemis();
        try (HeldAnswers schemas = new HeldAnswers("GET", "/v4/sources/\\d+/streams/\\d+.*")) {
            servers.alter(schemas);
            write(workflows(), "a", servers.stitch.baseUrl(), "stitch-token");
            Connector leader = process("leader", over(broker), Map.of());
            leader.context().getRouteController().stopRoute("take-account");
            Connector first = process("first", over(broker), Map.of());

            CompletableFuture<Pass> pass = CompletableFuture.supplyAsync(leader::ingest);
            schemas.awaitFirst();
            process("second", over(broker), Map.of());
            others.remove(first);
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(first::close);
            await().until(() -> first.context().isStopping() || first.context().isStopped());
            schemas.letGo();
            Patience.get(stopped);

            assertThat(Patience.get(pass).exitStatus()).isZero();
            assertThat(pipelines("a")).isEqualTo(3);
            assertThat(kept("second")).isOne();
        }
    }

    @Test
    @Tag("thorough")
    void endsAfterABoundedWaitAndSaysWhatIsOutstanding() throws Exception {
        ArtemisBroker broker = artemis();
        try (LogLines log = new LogLines()) {
            account("a", "stitch-token");
            account("b", "stitch-token");
            Connector leader = process("leader", over(broker), Map.of("lineage.results.wait", "3000"));
            leader.context().getRouteController().stopRoute("take-account");

            Pass pass = leader.ingest();

            assertThat(pass.exitStatus()).isOne();
            assertThat(pass.runs())
                    .hasSize(2)
                    .allSatisfy(run -> assertThat(run.life().stopped()).contains("outstanding", "workflows.queue"));
            assertThat(log.at(Level.WARN)).anyMatch(line -> line.contains("2 accounts are outstanding"));

            // what was left there is done by the next process that comes, and the next pass is as any
            process("other", over(broker), Map.of());
            await().until(() -> pipelines("a") == 3 && pipelines("b") == 3);
            Pass next = leader.ingest();
            assertThat(next.exitStatus()).isZero();
            assertThat(next.runs())
                    .extracting(run -> run.counts().of(Count.PIPELINES_UNCHANGED))
                    .containsExactly(3L, 3L);
        }
    }

    @Test
    @Tag("thorough")
    void saysWhereAProcessHasOtherFilesAndKeepsWhatIsNoAccount() throws Exception {
        ArtemisBroker broker = artemis();
        account("a", "stitch-token");
        Connector leader = process("leader", over(broker), Map.of());
        leader.context().getRouteController().stopRoute("take-account");
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        write(elsewhere, "z", servers.stitch.baseUrl(), "stitch-token");
        Connector other = process(
                "other",
                over(broker),
                Map.of("ingest.workflow", elsewhere.resolve("*.yaml").toString()));
        other.context()
                .createFluentProducerTemplate()
                .withBody("nonsense")
                .to(other.context().resolvePropertyPlaceholders("{{workflows.queue}}"))
                .send();

        Pass pass = leader.ingest();

        assertThat(pass.exitStatus()).isEqualTo(2);
        assertThat(pass.runs().get(0).life().stopped()).contains("a.yaml is no workflow of a here", "the same files");
        try (Stream<Path> letters = Files.list(folder.resolve("dead-letters"))) {
            assertThat(letters).hasSize(1);
        }
    }

    @Test
    @Tag("thorough")
    void sharesOutOverKafkaToo() throws Exception {
        KafkaBroker broker = new KafkaBroker(folder);
        others.add(broker);
        broker.createTopic("workflows", 8, Map.of());
        broker.createTopic("results", 1, Map.of());
        Map<String, String> settings = Map.of(
                "workflows.queue",
                broker.queue("workflows", "extractors", "pollTimeoutMs=100"),
                "lineage.results",
                broker.topic("results", "pollTimeoutMs=100"));
        for (String service : List.of("a", "b", "c", "d", "e", "f")) {
            account(service, "stitch-token");
        }
        process("other", settings, Map.of());
        Connector leader = process("leader", settings, Map.of());

        Pass pass = leader.ingest();

        assertThat(pass.exitStatus()).isZero();
        assertThat(pass.runs())
                .hasSize(6)
                .extracting(run -> run.counts().of(Count.PIPELINES_CREATED))
                .containsOnly(3L);
        assertThat(leader.status().exitStatus()).isZero();
        // two of the passes; an account comes twice where its partition went to the other process meanwhile
        assertThat(kept("leader") + kept("other")).isGreaterThanOrEqualTo(14);
    }

    @Test
    @Tag("thorough")
    void sharesOutFiveHundred() throws Exception {
        Map<String, String> settings = over(artemis());
        settings.putAll(Map.of(
                "stitch.accounts.concurrency", "4",
                "stitch.requests.per.second", "100000",
                "openmetadata.requests.per.second", "100000",
                "report.keep", "1000"));
        StitchServer small = new StitchServer(StitchAccount.generated(1, 1, 1, 1.0), "stitch-token");
        others.add(small);
        for (int i = 0; i < 500; i++) {
            write(workflows(), "account-%03d".formatted(i), small.url(), "stitch-token");
        }
        process("other", settings, Map.of());
        Connector leader = process("leader", settings, Map.of());

        Pass pass = leader.ingest();

        assertThat(pass.exitStatus()).isZero();
        assertThat(pass.runs())
                .hasSize(500)
                .extracting(run -> run.counts().of(Count.PIPELINES_CREATED))
                .containsOnly(1L);
        assertThat(servers.catalogServer.catalog().pipelines()).hasSize(500);
        assertThat(kept("other")).isPositive();
        assertThat(kept("leader") + kept("other")).isEqualTo(501);
    }
}
