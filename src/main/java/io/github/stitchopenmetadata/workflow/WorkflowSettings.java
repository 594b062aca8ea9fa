package io.github.stitchopenmetadata.workflow;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;

/** Reads the one workflow that plain settings describe, for who has a single account and no workflow file. */
public final class WorkflowSettings {
    private static final String FILE = "application.properties";
    /** In the place of a service, in messages. */
    private static final String IMPORT_API = "Import API";

    private final Path directory;
    private final Environment environment;

    /** Takes where the variables of {@code ${NAME}} come from, which answers null for one that is not set. */
    public WorkflowSettings(Function<String, String> environment) {
        this(environment, Path.of(""));
    }

    WorkflowSettings(Function<String, String> environment, Path directory) {
        this(new Environment(environment), directory);
    }

    /** @param trustedHosts to which tokens may travel over plain HTTP */
    WorkflowSettings(Function<String, String> environment, Collection<String> trustedHosts) {
        this(new Environment(environment, trustedHosts), Path.of(""));
    }

    private WorkflowSettings(Environment environment, Path directory) {
        this.environment = environment;
        this.directory = directory;
    }

    /**
     * Reads {@code stitch.*} and {@code openmetadata.*}; other settings and blank ones are passed over.
     *
     * @throws ConfigurationException with all problems
     */
    public Workflow fromSettings(Map<String, String> settings) {
        return fromSettings(settings, true);
    }

    /** Reads only how the account is reached: what is needed for the catalog may be missing or wrong. */
    public Workflow accountFromSettings(Map<String, String> settings) {
        return fromSettings(settings, false);
    }

    /**
     * Reads how the Import API is reached for one of its sources. Nothing of a catalog is asked for, nor of the rest of the account.
     *
     * @param prefix   of the settings, such as {@code import.}; behind it stand {@code hostPort}, {@code token} and {@code tokenFile}
     * @throws ConfigurationException with all problems
     */
    public Workflow importFromSettings(String prefix, Map<String, String> settings) {
        Problems problems = new Problems(FILE);
        StitchConnection stitch = StitchConnection.ofImport(section(settings, prefix, prefix, problems), directory);
        problems.throwIfAny();
        Section none = section(Map.of(), "", "", problems.muted());
        return new Workflow(
                FILE,
                IMPORT_API,
                stitch,
                OpenMetadataConnection.from(none, none, directory),
                PipelineMetadata.from(none),
                null,
                problems.warnings());
    }

    private Workflow fromSettings(Map<String, String> settings, boolean forCatalog) {
        Problems problems = new Problems(FILE);
        Section account = section(settings, "stitch.", "source.serviceConnection.config.", problems);
        Section metadata = section(settings, "stitch.", "source.sourceConfig.config.", problems);
        Section server = section(
                settings,
                "openmetadata.",
                "workflowConfig.openMetadataServerConfig.",
                forCatalog ? problems : problems.muted());

        String serviceName = Values.serviceName(account);
        StitchConnection stitch = StitchConnection.from(account, directory);
        OpenMetadataConnection catalog = OpenMetadataConnection.from(server, server, directory);
        PipelineMetadata pipelineMetadata = PipelineMetadata.from(metadata);
        IgnoredKeys.judge(metadata);
        IgnoredKeys.judge(server);
        problems.throwIfAny();
        return new Workflow(FILE, serviceName, stitch, catalog, pipelineMetadata, null, problems.warnings());
    }

    private Section section(Map<String, String> settings, String prefix, String formatPrefix, Problems problems) {
        return new SettingsSection(settings, prefix, formatPrefix, problems, environment);
    }
}
