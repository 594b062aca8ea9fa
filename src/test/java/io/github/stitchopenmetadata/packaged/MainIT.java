package io.github.stitchopenmetadata.packaged;

import static io.github.stitchopenmetadata.support.Patience.await;
import static io.github.stitchopenmetadata.support.Patience.exitStatus;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.sandbox.CatalogServer;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.sandbox.StitchServer;
import io.github.stitchopenmetadata.sandbox.StoredCatalog;
import io.github.stitchopenmetadata.support.Extent;
import io.github.stitchopenmetadata.support.HeldAnswers;
import io.github.stitchopenmetadata.support.Servers;
import io.github.stitchopenmetadata.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The program as a process: what it prints, and the status it exits with. */
class MainIT {

    @TempDir
    private Path folder;

    @Test
    @Tag(Extent.THOROUGH)
    void runsTheSandboxOnce() throws Exception {
        Process process = start("-Dingest.once=true", "-Dsandbox=true");

        assertThat(exitStatus(process)).isZero();
        List<String> output = output();
        assertThat(output.get(0)).contains("SANDBOX");
        assertThat(output)
                .anyMatch(line -> line.endsWith("pipelines  10 created, 0 updated, 0 unchanged"))
                .anyMatch(line -> line.endsWith("edges      23 drawn, 0 unchanged, 3 missing"))
                .anyMatch(line -> line.endsWith("tables     10 registered for sources that are no databases"))
                .anyMatch(line -> line.contains("mvn camel:run -Dingest.workflow=FILE"))
                .noneMatch(line -> line.contains("ERROR") || line.contains("WARN"));
        assertThat(folder.resolve("reports").toFile().list())
                .containsExactlyInAnyOrder("report.json", "report.html", "index.html", "history");
        assertThat(Files.readString(folder.resolve("reports/report.json")))
                .contains("\"edges_drawn\" : 23", "\"SOURCE_SERVICE_UNKNOWN\"");
    }

    @Tag(Extent.THOROUGH)
    @ParameterizedTest
    @ValueSource(strings = {"-Dingest.once=true", "-Dingest.mode=check"})
    void exitsWithTwoAndSaysWhatToSetWhereNoAccountIsNamed(String command) throws Exception {
        Process process = start(command);

        assertThat(exitStatus(process)).isEqualTo(2);
        assertThat(output())
                .singleElement()
                .asString()
                .contains("Not started: no account is named", "ingest.workflow", "stitch.token", "-Dsandbox=true");
        assertThat(folder.resolve("reports")).doesNotExist();
        assertThat(folder.resolve("state")).doesNotExist();
    }

    /** As mvn camel:run has it. */
    @Test
    @Tag(Extent.THOROUGH)
    void takesTheAccountThatIsNamedWhereTheSandboxIsForWantOfOne() throws Exception {
        Process sandbox = start("-Dingest.mode=check", "-Dsandbox=auto");
        assertThat(exitStatus(sandbox)).isZero();

        Process account = start("-Dingest.mode=check", "-Dsandbox=auto", "-Dingest.workflow=none.yaml");
        assertThat(exitStatus(account)).isEqualTo(2);
        assertThat(output()).anyMatch(line -> line.contains("none.yaml")).noneMatch(line -> line.contains("SANDBOX"));
    }

    @Tag(Extent.THOROUGH)
    @Test
    void exitsWithTwoWhenTheConfigurationIsRefused() throws Exception {
        Process process = start("-Dingest.once=true", "-Dingest.workflow=" + folder.resolve("none.yaml"));

        assertThat(exitStatus(process)).isEqualTo(2);
        assertThat(output()).anyMatch(line -> line.contains("none.yaml"));
    }

    @Tag(Extent.THOROUGH)
    @Test
    void exitsWithTwoWhenASettingCannotBeUsed() throws Exception {
        Process process = start("-Dingest.cron=every now and then", "-Dstitch.token=x");

        assertThat(exitStatus(process)).isEqualTo(2);
        assertThat(output()).anyMatch(line -> line.contains("ingest.cron is \"every now and then\""));
    }

