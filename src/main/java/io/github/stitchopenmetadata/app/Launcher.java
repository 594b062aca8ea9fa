package io.github.stitchopenmetadata.app;

import io.github.stitchopenmetadata.call.CallCommand;
import io.github.stitchopenmetadata.importapi.LettersLeftException;
import io.github.stitchopenmetadata.logging.LogFormat;
import io.github.stitchopenmetadata.logging.StandardError;
import io.github.stitchopenmetadata.management.TerminalProgress;
import io.github.stitchopenmetadata.reload.FormerRouteFiles;
import io.github.stitchopenmetadata.run.ExitStatus;
import io.github.stitchopenmetadata.run.OutOfMemory;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Runs;
import io.github.stitchopenmetadata.state.Database;
import io.github.stitchopenmetadata.state.StateUnavailableException;
import io.github.stitchopenmetadata.text.Causes;
import io.github.stitchopenmetadata.text.Explanation;
import io.github.stitchopenmetadata.text.TextFile;
import io.github.stitchopenmetadata.workflow.NameHolders;
import io.github.stitchopenmetadata.workflow.PackedSettings;
import io.github.stitchopenmetadata.workflow.Workflows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the routes on Camel Main: live from {@code routes/} where that folder is, else from the class path; once where
 * {@code ingest.once} says so; against the sandbox where {@code sandbox} says so.
 */
final class Launcher extends MainListenerSupport {

    private static final Logger LOG = LoggerFactory.getLogger(Launcher.class);
    private static final String FILE = "application.properties";
    private static final String BEAN = "application-properties";
    private static final String SETTINGS = "ref:" + BEAN + "," + PackedSettings.LOCATIONS;

    private static final List<String> TOKENS = List.of(
            "stitch.token",
            "openmetadata.jwtToken",
            "management.token",
            "import.token",
            "history.token",
            "state.jdbc.password");

    /**
     * In memory: messages of a preview are not for others, and those of others not for a mode that writes nothing, or does something
     * once. Nor do the others know why all edges are to be written again.
     */
    private static final String OWN_QUEUE =
            "seda:lineage?size={{lineage.queue.size}}&blockWhenFull=true&pollTimeout=100"
                    + "&concurrentConsumers={{openmetadata.concurrency}}";

    private final Main main = new Main();

    private Properties written = new Properties();
    private SandboxServers sandbox;
    private boolean showsBar;
    private TerminalProgress bar;
    private volatile Command command = Command.RUN;
    private volatile int exitStatus;

    int run() {
        main.setDefaultPropertyPlaceholderLocation(SETTINGS);
        main.addMainListener(this);
        try {
            written = written();
            refuseUnknownSettings(written);
            refuseMissingFiles(written);
            main.bind(BEAN, written);
            main.run();
            return exitStatus;
        } catch (Exception refused) {
            LOG.error("Not started: {}", Explanation.of(refused));
            LOG.debug("Not started", refused);
            return ExitStatus.REFUSED.code();
        } finally {
            if (bar != null) {
                bar.close();
            }
            if (sandbox != null) {
                sandbox.close();
            }
        }
    }

    /** The file beside the program, as every editor writes it: Camel would read ISO 8859-1, and take a mark before the first key for a part of it. */
    private static Properties written() throws IOException {
        try {
            return Files.exists(Path.of(FILE)) ? TextFile.properties(Path.of(FILE)) : new Properties();
        } catch (TextFile.Unreadable unreadable) {
            throw new IOException(FILE + " " + unreadable.getMessage(), unreadable);
        }
    }

