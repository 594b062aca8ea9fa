package io.github.stitchopenmetadata.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.sandbox.Sandbox;
import io.github.stitchopenmetadata.sandbox.StoredCatalog;
import io.github.stitchopenmetadata.support.Extent;
import io.github.stitchopenmetadata.support.Patience;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive in a Karaf that has nothing else: from the installation, over all that an operator does, to the last trace of it. */
@Tag(Extent.KARAF)
class KarafIT {

    private static final String CFG = "io.github.stitchopenmetadata.cfg";
    private static final String ROUTE = "stitch-openmetadata/routes/2-extract.camel.yaml";

    @TempDir
    private Path folder;

    private Sandbox sandbox;
    private Karaf karaf;

    @BeforeEach
    void start() throws Exception {
        sandbox = Sandbox.start();
        karaf = new Karaf(folder);
    }

    @AfterEach
    void stop() throws Exception {
        karaf.close();
        sandbox.close();
    }

    /** The bundle without Camel, where Camel's packages are exported as by camel-karaf, in the versions of the jars. */
    @Test
    void runsOnTheCamelOfTheContainer() throws Exception {
        try {
            // first, because the bundle of Camel imports what it finds, and may not find slf4j while Karaf installs its
            // own bundles
            karaf.start();
            configure(Map.of());
            Path camel = folder.resolve("camel.jar");
            CamelBundle.write(Jars.standaloneBundle(), camel);
            karaf.deploy(camel, "camel.jar");
            karaf.deploy(Jars.plain(), "stitch-openmetadata.jar");

            soon().until(() -> karaf.log().contains("run status of 7 pipelines delivered"));

            assertThat(sandbox.catalogServer().catalog().pipelines()).hasSize(10);
            assertThat(karaf.shell("stitch:status")).contains("Running with ");
        } catch (Throwable failed) {
            throw new AssertionError(failed.getMessage() + "\n--- Karaf's log ---\n" + karaf.log(), failed);
        }
    }

    @Test
    void servesAnOperatorAndLeavesNothingBehind() throws Exception {
        try {
            karaf.start();
            Set<String> threads = karaf.threads();

            waitsForSettings();
            refusesTheSandboxThatItHasNot();
            deliversOnceThereAreSettings();
            runsWhenTold();
            hasThreads();
            keepsTheLastGoodSettings();
            followsTheSettings();
            followsTheRoutes();
            goesOnAfterARestart();
            leavesNothingBehind(threads);
        } catch (Throwable failed) {
            throw new AssertionError(failed.getMessage() + "\n--- Karaf's log ---\n" + karaf.log(), failed);
        }
    }

    private void waitsForSettings() throws Exception {
        Path archive = Jars.standaloneArchive();
        assertThat(Files.size(archive)).isLessThan(60_000_000);
        karaf.deploy(archive, "stitch-openmetadata.kar");
        soon().until(() -> karaf.log().contains("Waiting for settings: "));

        assertThat(karaf.etc().resolve(CFG)).content().contains("#ingest.workflow = ${karaf.etc}/stitch/*.yaml");
        assertThat(karaf.shell("stitch:status")).contains("Waiting for settings: put ingest.workflow, or");
        assertThat(karaf.shell("stitch:run")).contains("Waiting for settings: ");
        assertThat(karaf.log()).containsOnlyOnce("Waiting for settings: ");
    }

    private void refusesTheSandboxThatItHasNot() throws Exception {
        karaf.write(CFG, "sandbox = true");
        soon().until(() -> karaf.log().contains(CFG + " is refused: sandbox is true"));

        assertThat(karaf.shell("stitch:status")).contains("sandbox is true", "Nothing runs until that is put right.");
    }

    private void deliversOnceThereAreSettings() throws Exception {
        Files.createDirectories(karaf.etc().resolve(ROUTE).getParent());
        Files.copy(Path.of("routes/2-extract.camel.yaml"), karaf.etc().resolve(ROUTE));
        StoredCatalog catalog = sandbox.catalogServer().catalog();
        configure(Map.of());
        soon().until(() -> karaf.log().contains("run status of 7 pipelines delivered"));

        assertThat(catalog.pipelines()).hasSize(10);
        assertThat(catalog.edge("prod_postgres.shop.public.orders", "warehouse.ANALYTICS.SHOP.ORDERS"))
                .isPresent();
        assertThat(karaf.data().resolve("stitch-openmetadata/reports/report.json"))
                .exists();
        assertThat(karaf.data().resolve("stitch-openmetadata/state")).isNotEmptyDirectory();
    }

