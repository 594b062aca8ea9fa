package io.github.stitchopenmetadata.workflow;

import io.github.stitchopenmetadata.text.OneLine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.support.SimpleTypeConverter;

/**
 * The workflows that the settings name, for the routes: those in the files of {@code ingest.workflow}, or the one that
 * {@code stitch.*} and {@code openmetadata.*} describe. They are read anew for every pass.
 */
public final class Workflows implements CamelContextAware {

    private static final List<String> SETTINGS = List.of(
            "stitch.serviceName",
            "stitch.hostPort",
            "stitch.token",
            "stitch.tokenFile",
            "stitch.dbServiceNames",
            "stitch.includeLineage",
            "stitch.pipelineFilterPattern.includes",
            "stitch.pipelineFilterPattern.excludes",
            "stitch.includeOwners",
            "stitch.includeTags",
            "stitch.includeUnDeployedPipelines",
            "stitch.markDeletedPipelines",
            "stitch.overrideMetadata",
            "stitch.overrideLineage",
            "stitch.statusLookbackDays",
            "openmetadata.hostPort",
            "openmetadata.jwtToken",
            "openmetadata.jwtTokenFile",
            "openmetadata.verifySSL",
            "openmetadata.sslConfig.caCertificate",
            "openmetadata.sslConfig.sslCertificate",
            "openmetadata.sslConfig.sslKey");

    private final Map<String, Workflow> byKey = new ConcurrentHashMap<>();
    private final LoggerLevel loggerLevel = new LoggerLevel();
    private NameHolders names = NameHolders.OF_THE_LIST;
    private CamelContext camelContext;

    /** @param names which account has the plain name of its service as its key, where several processes share state */
    public void setNames(NameHolders names) {
        this.names = names;
    }

    /** The settings that describe the one workflow that has no file. */
    public static List<String> settings() {
        return SETTINGS;
    }

    /**
     * @param files as {@code ingest.workflow} names them
     * @return what is wrong with the names alone, which is known before anything is started
     */
    public static List<String> missing(String files) {
        List<String> problems = new ArrayList<>();
        if (!files.isBlank()) {
            new WorkflowFiles(Path.of(""))
                    .find(files, problems).stream()
                            .filter(file -> Files.notExists(Path.of(file)))
                            .forEach(file -> problems.add(file + ": does not exist: expected a workflow in YAML"));
        }
        return problems;
    }

