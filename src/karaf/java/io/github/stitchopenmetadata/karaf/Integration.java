package io.github.stitchopenmetadata.karaf;

import io.github.stitchopenmetadata.app.SettingsCheck;
import io.github.stitchopenmetadata.reload.FormerRouteFiles;
import io.github.stitchopenmetadata.report.Printout;
import io.github.stitchopenmetadata.report.Reports;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Runs;
import io.github.stitchopenmetadata.workflow.PackedSettings;
import io.github.stitchopenmetadata.workflow.Workflows;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;

/** The routes in a Camel that runs. */
final class Integration implements AutoCloseable {

    /** Nothing is begun, fetched or listened to; the timer is not that of the routes that run meanwhile, which goes by the name. */
    private static final Map<String, String> HELD_BACK = Map.of(
            "camel.main.name",
            "stitch-openmetadata-check",
            "camel.main.autoStartup",
            "false",
            "camel.main.routesReloadEnabled",
            "false",
            "ingest.at.start",
            "false",
            "ingest.on.schedule",
            "false",
            "management.enabled",
            "false");

    private static final Set<Pass.Kind> TOLD = Set.of(Pass.Kind.LINEAGE, Pass.Kind.STATUS, Pass.Kind.REPLAY);

    private final Main main;
    private final ClassLoader classes;

    private Integration(Properties settings, ClassLoader classes) {
        this.classes = classes;
        main = new Main() {
            @Override
            protected CamelContext createCamelContext() {
                CamelContext camel = super.createCamelContext();
                camel.setApplicationContextClassLoader(classes);
                return camel;
            }
        };
        // the JVM is Karaf's; the default one adds a hook to it, which would keep each context that ever was
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport starting) {
                List<String> problems = SettingsCheck.problems(
                        key -> starting.getCamelContext().resolvePropertyPlaceholders("{{" + key + ":}}"));
                if (!problems.isEmpty()) {
                    throw new IllegalArgumentException(String.join("; ", problems));
                }
                FormerRouteFiles.refuse(
                        starting.getCamelContext(), settings.getProperty("camel.main.routesIncludePattern", ""));
            }
        });
        main.setDefaultPropertyPlaceholderLocation(PackedSettings.LOCATIONS);
        main.setOverrideProperties(settings);
    }

    /** @throws Exception if Camel cannot be started with these settings; then nothing of it is left */
    static Integration start(Properties settings, ClassLoader classes) throws Exception {
        Integration integration = new Integration(settings, classes);
        try {
            integration.with(() -> {
                integration.main.start();
                return null;
            });
            return integration;
        } catch (Exception | LinkageError refused) {
            integration.close();
            throw refused;
        }
    }

    /**
     * Builds all that these settings lead to, and takes it down again.
     *
     * @throws Exception if that, or the workflows that they name, are not right
     */
    static void check(Properties settings, ClassLoader classes) throws Exception {
        Properties held = new Properties();
        held.putAll(settings);
        held.putAll(HELD_BACK);
        try (Integration trial = start(held, classes)) {
            trial.with(() -> trial.bean("workflows", Workflows.class).list());
        }
    }

    /** @return the passes that the route made, in words; nothing where it is under way already */
    List<String> run(String endpoint) throws Exception {
        Instant start = Instant.now();
        request(endpoint);
        return inWords(passes().filter(pass -> !pass.startedAt().isBefore(start)));
    }

    /** @return what the route made to be printed; nothing where it is under way already */
    List<String> print(String endpoint) throws Exception {
        return request(endpoint) instanceof Printout printout ? printout.text() : List.of();
    }

    private Object request(String endpoint) throws Exception {
        Exchange done = with(() -> main.getCamelContext()
                .createFluentProducerTemplate()
                .to(endpoint)
                .send());
        if (done.getException() != null) {
            throw done.getException();
        }
        return done.getMessage().getBody();
    }

    /** The runs that were last, in words. */
    List<String> last() {
        return inWords(passes());
    }

    private Stream<Pass> passes() {
        return runs().last().stream()
                .filter(pass -> TOLD.contains(pass.kind()))
                .sorted(Comparator.comparing(Pass::startedAt));
    }

    private List<String> inWords(Stream<Pass> passes) {
        return passes.flatMap(pass -> bean("reports", Reports.class).summary(pass).stream())
                .toList();
    }

    private Runs runs() {
        return bean("runs", Runs.class);
    }

    private <T> T bean(String name, Class<T> type) {
        return main.getCamelContext().getRegistry().lookupByNameAndType(name, type);
    }

    private <T> T with(Callable<T> work) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(classes);
        try {
            return work.call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** What is under way ends early; the next one goes on. */
    @Override
    public void close() {
        main.stop();
    }
}
