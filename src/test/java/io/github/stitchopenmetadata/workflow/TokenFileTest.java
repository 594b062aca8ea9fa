package io.github.stitchopenmetadata.workflow;

import static io.github.stitchopenmetadata.support.Facts.telling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenFileTest {
    private static final String KEY = "eu.yaml line 4: source.serviceConnection.config.tokenFile ";

    @TempDir
    private Path directory;

    @Test
    void readsBothTokensFromFiles() throws IOException {
        Files.writeString(directory.resolve("stitch"), "\n s3cr3t \r\n");
        Files.writeString(directory.resolve("catalog"), "ey.J0.x");

        Workflow workflow = read("tokenFile: stitch", "jwtTokenFile: ${DIR}/catalog");

        assertThat(workflow.stitch().token()).isEqualTo(new Secret("s3cr3t"));
        assertThat(workflow.openMetadata().jwtToken()).isEqualTo(new Secret("ey.J0.x"));
        assertThat(workflow.warnings()).isEmpty();
    }

    @Test
    void passesOverABlankTokenBesideAFile() throws IOException {
        Files.writeString(directory.resolve("stitch"), "s3cr3t");

        assertThat(read("tokenFile: stitch, token: '${NONE:-}'", "jwtToken: a")
                        .stitch()
                        .token())
                .isEqualTo(new Secret("s3cr3t"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        tokenFile: none                | does not exist · "none"
        tokenFile: '${NONE:-none}'     | does not exist · "${NONE:-none}"
        tokenFile: .                   | directory · "."
        tokenFile: empty               | empty · "empty"
        tokenFile: two                 | blank · ASCII · control character · "two"
        tokenFile: binary              | UTF-8 · "binary"
        tokenFile: "a\\0b"             | no valid file name · "a b"
        tokenFile: [two]               | a list
        tokenFile: two, token: s3cr3t  | beside
        """)
    void saysWhyAFileHoldsNoToken(String keys, String facts) throws IOException {
        Files.writeString(directory.resolve("empty"), " \n");
        Files.writeString(directory.resolve("two"), "s3cr3t\ns3cr3t\n");
        Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff});

        assertThat(problems(keys, "jwtToken: a")).satisfiesExactly(telling(KEY, facts));
    }

    @Test
    void treatsTheTokenOfTheCatalogAlike() {
        String key = "eu.yaml line 6: workflowConfig.openMetadataServerConfig.securityConfig.jwtTokenFile ";

        assertThat(problems("token: a", "jwtTokenFile: none"))
                .satisfiesExactly(telling(key, "\"none\"", "does not exist"));
        assertThat(problems("token: a", "jwtTokenFile: none, jwtToken: s3cr3t"))
                .satisfiesExactly(telling(key, "beside jwtToken"));
    }

    private List<String> problems(String stitch, String catalog) {
        ConfigurationException refusal =
                catchThrowableOfType(ConfigurationException.class, () -> read(stitch, catalog));
        assertThat(refusal.getMessage()).doesNotContain("s3cr3t");
        return refusal.problems();
    }

    private Workflow read(String stitch, String catalog) {
        Map<String, String> variables = Map.of("DIR", directory.toString());
        return new WorkflowReader(variables::get, directory)
                .read(
                        "eu.yaml",
                        """
                source:
                  type: stitch
                  serviceName: stitch
                  serviceConnection: {config: {%s}}
                workflowConfig:
                  openMetadataServerConfig: {securityConfig: {%s}}
                """
                                .formatted(
                                        stitch,
                                        catalog.contains("${") ? catalog.replaceAll("(\\$\\{.*)", "'$1'") : catalog));
    }
}
