package io.github.stitchopenmetadata.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.faults.FaultyCall.Scene;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.sandbox.AccountColumn;
import io.github.stitchopenmetadata.sandbox.AccountEdits;
import io.github.stitchopenmetadata.sandbox.CatalogServer;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.sandbox.StitchServer;
import io.github.stitchopenmetadata.sandbox.StoredCatalog;
import io.github.stitchopenmetadata.support.CatalogContents;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.LeftOutStreams;
import io.github.stitchopenmetadata.support.Patience;
import io.github.stitchopenmetadata.text.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.camel.Component;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.seda.SedaEndpoint;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.routing.HttpRoutePlanner;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.protocol.HttpContext;

/** A connector between an account and a catalog whose calls can be made to fail; both begin anew for each case. */
final class FaultRig implements AutoCloseable {

    /**
     * How long the connector waits for an answer: no longer than a test should, where the fault is one of that time. Any call may take
     * longer on a busy machine; those that are then made again do no harm.
     */
    enum Waits {
        PATIENTLY("60000", "120000"),
        NOT_IN_SILENCE("500", "120000"),
        NOT_FOR_SLOW_ANSWERS("60000", "1000");

        private final String silenceMillis;
        private final String callMillis;

        Waits(String silenceMillis, String callMillis) {
            this.silenceMillis = silenceMillis;
            this.callMillis = callMillis;
        }
    }

    /**
     * @param bulkStatus whether run status goes to the endpoint for many runs
     * @param inParts    whether the sources have so many streams that each of them is several messages
     */
    record Manner(boolean bulkStatus, Waits waits, boolean inParts) {}

    private static final Instant PAUSED = Instant.parse("2025-09-01T00:00:00Z");
    private static final Map<Integer, FaultProxy> PROXIES = new ConcurrentHashMap<>();

    private final StitchServer account;
    private final CatalogServer catalogServer;
    private final FaultProxy stitch;
    private final FaultProxy catalog;
    private final Path folder;
    private final Connector connector;
    private final StitchAccount data;

    /** @param folder its own, for what it leaves behind */
    FaultRig(Path folder, Manner manner) throws Exception {
        this.folder = folder;
        data = manner.inParts ? LeftOutStreams.in(data()) : data();
        account = new StitchServer(
                data, "stitch-token", StitchServer.Options.defaults().withPageSize(2));
        catalogServer = new CatalogServer("1.13.0", "catalog-token");
        stitch = new FaultProxy(account.url());
        catalog = new FaultProxy(catalogServer.url());
        PROXIES.put(URI.create(stitch.url()).getPort(), stitch);
        PROXIES.put(URI.create(catalog.url()).getPort(), catalog);
        connector = connector(manner);
    }

