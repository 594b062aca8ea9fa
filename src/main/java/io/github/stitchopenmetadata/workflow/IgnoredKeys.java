package io.github.stitchopenmetadata.workflow;

import io.github.stitchopenmetadata.text.Spelling;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The keys of the workflow format that this connector does not follow, and what that means. */
final class IgnoredKeys {
    private static final String METADATA = "source.sourceConfig.config.";
    private static final String SERVER = "workflowConfig.openMetadataServerConfig.";

    /** A key goes from here once it is followed. The values after the effect ask for nothing that is not done. */
    private static final Map<String, Row> TABLE = table(
            row(METADATA + "ownershipUpdateMode", "an owner is set only where there is none"),
            row(METADATA + "lineageInformation.storageServiceNames", "edges lead to tables only"),
            row(METADATA + "lineageInformation.apiServiceNames", "edges lead to tables only"),
            row(METADATA + "lineageInformation.messagingServiceNames", "edges lead to tables only"),
            row(METADATA + "lineageInformation.searchServiceNames", "edges lead to tables only"),
            row(
                    "source.serviceConnection.config.pipelineFilterPattern",
                    "the filter is the one of source.sourceConfig.config"),
            row("source.serviceConnection.config.connectionOptions", "the connection has its own keys"),
            row("source.serviceConnection.config.sourcePythonClass", "no Python code is run"),
            noise("source.serviceConnection.config.supportsMetadataExtraction"),
            row(SERVER + "secretsManagerProvider", "tokens come from variables or files", "db", "noop"),
            row(SERVER + "secretsManagerLoader", "tokens come from variables or files", "noop"),
            row(SERVER + "apiVersion", "the API is v1", "v1"),
            row(
                    SERVER + "forceEntityOverwriting",
                    "what overwrites is source.sourceConfig.config.overrideMetadata",
                    "false"),
            row(SERVER + "storeServiceConnection", "the Stitch token is never stored in OpenMetadata", "false"),
            noise(SERVER + "clusterName"),
            noise(SERVER + "enableVersionValidation"),
            noise(SERVER + "limitRecords"),
            noise(SERVER + "type"),
            noise(SERVER + "includeTopics"),
            noise(SERVER + "includeTables"),
            noise(SERVER + "includeDashboards"),
            noise(SERVER + "includePipelines"),
            noise(SERVER + "includeMlModels"),
            noise(SERVER + "includeUsers"),
            noise(SERVER + "includeTeams"),
            noise(SERVER + "includeGlossaryTerms"),
            noise(SERVER + "includeTags"),
            noise(SERVER + "includePolicy"),
            noise(SERVER + "includeMessagingServices"),
            noise(SERVER + "includeDatabaseServices"),
            noise(SERVER + "includePipelineServices"),
            noise(SERVER + "elasticsSearch"),
            noise(SERVER + "schemaFilterPattern"),
            noise(SERVER + "tableFilterPattern"),
            noise(SERVER + "databaseFilterPattern"),
            noise(SERVER + "supportsDataInsightExtraction"),
            noise(SERVER + "supportsElasticSearchReindexingExtraction"),
            noise("workflowConfig.config"),
            row(
                    "ingestionPipelineFQN",
                    "its runs are shown under the ingestion pipeline stitch-openmetadata of the pipeline service (openmetadata.own.runs)"),
            row("enableStreamableLogs", "logs are not sent to OpenMetadata", "false"),
            row("ingestionRunnerName", "it runs where it was started"),
            noise("pipelineRunId"),
            noise("processor"),
            noise("stage"),
            noise("bulkSink"),
            noise("sink.config"));

    private IgnoredKeys() {}

    /**
     * Refuses each key that no version of the format from 1.1 to 2.0 has, since what it asks for would not happen; and warns of each
     * that is known and not followed.
     */
    static void judge(Section section) {
        for (String key : section.keys()) {
            Row row = TABLE.get(section.formatPath(key));
            if (row == null && !section.asked().contains(key)) {
                unknown(section, key);
            } else if (row != null && row.isAskedForBy(section, key)) {
                section.problems.warning(section.line(key), section.path(key) + " has no effect here: " + row.effect());
            }
        }
        section.sections().forEach(IgnoredKeys::judge);
    }

    private static void unknown(Section section, String key) {
        if (!section.isClosed()) {
            return;
        }
        Set<String> known = new TreeSet<>(section.asked());
        String below = section.formatPath("");
        TABLE.keySet().stream()
                .filter(path -> path.startsWith(below))
                .map(path -> path.substring(below.length()))
                .forEach(known::add);
        String hint = Spelling.closest(key, known)
                .map(meant -> "; did you mean " + meant + "?")
                .orElse("");
        section.problems.error(section.line(key), section.path(key) + " is not a known key" + hint);
    }

    private static Row row(String path, String effect, String... harmless) {
        return new Row(path, effect, Set.of(harmless));
    }

    private static Row noise(String path) {
        return new Row(path, "", Set.of());
    }

    private static Map<String, Row> table(Row... rows) {
        return Stream.of(rows).collect(Collectors.toUnmodifiableMap(Row::path, Function.identity()));
    }

    private record Row(String path, String effect, Set<String> harmless) {
        boolean isAskedForBy(Section section, String key) {
            if (effect.isEmpty() || !section.has(key)) {
                return false;
            }
            return !section.isText(key)
                    || section.text(key, "text")
                            .filter(text -> !harmless.contains(text.value().toLowerCase(Locale.ROOT)))
                            .isPresent();
        }
    }
}