    @Test
    void exitsWithTwoWhereARouteFileIsOfAnEarlierVersion() throws Exception {
        Path routes = Files.createDirectory(folder.resolve("routes"));
        try (Stream<Path> present = Files.list(Path.of("routes"))) {
            for (Path file : present.toList()) {
                Files.copy(file, routes.resolve(file.getFileName()));
            }
        }
        Files.writeString(
                routes.resolve("4-status.camel.yaml"), "- route: {id: mine, from: {uri: direct:mine, steps: []}}");

        Process process =
                start("-Dingest.once=true", "-Dcamel.main.routesIncludePattern=file:" + routes + "/*.camel.yaml");

        assertThat(exitStatus(process)).isEqualTo(2);
        assertThat(output())
                .anyMatch(line -> line.contains(routes.resolve("4-status.camel.yaml") + " is")
                        && line.contains("8-status.camel.yaml"))
                .anyMatch(line -> line.contains("Not started: ") && line.endsWith("remove the former ones"));
    }

    @Test
    @Tag(Extent.THOROUGH)
    void logsObjectsWhereThatIsWanted() throws Exception {
        Process process = start("-Dingest.once=true", "-Dsandbox=true", "-Dlog.format=json", "-Dprogress.interval=50");

        assertThat(exitStatus(process)).isZero();
        assertThat(output()).hasSizeGreaterThan(15).allSatisfy(line -> {
            JsonNode object = Json.MAPPER.readTree(line);
            assertThat(object.path("level").asText()).as(line).isEqualTo("INFO");
            // those are about the program, or about all runs of a pass
            boolean mayBeOfNone = object.path("logger").asText().matches(".*(Launcher|StartLine|Reports)");
            assertThat(object.has("run") || mayBeOfNone).as(line).isTrue();
        });
        assertThat(output()).anyMatch(line -> line.contains(" streams, "));
    }

    @Test
    void exitsWithTwoWhenASettingOfTheRoutesCannotBeUsed() throws Exception {
        assertRefused("-Dstitch.jobs.requests=0", "a whole number of 1 or more");
    }

    @ParameterizedTest
    @Tag(Extent.THOROUGH)
    @CsvSource(
            delimiter = '|',
            value = {
                "-Dlog.format=xml               | plain or json",
                "-Dstitch.token=x               | sandbox is true",
                "-Dlineage.saas=maybe           | register, pipeline or skip",
                "-Dretry.delay=-1               | a whole number of 0 or more",
                "-Dbreaker.failures=most        | a whole number from 1 to 100",
                "-Dhttp.call.timeout=           | a whole number of 1 or more",
                "-Dretry.statuses=500,often     | often",
                "-Dsandbox=maybe                | true, false or auto",
                "-Dingest.once=maybe            | true or false",
                "-Dlineage.saas.service=a::b    | the name of a database service",
                "-Dlineage.rules=none.yaml      | none.yaml",
                "-Dopenmetadata.owners=.*=a;shop | PATTERN=OWNER",
                "-Dopenmetadata.owners=(=a      | regular expression"
            })
    void exitsWithTwoWhicheverSettingOfTheRoutesCannotBeUsed(String setting, String expected) throws Exception {
        assertRefused(setting, expected);
    }

    /** @param expected what the setting may be, or the part of it that it may not */
    private void assertRefused(String setting, String expected) throws Exception {
        Process process = start("-Dsandbox=true", setting);
        String name = setting.substring("-D".length(), setting.indexOf('='));

        assertThat(exitStatus(process)).isEqualTo(2);
        assertThat(output())
                .filteredOn(line -> line.contains(name))
                .singleElement()
                .asString()
                .contains("ERROR", expected);
    }

