package io.github.stitchopenmetadata.workflow;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads one side of a workflow, the account or the catalog, from plain parameters, for who has routes of their own instead of
 * workflow files. The parameters have the names of the keys of a workflow file, and of the settings of one account; a blank one counts
 * as absent.
 */
public final class AccountParameters {

    private static final String ACCOUNT = "source.serviceConnection.config.";
    private static final String METADATA = "source.sourceConfig.config.";
    private static final String SERVER = "workflowConfig.openMetadataServerConfig.";
    private static final Path HERE = Path.of("");

    private final String name;
    private final Environment environment;

    /**
     * @param name         whose parameters they are, for messages
     * @param variables    where the variables of {@code ${NAME}} come from, which answers null for one that is not set
     * @param trustedHosts to which tokens may travel over plain HTTP, as the setting {@code http.trustedHosts} names them
     */
    public AccountParameters(String name, Function<String, String> variables, String trustedHosts) {
        this.name = name;
        this.environment = new Environment(variables, CommaList.split(trustedHosts));
    }

    /**
     * The account alone.
     *
     * @throws ConfigurationException with all problems
     */
    public Workflow account(Map<String, String> parameters) {
        return read(parameters, true);
    }

    /**
     * The catalog alone, with what is said of one account.
     *
     * @throws ConfigurationException with all problems
     */
    public Workflow catalog(Map<String, String> parameters) {
        // the same service of another server is another place
        return read(parameters, false).apart();
    }

    private Workflow read(Map<String, String> parameters, boolean ofAccount) {
        Problems problems = new Problems(name);
        Problems nobodys = problems.muted();
        Section account = section(parameters, ACCOUNT, ofAccount ? problems : nobodys);
        Section server = section(parameters, SERVER, ofAccount ? nobodys : problems);
        Section metadata = section(parameters, METADATA, problems);

        String serviceName = Values.serviceName(metadata);
        StitchConnection stitch = StitchConnection.from(account, HERE);
        OpenMetadataConnection catalog = OpenMetadataConnection.from(server, server, HERE);
        PipelineMetadata pipelineMetadata = PipelineMetadata.from(metadata);
        Map<String, String> settings = settings(parameters, problems);
        problems.throwIfAny();
        return new Workflow(
                name,
                serviceName,
                stitch,
                catalog,
                pipelineMetadata,
                null,
                Tolerance.NONE,
                settings,
                serviceName,
                problems.warnings());
    }

    private Section section(Map<String, String> parameters, String formatPrefix, Problems problems) {
        return new SettingsSection(parameters, "", formatPrefix, problems, environment);
    }

    /** Those that are named as settings are: {@code lineage.saas}. */
    private static Map<String, String> settings(Map<String, String> parameters, Problems problems) {
        Map<String, String> settings = new HashMap<>();
        parameters.forEach((key, value) -> {
            if (AccountFile.isSetting(key) && !value.isBlank()) {
                String expected = AccountFile.objection(key, value.strip());
                if (!expected.isEmpty()) {
                    problems.error(Problems.NO_LINE, key + " is \"" + value.strip() + "\": expected " + expected);
                }
                settings.put(key, value.strip());
            }
        });
        return settings;
    }
}