    private void runsWhenTold() throws Exception {
        assertThat(karaf.shell("stitch:run"))
                .contains("pipelines  0 created, 0 updated, 10 unchanged", "run status of");
        assertThat(karaf.shell("stitch:check")).containsOnlyOnce(" ok, 0 failed, 0 skipped");
        assertThat(karaf.shell("stitch:preview")).containsOnlyOnce("nothing to do; nothing was written");
        assertThat(karaf.shell("stitch:status"))
                .contains("Running with " + karaf.etc().resolve(CFG), "pipelines  0 created, 0 updated, 10 unchanged");
    }

    private void hasThreads() throws Exception {
        assertThat(karaf.threads())
                .contains("stitch-openmetadata")
                .anyMatch(name -> name.startsWith("DefaultQuartzScheduler"));
    }

    private void keepsTheLastGoodSettings() throws Exception {
        configure(Map.of("lineage.saas", "maybe"));
        soon().until(() -> karaf.log().contains("is refused: lineage.saas is \"maybe\""));

        assertThat(karaf.log()).containsOnlyOnce(" is refused: lineage.saas");
        assertThat(karaf.shell("stitch:status")).contains("What ran before goes on as it did.");
        assertThat(karaf.shell("stitch:run")).contains("10 unchanged");
    }

    private void followsTheSettings() throws Exception {
        configure(Map.of("stitch.pipelineFilterPattern.excludes", "^shop$", "stitch.markDeletedPipelines", "false"));
        soon().until(() -> karaf.log().contains("sources    9 read, 2 left out"));
    }

    private void followsTheRoutes() throws Exception {
        String routes = Files.readString(karaf.etc().resolve(ROUTE));
        karaf.write(
                ROUTE,
                routes.replace(
                        "        - to: direct:read-streams\n",
                        "        - log: \"now reading ${body.source.name}\"\n        - to: direct:read-streams\n"));
        soon().until(() -> {
            karaf.shell("stitch:run");
            return karaf.log().contains("now reading hubspot");
        });
    }

    private void goesOnAfterARestart() throws Exception {
        karaf.stop();
        String before = karaf.log();
        assertThat(before).doesNotContain("Exception");

        karaf.start();

        soon().until(() -> karaf.log().substring(before.length()).contains("sources    9 read, 2 left out"));
    }

    private void leavesNothingBehind(Set<String> threads) throws Exception {
        karaf.undeploy("stitch-openmetadata.kar");
        soon().until(() -> !karaf.shell("bundle:list -s -t 0").contains("stitchopenmetadata"));

        // a pool may end a moment after what used it
        soon().untilAsserted(() -> assertThat(karaf.threads()).isSubsetOf(threads));
        assertThat(karaf.shell("stitch:status")).contains("Command not found");
        try (FileChannel lock =
                FileChannel.open(karaf.data().resolve("stitch-openmetadata/state/.lock"), StandardOpenOption.WRITE)) {
            assertThat(lock.tryLock()).isNotNull();
        }
    }

    private void configure(Map<String, String> more) throws Exception {
        Map<String, String> settings = new HashMap<>(sandbox.settings());
        settings.put("stitch.jobs.requests", "1000");
        // it runs on its own at the start only: a quarter of an hour may be over at any moment of the test
        settings.put("ingest.cron", "0 0 3 1 1 ?");
        settings.put("status.cron", "0 0 3 1 1 ?");
        settings.putAll(more);
        karaf.write(
                CFG,
                settings.entrySet().stream()
                        .map(setting -> setting.getKey() + " = " + setting.getValue())
                        .collect(Collectors.joining("\n")));
    }

    private static ConditionFactory soon() {
        return Patience.await().pollInterval(Duration.ofMillis(500));
    }
}
