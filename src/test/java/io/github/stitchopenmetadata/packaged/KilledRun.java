package io.github.stitchopenmetadata.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.sandbox.AccountEdits;
import io.github.stitchopenmetadata.sandbox.CatalogEdits;
import io.github.stitchopenmetadata.sandbox.CatalogServer;
import io.github.stitchopenmetadata.sandbox.Sandbox;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.sandbox.StitchServer;
import io.github.stitchopenmetadata.sandbox.StoredEdge;
import io.github.stitchopenmetadata.support.CatalogContents;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.LeftOutStreams;
import io.github.stitchopenmetadata.support.Patience;
import io.github.stitchopenmetadata.text.Json;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The account of the sandbox and a catalog, with a run of the program that may be killed and another one that completes it. */
final class KilledRun implements AutoCloseable {

    private static final Duration LATENCY = Duration.ofMillis(20);
    private static final String SHOP = "stitch_sandbox.shop";
    /** Enough to connect; all sources are delivered after that. */
    private static final long REQUESTS_BEFORE_BREAKDOWN = 40;

    private final Path folder = Files.createTempDirectory("killed");
    private final Sandbox sandbox = Sandbox.start(
            "1.13.0",
            StitchServer.Options.defaults().withPageSize(6).withLatency(LATENCY),
            CatalogServer.Options.defaults().withLatency(LATENCY));
    private final Map<String, String> state;
    private boolean breaksDown;

    /**
     * @param now   when the account was last loaded
     * @param state the settings of where it lies, beside the folder
     */
    KilledRun(Instant now, Map<String, String> state) throws IOException {
        this.state = state;
        sandbox.stitchServer().replace(LeftOutStreams.in(StitchAccount.read("/sandbox/stitch-account.json", now)));
    }

    /** A whole run, then what people do in the catalog and in the account. */
    void playHistory() throws Exception {
        complete();
        editCatalog(sandbox.catalogServer().catalog().edits());
        StitchAccount account = sandbox.stitchServer().account();
        account = AccountEdits.deselectStream(account, 310401, 8801200);
        account = AccountEdits.deselectStream(account, 310404, 8801347);
        account = AccountEdits.deleteSource(account, 310403, Instant.EPOCH);
        account = AccountEdits.removeSource(account, 310409);
        account = AccountEdits.renameSource(account, 310402, "Warehouse & Fulfilment");
        account = AccountEdits.pauseSource(account, 310405, Instant.EPOCH);
        sandbox.stitchServer().replace(AccountEdits.resumeSource(account, 310408));
    }

    private void editCatalog(CatalogEdits edits) {
        edits.editPipeline(SHOP, pipeline -> {
            pipeline.put("description", "ours").withArray("tags").add(CatalogEdits.label("Tier.Tier2"));
            pipeline.putArray("owners").add(edits.reference("team", "data_platform"));
        });
        edits.editPipeline("stitch_sandbox.reviews", pipeline -> pipeline.put("description", "mourned"));
        edits.editTask(SHOP, "orders", task -> task.put("description", "all of them"));
        List<StoredEdge> edges = sandbox.catalogServer().catalog().edges().stream()
                .filter(edge -> edge.details().has("columnsLineage"))
                .toList();
        edges.stream()
                .filter(edge -> edge.to().endsWith(".CUSTOMERS") || edge.to().endsWith(".ORDERS"))
                .forEach(edge -> edits.editEdge(edge.from(), edge.to(), KilledRun::addPair));
        StoredEdge first = edges.get(0);
        sandbox.catalogServer()
                .catalog()
                .addEdge(
                        first.to(),
                        first.from(),
                        JsonNodeFactory.instance.objectNode().put("source", "Manual"));
    }

    /** A pair of columns, and a query, as another tool writes them. */
    private static void addPair(ObjectNode details) {
        ObjectNode pair = details.withArray("columnsLineage").get(0).deepCopy();
        details.withArray("columnsLineage").add(pair.put("function", "upper"));
        details.put("sqlQuery", "select 1");
    }

