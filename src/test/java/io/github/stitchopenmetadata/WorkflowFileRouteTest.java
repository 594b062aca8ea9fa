package io.github.stitchopenmetadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run.Count;
import io.github.stitchopenmetadata.sandbox.Sandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkflowFileRouteTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                  | empty
            source: [           | not YAML
            just text           | mapping
            source: {}          | source
            """)
    void refusesAFileThatIsNoWorkflowInOneLineAProblem(String content, String word) throws Exception {
        Path file = Files.writeString(folder.resolve("eu.yaml"), content);

        try (Connector connector = Connector.with(Map.of("ingest.workflow", file.toString()))) {
            Pass pass = connector.ingest();

            assertThat(pass.exitStatus()).isEqualTo(2);
            assertThat(pass.problems()).isNotEmpty().allSatisfy(problem ->
                    assertThat(problem).contains("eu.yaml").doesNotContain("\n"));
            assertThat(String.join(" ", pass.problems())).contains(word);
        }
    }

    @Test
    void refusesAFileThatIsMissing() throws Exception {
        try (Connector connector = Connector.with(Map.of("ingest.workflow", folder.resolve("no-such.yaml").toString()))) {
            Pass pass = connector.ingest();

            assertThat(pass.exitStatus()).isEqualTo(2);
            assertThat(pass.problems()).singleElement().asString().contains("no-such.yaml");
        }
    }

    @Test
    void goesOnWithTheOtherWorkflowsWhenOneIsRefused() throws Exception {
        try (Sandbox sandbox = Sandbox.start()) {
            Files.writeString(folder.resolve("a.yaml"), workflow(sandbox, "broken", "wrong"));
            Files.writeString(folder.resolve("b.yaml"), workflow(sandbox, "working", sandbox.stitchToken()));

            try (Connector connector = Connector.with(Map.of("ingest.workflow", folder + "/*.yaml"))) {
                Pass pass = connector.ingest();

                assertThat(pass.exitStatus()).isOne();
                assertThat(pass.runs()).hasSize(2);
                assertThat(pass.runs().get(0).stopped()).contains("the token was refused");
                assertThat(pass.runs().get(1).counted(Count.PIPELINES_CREATED)).isEqualTo(10);
                assertThat(connector.status().runs().get(1).counted(Count.STATUSES)).isEqualTo(7);
            }
        }
    }

    @Test
    void leavesOutWhatTheFilterPatternExcludes() throws Exception {
        try (Sandbox sandbox = Sandbox.start()) {
            Path file = Files.writeString(folder.resolve("filtered.yaml"), workflow(sandbox, "filtered", sandbox.stitchToken())
                    .replace("dbServiceNames:", "pipelineFilterPattern: {includes: ['^shop$', '^hub']}\n      dbServiceNames:"));

            try (Connector connector = Connector.with(Map.of("ingest.workflow", file.toString()))) {
                connector.ingest();

                assertThat(sandbox.catalogServer().catalog().pipelines()).containsOnlyKeys("filtered.shop", "filtered.hubspot");
            }
        }
    }

    private static String workflow(Sandbox sandbox, String service, String token) {
        return """
                source:
                  type: stitch
                  serviceName: %s
                  serviceConnection:
                    config: {type: Stitch, hostPort: "%s/v4/", token: "%s"}
                  sourceConfig:
                    config:
                      type: PipelineMetadata
                      dbServiceNames: [%s]
                sink: {type: metadata-rest, config: {}}
                workflowConfig:
                  openMetadataServerConfig:
                    hostPort: "%s"
                    authProvider: openmetadata
                    securityConfig: {jwtToken: "%s"}
                """.formatted(service, sandbox.stitchUrl(), token, String.join(", ", sandbox.dbServiceNames()),
                sandbox.catalogUrl(), sandbox.catalogToken());
    }
}
