package io.github.stitchopenmetadata.flow;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.run.Count;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.sandbox.Sandbox;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.LogLines;
import io.github.stitchopenmetadata.support.Servers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkflowFileRouteTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
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
            assertThat(pass.problems()).isNotEmpty().allSatisfy(problem -> assertThat(problem)
                    .contains("eu.yaml")
                    .doesNotContain("\n"));
            assertThat(String.join(" ", pass.problems())).contains(word);
        }
    }

    @Test
    void refusesAFileThatIsMissing() throws Exception {
        try (Connector connector = Connector.with(
                Map.of("ingest.workflow", folder.resolve("no-such.yaml").toString()))) {
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
                assertThat(pass.runs().get(0).life().stopped()).contains("401", "serviceConnection.config.token");
                assertThat(pass.runs().get(1).counts().of(Count.PIPELINES_CREATED))
                        .isEqualTo(10);
                assertThat(connector.status().runs().get(1).counts().of(Count.STATUSES))
                        .isEqualTo(7);
            }
        }
    }

    @Test
    void goesOnWithTheOtherWorkflowsWhenOneHasAKeyThatThereIsNot() throws Exception {
        try (Sandbox sandbox = Sandbox.start()) {
            String text = workflow(sandbox, "working", sandbox.stitchToken());
            Files.writeString(folder.resolve("a.yaml"), text.replace("source:\n", "sorce: {}\nsource:\n"));
            Files.writeString(folder.resolve("b.yaml"), text);

            try (Connector connector = Connector.with(Map.of("ingest.workflow", folder + "/*.yaml"))) {
                Pass pass = connector.ingest();

                assertThat(pass.exitStatus()).isOne();
                assertThat(pass.runs()).hasSize(1);
                assertThat(pass.refusedAccounts())
                        .singleElement()
                        .asString()
                        .contains("a.yaml line 1", "sorce", "did you mean source?");
            }
        }
    }

    @Test
    void leavesOutWhatTheFilterPatternExcludes() throws Exception {
        try (Sandbox sandbox = Sandbox.start()) {
            Path file = Files.writeString(
                    folder.resolve("filtered.yaml"),
                    workflow(sandbox, "filtered", sandbox.stitchToken())
                            .replace(
                                    "dbServiceNames:",
                                    "pipelineFilterPattern: {includes: ['^shop$', '^hub']}\n      dbServiceNames:"));

            try (Connector connector = Connector.with(Map.of("ingest.workflow", file.toString()))) {
                connector.ingest();

                assertThat(sandbox.catalogServer().catalog().pipelines())
                        .containsOnlyKeys("filtered.shop", "filtered.hubspot");
            }
        }
    }

    @Test
    void leavesOutSourcesThatAreNotFullySetUpWhereItIsToldTo() throws Exception {
        StitchAccount account = StitchAccount.generated(2, 1, 1, 1.0);
        StitchAccount.Builder halfway = StitchAccount.builder();
        account.destinations().forEach(halfway::addDestination);
        ObjectNode first = account.sources().get(0).deepCopy();
        ((ObjectNode) first.path("report_card")).put("current_step_type", "form");
        halfway.addSource(first).addSource(account.sources().get(1));

        try (Servers servers = Servers.of(halfway.build())) {
            Run run = runWith(servers, "false");
            assertThat(run.counts().of(Count.SOURCES_LEFT_OUT)).isOne();
            assertThat(servers.catalogServer.catalog().pipelines()).containsOnlyKeys("stitch.source_0002");

            assertThat(runWith(servers, "true").counts().of(Count.SOURCES_LEFT_OUT))
                    .isZero();
            assertThat(servers.catalogServer.catalog().pipelines()).hasSize(2);
        }
    }

    private static Run runWith(Servers servers, String includeUnDeployedPipelines) throws Exception {
        try (Connector connector =
                servers.connector(Map.of("stitch.includeUnDeployedPipelines", includeUnDeployedPipelines))) {
            return connector.ingestOne();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"WARN", "ERROR"})
    void aRefusedTokenIsShownAtEveryLevel(String level) throws Exception {
        try (Sandbox sandbox = Sandbox.start();
                LogLines log = new LogLines()) {
            Path file = Files.writeString(
                    folder.resolve("a.yaml"),
                    workflow(sandbox, "shop", "wrong")
                            .replace("workflowConfig:", "workflowConfig:\n  loggerLevel: " + level));

            try (Connector connector = Connector.with(Map.of("ingest.workflow", file.toString()))) {
                connector.ingest();
            }

            assertThat(log.at(Level.ERROR)).anyMatch(line -> line.contains("401"));
        }
    }

    @Test
    void logsEachRequestAsALineWhereItsLevelIsDebug() throws Exception {
        try (Sandbox sandbox = Sandbox.start();
                LogLines log = new LogLines()) {
            String workflow = workflow(sandbox, "shop", sandbox.stitchToken());
            Files.writeString(
                    folder.resolve("a.yaml"),
                    workflow.replace("workflowConfig:", "workflowConfig:\n  loggerLevel: WARN"));
            Files.writeString(
                    folder.resolve("b.yaml"),
                    workflow.replace("workflowConfig:", "workflowConfig:\n  loggerLevel: DEBUG")
                            .replace("serviceName: shop", "serviceName: crm")
                            .replaceFirst("http://127.0.0.1:\\d+/v4/", "http://127.0.0.1:1"));

            try (Connector connector =
                    Connector.with(Map.of("ingest.workflow", folder + "/*.yaml", "retry.attempts", "1"))) {
                connector.ingest();

                assertThat(log.at(Level.DEBUG))
                        .anyMatch(line -> line.matches("GET /v4/sources: 200 in \\d+ ms"))
                        .anyMatch(line -> line.matches("GET /api/v1/databases: 200 in \\d+ ms"))
                        .anyMatch(line -> line.matches("PUT /api/v1/lineage: 200 in \\d+ ms"))
                        .anyMatch(line -> line.matches("GET /api/v1/lineage/table/.*: 200 in \\d+ ms"))
                        .anyMatch(line -> line.matches("GET /v4/sources: no answer in \\d+ ms"))
                        .noneMatch(line -> line.contains("?")
                                || line.contains(sandbox.stitchToken())
                                || line.contains(sandbox.catalogToken()));
            }
        }
    }

    @Test
    void logsWhatTheRoutesSayUnderTheNameWhoseLevelIsSet() throws Exception {
        Path file = Files.writeString(folder.resolve("reports"), "in the way");

        try (LogLines log = new LogLines();
                Connector connector =
                        Connector.with(Map.of("ingest.workflow", "none.yaml", "report.directory", file.toString()))) {
            connector.ingest();

            assertThat(log.at(Level.WARN)).singleElement().asString().contains(file.toString());
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
                """
                .formatted(
                        service,
                        sandbox.stitchUrl(),
                        token,
                        String.join(", ", sandbox.dbServiceNames()),
                        sandbox.catalogUrl(),
                        sandbox.catalogToken());
    }
}
