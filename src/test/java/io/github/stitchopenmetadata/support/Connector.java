package io.github.stitchopenmetadata.support;

import io.github.stitchopenmetadata.management.ManagementServer;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.run.Runs;
import io.github.stitchopenmetadata.workflow.PackedSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.engine.DefaultClassResolver;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.spi.LifecycleStrategy;

/** The shipped routes with the shipped settings, run on demand against the given servers. */
public final class Connector implements AutoCloseable {

    private final Main main = new Main(Connector.class) {
        @Override
        protected void modelineRoutes(CamelContext context) {
            // no shipped route file asks for anything by a comment in its first line; each would be read a second time
            // for it
        }
    };

    /** @param settings override those of application.properties */
    private Connector(Map<String, String> settings, LifecycleStrategy... watchers) throws Exception {
        Properties overrides = new Properties();
        overrides.put("ingest.at.start", "false");
        overrides.put("ingest.on.schedule", "false");
        // where a test has it on, no pass begins because a quarter of an hour is over just then
        overrides.put("ingest.cron", "0 0 3 1 1 ?");
        overrides.put("status.cron", "0 0 3 1 1 ?");
        overrides.put("camel.main.routesReloadEnabled", "false");
        Path folder = Files.createTempDirectory(Path.of("target"), "connector");
        if (!settings.containsKey("report.directory")) {
            // nobody looks at them: the pages of a kept report are two megabytes for each pass
            overrides.put("report.directory", folder.resolve("reports").toString());
            overrides.put("report.keep", "0");
        }
        if (!settings.containsKey("parking.directory")) {
            overrides.put("deadletter.directory", folder.resolve("dead-letters").toString());
        }
        overrides.put("state.directory", folder.resolve("state").toString());
        overrides.put("retry.delay", "10");
        overrides.put("retry.max.delay", "20");
        // as shipped, but for the time that each stop waits for a consumer's poll to end
        overrides.put(
                "lineage.queue",
                "seda:lineage?size={{lineage.queue.size}}&blockWhenFull=true&pollTimeout=20"
                        + "&concurrentConsumers={{openmetadata.concurrency}}");
        overrides.putAll(settings);
        main.setDefaultPropertyPlaceholderLocation("file:application.properties," + PackedSettings.LOCATIONS);
        main.setOverrideProperties(overrides);
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeInitialize(BaseMainSupport starting) {
                starting.getCamelContext().setClassResolver(new KnownParts());
            }

            @Override
            public void beforeConfigure(BaseMainSupport starting) {
                List.of(watchers).forEach(starting.getCamelContext()::addLifecycleStrategy);
            }
        });
        // the default one adds a hook to the JVM, which keeps the whole Camel context until the last test has ended
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        main.start();
    }

    public static Connector with(Map<String, String> settings) throws Exception {
        return new Connector(settings);
    }

    /**
     * @param more     settings; any of them wins
     * @param watchers of the Camel context, from before its first component
     */
    public static Connector between(
            String stitchUrl, String catalogUrl, Map<String, String> more, LifecycleStrategy... watchers)
            throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of(
                "stitch.serviceName", "stitch",
                "stitch.hostPort", stitchUrl,
                "stitch.token", "stitch-token",
                "stitch.dbServiceNames", "prod_postgres,warehouse",
                "openmetadata.hostPort", catalogUrl,
                "openmetadata.jwtToken", "catalog-token"));
        settings.putAll(more);
        return new Connector(settings, watchers);
    }

    /** One lineage pass. */
    public Pass ingest() {
        return pass(Pass.Kind.LINEAGE);
    }

    /** One lineage pass over the only workflow. */
    public Run ingestOne() {
        return ingest().runs().get(0);
    }

    /** One lineage pass that writes all edges. */
    public Pass reindexEdges() {
        return pass(Pass.Kind.REINDEX_EDGES);
    }

    /** One status pass. */
    public Pass status() {
        return pass(Pass.Kind.STATUS);
    }

    /** One replay of all dead letters. */
    public Pass replay() {
        return pass(Pass.Kind.REPLAY);
    }

    /** One preview of a lineage pass; what it prints is printed. */
    public Pass preview() {
        return printed("direct:preview", Pass.Kind.PREVIEW);
    }

    /** One check; what it prints is printed. */
    public Pass check() {
        return printed("direct:check", Pass.Kind.CHECK);
    }

    /** What was written, found, and taken back where {@code remove.confirm} says so; what it prints is printed. */
    public Pass remove() {
        return printed("direct:remove", Pass.Kind.REMOVE);
    }

    public CamelContext context() {
        return main.getCamelContext();
    }

    /** @return the port of the management server, also where management.port is 0 */
    public int managementPort() {
        return context().hasService(ManagementServer.class).port();
    }

    private Pass pass(Pass.Kind kind) {
        context()
                .createFluentProducerTemplate()
                .withBody(kind.label())
                .to("direct:pass")
                .send();
        return last(kind);
    }

    private Pass printed(String endpoint, Pass.Kind kind) {
        context().createFluentProducerTemplate().to(endpoint).send();
        return last(kind);
    }

    private Pass last(Pass.Kind kind) {
        return context().getRegistry().lookupByNameAndType("runs", Runs.class).last().stream()
                .filter(pass -> pass.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        main.stop();
    }

    /**
     * Camel looks for many of its parts on the class path, and most are not there: to look through all jars of the tests each time would take
     * a fifth of a start.
     */
    private static final class KnownParts extends DefaultClassResolver {

        private static final String OF_CAMEL = "META-INF/services/org/apache/camel/";
        private static final Map<String, Optional<byte[]>> KNOWN = new ConcurrentHashMap<>();

        @Override
        public InputStream loadResourceAsStream(String uri) {
            return uri.startsWith(OF_CAMEL)
                    ? KNOWN.computeIfAbsent(uri, this::content)
                            .map(ByteArrayInputStream::new)
                            .orElse(null)
                    : super.loadResourceAsStream(uri);
        }

        private Optional<byte[]> content(String uri) {
            try (InputStream part = super.loadResourceAsStream(uri)) {
                return part == null ? Optional.empty() : Optional.of(part.readAllBytes());
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }
}