    /** In the middle of the run the catalog answers with nothing but 503, so that the run keeps what it cannot deliver as dead letters. */
    void letCatalogBreakDown() {
        breaksDown = true;
    }

    /** The whole run that others are killed in. @return how many requests it made */
    long run() throws Exception {
        long before = requests();
        Process process = start();
        assertThat(Patience.exitStatus(process)).as(() -> output()).isEqualTo(breaksDown ? 1 : 0);
        return requests() - before;
    }

    /** The run, killed as soon as it has made that many requests. */
    void runUntil(long moment) throws Exception {
        long last = requests() + moment;
        Process process = start();
        Patience.await().pollInterval(Duration.ofMillis(1)).until(() -> requests() >= last || !process.isAlive());
        process.destroyForcibly().waitFor();
    }

    private Process start() throws IOException {
        if (breaksDown) {
            sandbox.catalogServer().breakDownAfter(REQUESTS_BEFORE_BREAKDOWN);
        }
        return new Program(folder)
                .start(settings().entrySet().stream()
                        .map(setting -> "-D" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(Map.of(
                "ingest.once",
                "true",
                "stitch.serviceName",
                sandbox.serviceName(),
                "stitch.hostPort",
                sandbox.stitchUrl(),
                "stitch.token",
                sandbox.stitchToken(),
                "stitch.dbServiceNames",
                String.join(",", sandbox.dbServiceNames()),
                "openmetadata.hostPort",
                sandbox.catalogUrl(),
                "openmetadata.jwtToken",
                sandbox.catalogToken(),
                "stitch.jobs.requests",
                "1000",
                "retry.attempts",
                "1",
                "retry.delay",
                "10"));
        // so that each source has several messages
        settings.put("lineage.message.bytes", LeftOutStreams.BYTES);
        settings.putAll(state);
        return settings;
    }

    /** A run to the end, which goes on from the files that the one before left; in this JVM, because that starts sooner. */
    void complete() throws Exception {
        sandbox.catalogServer().recover();
        Map<String, String> settings = new HashMap<>(settings());
        settings.putAll(Map.of(
                "report.directory",
                folder.resolve("reports").toString(),
                "state.directory",
                folder.resolve("state").toString(),
                "deadletter.directory",
                folder.resolve("dead-letters").toString(),
                "camel.main.name",
                folder.getFileName().toString()));
        try (Connector connector = Connector.with(settings)) {
            Pass lineage = connector.ingest();
            assertThat(lineage.runs().get(0).problems().failures()).isEmpty();
            assertThat(lineage.exitStatus()).isZero();
            assertThat(connector.status().exitStatus()).isZero();
        }
    }

    Set<String> catalog() {
        return CatalogContents.of(sandbox.catalogServer().catalog());
    }

    List<Path> deadLetters() throws IOException {
        return files("dead-letters");
    }

    /** What a process leaves behind can be read whole, whenever it ends. */
    void assertNoFileIsBroken() throws IOException {
        for (String directory : List.of("dead-letters", "state", "reports")) {
            for (Path file : files(directory)) {
                assertThat(Json.MAPPER.readTree(file.toFile()).isObject())
                        .as(file.toString())
                        .isTrue();
            }
        }
    }

    private List<Path> files(String directory) throws IOException {
        if (!Files.isDirectory(folder.resolve(directory))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder.resolve(directory))) {
            return files.filter(file -> file.toString().endsWith(".json")).toList();
        }
    }

    private long requests() {
        return sandbox.stitchServer().requests() + sandbox.catalogServer().requests();
    }

    private String output() {
        try {
            return String.join("\n", new Program(folder).output());
        } catch (IOException none) {
            return none.toString();
        }
    }

    @Override
    public void close() throws IOException {
        sandbox.close();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failed) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
