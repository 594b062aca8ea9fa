package io.github.stitchopenmetadata.flow;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static io.github.stitchopenmetadata.support.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.github.stitchopenmetadata.run.Count;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.support.EditedRoutes;
import io.github.stitchopenmetadata.support.Extent;
import io.github.stitchopenmetadata.support.HeldAnswers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.camel.StatefulService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A route file that is edited while the program runs. */
class LiveEditRouteTest {

    private static final String READ_DESTINATION = "        - to: direct:read-connection-check\n";

    private EditedRoutes live;

    @BeforeEach
    void start() throws Exception {
        live = new EditedRoutes(Map.of("breaker.calls", "0"));
    }

    @AfterEach
    void stop() {
        live.close();
    }

    @Test
    void exchangesNothingButTheRouteThatWasEdited() throws Exception {
        Map<String, String> before = live.routes();

        live.edit(
                "2-extract.camel.yaml",
                READ_DESTINATION,
                "        - log: \"reading ${body.title}\"\n" + READ_DESTINATION);
        live.awaitEffect("2-extract.camel.yaml");

        Map<String, String> after = live.routes();
        assertThat(after.get("extract-source")).startsWith("Started").isNotEqualTo(before.get("extract-source"));
        before.remove("extract-source");
        assertThat(after).containsAllEntriesOf(before).hasSize(before.size() + 1);
        assertThat(live.connector.ingestOne().counts().of(Count.PIPELINES_CREATED))
                .isEqualTo(2);
        assertThat(live.lines(Level.INFO, "reading source")).hasSize(2);
    }

    @Test
    void letsWhoIsInARouteLeaveAndWhoComesWaitWhileItIsExchanged() throws Exception {
        HeldAnswers answers = new HeldAnswers("GET", "/v4/sources/\\d+/streams");
        live.servers.alter(answers);
        Future<Run> run = ingestMeanwhile();
        answers.awaitFirst();

        live.edit("2-extract.camel.yaml", READ_DESTINATION, "        - log: reading a source\n" + READ_DESTINATION);
        StatefulService route =
                (StatefulService) live.context().getRoute("extract-source").getConsumer();
        await().until(route::isSuspended);
        answers.letGo();

        assertThat(run.get().problems().failures()).isEmpty();
        assertThat(run.get().counts().of(Count.PIPELINES_CREATED)).isEqualTo(2);
        live.awaitEffect("2-extract.camel.yaml");
    }

    @Test
    @Tag(Extent.THOROUGH)
    void waitsForTheEndOfTheRunWithRoutesThatCallEachOther() throws Exception {
        Map<String, String> before = live.routes();
        HeldAnswers answers = new HeldAnswers("GET", "/v4/sources");
        live.servers.alter(answers);
        Future<Run> run = ingestMeanwhile();
        answers.awaitFirst();

        live.write(
                "1-run.camel.yaml",
                Files.readString(Path.of("routes/1-run.camel.yaml"))
                        .replace("description: Pipelines and lineage of one workflow.", "description: Edited.")
                        .replace(
                                "              - to: direct:await-results\n",
                                "              - to: direct:await-results\n              - log: edited\n"));
        assertThat(live.awaitLine(Level.INFO, "the edit takes effect when")).endsWith(": ingest-workflow");
        assertThat(live.routes()).isEqualTo(before);
        answers.letGo();

        assertThat(run.get().problems().failures()).isEmpty();
        live.awaitEffect("1-run.camel.yaml");
        assertThat(live.connector.ingestOne().problems().failures()).isEmpty();
        assertThat(live.lines(Level.INFO, "edited")).hasSize(1);
    }

    @Test
    void isWhatStandsInTheFileInTheEndHoweverItIsWritten() throws Exception {
        Map<String, String> before = live.routes();
        Path file = live.folder.resolve("2-extract.camel.yaml");
        String text = Files.readString(file);
        String edited = text.replace(READ_DESTINATION, "        - log: edited\n" + READ_DESTINATION);

        // half of it first, cut between two routes, where it is valid
        Files.writeString(file, edited.substring(0, edited.indexOf("- route:\n    id: extract-source\n")));
        Files.writeString(file, edited);
        live.awaitEffect("2-extract.camel.yaml");
        assertThat(live.routes().keySet()).isEqualTo(before.keySet());

        Path beside = Files.writeString(live.folder.resolve(".2-extract.camel.yaml.new"), text);
        Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
        live.awaitEffect("2-extract.camel.yaml");
        assertThat(live.routes().keySet()).isEqualTo(before.keySet());
        assertThat(live.connector.ingestOne().problems().failures()).isEmpty();
        assertThat(live.lines(Level.INFO, "edited")).isEmpty();
    }

