package io.github.stitchopenmetadata.workflow;

import static io.github.stitchopenmetadata.support.Facts.telling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkflowWarningTest {
    private static final String WORKFLOW =
            """
            source:
              type: stitch
              serviceName: stitch
              serviceConnection:
                config:
                  token: abc
                  # CONNECTION
              sourceConfig:
                config:
                  type: PipelineMetadata
                  # METADATA
            workflowConfig:
              # WORKFLOW
              openMetadataServerConfig:
                securityConfig: {jwtToken: xyz}
                # SERVER
            # ROOT
            """;

    private final WorkflowReader reader = new WorkflowReader(name -> null);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
        ROOT       | sinc: {a: {b: c}}       | line 17: sinc · known key · sink?
        ROOT       | somethingElse: ${NONE}  | line 17: somethingElse · known key
        ROOT       | "größe 1": 1            | line 17: größe 1 · known key
        ROOT       | ingestionPipelineFqn: a | line 17: ingestionPipelineFqn · known key · ingestionPipelineFQN?
        METADATA   | includeLineag: true     | line 11: source.sourceConfig.config.includeLineag · known key · includeLineage?
        METADATA   | include_lineage: true   | line 11: source.sourceConfig.config.include_lineage · known key · includeLineage?
        METADATA   | includeOwner: true      | line 11: source.sourceConfig.config.includeOwner · known key · includeOwners?
        METADATA   | pipelineFilterPattern: {include: [a]} | line 11: source.sourceConfig.config.pipelineFilterPattern.include · known key · includes?
        METADATA   | dbServiceName:          | line 11: source.sourceConfig.config.dbServiceName · known key · dbServiceNames?
        CONNECTION | tokenfile: a            | line 7: source.serviceConnection.config.tokenfile · known key · tokenFile?
        SERVER     | sslConfig: {caCertificat: a.pem} | line 16: workflowConfig.openMetadataServerConfig.sslConfig.caCertificat · known key · caCertificate?
        SERVER     | hostport: a             | line 16: workflowConfig.openMetadataServerConfig.hostport · known key · hostPort?
        """)
    void refusesUnknownKeys(String place, String key, String facts) {
        assertThatThrownBy(() -> warnings(place, key))
                .isInstanceOfSatisfying(ConfigurationException.class, refused -> assertThat(refused.problems())
                        .satisfiesExactly(telling("eu.yaml " + facts)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        METADATA   | ownershipUpdateMode: append      | line 11: source.sourceConfig.config.ownershipUpdateMode · no effect
        METADATA   | lineageInformation: {storageServiceNames: [a]} | line 11: source.sourceConfig.config.lineageInformation.storageServiceNames · no effect
        CONNECTION | pipelineFilterPattern: {includes: [a]} | line 7: source.serviceConnection.config.pipelineFilterPattern · no effect · source.sourceConfig.config
        SERVER     | verifySSL: Ignore                | line 16: workflowConfig.openMetadataServerConfig.verifySSL · neither certificate nor host name
        SERVER     | sslConfig: {caCertificate: a.pem} | line 16: workflowConfig.openMetadataServerConfig.sslConfig.caCertificate · no effect · verifySSL
        SERVER     | secretsManagerProvider: aws      | line 16: workflowConfig.openMetadataServerConfig.secretsManagerProvider · no effect
        SERVER     | secretsManagerLoader: env        | line 16: workflowConfig.openMetadataServerConfig.secretsManagerLoader · no effect
        SERVER     | apiVersion: v2                   | line 16: workflowConfig.openMetadataServerConfig.apiVersion · no effect
        SERVER     | forceEntityOverwriting: true     | line 16: workflowConfig.openMetadataServerConfig.forceEntityOverwriting · no effect · source.sourceConfig.config.overrideMetadata
        SERVER     | storeServiceConnection: true     | line 16: workflowConfig.openMetadataServerConfig.storeServiceConnection · no effect · Stitch · OpenMetadata
        ROOT       | ingestionPipelineFQN: a.b        | line 17: ingestionPipelineFQN · no effect
        ROOT       | enableStreamableLogs: true       | line 17: enableStreamableLogs · no effect · OpenMetadata
        ROOT       | ingestionRunnerName: a           | line 17: ingestionRunnerName · no effect
        """)
    void warnsOfWhatIsNotFollowed(String place, String key, String facts) {
        assertThat(warnings(place, key)).satisfiesExactly(telling("eu.yaml " + facts));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        METADATA   | includeOwners: true
        METADATA   | includeTags: TRUE
        METADATA   | includeUnDeployedPipelines: false
        METADATA   | markDeletedPipelines: true
        METADATA   | markDeletedPipelines:
        METADATA   | overrideMetadata: true
        METADATA   | overrideLineage: true
        METADATA   | statusLookbackDays: 0
        METADATA   | lineageInformation: {storageServiceNames: []}
        CONNECTION | supportsMetadataExtraction: true
        CONNECTION | connectionOptions: {}
        SERVER     | verifySSL: no-ssl
        SERVER     | verifySSL: validate
        SERVER     | sslConfig: {}
        SERVER     | secretsManagerProvider: db
        SERVER     | enableVersionValidation: true
        SERVER     | limitRecords: 5000
        SERVER     | clusterName: prod
        SERVER     | type: OpenMetadata
        SERVER     | storeServiceConnection: false
        WORKFLOW   | loggerLevel: DEBUG
        WORKFLOW   | successThreshold: 90
        WORKFLOW   | raiseOnError: false
        SERVER     | extraHeaders: {X-Team: data}
        WORKFLOW   | config: {a: {b: c}}
        ROOT       | processor: {type: a, config: {b: c}}
        ROOT       | stage: {type: a}
        ROOT       | bulkSink: {type: a}
        ROOT       | sink: {type: metadata-rest, config: {api_endpoint: a}}
        ROOT       | pipelineRunId: 4711
        SERVER     | includeTopics: true
        SERVER     | elasticsSearch: {type: a, config: {b: c}}
        """)
    void isQuietAboutWhatAsksForNothingElse(String place, String key) {
        assertThat(warnings(place, key)).isEmpty();
    }

    @Test
    void listsWarningsInTheOrderOfLines() {
        String yaml = WORKFLOW.replace("# METADATA", "ownershipUpdateMode: append")
                .replace("# CONNECTION", "sourcePythonClass: a")
                .replace("# ROOT", "ingestionRunnerName: b");

        assertThat(reader.read("eu.yaml", yaml).warnings())
                .extracting(warning -> warning.replaceFirst(":.*", ""))
                .containsExactly("eu.yaml line 7", "eu.yaml line 11", "eu.yaml line 17");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sslConfig: {caCertificate: xyzzy}", "secretsManagerLoader: xyzzy"})
    void keepsValuesOutOfWarnings(String key) {
        assertThat(warnings("SERVER", key)).singleElement().asString().doesNotContain("xyzzy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sslConfig: {a: xyzzy}", "unknown: xyzzy"})
    void keepsValuesOutOfRefusals(String key) {
        assertThatThrownBy(() -> warnings("SERVER", key)).hasMessageNotContaining("xyzzy");
    }

    private List<String> warnings(String place, String key) {
        return reader.read("eu.yaml", WORKFLOW.replace("# " + place, key)).warnings();
    }
}
