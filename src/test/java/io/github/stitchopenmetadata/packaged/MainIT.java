package io.github.stitchopenmetadata.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.sandbox.CatalogServer;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.sandbox.StitchServer;
import io.github.stitchopenmetadata.support.Extent;
import io.github.stitchopenmetadata.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
    void runsTheSandboxOnce() throws Exception {
        Process process = start("-Dingest.once=true", "-Dsandbox=true");

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        List<String> output = output();
        assertThat(output.get(0)).contains("SANDBOX: no account is configured");
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

    @ParameterizedTest
    @ValueSource(strings = {"-Dingest.once=true", "-Dingest.mode=check"})
    void exitsWithTwoAndSaysWhatToSetWhereNoAccountIsNamed(String command) throws Exception {
        Process process = start(command);

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(output())
                .singleElement()
                .asString()
                .contains("Not started: no account is named", "ingest.workflow", "stitch.token", "-Dsandbox=true");
        assertThat(folder.resolve("reports")).doesNotExist();
        assertThat(folder.resolve("state")).doesNotExist();
    }

    /** As mvn camel:run has it. */
    @Test
    void takesTheAccountThatIsNamedWhereTheSandboxIsForWantOfOne() throws Exception {
        Process sandbox = start("-Dingest.mode=check", "-Dsandbox=auto");
        assertThat(sandbox.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(sandbox.exitValue()).isZero();

        Process account = start("-Dingest.mode=check", "-Dsandbox=auto", "-Dingest.workflow=none.yaml");
        assertThat(account.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(account.exitValue()).isEqualTo(2);
        assertThat(output()).anyMatch(line -> line.contains("none.yaml")).noneMatch(line -> line.contains("SANDBOX"));
    }

    @Test
    void exitsWithTwoWhenTheConfigurationIsRefused() throws Exception {
        Process process = start("-Dingest.once=true", "-Dingest.workflow=" + folder.resolve("none.yaml"));

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(output()).anyMatch(line -> line.contains("Nothing was done: ") && line.contains("none.yaml"));
    }

    @Test
    void exitsWithTwoWhenASettingCannotBeUsed() throws Exception {
        Process process = start("-Dingest.cron=every now and then", "-Dstitch.token=x");

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(output())
                .anyMatch(line -> line.contains(
                        "Not started: ingest.cron is \"every now and then\": expected a Quartz expression"));
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

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(output())
                .anyMatch(line -> line.contains(routes.resolve("4-status.camel.yaml") + " is")
                        && line.contains("8-status.camel.yaml"))
                .anyMatch(line -> line.contains("Not started: ") && line.endsWith("remove the former ones"));
    }

    @Test
    void logsObjectsWhereThatIsWanted() throws Exception {
        Process process = start("-Dingest.once=true", "-Dsandbox=true", "-Dlog.format=json", "-Dprogress.interval=50");

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(output()).hasSizeGreaterThan(15).allSatisfy(line -> {
            JsonNode object = Json.MAPPER.readTree(line);
            assertThat(object.path("level").asText()).as(line).isEqualTo("INFO");
            // those are about the program, or about all runs of a pass
            boolean mayBeOfNone = object.path("logger").asText().endsWith("Launcher")
                    || object.path("logger").asText().endsWith("Reports");
            assertThat(object.has("run") || mayBeOfNone).as(line).isTrue();
        });
        assertThat(output()).anyMatch(line -> line.contains(" streams, "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-Dlog.format=xml               | Not started: log.format is \"xml\": expected plain or json",
                "-Dstitch.token=x               | Not started: sandbox is true, but an account is named as well, by stitch.token: leave out one of the two",
                "-Dstitch.jobs.requests=0       | Not started: stitch.jobs.requests is \"0\": expected a whole number of 1 or more"
            })
    void exitsWithTwoWhenASettingOfTheRoutesCannotBeUsed(String setting, String words) throws Exception {
        assertRefused(setting, words);
    }

    @ParameterizedTest
    @Tag(Extent.THOROUGH)
    @CsvSource(
            delimiter = '|',
            value = {
                "-Dlineage.saas=maybe           | Not started: lineage.saas is \"maybe\": expected register, pipeline or skip",
                "-Dretry.delay=-1               | Not started: retry.delay is \"-1\": expected a whole number of 0 or more",
                "-Dbreaker.failures=most        | Not started: breaker.failures is \"most\": expected a whole number from 1 to 100",
                "-Dhttp.call.timeout=           | Not started: http.call.timeout is \"\": expected a whole number of 1 or more",
                "-Dretry.statuses=500,often     | Not started: retry.statuses holds \"often\": expected HTTP statuses, separated by commas",
                "-Dsandbox=maybe                | Not started: sandbox is \"maybe\": expected true, false or auto",
                "-Dingest.once=maybe            | Not started: ingest.once is \"maybe\": expected true or false",
                "-Dlineage.saas.service=a::b    | Not started: lineage.saas.service is \"a::b\": expected the name of a database service",
                "-Dlineage.rules=none.yaml      | Not started: Naming rules none.yaml cannot be read",
                "-Dopenmetadata.owners=.*=a;shop | Not started: openmetadata.owners has a part \"shop\": expected PATTERN=OWNER",
                "-Dopenmetadata.owners=(=a      | Not started: openmetadata.owners has a part \"(=a\": expected a regular expression"
            })
    void exitsWithTwoWhicheverSettingOfTheRoutesCannotBeUsed(String setting, String words) throws Exception {
        assertRefused(setting, words);
    }

    private void assertRefused(String setting, String words) throws Exception {
        Process process = start("-Dsandbox=true", setting);

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(output())
                .filteredOn(line -> line.contains("Not started: "))
                .singleElement()
                .asString()
                .contains(words);
    }

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
            Process process = start(settings(stitch, catalog));

            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isOne();
            assertThat(output()).anyMatch(line -> line.contains("1 failure"));
        }
    }

    @Test
    void stopsCleanlyAndSoonWhenItIsToldTo() throws Exception {
        StitchAccount account = StitchAccount.generated(50, 20, 5, 1.0);
        try (StitchServer stitch = new StitchServer(
                        account, "s", StitchServer.Options.defaults().withLatency(Duration.ofMillis(50)));
                CatalogServer catalog = new CatalogServer("1.13.0", "c")) {
            Process process = start(settings(stitch, catalog));
            await().atMost(Duration.ofSeconds(30)).until(() -> stitch.requests() > 20);

            process.destroy();

            assertThat(process.waitFor(15, TimeUnit.SECONDS)).isTrue();
            assertThat(output())
                    .anyMatch(line -> line.contains("stopped before it was done"))
                    .noneMatch(line -> line.contains("ERROR") || line.contains("WARN") || line.contains("Exception"));
            assertThat(stitch.requests()).isLessThan(500);
        }
    }

    @Test
    void goesOnWithRunStatusWhereItWasKilled() throws Exception {
        StitchAccount account = StitchAccount.generated(20, 4, 1, 1.0);
        try (StitchServer stitch = new StitchServer(
                        account,
                        "s",
                        StitchServer.Options.defaults().withPageSize(2).withLatency(Duration.ofMillis(60)));
                CatalogServer catalog = new CatalogServer("1.13.0", "c")) {
            String[] settings = Stream.concat(
                            Stream.of(settings(stitch, catalog)),
                            Stream.of("-Dstitch.loads.pages=0", "-Dstitch.jobs.requests=1000"))
                    .toArray(String[]::new);
            Process killed = start(settings);
            await().atMost(Duration.ofSeconds(60)).until(() -> jobs(stitch) > 10);
            killed.destroyForcibly().waitFor();

            assertThat(start(settings).waitFor(60, TimeUnit.SECONDS)).isTrue();

            // 40 pages of loads, 10 of extractions; the one that was under way may have been read twice
            assertThat(jobs(stitch)).isBetween(50L, 51L);
            assertThat(catalog.catalog().pipelines().keySet()).hasSize(20).allSatisfy(pipeline -> assertThat(
                            catalog.catalog().statuses(pipeline))
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
