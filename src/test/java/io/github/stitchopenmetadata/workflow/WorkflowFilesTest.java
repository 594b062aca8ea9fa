package io.github.stitchopenmetadata.workflow;

import static io.github.stitchopenmetadata.support.Facts.telling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkflowFilesTest {
    @TempDir
    private Path directory;

    private WorkflowReader reader;

    @BeforeEach
    void writeWorkflows() throws IOException {
        reader = new WorkflowReader(name -> null, directory);
        for (String file : List.of(
                "top.yaml",
                "w/eu.yaml",
                "w/us.yml",
                "w/a b/größe.yaml",
                "w/a b/c/deep.yaml",
                "w/.hidden.yaml",
                "w/.git/x.yaml",
                "w/odd[1].yaml")) {
            write(file, workflow(file));
        }
        write("w/notes.txt", "none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        top.yaml                 | top.yaml
        ./top.yaml               | ./top.yaml
        *.yaml                   | top.yaml
        w/*.yaml                 | w/eu.yaml;w/odd[1].yaml
        w/*.{yaml,yml}           | w/eu.yaml;w/odd[1].yaml;w/us.yml
        w/??.y*                  | w/eu.yaml;w/us.yml
        w/odd[1].yaml            | w/odd[1].yaml
        w/[e]u.yaml              | w/eu.yaml
        **/*.yaml                | top.yaml;w/a b/c/deep.yaml;w/a b/größe.yaml;w/eu.yaml;w/odd[1].yaml
        **.yaml                  | top.yaml;w/a b/c/deep.yaml;w/a b/größe.yaml;w/eu.yaml;w/odd[1].yaml
        w/**/*.yaml              | w/a b/c/deep.yaml;w/a b/größe.yaml;w/eu.yaml;w/odd[1].yaml
        w/*/*.yaml               | w/a b/größe.yaml
        w/*/c/deep.yaml          | w/a b/c/deep.yaml
        w/.*.yaml                | w/.hidden.yaml
        w/us.yml , top.yaml      | top.yaml;w/us.yml
        w/eu.yaml,w/e*.yaml,,    | w/eu.yaml
        w/eu.yaml,./w/../w/eu.yaml | ./w/../w/eu.yaml
        """)
    void findsFiles(String filesOrGlobs, String files) {
        assertThat(reader.read(filesOrGlobs)).extracting(Workflow::file).containsExactly(files.split(";"));
    }

    @Test
    void takesAbsolutePatterns() {
        assertThat(reader.read(directory + "/w/e*.yaml"))
                .extracting(Workflow::file)
                .containsExactly(directory + "/w/eu.yaml");
    }

    @Test
    void followsLinksButNotInCircles() throws IOException {
        Files.createSymbolicLink(directory.resolve("linked"), directory.resolve("w/a b"));
        Files.createSymbolicLink(directory.resolve("w/a b/c/round"), directory.resolve("w"));

        assertThat(reader.read("linked/*.yaml")).extracting(Workflow::file).containsExactly("linked/größe.yaml");
        assertThat(reader.read("w/a b/**/*.yaml,linked/c/deep.yaml"))
                .extracting(Workflow::file)
                .contains("linked/c/deep.yaml", "w/a b/größe.yaml")
                .doesNotContain("w/a b/c/deep.yaml");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        none.yaml       | none.yaml: · does not exist
        none/*.yaml     | none/*.yaml: · no file
        w/*.json        | w/*.json: · no file
        w               | w: · directory
        w/[.yaml        | w/[.yaml: · no valid file name
        """)
    void saysWhatNamesNoFile(String filesOrGlobs, String facts) {
        assertThat(problems(filesOrGlobs)).satisfiesExactly(telling(facts));
        assertThat(problems("w/eu.yaml," + filesOrGlobs)).satisfiesExactly(telling(facts));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", " , "})
    void refusesAnEmptyList(String filesOrGlobs) {
        assertThat(problems(filesOrGlobs)).satisfiesExactly(telling("no workflow", "workflows/*.yaml"));
    }

    @Test
    void collectsTheProblemsOfAllFiles() throws IOException {
        write("bad/a.yaml", "");
        write("bad/b.yaml", workflow("b").replace("type: stitch", "type: mysql"));
        Files.write(directory.resolve("bad/c.yaml"), new byte[] {'a', ':', ' ', (byte) 0xe9});
        write("bad/d.yaml", workflow("d") + "# " + "x".repeat(1024 * 1024));

        assertThat(problems("bad/*.yaml,none/*.yaml"))
                .satisfiesExactly(
                        telling("none/*.yaml: ", "no file"),
                        telling("bad/a.yaml: ", "empty"),
                        telling("bad/b.yaml line 2: source.type ", "\"mysql\""),
                        telling("bad/c.yaml: ", "UTF-8"),
                        telling("bad/d.yaml: ", "1 MiB"));
    }

    @Test
    void refusesTwoWorkflowsForOneService() throws IOException {
        write("same/a.yaml", workflow("same"));
        write("same/b.yaml", workflow("same"));

        assertThat(problems("same/*.yaml,top.yaml"))
                .satisfiesExactly(telling("same/b.yaml: source.serviceName ", "\"same\"", "same/a.yaml"));
    }

    private List<String> problems(String filesOrGlobs) {
        return catchThrowableOfType(ConfigurationException.class, () -> reader.read(filesOrGlobs))
                .problems();
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(directory.resolve(file).getParent());
        Files.writeString(directory.resolve(file), text);
    }

    private static String workflow(String name) {
        return """
                source:
                  type: stitch
                  serviceName: %s
                  serviceConnection: {config: {token: abc}}
                workflowConfig:
                  openMetadataServerConfig: {securityConfig: {jwtToken: xyz}}
                """
                .formatted(name.replaceAll("[^a-zA-Z0-9ößü]", "-"));
    }
}
