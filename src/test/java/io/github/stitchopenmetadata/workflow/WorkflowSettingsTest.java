package io.github.stitchopenmetadata.workflow;

import static io.github.stitchopenmetadata.support.Facts.telling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkflowSettingsTest {
    @TempDir
    private Path directory;

    @Test
    void readsAllSettings() {
        Workflow workflow = read(Map.ofEntries(
                Map.entry("stitch.serviceName", " stitch eu "),
                Map.entry("stitch.hostPort", "https://proxy.example/stitch/v4/"),
                Map.entry("stitch.token", "${STITCH_TOKEN}"),
                Map.entry("stitch.dbServiceNames", "warehouse, data lake ,"),
                Map.entry("stitch.includeLineage", "FALSE"),
                Map.entry("stitch.pipelineFilterPattern.includes", "^a{1,2}$, b"),
                Map.entry("stitch.pipelineFilterPattern.excludes", "test"),
                Map.entry("stitch.markDeletedPipelines", "false"),
                Map.entry("stitch.includeUnDeployedPipelines", "true"),
                Map.entry("stitch.includeOwners", "false"),
                Map.entry("stitch.includeTags", "false"),
                Map.entry("stitch.overrideMetadata", "false"),
                Map.entry("stitch.overrideLineage", "false"),
                Map.entry("stitch.statusLookbackDays", "0"),
                Map.entry("openmetadata.hostPort", "https://catalog.example"),
                Map.entry("openmetadata.jwtToken", "ey.J0.x")));

        assertThat(workflow.file()).isEqualTo("application.properties");
        assertThat(workflow.serviceName()).isEqualTo("stitch eu");
        assertThat(workflow.stitch().baseUrl()).hasToString("https://proxy.example/stitch");
        assertThat(workflow.stitch().token().reveal()).isEqualTo("0123abcd");
        assertThat(workflow.openMetadata().baseUrl()).hasToString("https://catalog.example/api");
        assertThat(workflow.openMetadata().jwtToken().reveal()).isEqualTo("ey.J0.x");
        FilterPattern filter = workflow.pipelineMetadata().pipelineFilterPattern();
        assertThat(filter.includes()).extracting(Pattern::pattern).containsExactly("^a{1,2}$", "b");
        assertThat(filter.excludes()).extracting(Pattern::pattern).containsExactly("test");
        assertThat(workflow.pipelineMetadata())
                .isEqualTo(new PipelineMetadata(
                        false, List.of("warehouse", "data lake"), filter, false, true, false, false, false, false, 0));
        assertThat(workflow.warnings()).isEmpty();
    }

    @Test
    void takesBlankSettingsAsAbsentAndPassesOverOthers() throws IOException {
        Files.writeString(directory.resolve("token"), "abc\n");

        Workflow workflow = read(with(Map.of(
                "stitch.hostPort",
                "",
                "stitch.token",
                " ",
                "stitch.tokenFile",
                "token",
                "stitch.includeLineage",
                "",
                "stitch.includeOwners",
                " ",
                "stitch.dbServiceNames",
                " ",
                "openmetadata.hostPort",
                " ",
                "stitch.rate",
                "7",
                "ingest.once",
                "true",
                "camel.main.name",
                "x")));

        assertThat(workflow.stitch().token().reveal()).isEqualTo("abc");
        assertThat(workflow.stitch().baseUrl()).hasToString("https://api.stitchdata.com");
        assertThat(workflow.openMetadata().baseUrl()).hasToString("http://localhost:8585/api");
        assertThat(workflow.pipelineMetadata().includeLineage()).isTrue();
        assertThat(workflow.pipelineMetadata().dbServiceNames()).isEmpty();
        assertThat(workflow.warnings()).isEmpty();
    }

    @Test
    void saysAllThatIsMissing() {
        assertThat(problems(Map.of("stitch.tokn", "s3cr3t")))
                .satisfiesExactly(
                        telling("application.properties: stitch.serviceName ", "missing"),
                        telling("application.properties: stitch.token ", "missing", "${STITCH_TOKEN}", "stitch.tokn "),
                        telling("application.properties: openmetadata.jwtToken ", "missing", "${OM_JWT_TOKEN}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
        stitch.serviceName          | a::b          | stitch.serviceName · control character · "a::b" · "::" · ">"
        stitch.hostPort             | http://stitch | stitch.hostPort · plain http · "http://stitch"
        stitch.hostPort             | https://me:s3cr3t@stitch | stitch.hostPort · user name
        stitch.token                | s3cr3t s3cr3t | stitch.token · blank · ASCII · control character
        stitch.token                | secret:/a     | stitch.token · secrets manager · ${VARIABLE} · tokenFile
        stitch.token                | ${NONE}       | stitch.token · NONE
        stitch.tokenFile            | none          | stitch.tokenFile · beside
        stitch.includeLineage       | yes please    | stitch.includeLineage · "yes please" · true · false
        stitch.statusLookbackDays   | -1            | stitch.statusLookbackDays · "-1" · whole number
        stitch.pipelineFilterPattern.includes | a,(b | stitch.pipelineFilterPattern.includes · "(b" · Unclosed · regular expression
        stitch.lineageInformation.dbServiceNames | a | stitch.dbServiceNames · beside · stitch.lineageInformation.dbServiceNames
        openmetadata.hostPort       | localhost:8585 | openmetadata.hostPort · no http or https URL · "localhost:8585"
        openmetadata.jwtTokenFile   | none          | openmetadata.jwtTokenFile · beside
        """)
    void refusesWhatAWorkflowFileWouldNotPass(String key, String value, String facts) {
        assertThat(problems(with(Map.of(key, value)))).satisfiesExactly(telling("application.properties: " + facts));
    }

    @Test
    void warnsOfWhatIsNotFollowed() {
        assertThat(read(with(Map.of(
                                "stitch.ownershipUpdateMode",
                                "append",
                                "openmetadata.sslConfig.caCertificate",
                                "ca.pem")))
                        .warnings())
                .satisfiesExactly(
                        telling("application.properties: openmetadata.sslConfig.caCertificate ", "verifySSL"),
                        telling("application.properties: stitch.ownershipUpdateMode ", "no effect"));
    }

    private static Map<String, String> with(Map<String, String> changes) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "stitch.serviceName",
                "stitch",
                "stitch.token",
                "s3cr3t",
                "stitch.dbServiceNames",
                "warehouse",
                "openmetadata.jwtToken",
                "s3cr3t"));
        settings.putAll(changes);
        return settings;
    }

    private List<String> problems(Map<String, String> settings) {
        ConfigurationException refusal = catchThrowableOfType(ConfigurationException.class, () -> read(settings));
        assertThat(refusal.getMessage()).doesNotContain("s3cr3t");
        return refusal.problems();
    }

    private Workflow read(Map<String, String> settings) {
        return new WorkflowSettings(Map.of("STITCH_TOKEN", "0123abcd")::get, directory).fromSettings(settings);
    }
}
