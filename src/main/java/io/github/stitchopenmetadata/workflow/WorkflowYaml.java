package io.github.stitchopenmetadata.workflow;

import io.github.stitchopenmetadata.text.yaml.YamlNode;
import io.github.stitchopenmetadata.text.yaml.YamlReader;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.event.Level;

/** Knows where the workflow format keeps what is needed. */
final class WorkflowYaml {
    private final Environment environment;
    private final Path directory;
    private final boolean forCatalog;

    /** @param forCatalog whether what is needed for the catalog has to be there, and right */
    WorkflowYaml(Environment environment, Path directory, boolean forCatalog) {
        this.environment = environment;
        this.directory = directory;
        this.forCatalog = forCatalog;
    }

    Workflow read(String file, String yaml) {
        Problems problems = new Problems(file);
        Workflow workflow = YamlReader.read(yaml, problems::error)
                .filter(root -> isWorkflow(root, problems))
                .map(root -> read(file, root, problems))
                .orElse(null);
        problems.throwIfAny();
        return workflow;
    }

    private static boolean isWorkflow(YamlNode root, Problems problems) {
        if (root.isNull()) {
            problems.error(Problems.NO_LINE, "is empty: expected a workflow");
        } else if (!root.isMapping()) {
            problems.error(root.line(), "is no mapping: expected the keys source and workflowConfig");
        }
        return root.isMapping();
    }

    private Workflow read(String file, YamlNode mapping, Problems problems) {
        Section root = YamlSection.root(mapping, problems, environment);
        Section source = root.requiredSection("source", "a mapping with type, serviceName and serviceConnection");
        Section connection = source.section("serviceConnection").section("config");
        Section metadata = source.section("sourceConfig").section("config");
        Section workflowConfig = forCatalog
                ? root.requiredSection("workflowConfig", "a mapping with openMetadataServerConfig")
                : root.mutedSection("workflowConfig");
        Section server = workflowConfig.section("openMetadataServerConfig");

        Values.requiredOneOf(source, "type", "stitch");
        Values.oneOf(connection, "type", "Stitch", "CustomPipeline");
        Values.oneOf(metadata, "type", "PipelineMetadata");
        Values.oneOf(root.section("sink"), "type", "metadata-rest");
        Values.oneOf(server, "authProvider", "openmetadata");

        String serviceName = Values.serviceName(source);
        StitchConnection stitch = StitchConnection.from(connection, directory);
        OpenMetadataConnection catalog =
                OpenMetadataConnection.from(server, server.section("securityConfig"), directory);
        PipelineMetadata pipelineMetadata = PipelineMetadata.from(metadata);
        Level loggerLevel = Values.oneOf(workflowConfig, "loggerLevel", "DEBUG", "INFO", "WARN", "ERROR")
                .map(Level::valueOf)
                .orElse(null);
        Tolerance tolerance = Tolerance.from(workflowConfig);
        Map<String, String> settings = AccountFile.beside(directory, file, problems);
        IgnoredKeys.judge(root);
        return new Workflow(
                file,
                serviceName,
                stitch,
                catalog,
                pipelineMetadata,
                loggerLevel,
                tolerance,
                settings,
                serviceName,
                problems.warnings());
    }
}
