package io.github.stitchopenmetadata.packaged;

import static io.github.stitchopenmetadata.support.Patience.await;
import static io.github.stitchopenmetadata.support.Patience.exitStatus;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.stitchopenmetadata.sandbox.CatalogServer;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.sandbox.StitchServer;
import io.github.stitchopenmetadata.support.Extent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.camel.component.kafka.KafkaComponent;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar that needs nothing but Java, in a folder where nothing else is. */
class ExecutableJarIT {

    @TempDir
    private Path folder;

    @Test
    void runsTheSandboxWithTheRoutesThatItHasInside() throws Exception {
        Process process = start("-Dingest.once=true", "-Dsandbox=true");

        assertThat(exitStatus(process)).isZero();
        assertThat(output().get(0)).contains("SANDBOX");
        assertThat(output())
                .anyMatch(line -> line.endsWith("edges      23 drawn, 0 unchanged, 3 missing"))
                .noneMatch(line -> line.contains("ERROR") || line.contains("WARN") || line.contains("|-"));
        assertThat(folder.resolve("reports/report.json")).isNotEmptyFile();
    }

    @Test
    void endsAndSaysWhatToSetWhereNoAccountIsNamed() throws Exception {
        Process process = start();

        assertThat(exitStatus(process)).isEqualTo(2);
        assertThat(output())
                .singleElement()
                .asString()
                .contains("no account is named", "ingest.workflow", "-Dsandbox=true");
        assertThat(folder.toFile().list()).containsExactly("output");
    }

    /** What another process extracts cannot be had without a database; what is asked of here is the component. */
    @Test
    @Tag(Extent.THOROUGH)
    void takesWhatItLacksFromTheFolderLib() throws Exception {
        String[] settings = {
            "-Dsandbox=true",
            "-Dingest.role=deliver",
            "-Dlineage.queue=kafka:lineage",
            "-Dlineage.results=kafka:results"
        };
        assertThat(exitStatus(start(settings))).isEqualTo(2);
        assertThat(output()).anyMatch(line -> line.contains("component for kafka: is not there"));

        Path component = Path.of(KafkaComponent.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Files.copy(component, Files.createDirectory(folder.resolve("lib")).resolve("camel-kafka.jar"));

        assertThat(exitStatus(start(settings))).isEqualTo(2);
        assertThat(output())
                .singleElement()
                .asString()
                .contains("state.jdbc.url")
                .doesNotContain("component for kafka:");
    }

    @Test
    @Tag(Extent.THOROUGH)
    void prefersTheRoutesBesideIt() throws Exception {
        Path routes = Files.createDirectory(folder.resolve("routes"));
        for (Path file : Files.newDirectoryStream(Path.of("routes"))) {
            Files.copy(file, routes.resolve(file.getFileName()));
        }
        Path extract = routes.resolve("2-extract.camel.yaml");
        String text = Files.readString(extract);
        String edited = text.replaceFirst(
                "(uri: direct:extract-source\n +steps:\n)", "$1        - log: \"reading \\${body.source.name}\"\n");
        assertThat(edited).isNotEqualTo(text);
        Files.writeString(extract, edited);

        exitStatus(start("-Dingest.once=true", "-Dsandbox=true"));

        assertThat(output()).anyMatch(line -> line.endsWith("reading shop"));
    }

    @Test
    @Tag(Extent.THOROUGH)
    void exitsWithZeroWhenAWorkflowWasDelivered() throws Exception {
        StitchAccount account = StitchAccount.generated(3, 4, 5, 1.0);
        try (StitchServer stitch = new StitchServer(account, "s");
                CatalogServer catalog = new CatalogServer("1.13.0", "c")) {
            catalog.catalog().addTablesOf(account);

            assertThat(runOnce(stitch, catalog, "s")).isZero();

            assertThat(catalog.catalog().pipelines()).hasSize(3);
            assertThat(output()).anyMatch(line -> line.endsWith("edges      12 drawn, 0 unchanged, 0 missing"));
        }
    }

    @Test
    @Tag(Extent.THOROUGH)
    void exitsWithOneWhenSomethingFailed() throws Exception {
        StitchAccount account = StitchAccount.generated(1, 1, 1, 1.0);
        StitchAccount.Builder broken = StitchAccount.builder();
        account.destinations().forEach(broken::addDestination);
        account.sources().forEach(broken::addSource);
        long source = account.sources().get(0).path("id").asLong();
        broken.addStream(
                source,
                account.streams(source).get(0),
                JsonNodeFactory.instance.objectNode().put("schema", "{"));
        try (StitchServer stitch = new StitchServer(broken.build(), "s");
                CatalogServer catalog = new CatalogServer("1.13.0", "c")) {
            catalog.catalog().addTablesOf(account);
            assertThat(runOnce(stitch, catalog, "s")).isOne();
        }
    }

    @Test
    @Tag(Extent.THOROUGH)
    void exitsWithTwoWhenATokenIsRefused() throws Exception {
        try (StitchServer stitch = new StitchServer(StitchAccount.generated(1, 1, 1, 1.0), "s");
                CatalogServer catalog = new CatalogServer("1.13.0", "c")) {
            assertThat(runOnce(stitch, catalog, "wrong")).isEqualTo(2);

            assertThat(output()).anyMatch(line -> line.contains("401") && line.contains("config.token"));
        }
    }

    @Test
    void stopsWhenItIsToldTo() throws Exception {
        StitchAccount account = StitchAccount.generated(50, 20, 5, 1.0);
        try (StitchServer stitch = new StitchServer(
                        account, "s", StitchServer.Options.defaults().withLatency(Duration.ofMillis(500)));
                CatalogServer catalog = new CatalogServer("1.13.0", "c")) {
            catalog.catalog().addTablesOf(account);
            Process process = start("-Dingest.workflow=" + workflow(stitch, catalog, "s"));
            await().until(() -> stitch.requests() > 10);

            process.destroy();

            assertThat(exitStatus(process)).isEqualTo(143);
            assertThat(output())
                    .anyMatch(line -> line.contains("ERROR") && line.contains("stopped before it was done"))
                    .noneMatch(line -> line.contains("WARN") || line.contains("Exception"));
            assertThat(stitch.requests()).isLessThan(30);
        }
    }

    private int runOnce(StitchServer stitch, CatalogServer catalog, String token) throws Exception {
        Process process = start("-Dingest.once=true", "-Dingest.workflow=" + workflow(stitch, catalog, token));
        return exitStatus(process);
    }

    private Path workflow(StitchServer stitch, CatalogServer catalog, String token) throws IOException {
        return Files.writeString(
                folder.resolve("workflow.yaml"),
                """
                source:
                  type: stitch
                  serviceName: stitch
                  serviceConnection: {config: {type: Stitch, hostPort: "%s", token: %s}}
                  sourceConfig: {config: {type: PipelineMetadata, lineageInformation: {dbServiceNames: [prod_postgres, warehouse]}}}
                sink: {type: metadata-rest, config: {}}
                workflowConfig:
                  openMetadataServerConfig: {hostPort: "%s", authProvider: openmetadata, securityConfig: {jwtToken: c}}
                """
                        .formatted(stitch.url(), token, catalog.url()));
    }

    /** Settings stand behind the jar. */
    private Process start(String... settings) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                Jars.EXECUTABLE.toString()));
        command.addAll(Arrays.asList(settings));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
    }

    private List<String> output() throws IOException {
        return Files.readAllLines(folder.resolve("output"));
    }
}