    @Tag(Extent.THOROUGH)
    @Test
    void exitsWithOneWhenSomethingFailed() throws Exception {
        StitchAccount account = StitchAccount.generated(1, 1, 1, 1.0);
        StitchAccount.Builder broken = StitchAccount.builder();
        account.destinations().forEach(broken::addDestination);
        account.sources().forEach(broken::addSource);
        broken.addStream(
                account.sources().get(0).path("id").asLong(),
                account.streams(account.sources().get(0).path("id").asLong()).get(0),
                com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                        .objectNode()
                        .put("schema", "{"));
        try (StitchServer stitch = new StitchServer(broken.build(), "s");
                CatalogServer catalog = new CatalogServer("1.13.0", "c")) {
            catalog.catalog().addTablesOf(account);
            Process process = start(settings(stitch, catalog));

            assertThat(exitStatus(process)).isOne();
            assertThat(output()).anyMatch(line -> line.contains("1 failure"));
        }
    }

    @Tag(Extent.THOROUGH)
    @Test
    void stopsCleanlyAndSoonWhenItIsToldTo() throws Exception {
        StitchAccount account = StitchAccount.generated(50, 20, 5, 1.0);
        try (StitchServer stitch = new StitchServer(
                        account, "s", StitchServer.Options.defaults().withLatency(Duration.ofMillis(50)));
                CatalogServer catalog = new CatalogServer("1.13.0", "c")) {
            catalog.catalog().addTablesOf(account);
            Process process = start(settings(stitch, catalog));
            await().until(() -> stitch.requests() > 20);

            process.destroy();

            exitStatus(process);
            assertThat(output())
                    .filteredOn(line -> !line.contains("command line"))
                    .filteredOn(line -> line.contains("ERROR") || line.contains("WARN") || line.contains("Exception"))
                    .singleElement()
                    .asString()
                    .contains("stopped before it was done");
            assertThat(stitch.requests()).isLessThan(500);
        }
    }

    @Test
    @Tag(Extent.THOROUGH)
    void goesOnWithRunStatusWhereItWasKilled() throws Exception {
        StitchAccount account = StitchAccount.generated(20, 4, 1, 1.0);
        try (Servers servers = new Servers(
                        account, "1.13.0", StitchServer.Options.defaults().withPageSize(2));
                HeldAnswers underWay = new HeldAnswers("GET", ".*/loads[?]page=11")) {
            String[] settings = {
                "-Dingest.once=true",
                "-Dstitch.hostPort=" + servers.stitch.baseUrl(),
                "-Dstitch.token=stitch-token",
                "-Dopenmetadata.hostPort=" + servers.catalog.baseUrl() + "/api",
                "-Dopenmetadata.jwtToken=catalog-token",
                "-Dstitch.loads.pages=0",
                "-Dstitch.jobs.requests=1000"
            };
            servers.alter(underWay);
            Process killed = start(settings);
            underWay.awaitFirst();
            killed.destroyForcibly().waitFor();
            underWay.letGo();

            assertThat(exitStatus(start(settings))).isZero();

            // 40 pages of loads, 10 of extractions; the one that was under way is read twice
            assertThat(jobs(servers.account)).isEqualTo(51);
            StoredCatalog catalog = servers.catalogServer.catalog();
            assertThat(catalog.pipelines().keySet()).hasSize(20).allSatisfy(pipeline -> assertThat(
                            catalog.statuses(pipeline))
                    .hasSize(1));
        }
    }

    private static long jobs(StitchServer stitch) {
        return stitch.requestsByEndpoint().entrySet().stream()
                .filter(endpoint -> endpoint.getKey().startsWith("GET /v4/{client_id}/"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static String[] settings(StitchServer stitch, CatalogServer catalog) {
        return new String[] {
            "-Dingest.once=true",
            "-Dstitch.hostPort=" + stitch.url(),
            "-Dstitch.token=s",
            "-Dopenmetadata.hostPort=" + catalog.url(),
            "-Dopenmetadata.jwtToken=c"
        };
    }

    private Process start(String... settings) throws IOException {
        return new Program(folder).start(settings);
    }

    private List<String> output() throws IOException {
        return new Program(folder).output();
    }
}
