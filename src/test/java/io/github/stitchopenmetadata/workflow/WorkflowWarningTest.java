package io.github.stitchopenmetadata.workflow;

import static org.assertj.core.api.Assertions.assertThat;

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
        ROOT       | sinc: {a: {b: c}}       | line 17: sinc is not a known key and is ignored; did you mean sink?
        ROOT       | somethingElse: ${NONE}  | line 17: somethingElse is not a known key and is ignored
        ROOT       | "größe 1": 1            | line 17: größe 1 is not a known key and is ignored
        ROOT       | ingestionPipelineFqn: a | line 17: ingestionPipelineFqn is not a known key and is ignored; did you mean ingestionPipelineFQN?
        METADATA   | includeLineag: true     | line 11: source.sourceConfig.config.includeLineag is not a known key and is ignored; did you mean includeLineage?
        METADATA   | include_lineage: true   | line 11: source.sourceConfig.config.include_lineage is not a known key and is ignored; did you mean includeLineage?
        METADATA   | includeOwner: true      | line 11: source.sourceConfig.config.includeOwner is not a known key and is ignored; did you mean includeOwners?
        METADATA   | pipelineFilterPattern: {include: [a]} | line 11: source.sourceConfig.config.pipelineFilterPattern.include is not a known key and is ignored; did you mean includes?
        METADATA   | dbServiceName:          | line 11: source.sourceConfig.config.dbServiceName is not a known key and is ignored; did you mean dbServiceNames?
        CONNECTION | tokenfile: a            | line 7: source.serviceConnection.config.tokenfile is not a known key and is ignored; did you mean tokenFile?
        SERVER     | hostport: a             | line 16: workflowConfig.openMetadataServerConfig.hostport is not a known key and is ignored; did you mean hostPort?
        """)
    void warnsOfUnknownKeys(String place, String key, String warning) {
        assertThat(warnings(place, key)).containsExactly("eu.yaml " + warning);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        METADATA   | ownershipUpdateMode: append      | line 11: source.sourceConfig.config.ownershipUpdateMode has no effect here: an owner is set only where there is none
        METADATA   | lineageInformation: {storageServiceNames: [a]} | line 11: source.sourceConfig.config.lineageInformation.storageServiceNames has no effect here: edges lead to tables only
        CONNECTION | pipelineFilterPattern: {includes: [a]} | line 7: source.serviceConnection.config.pipelineFilterPattern has no effect here: the filter is the one of source.sourceConfig.config
        SERVER     | verifySSL: Ignore                | line 16: workflowConfig.openMetadataServerConfig.verifySSL is ignore: neither certificate nor host name is checked, and whoever answers in place of the server gets the token
        SERVER     | sslConfig: {caCertificate: a.pem} | line 16: workflowConfig.openMetadataServerConfig.sslConfig.caCertificate has no effect here: it takes verifySSL: validate
        SERVER     | sslConfig: {sslCertificate: a.pem} | line 16: workflowConfig.openMetadataServerConfig.sslConfig.sslCertificate has no effect here: the server is shown no certificate
        SERVER     | sslConfig: {sslKey: a.pem}       | line 16: workflowConfig.openMetadataServerConfig.sslConfig.sslKey has no effect here: the server is shown no certificate
        SERVER     | sslConfig: {caCertificat: a.pem} | line 16: workflowConfig.openMetadataServerConfig.sslConfig.caCertificat is not a known key and is ignored; did you mean caCertificate?
        SERVER     | secretsManagerProvider: aws      | line 16: workflowConfig.openMetadataServerConfig.secretsManagerProvider has no effect here: tokens come from variables or files
        SERVER     | secretsManagerLoader: env        | line 16: workflowConfig.openMetadataServerConfig.secretsManagerLoader has no effect here: tokens come from variables or files
        SERVER     | apiVersion: v2                   | line 16: workflowConfig.openMetadataServerConfig.apiVersion has no effect here: the API is v1
        SERVER     | extraHeaders: {a: b}             | line 16: workflowConfig.openMetadataServerConfig.extraHeaders has no effect here: requests carry no other headers
        SERVER     | forceEntityOverwriting: true     | line 16: workflowConfig.openMetadataServerConfig.forceEntityOverwriting has no effect here: what overwrites is source.sourceConfig.config.overrideMetadata
        SERVER     | storeServiceConnection: true     | line 16: workflowConfig.openMetadataServerConfig.storeServiceConnection has no effect here: the Stitch token is never stored in OpenMetadata
        WORKFLOW   | raiseOnError: false              | line 13: workflowConfig.raiseOnError has no effect here: a failure is always reported as one
        WORKFLOW   | successThreshold: 50             | line 13: workflowConfig.successThreshold has no effect here: every failure counts
        ROOT       | ingestionPipelineFQN: a.b        | line 17: ingestionPipelineFQN has no effect here: its runs are shown under the ingestion pipeline stitch-openmetadata of the pipeline service (openmetadata.own.runs)
        ROOT       | enableStreamableLogs: true       | line 17: enableStreamableLogs has no effect here: logs are not sent to OpenMetadata
        ROOT       | ingestionRunnerName: a           | line 17: ingestionRunnerName has no effect here: it runs where it was started
        """)
    void warnsOfWhatIsNotFollowed(String place, String key, String warning) {
        assertThat(warnings(place, key)).containsExactly("eu.yaml " + warning);
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
        WORKFLOW   | config: {a: {b: c}}
        ROOT       | processor: {type: a, config: {b: c}}
        ROOT       | stage: {type: a}
        ROOT       | bulkSink: {type: a}
        ROOT       | sink: {type: metadata-rest, config: {api_endpoint: a}}
        ROOT       | pipelineRunId: 4711
        """)
    void isQuietAboutWhatAsksForNothingElse(String place, String key) {
        assertThat(warnings(place, key)).isEmpty();
    }

    @Test
    void listsWarningsInTheOrderOfLines() {
        String yaml = WORKFLOW.replace("# METADATA", "b: 1")
                .replace("# CONNECTION", "a: 1")
                .replace("# ROOT", "c: 1");

        assertThat(reader.read("eu.yaml", yaml).warnings())
                .containsExactly(
                        "eu.yaml line 7: source.serviceConnection.config.a is not a known key and is ignored",
                        "eu.yaml line 11: source.sourceConfig.config.b is not a known key and is ignored",
                        "eu.yaml line 17: c is not a known key and is ignored");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sslConfig: {a: xyzzy}",
                "sslConfig: {caCertificate: xyzzy}",
                "extraHeaders: {a: xyzzy}",
                "unknown: xyzzy"
            })
    void keepsValuesOutOfWarnings(String key) {
        assertThat(warnings("SERVER", key)).singleElement().asString().doesNotContain("xyzzy");
    }

    private List<String> warnings(String place, String key) {
        return reader.read("eu.yaml", WORKFLOW.replace("# " + place, key)).warnings();
    }
}