    @Override
    public void setCamelContext(CamelContext context) {
        camelContext = context;
        // only where a text is needed, which is where the header is sent: whatever logs the header shows ***
        context.getTypeConverterRegistry()
                .addTypeConverter(
                        String.class,
                        Secret.class,
                        new SimpleTypeConverter(false, (type, exchange, secret) -> ((Secret) secret).reveal()));
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    /** @throws ConfigurationException with every problem of every file */
    public List<Workflow> list() {
        return list(problems -> {
            throw new ConfigurationException(problems);
        });
    }

    /**
     * The same for as many of several accounts as can be run.
     *
     * @param refusals is told of the others
     * @throws ConfigurationException if none can be run, or the files are not clear
     */
    public List<Workflow> list(Refusals refusals) {
        String files = setting("ingest.workflow");
        List<Workflow> workflows = toldApart(
                files.isEmpty()
                        ? List.of(new WorkflowSettings(System::getenv, trustedHosts()).fromSettings(values()))
                        : new WorkflowReader(System::getenv, trustedHosts()).read(files, refusals),
                refusals.delivers());
        workflows.forEach(workflow -> {
            if (!workflow.key().equals(workflow.serviceName())) {
                // until another process delivered, this one took the plain name for its own
                byKey.computeIfPresent(
                        workflow.serviceName(), (name, other) -> server(other).equals(server(workflow)) ? null : other);
            }
            byKey.put(workflow.key(), workflow);
            // as a process that shares messages with this one, but not what is kept of names, calls it
            byKey.put(workflow.apart().key(), workflow);
        });
        loggerLevel.follow(workflows.stream().map(Workflow::loggerLevel).toList());
        return workflows;
    }

    /**
     * The workflow of one file, as another process knows it that has the same files.
     *
     * @param file as {@code ingest.workflow} names it here, too: no other one is read
     * @throws ConfigurationException if it is not here, or cannot be used
     */
    public Workflow named(String file, String key) {
        String files = setting("ingest.workflow");
        boolean isHere = files.isEmpty()
                || new WorkflowFiles(Path.of("")).find(files, new ArrayList<>()).contains(file);
        List<Workflow> found = !isHere
                ? List.of()
                : files.isEmpty() ? list() : List.of(new WorkflowReader(System::getenv, trustedHosts()).readOne(file));
        Workflow workflow = found.stream()
                .flatMap(each -> Stream.of(each, each.apart()))
                .filter(each -> each.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new ConfigurationException(List.of(OneLine.of(file) + " is no workflow of "
                        + OneLine.of(key)
                        + " here: all processes that take workflows.queue need the same files, and the"
                        + " same ingest.workflow")));
        byKey.put(workflow.key(), workflow);
        return workflow;
    }

    /**
     * One account, for calls of Stitch alone: what is needed for the catalog is not asked for.
     *
     * @param serviceName its pipeline service; "" for the only one there is
     * @throws ConfigurationException if there is none, or several to choose from
     */
    public Workflow account(String serviceName) {
        String files = setting("ingest.workflow");
        List<Workflow> accounts = files.isEmpty()
                ? List.of(new WorkflowSettings(System::getenv, trustedHosts()).accountFromSettings(values()))
                : WorkflowReader.ofAccounts(System::getenv, trustedHosts()).read(files);
        List<Workflow> fitting = accounts.stream()
                .filter(account ->
                        serviceName.isEmpty() || account.serviceName().equals(serviceName))
                .toList();
        // several catalogs may have one account
        if (fitting.stream().map(Workflow::stitch).distinct().count() != 1) {
            String names = accounts.stream().map(Workflow::serviceName).collect(Collectors.joining(", "));
            throw new ConfigurationException(List.of(
                    fitting.isEmpty()
                            ? "there is no account " + serviceName + ": expected one of " + names
                            : "there are several accounts, and none is named: expected one of " + names));
        }
        return fitting.get(0);
    }

    /**
     * One source of the Import API, to be pushed into.
     *
     * @param prefix   of the settings, such as {@code import.}; behind it stand {@code hostPort}, {@code token} and {@code tokenFile}
     * @throws ConfigurationException with every problem
     */
    public Workflow importSource(String prefix, Map<String, String> settings) {
        return new WorkflowSettings(System::getenv, trustedHosts()).importFromSettings(prefix, settings);
    }

    /**
     * @param key of the workflow, which its lineage messages hold as their service
     * @throws ConfigurationException if no workflow here has it
     */
    public Workflow of(String key) {
        if (!byKey.containsKey(key)) {
            list();
        }
        Workflow workflow = byKey.get(key);
        if (workflow == null) {
            throw new ConfigurationException(
                    List.of("no workflow here has the serviceName " + key + " of this lineage message"));
        }
        return workflow;
    }

    /** Those on servers that do not have the plain name of their service get another key. */
    private List<Workflow> toldApart(List<Workflow> workflows, boolean keep) {
        Map<String, String> servers = new LinkedHashMap<>();
        workflows.forEach(workflow -> servers.putIfAbsent(workflow.serviceName(), server(workflow)));
        Map<String, String> holders = names.of(servers, keep);
        return workflows.stream()
                .map(workflow ->
                        server(workflow).equals(holders.get(workflow.serviceName())) ? workflow : workflow.apart())
                .toList();
    }

    private static String server(Workflow workflow) {
        return workflow.openMetadata().baseUrl().toString();
    }

    private List<String> trustedHosts() {
        return CommaList.split(setting("http.trustedHosts"));
    }

    private Map<String, String> values() {
        return SETTINGS.stream().collect(Collectors.toMap(key -> key, this::setting));
    }

    private String setting(String key) {
        return camelContext.resolvePropertyPlaceholders("{{" + key + ":}}").strip();
    }
}