    /** Before Camel starts, which takes longer than this. */
    private static void refuseUnknownSettings(Properties written) {
        List<String> problems =
                new ArrayList<>(KnownSettings.problems(System.getProperties().stringPropertyNames(), " (-D)"));
        problems.addAll(KnownSettings.problems(written.stringPropertyNames(), " (" + FILE + ")"));
        problems.addAll(KnownSettings.problemsOfEnvironment(System.getenv().keySet()));
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    /** What is printed says so itself. Several accounts go on without the one that is missing. */
    private static void refuseMissingFiles(Properties written) {
        String files = raw(written, "ingest.workflow");
        boolean isPrinted = Command.of(raw(written, "ingest.mode").strip())
                .filter(Command::isPrinted)
                .isPresent();
        if (!isPrinted && !files.contains("{{") && !files.matches("(?s).*[,*?\\[{].*")) {
            List<String> problems = Workflows.missing(files);
            if (!problems.isEmpty()) {
                throw new IllegalArgumentException(String.join("; ", problems));
            }
        }
    }

    /** As Camel finds a setting, before there is one. */
    private static String raw(Properties written, String key) {
        return Stream.of(System.getProperty(key), System.getenv(KnownSettings.variable(key)), written.getProperty(key))
                .filter(value -> value != null)
                .findFirst()
                .orElse("");
    }

    /** Before Camel makes a route of the endpoints. What is done in this process alone needs nothing of the others. */
    private void refuseRole(CamelContext context) {
        List<String> problems = new ArrayList<>();
        if (!command.ends() || command == Command.ONCE) {
            problems.addAll(Roles.missingComponents(
                    key -> setting(context, key),
                    scheme -> context.getClassResolver()
                                    .loadResourceAsURL("META-INF/services/org/apache/camel/component/" + scheme)
                            != null));
            problems.addAll(Roles.problems(key -> setting(context, key)));
        }
        if (command == Command.ONCE && Roles.onlyDelivers(key -> setting(context, key))) {
            problems.add("a process with " + Roles.NAME
                    + "=deliver begins no run, and would never end: leave out ingest.once");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    private static void warnOfTokens() {
        List<String> shown = TOKENS.stream()
                .filter(name -> !System.getProperty(name, "").isBlank())
                .toList();
        if (!shown.isEmpty()) {
            LOG.warn(
                    "{} on the command line can be read by everybody on this machine (ps): use {}, or the environment",
                    String.join(" and ", shown),
                    shown.stream().map(name -> name + "File").collect(Collectors.joining(" and ")));
        }
    }

    @Override
    public void beforeConfigure(BaseMainSupport starting) {
        CamelContext context = starting.getCamelContext();
        context.getPropertiesComponent().addPropertiesSource(new CamelSettings(written));
        List<String> problems = SettingsCheck.problems(key -> context.resolvePropertyPlaceholders("{{" + key + ":}}"));
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        Properties decided = new Properties();
        command =
                Command.chosen(setting(context, "ingest.mode"), Boolean.parseBoolean(setting(context, "ingest.once")));
        // for Netty below the management server, whose other way brings warnings between the lines of the log from Java
        // 24 on
        System.setProperty("io.netty.noUnsafe", System.getProperty("io.netty.noUnsafe", "true"));
        if (!LogFormat.ALL.contains(setting(context, "log.format"))) {
            throw new IllegalArgumentException(
                    "log.format is \"" + setting(context, "log.format") + "\": expected plain or json");
        }
        // what is printed is not to be torn
        showsBar = setting(context, "log.format").equals(LogFormat.PLAIN)
                && !setting(context, "progress.interval").equals("0")
                && !command.isPrinted()
                && TerminalProgress.isPossible();
        if (showsBar) {
            decided.setProperty("progress.interval", "0");
        }
        if (setting(context, "ingest.timezone").isEmpty()) {
            decided.setProperty("ingest.timezone", ZoneId.systemDefault().getId());
        }
        if (command.ends()) {
            decided.setProperty("ingest.at.start", "false");
            decided.setProperty("ingest.on.schedule", "false");
            decided.setProperty("status.wait", "false");
        }
        refuseRole(context);
        if (command.ends() && command != Command.ONCE) {
            decided.setProperty("lineage.queue", OWN_QUEUE);
            decided.setProperty("lineage.results", "");
            decided.setProperty("workflows.queue", "");
            decided.setProperty(Roles.NAME, "all");
        }
        if (command.isPrinted()) {
            // by HTTP others could begin a run meanwhile
            decided.setProperty("management.enabled", "false");
            StandardError.takesTheLog();
        }
        if (Files.isDirectory(Path.of("routes"))) {
            FormerRouteFiles.refuse(context, setting(context, "camel.main.routesIncludePattern"));
        } else {
            decided.setProperty("camel.main.routesIncludePattern", PackedRoutes.pattern());
            decided.setProperty("camel.main.routesReloadEnabled", "false");
        }
        if (SandboxSetting.isChosen(key -> setting(context, key))) {
            sandbox = startSandbox();
            sandbox.settings().forEach(decided::setProperty);
            context.getRegistry().bind(SandboxSetting.NAME, SandboxServers.class, sandbox);
            SandboxGuide.welcome().forEach(LOG::info);
        }
        warnOfTokens();
        context.getPropertiesComponent().setOverrideProperties(decided);
        context.getRegistry().bind(OutOfMemory.END, Runnable.class, (Runnable) Launcher::endAtOnce);
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> {
            LOG.error("{} ended: {}", thread.getName(), Explanation.of(thrown), thrown);
            if (OutOfMemory.isOutOfMemory(thrown)) {
                endAtOnce();
            }
        });
    }

    @Override
    public void afterConfigure(BaseMainSupport configured) {
        Workflows workflows =
                configured.getCamelContext().getRegistry().lookupByNameAndType("workflows", Workflows.class);
        if (command == Command.RUN && sandbox == null && isStateThere(configured.getCamelContext())) {
            // a pass would only log it, and the next one again
            workflows.list(others -> {});
        }
        if (sandbox != null) {
            // which is at another port the next time
            workflows.setNames(NameHolders.OF_THE_LIST);
            AtomicBoolean told = new AtomicBoolean();
            runs(configured.getCamelContext()).whenFinished(pass -> {
                if (pass.kind() == Pass.Kind.LINEAGE && !told.getAndSet(true)) {
                    SandboxGuide.whereToLook(sandbox.settings(), command.ends()).forEach(LOG::info);
                }
            });
        }
    }

    /**
     * False while the database does not answer: runs begin when it does.
     *
     * @throws StateUnavailableException if it is not one for this program, which somebody has to mend first
     */
    private static boolean isStateThere(CamelContext context) {
        Database database = context.getRegistry().lookupByNameAndType("database", Database.class);
        Optional<StateUnavailableException> problem = database.isUsed() ? database.problem() : Optional.empty();
        problem.filter(StateUnavailableException::isRefused).ifPresent(refused -> {
            throw refused;
        });
        return problem.isEmpty();
    }

    @Override
    public void afterStart(BaseMainSupport started) {
        CamelContext context = started.getCamelContext();
        if (showsBar) {
            bar = new TerminalProgress(() -> runs(context).progress(), LOG::isInfoEnabled, System.out);
        }
        new Thread(
                        () -> {
                            tellStart(context);
                            if (command.ends()) {
                                once(context);
                            }
                        },
                        "run-" + command.label())
                .start();
    }

    /** What cannot be told yet, the first pass tells. */
    private void tellStart(CamelContext context) {
        if (command.isPrinted()) {
            return;
        }
        try (var producer = context.createProducerTemplate()) {
            producer.sendBody(Command.START_LINE, null);
        } catch (Exception refused) {
            LOG.debug("Nothing can be told of the accounts", refused);
        }
    }

    /** Without a way down in order, for which there may be no memory. Whatever is on the disk is whole at any time. */
    private static void endAtOnce() {
        LOG.error("Ended with status {}: out of memory", ExitStatus.FAILED.code());
        Runtime.getRuntime().halt(ExitStatus.FAILED.code());
    }

    private void once(CamelContext context) {
        int status = ExitStatus.REFUSED.code();
        try (var producer = context.createProducerTemplate()) {
            producer.requestBody(command.endpoint(), (Object) null);
            status = command == Command.CALL
                    ? 0
                    : runs(context).last().stream()
                            .mapToInt(Pass::exitStatus)
                            .max()
                            .orElse(ExitStatus.REFUSED.code());
        } catch (Exception failed) {
            if (command == Command.CALL) {
                status = CallCommand.exitStatus(failed);
                LOG.error("{}", Explanation.of(failed));
            } else if (Causes.find(failed, LettersLeftException.class).isPresent()) {
                status = ExitStatus.FAILED.code();
                LOG.error("{}", Explanation.of(failed));
            } else if (!context.isStopping() && !context.isStopped()) {
                LOG.error("The run broke off: {}", Explanation.of(failed));
            }
        } finally {
            exitStatus = status;
            main.completed();
        }
    }

    private static Runs runs(CamelContext context) {
        return context.getRegistry().lookupByNameAndType("runs", Runs.class);
    }

    private static SandboxServers startSandbox() {
        return ServiceLoader.load(SandboxStarter.class, Launcher.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(SandboxSetting.NOT_PACKED))
                .start();
    }

    private static String setting(CamelContext context, String key) {
        return context.resolvePropertyPlaceholders("{{" + key + ":}}").strip();
    }
}
