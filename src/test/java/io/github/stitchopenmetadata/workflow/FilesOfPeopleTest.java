package io.github.stitchopenmetadata.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Workflow files as OpenMetadata's own ingestion takes them. */
class FilesOfPeopleTest {

    private static final String WORKFLOW =
            """
            source:
              type: stitch
              serviceName: stitch
              serviceConnection: {config: {token: TOKEN}}
              sourceConfig:
                config:
                  type: PipelineMetadata
                  markDeletedPipelines: MARK
                  pipelineFilterPattern: {excludes: ['PATTERN']}
            workflowConfig:
              openMetadataServerConfig: {hostPort: "HOST", securityConfig: {jwtToken: xyz}}
            """;

    private static String with(String what, String value) {
        return Map.of("TOKEN", "abc", "MARK", "true", "PATTERN", "^x", "HOST", "http://localhost:8585/api")
                .entrySet()
                .stream()
                .reduce(
                        WORKFLOW,
                        (text, each) ->
                                text.replace(each.getKey(), each.getKey().equals(what) ? value : each.getValue()),
                        (one, other) -> other);
    }

    private static Workflow read(String yaml) {
        return new WorkflowReader(Map.of("STITCH_TOKEN", "0123abcd")::get, List.of("OpenMetadata-Server"))
                .read("a.yaml", yaml);
    }

    @Test
    void fillsInAVariableWithoutBraces() {
        assertThat(read(with("TOKEN", "$STITCH_TOKEN")).stitch().token().reveal())
                .isEqualTo("0123abcd");
    }

    @Test
    void refusesATokenWhoseVariableIsNotSet() {
        assertThatThrownBy(() -> read(with("TOKEN", "$STITCH_TOKN")))
                .hasMessageContainingAll("line 4", "token", "not set");
    }

    @ParameterizedTest
    @CsvSource({"yes, true", "No, false", "on, true", "OFF, false"})
    void readsTheWordsOfYaml11(String word, boolean meaning) {
        assertThat(read(with("MARK", word)).pipelineMetadata().markDeletedPipelines())
                .isEqualTo(meaning);
    }

    @Test
    void readsNamedGroupsOfPython() {
        FilterPattern filter = read(with("PATTERN", "(?P<the_env>test|dev)_(?P=the_env)"))
                .pipelineMetadata()
                .pipelineFilterPattern();
        assertThat(filter.accepts("dev_dev")).isFalse();
        assertThat(filter.accepts("dev_test")).isTrue();
    }

    /** It is not shown: an unquoted password may begin so. */
    @Test
    void refusesATagWithItsLine() {
        assertThatThrownBy(() -> read(with("TOKEN", "!ENV STITCH_TOKEN")))
                .hasMessageContainingAll("line 4", "tag")
                .hasMessageNotContaining("ENV");
    }

    @Test
    void readsJsonWithTabs() {
        String json = "{\n\t\"source\": {\n\t\t\"type\": \"stitch\",\t\"serviceName\": \"a \\\"b\\\" c\",\n"
                + "\t\t\"serviceConnection\": {\"config\": {\"token\":\t\"abc\"}}\n\t},\n"
                + "\t\"workflowConfig\": {\"openMetadataServerConfig\": {\"securityConfig\": {\"jwtToken\": \"x\"}}}\n}";
        assertThat(read(json.replace(" \\\"b\\\" c", "")).serviceName()).isEqualTo("a");
    }

    @Test
    void sendsTokensInClearToTrustedHostsOnly() {
        assertThat(read(with("HOST", "http://openmetadata-server:8585/api"))
                        .openMetadata()
                        .baseUrl())
                .hasToString("http://openmetadata-server:8585/api");
        assertThatThrownBy(() -> read(with("HOST", "http://other:8585/api"))).hasMessageContaining("http.trustedHosts");
    }

    @Test
    void saysThatAHostNameHasAnUnderscore() {
        assertThatThrownBy(() -> read(with("HOST", "https://openmetadata_server:8585/api")))
                .hasMessageContaining("underscore");
    }
}