    private Connector connector(Manner manner) throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of(
                "stitch.dbServiceNames",
                "prod_postgres,prod_mysql,warehouse",
                "openmetadata.owners",
                "shop=team:data_platform",
                "openmetadata.table.page",
                "1",
                "stitch.jobs.requests",
                "1000000",
                "stitch.jobs.period",
                "1",
                "stitch.requests.per.second",
                "100000",
                "openmetadata.requests.per.second",
                "100000",
                "status.bulk",
                String.valueOf(manner.bulkStatus),
                "breaker.calls",
                "0"));
        // many rigs stand idle, and each consumer wakes up to look for messages so often
        settings.put(
                "lineage.queue",
                "seda:lineage?size={{lineage.queue.size}}&blockWhenFull=true&pollTimeout=250"
                        + "&concurrentConsumers={{openmetadata.concurrency}}");
        // Quartz has one scheduler for each name in a JVM
        settings.put("camel.main.name", folder.getFileName().toString());
        settings.putAll(Map.of(
                "retry.attempts",
                "2",
                "retry.delay",
                "1",
                "retry.max.delay",
                "2",
                "retry.after.max",
                "5",
                "http.response.timeout",
                manner.waits.silenceMillis,
                "http.call.timeout",
                manner.waits.callMillis,
                "report.directory",
                folder.resolve("reports").toString(),
                "report.keep",
                "0",
                "state.directory",
                folder.resolve("state").toString(),
                "deadletter.directory",
                folder.resolve("dead-letters").toString()));
        if (manner.inParts) {
            settings.put("lineage.message.bytes", LeftOutStreams.BYTES);
        }
        return Connector.between(stitch.url(), catalog.url() + "/api", settings, new Refusals());
    }

    /** Four sources of all kinds, one of them paused, one with a failing check, and two destinations. */
    private static StitchAccount data() throws IOException {
        try (InputStream text = FaultRig.class.getResourceAsStream("/mixed-account.json")) {
            ObjectNode content = (ObjectNode) Json.MAPPER.readTree(text);
            content.withArray("destinations")
                    .addObject()
                    .put("id", 8)
                    .put("type", "postgres")
                    .put("name", "Copy")
                    .put("stitch_client_id", 42)
                    .putObject("properties")
                    .put("database", "copy");
            content.withArray("sources").remove(4);
            content.path("sources").forEach(source -> ((ObjectNode) source).put("destination_id", 7));
            return StitchAccount.of(content);
        }
    }

    private static void fill(StoredCatalog catalog) {
        catalog.addTeam("data_platform");
        catalog.addDatabaseService("prod_postgres", "Postgres");
        catalog.addDatabaseService("prod_mysql", "Mysql");
        catalog.addDatabaseService("warehouse", "Snowflake");
        catalog.addTable(
                "prod_postgres",
                "shop",
                "public",
                "orders",
                List.of(new AccountColumn("id", "BIGINT"), new AccountColumn("total", "NUMERIC")));
        catalog.addTable("prod_postgres", "shop", "public", "customers", List.of(new AccountColumn("id", "BIGINT")));
        catalog.addTable(
                "prod_mysql", "default", "fulfilment", "shipments", List.of(new AccountColumn("id", "BIGINT")));
        catalog.addTable(
                "warehouse",
                "DWH",
                "SHOP",
                "ORDERS",
                List.of(new AccountColumn("ID", "NUMBER"), new AccountColumn("TOTAL", "DOUBLE")));
        catalog.addTable("warehouse", "DWH", "SHOP", "CUSTOMERS", List.of(new AccountColumn("ID", "NUMBER")));
        catalog.addTable("warehouse", "DWH", "FULFILMENT", "SHIPMENTS", List.of(new AccountColumn("ID", "NUMBER")));
        catalog.addTable(
                "warehouse",
                "DWH",
                "CRM",
                "DEALS",
                List.of(new AccountColumn("ID", "NUMBER"), new AccountColumn("AMOUNT", "DOUBLE")));
        catalog.addTable("warehouse", "DWH", "CLICKS", "DATA", List.of(new AccountColumn("URL", "STRING")));
    }

    /** All is as it is before the pass of a scene. */
    void prepare(Scene scene) throws IOException {
        for (String directory : List.of("reports", "state", "dead-letters")) {
            for (Path file : files(directory)) {
                Files.delete(file);
            }
        }
        catalogServer.catalog().clear();
        fill(catalogServer.catalog());
        account.replace(scene == Scene.NEXT_RUN ? AccountEdits.pauseSource(data, 1, PAUSED) : data);
        if (scene != Scene.FIRST_RUN) {
            // the machine may be slower than the connector waits
            Patience.await().until(() -> connector.ingest().exitStatus() == 0);
        }
        if (scene == Scene.NEXT_RUN) {
            account.replace(AccountEdits.removeSource(AccountEdits.deselectStream(data, 1, 12), 2));
        }
    }

    void trouble(FaultyCall call, Fault fault, int times) {
        (call.isStitch() ? stitch : catalog).trouble(made -> call.isOf(this, made), fault, times);
    }

    /** How many calls the trouble was for, the repeated ones among them. */
    int struck(FaultyCall call) {
        return (call.isStitch() ? stitch : catalog).struck();
    }

    void recover() {
        stitch.recover();
        catalog.recover();
    }

    /** The pass of the scene; nothing of it is under way when it returns. */
    Pass run(Scene scene) {
        Pass pass = scene.isStatus() ? connector.status() : connector.ingest();
        if (!isIdle()) {
            Patience.await().pollInterval(Duration.ofMillis(1)).until(this::isIdle);
        }
        return pass;
    }

    private boolean isIdle() {
        return queued() == 0 && connector.context().getInflightRepository().size() == 0;
    }

    /** Messages of a run that was stopped are let go one by one. */
    private int queued() {
        return connector.context().getEndpoints().stream()
                .filter(SedaEndpoint.class::isInstance)
                .mapToInt(queue -> ((SedaEndpoint) queue).getCurrentQueueSize())
                .sum();
    }

    Set<String> contents() {
        return CatalogContents.of(catalogServer.catalog());
    }

    String tableId(String fqn) {
        return id("table", fqn);
    }

    String pipelineId(String name) {
        return id("pipeline", "stitch." + name);
    }

    /** An id that nothing has where there is no such thing. */
    private String id(String type, String fqn) {
        return catalogServer
                .catalog()
                .entity(type, fqn)
                .map(entity -> entity.path("id").asText())
                .orElse(new UUID(0, 0).toString());
    }

    JsonNode report() throws IOException {
        return Json.MAPPER.readTree(folder.resolve("reports/report.json").toFile());
    }

    /** The names of the sources of the dead letters. */
    Set<String> deadLetters() throws IOException {
        Set<String> names = new HashSet<>();
        for (Path file : files("dead-letters")) {
            names.add(Json.MAPPER
                    .readTree(file.toFile())
                    .at("/message/source/name")
                    .asText());
        }
        return names;
    }

    private List<Path> files(String directory) throws IOException {
        if (!Files.isDirectory(folder.resolve(directory))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder.resolve(directory))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Override
    public void close() throws IOException {
        connector.close();
        stitch.close();
        catalog.close();
        account.close();
        catalogServer.close();
    }

    /** Leads calls that are to be refused to a port where nothing listens. */
    private static final class Refusals extends LifecycleStrategySupport
            implements HttpClientConfigurer, HttpRoutePlanner {

        private static final int CLOSED_PORT = 1;

        @Override
        public void onComponentAdd(String name, Component component) {
            if (component instanceof HttpComponent http) {
                http.setHttpClientConfigurer(this);
            }
        }

        @Override
        public void configureHttpClient(HttpClientBuilder client) {
            client.setRoutePlanner(this);
        }

        @Override
        public HttpRoute determineRoute(HttpHost server, HttpContext context) {
            return new HttpRoute(server);
        }

        @Override
        public HttpRoute determineRoute(HttpHost server, HttpRequest request, HttpContext context)
                throws HttpException {
            boolean refused = PROXIES.get(server.getPort()).isRefused(call(request));
            return new HttpRoute(
                    refused ? new HttpHost(server.getSchemeName(), server.getHostName(), CLOSED_PORT) : server);
        }

        private static FaultProxy.Call call(HttpRequest request) throws HttpException {
            try {
                String body = "";
                if (request instanceof ClassicHttpRequest whole && whole.getEntity() != null) {
                    ContentType type = ContentType.parse(whole.getEntity().getContentType());
                    byte[] bytes = EntityUtils.toByteArray(whole.getEntity());
                    whole.setEntity(new ByteArrayEntity(bytes, type));
                    body = new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
                }
                return new FaultProxy.Call(request.getMethod(), request.getPath(), body);
            } catch (IOException unreadable) {
                throw new HttpException("the body of a request cannot be read", unreadable);
            }
        }
    }
}
