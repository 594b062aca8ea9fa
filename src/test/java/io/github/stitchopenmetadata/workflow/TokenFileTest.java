package io.github.stitchopenmetadata.workflow;

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
        tokenFile: none                | "none" does not exist: expected a file that holds the bare token
        tokenFile: '${NONE:-none}'     | "${NONE:-none}" does not exist: expected a file that holds the bare token
        tokenFile: .                   | "." is a directory: expected a file that holds the bare token
        tokenFile: empty               | "empty" is empty: expected a file that holds the bare token
        tokenFile: two                 | "two" holds a blank, a control character or one outside ASCII: expected a file that holds the bare token
        tokenFile: binary              | "binary" is not UTF-8 text: expected a file that holds the bare token
        tokenFile: "a\\0b"             | "a b" is no valid file name: expected a file that holds the bare token
        tokenFile: [two]               | is a list: expected the name of a file that holds the token
        tokenFile: two, token: s3cr3t  | is given beside token: expected one of them
        """)
    void saysWhyAFileHoldsNoToken(String keys, String problem) throws IOException {
        Files.writeString(directory.resolve("empty"), " \n");
        Files.writeString(directory.resolve("two"), "s3cr3t\ns3cr3t\n");
        Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff});

        assertThat(problems(keys, "jwtToken: a")).containsExactly(KEY + problem);
    }

    @Test
    void treatsTheTokenOfTheCatalogAlike() {
        String key = "eu.yaml line 6: workflowConfig.openMetadataServerConfig.securityConfig.jwtTokenFile ";

        assertThat(problems("token: a", "jwtTokenFile: none"))
                .containsExactly(key + "\"none\" does not exist: expected a file that holds the bare token");
        assertThat(problems("token: a", "jwtTokenFile: none, jwtToken: s3cr3t"))
                .containsExactly(key + "is given beside jwtToken: expected one of them");
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
