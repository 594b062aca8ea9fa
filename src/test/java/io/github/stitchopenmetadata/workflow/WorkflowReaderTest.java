package io.github.stitchopenmetadata.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkflowReaderTest {
    private static final Map<String, String> VARIABLES =
            Map.of("STITCH_TOKEN", "0123abcd", "OM_JWT_TOKEN", "ey.J0.x\n", "REGION", "eu", "LINEAGE", "FALSE");

    private final WorkflowReader reader = new WorkflowReader(VARIABLES::get);

    @Test
    void readsAWholeWorkflow() {
        Workflow workflow = reader.read(
                "workflows/eu.yaml",
                """
                # one account
                source:
                  type: Stitch
                  serviceName: "stitch ${REGION} · Größe/1"
                  serviceConnection:
                    config:
                      type: CustomPipeline
                      hostPort: https://api.eu-central-1.stitchdata.com/v4
                      token: ${STITCH_TOKEN}
                  sourceConfig:
                    config:
                      type: PipelineMetadata
                      includeLineage: ${LINEAGE}
                      lineageInformation:
                        dbServiceNames: [ warehouse, "lake.${REGION}" ]
                      pipelineFilterPattern:
                        includes:
                          - ^orders$
                          - crm
                        excludes: [test]
                      markDeletedPipelines: false
                      includeUnDeployedPipelines: true
                      includeOwners: false
                      includeTags: False
                      overrideMetadata: "false"
                      overrideLineage: false
                      statusLookbackDays: 0
                sink:
                  type: metadata-rest
                  config: {}
                workflowConfig:
                  loggerLevel: INFO
                  openMetadataServerConfig:
                    hostPort: https://catalog.example/api
                    authProvider: openmetadata
                    securityConfig:
                      jwtToken: "${OM_JWT_TOKEN}"
                """);

        assertThat(workflow.file()).isEqualTo("workflows/eu.yaml");
        assertThat(workflow.serviceName()).isEqualTo("stitch eu · Größe/1");
        assertThat(workflow.stitch())
                .isEqualTo(new StitchConnection(
                        URI.create("https://api.eu-central-1.stitchdata.com"), new Secret("0123abcd")));
        assertThat(workflow.openMetadata())
                .isEqualTo(new OpenMetadataConnection(
                        URI.create("https://catalog.example/api"), new Secret("ey.J0.x"), CertificateCheck.OF_JAVA));
        assertThat(workflow.warnings()).isEmpty();

        FilterPattern filter = workflow.pipelineMetadata().pipelineFilterPattern();
        assertThat(filter.includes()).extracting(Pattern::pattern).containsExactly("^orders$", "crm");
        assertThat(filter.excludes()).extracting(Pattern::pattern).containsExactly("test");
        assertThat(workflow.pipelineMetadata())
                .isEqualTo(new PipelineMetadata(
                        false, List.of("warehouse", "lake.eu"), filter, false, true, false, false, false, false, 0));
        assertThat(workflow.toString()).doesNotContain("0123abcd").doesNotContain("ey.J0.x");
    }

    @Test
    void fillsInDefaults() {
        Workflow workflow = reader.read(
                "eu.yaml",
                """
                source:
                  type: stitch
                  serviceName: stitch
                  serviceConnection: {config: {token: abc, hostPort: }}
                  sourceConfig:
                workflowConfig:
                  openMetadataServerConfig: {securityConfig: {jwtToken: xyz}}
                """);

        assertThat(workflow.stitch().baseUrl()).hasToString("https://api.stitchdata.com");
        assertThat(workflow.openMetadata().baseUrl()).hasToString("http://localhost:8585/api");
        FilterPattern filter = workflow.pipelineMetadata().pipelineFilterPattern();
        assertThat(filter.includes()).isEmpty();
        assertThat(filter.excludes()).isEmpty();
        assertThat(workflow.pipelineMetadata())
                .isEqualTo(new PipelineMetadata(true, List.of(), filter, true, true, true, true, false, false, null));
        assertThat(workflow.warnings()).isEmpty();
    }

    @Test
    void readsDbServiceNamesWhereOpenMetadata13HasThem() {
        assertThat(withMetadata("dbServiceNames: [warehouse, lake, warehouse]").dbServiceNames())
                .containsExactly("warehouse", "lake");
        assertThat(withMetadata("dbServiceNames:").dbServiceNames()).isEmpty();
    }

    @Test
    void followsAliasesAndMerges() {
        Workflow workflow = reader.read(
                "eu.yaml",
                """
                source:
                  type: stitch
                  serviceName: &name warehouse
                  serviceConnection: {config: {token: abc}}
                  sourceConfig:
                    config:
                      <<: [{includeLineage: false, dbServiceNames: [*name]}, {dbServiceNames: [other]}]
                workflowConfig:
                  openMetadataServerConfig: &server
                    <<: *server
                    securityConfig: {jwtToken: xyz}
                """);

        assertThat(workflow.pipelineMetadata().includeLineage()).isFalse();
        assertThat(workflow.pipelineMetadata().dbServiceNames()).containsExactly("warehouse");
    }

    @Test
    void keepsALiteralDollarBrace() {
        assertThat(reader.read("eu.yaml", minimal().replace("abc", "'a$${REGION}'"))
                        .stitch()
                        .token()
                        .reveal())
                .isEqualTo("a${REGION}");
    }

    @Test
    void readsNumbersAsNames() {
        assertThat(reader.read("eu.yaml", minimal().replace("name-1", "0012")).serviceName())
                .isEqualTo("0012");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uFEFF", "---\n", "%YAML 1.2\n---\n"})
    void readsWhatMayStandBeforeAWorkflow(String start) {
        assertThat(reader.read("eu.yaml", start + minimal()).serviceName()).isEqualTo("name-1");
    }

    @Test
    void readsWindowsLineEnds() {
        assertThat(reader.read("eu.yaml", minimal().replace("\n", "\r\n")).serviceName())
                .isEqualTo("name-1");
    }

    private PipelineMetadata withMetadata(String line) {
        return reader.read("eu.yaml", minimal() + "  sourceConfig: {config: {" + line + "}}\n")
                .pipelineMetadata();
    }

    /** Ends inside of source. */
    private static String minimal() {
        return """
                workflowConfig: {openMetadataServerConfig: {securityConfig: {jwtToken: xyz}}}
                source:
                  type: stitch
                  serviceName: name-1
                  serviceConnection: {config: {token: abc}}
                """;
    }
}