    @Test
    void takesInANewFileAndTakesOutOneThatNobodyNeeds() throws Exception {
        int before = live.routes().size();
        live.write(
                "9-mine.camel.yaml",
                "- route:\n    id: mine\n    from:\n      uri: direct:mine\n      steps:\n        - to: direct:pass\n");
        live.awaitEffect("9-mine.camel.yaml");
        assertThat(live.routes()).hasSize(before + 1).containsKey("mine");

        Files.delete(live.folder.resolve("9-mine.camel.yaml"));
        live.awaitEffect("9-mine.camel.yaml");
        assertThat(live.routes()).hasSize(before).doesNotContainKey("mine");

        Files.delete(live.folder.resolve("8-status.camel.yaml"));
        assertThat(live.awaitLine(Level.ERROR, ".camel.yaml:"))
                .startsWith(live.folder + "/1-run.camel.yaml:")
                .contains("run-workflow", "direct:status-workflow");
        assertThat(live.routes()).hasSize(before);
        assertThat(live.connector.status().runs().get(0).problems().failures()).isEmpty();
    }

    @Test
    void takesUpAGoodFileBesideABrokenOne() throws Exception {
        live.edit("2-extract.camel.yaml", "- to: direct:read-connection-check", "- to: direct:nowhere");
        live.awaitLine(Level.ERROR, "direct:nowhere");

        live.edit(
                "4-deliver.camel.yaml",
                "                    - to: direct:deliver-message",
                "                    - log: edited\n                    - to: direct:deliver-message");
        live.awaitEffect("4-deliver.camel.yaml");
        live.putBack("2-extract.camel.yaml");

        assertThat(live.connector.ingestOne().problems().failures()).isEmpty();
        assertThat(live.lines(Level.INFO, "edited")).hasSize(2);
        assertThat(live.lines(Level.ERROR, "")).isEmpty();
    }

    @Test
    @Tag(Extent.THOROUGH)
    void buildsAllRoutesThatARouteConfigurationHoldsFor() throws Exception {
        live.servers.stitch.stubFor(get(urlPathMatching("/v4/sources/\\d+/streams"))
                .willReturn(aResponse().withStatus(502)));

        live.edit("http.camel.yaml", "maximumRedeliveries: \"{{retry.attempts}}\"", "maximumRedeliveries: 1");
        live.awaitEffect("http.camel.yaml");
        assertThat(live.connector.ingestOne().problems().failureCount()).isEqualTo(2);
        live.servers.stitch.verify(4, getRequestedFor(urlPathMatching("/v4/sources/\\d+/streams")));

        int line =
                live.edit("http.camel.yaml", "onExceptionOccurredRef: retryDelay", "onExceptionOccurredRef: noDelay");
        assertThat(live.awaitLine(Level.ERROR, "noDelay")).startsWith(live.folder + "/http.camel.yaml:" + line + ": ");
        live.putBack("http.camel.yaml");
        live.awaitEffect("http.camel.yaml");
        live.edit(
                "http.camel.yaml",
                "exception: [io.github.stitchopenmetadata.http.CallFailedException]\n          onWhen:",
                "exception: [no.such.Failure]\n          onWhen:");
        assertThat(live.awaitLine(Level.ERROR, "no.such.Failure")).startsWith(live.folder + "/http.camel.yaml:");
        assertThat(live.connector.ingestOne().problems().failureCount()).isEqualTo(2);
        live.servers.stitch.verify(4 + 12, getRequestedFor(urlPathMatching("/v4/sources/\\d+/streams")));
    }

    @Test
    void leavesTheBeansAndWhatTheyHold() throws Exception {
        Object runs = live.context().getRegistry().lookupByName("runs");

        live.edit("beans.camel.yaml", "deadline: \"{{ingest.deadline}}\"", "deadline: 1");

        live.awaitLine(Level.WARN, live.folder + "/beans.camel.yaml: ");
        assertThat(live.context().getRegistry().lookupByName("runs")).isSameAs(runs);
        assertThat(live.connector.ingestOne().problems().failures()).isEmpty();
    }

    @Test
    void putsBackWhatCannotBeStarted() throws Exception {
        live.close();
        live = new EditedRoutes(Map.of("ingest.on.schedule", "true"));
        Map<String, String> before = live.routes();

        live.edit("1-start.camel.yaml", "\"{{ingest.cron}}\"", "never");

        assertThat(live.awaitLine(Level.ERROR, ".camel.yaml:"))
                .startsWith(live.folder + "/1-start.camel.yaml:")
                .contains("never");
        assertThat(live.routes()).hasSize(before.size());
        assertThat(live.context()
                        .getRouteController()
                        .getRouteStatus("start-on-schedule")
                        .isStarted())
                .isTrue();
        assertThat(live.connector.ingestOne().problems().failures()).isEmpty();
    }

    private Future<Run> ingestMeanwhile() {
        return CompletableFuture.supplyAsync(live.connector::ingestOne);
    }
}
