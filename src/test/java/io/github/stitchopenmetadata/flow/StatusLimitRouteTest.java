package io.github.stitchopenmetadata.flow;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static io.github.stitchopenmetadata.support.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import io.github.stitchopenmetadata.run.Count;
import io.github.stitchopenmetadata.run.ExitStatus;
import io.github.stitchopenmetadata.run.Failure;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.sandbox.StitchServer;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.Extent;
import io.github.stitchopenmetadata.support.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An account whose extractions and loads fill more pages than Stitch allows to be read at once. */
class StatusLimitRouteTest {

    /** 40 pages of loads and 20 of extractions. */
    private static final StitchAccount ACCOUNT = StitchAccount.generated(40, 4, 1, 0.5);

    private static final String LOADS = "/v4/" + ACCOUNT.clientId() + "/loads";
    private static final String EXTRACTIONS = "/v4/" + ACCOUNT.clientId() + "/extractions";
    private static final List<String> ALL_PAGES =
            Stream.concat(pages(LOADS, 40), pages(EXTRACTIONS, 20)).toList();

    @TempDir
    private static Path state;

    private static Servers servers;
    /** What it goes on from stands in files, so that it may stand for one process after the other. */
    private static Connector connector;

    @BeforeAll
    static void start() throws Exception {
        servers = new Servers(ACCOUNT, "1.13.0", StitchServer.Options.defaults().withPageSize(2));
        connector = once(Map.of());
    }

    @AfterAll
    static void stop() {
        connector.close();
        servers.close();
    }

    @BeforeEach
    void begin() throws Exception {
        servers.reset();
        forgetAll();
        assertThat(connector.ingestOne().counts().of(Count.PIPELINES_CREATED)).isEqualTo(40);
        servers.stitch.resetRequests();
        forgetAll();
    }

    private static Stream<String> pages(String list, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(number -> number == 1 ? list : list + "?page=" + number);
    }

    private static Connector once(Map<String, String> more) throws Exception {
        Map<String, String> settings =
                new HashMap<>(Map.of("state.directory", state.toString(), "status.wait", "false"));
        settings.putAll(more);
        return servers.connector(settings);
    }

    private static Pass statusOnce() {
        return connector.status();
    }

    /** The same by a process of its own. */
    private static Pass statusOfAnotherProcess() throws Exception {
        try (Connector other = once(Map.of())) {
            return other.status();
        }
    }

    private static void forgetAll() throws IOException {
        try (Stream<Path> files = Files.list(state)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    /** As if the period were over. */
    private static void forgetRequests() throws IOException {
        Files.delete(state.resolve("stitch-jobs.json"));
    }

    /** The pages that were asked for, in order. */
    private List<String> requested() {
        List<ServeEvent> events = new ArrayList<>(servers.stitch.getAllServeEvents());
        Collections.reverse(events);
        return events.stream()
                .map(event -> event.getRequest().getUrl())
                .filter(url -> url.startsWith(LOADS) || url.startsWith(EXTRACTIONS))
                .toList();
    }

    private long statuses() {
        return servers.catalogServer.catalog().pipelines().keySet().stream()
                .mapToLong(fqn -> servers.catalogServer.catalog().statuses(fqn).size())
                .sum();
    }

    private static void assertThatNothingIsLeft(Pass pass) {
        assertThat(pass.exitStatus()).isZero();
        assertThat(pass.runs())
                .singleElement()
                .extracting(run -> run.problems().left())
                .isNull();
    }

    /** @param left what the run says that is left, with the limit that is the reason */
    private static void assertThatItLeft(Pass pass, String... left) {
        assertThat(pass.exitStatus()).isZero();
        assertThat(pass.runs())
                .singleElement()
                .extracting(run -> run.problems().left())
                .asString()
                .contains("30 requests in 10 minutes", "extractions")
                .contains(left);
    }

    @Test
    void takesAsManyRunsAsTheLimitAsksForAndReadsNoPageTwice() throws Exception {
        assertThatItLeft(statusOnce(), "10 of 40 pages");
        assertThat(requested()).isEqualTo(ALL_PAGES.subList(0, 30));
        assertThat(statuses()).isZero();

        assertThatItLeft(statusOnce(), "10 of 40 pages");
        assertThat(requested()).as("no place before the period is over").hasSize(30);

        forgetRequests();
        Pass second = statusOfAnotherProcess();
        assertThatNothingIsLeft(second);
        assertThat(second.runs().get(0).counts().of(Count.STATUSES)).isEqualTo(40);
        assertThat(requested()).isEqualTo(ALL_PAGES);
        assertThat(statuses()).isEqualTo(40);
        assertThat(state.toFile().list()).containsExactlyInAnyOrder("stitch-jobs.json", "services.json", ".lock");

        forgetRequests();
        assertThatItLeft(statusOnce(), "10 of 40 pages");
        assertThat(requested().subList(60, 90)).as("the next cycle").isEqualTo(ALL_PAGES.subList(0, 30));
    }

    @Test
    @Tag(Extent.THOROUGH)
    void deliversEachPageOfExtractionsAsItComes() throws Exception {
        try (Connector other = once(Map.of("stitch.jobs.requests", "45"))) {
            Pass pass = other.status();

            assertThat(pass.runs().get(0).problems().left()).contains("15 of 60 pages", "45 requests in 10 minutes");
            assertThat(pass.runs().get(0).counts().of(Count.STATUSES)).isEqualTo(10);
        }
        assertThat(statuses()).isEqualTo(10);

        forgetRequests();
        Pass rest = statusOnce();
        assertThat(rest.runs().get(0).counts().of(Count.STATUSES)).isEqualTo(30);
        assertThat(rest.runs().get(0).counts().of(Count.STATUSES_UNCHANGED)).isZero();
        assertThat(requested()).isEqualTo(ALL_PAGES);
        assertThat(servers.catalogServer.catalog().statuses("stitch.source_0040"))
                .singleElement()
                .satisfies(status -> assertThat(status.path("taskStatus")).hasSize(2));
    }

    @Test
    void waitsForTheLimitOnSchedule() throws Exception {
        try (Connector other =
                once(Map.of("status.wait", "true", "stitch.jobs.requests", "25", "stitch.jobs.period", "1000"))) {
            Instant start = Instant.now();
            Pass pass = other.status();

            // 60 requests, the last 10 of them in the third period
            assertThat(Duration.between(start, Instant.now())).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
            assertThat(pass.exitStatus()).isZero();
            assertThat(pass.runs().get(0).problems().left()).isNull();
            assertThat(pass.runs().get(0).counts().of(Count.STATUSES)).isEqualTo(40);
        }
        assertThat(requested()).isEqualTo(ALL_PAGES);
    }

    @Test
    void countsRequestsThatAreRepeated() throws Exception {
        servers.stitch.stubFor(get(urlPathEqualTo(LOADS))
                .inScenario("loads")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("better")
                .willReturn(aResponse().withStatus(503)));
        servers.stitch.stubFor(get(urlPathEqualTo(LOADS))
                .inScenario("loads")
                .whenScenarioStateIs("better")
                .willSetStateTo("well")
                .willReturn(aResponse().withStatus(429).withHeader("Retry-After", "0")));

        assertThatItLeft(statusOnce(), "12 of 40 pages");

        assertThat(requested())
                .startsWith(LOADS, LOADS, LOADS, LOADS + "?page=2")
                .hasSize(30);
    }

    @Test
    @Tag(Extent.THOROUGH)
    void endsWhileARepeatedRequestHasNoPlaceAnyMore() throws Exception {
        servers.stitch.stubFor(get(urlPathEqualTo(LOADS))
                .withQueryParam("page", equalTo("30"))
                .willReturn(aResponse().withStatus(503)));

        assertThatItLeft(statusOnce(), "11 of 40 pages");
        assertThat(requested()).hasSize(30);
    }

    @Test
    void sharesTheLimitWithTheLineageRunWhichNeverWaits() throws Exception {
        try (Connector other = once(Map.of("stitch.jobs.requests", "7", "status.wait", "true"))) {
            other.ingest();
            assertThat(requested()).isEqualTo(ALL_PAGES.subList(0, 5));

            Run lineage = other.ingestOne();

            assertThat(requested()).hasSize(7);
            assertThat(lineage.problems().failures()).isEmpty();
            assertThat(lineage.counts().of(Count.SOURCES)).isEqualTo(40);
            assertThat(other.ingestOne().counts().of(Count.PIPELINES_UNCHANGED))
                    .as("while there is no place at all")
                    .isEqualTo(40);
            assertThat(requested()).hasSize(7);
        }
        assertThatItLeft(statusOnce(), "17 of 40 pages");
    }

    @Test
    @Tag(Extent.THOROUGH)
    void runsLineageWhileRunStatusWaits() throws Exception {
        try (Connector other = once(Map.of("stitch.jobs.requests", "10", "status.wait", "true"))) {
            CompletableFuture<Pass> status = CompletableFuture.supplyAsync(other::status);
            await().until(() -> requested().size() == 10);

            assertThat(other.ingestOne().counts().of(Count.PIPELINES_UNCHANGED)).isEqualTo(40);

            assertThat(status).isNotDone();
        }
    }

    @Test
    void stopsWaitingWhenItIsToldToAndGoesOnLater() throws Exception {
        CompletableFuture<Pass> stopped;
        try (Connector other = once(Map.of("stitch.jobs.requests", "10", "status.wait", "true"))) {
            stopped = CompletableFuture.supplyAsync(other::status);
            await().until(() -> requested().size() == 10);
        }

        assertThat(stopped.get().runs())
                .singleElement()
                .extracting(run -> run.life().stopped())
                .isNotNull();
        forgetRequests();
        assertThatItLeft(statusOnce(), "extractions");
        assertThat(requested()).isEqualTo(ALL_PAGES.subList(0, 40));
    }

    @Test
    @Tag(Extent.THOROUGH)
    void goesOnAtThePageWhereTheTokenWasRefused() throws Exception {
        StubMapping refused = servers.stitch.stubFor(get(urlPathEqualTo(EXTRACTIONS))
                .withQueryParam("page", equalTo("2"))
                .willReturn(aResponse().withStatus(401)));
        try (Connector other = once(Map.of("stitch.jobs.requests", "100"))) {
            Pass pass = other.status();

            assertThat(pass.exitStatus()).isEqualTo(ExitStatus.REFUSED.code());
            assertThat(pass.runs().get(0).life().stopped()).contains("401");
            assertThat(pass.runs().get(0).counts().of(Count.STATUSES)).isEqualTo(2);
        }
        servers.stitch.removeStub(refused);
        servers.stitch.resetRequests();
        forgetRequests();

        assertThat(statusOnce().runs().get(0).counts().of(Count.STATUSES)).isEqualTo(38);

        assertThat(requested()).isEqualTo(ALL_PAGES.subList(41, 60));
    }

    @Test
    @Tag(Extent.THOROUGH)
    void readsAPageAgainWhoseDeliveryWasStopped() throws Exception {
        StubMapping refused =
                servers.catalog.stubFor(WireMock.put(urlPathMatching("/api/v1/pipelines/stitch.source_0004/status"))
                        .willReturn(aResponse().withStatus(401)));
        try (Connector other = once(Map.of("stitch.jobs.requests", "100"))) {
            assertThat(other.status().runs().get(0).counts().of(Count.STATUSES)).isEqualTo(3);
        }
        servers.catalog.removeStub(refused);
        servers.stitch.resetRequests();
        forgetRequests();

        Run run = statusOnce().runs().get(0);

        assertThat(requested()).isEqualTo(ALL_PAGES.subList(41, 60));
        assertThat(run.counts().of(Count.STATUSES)).isEqualTo(37);
        assertThat(run.counts().of(Count.STATUSES_UNCHANGED)).isOne();
        servers.catalog.verify(1, putRequestedFor(urlPathEqualTo("/api/v1/pipelines/stitch.source_0003/status")));
    }

    @Test
    void startsAnewWhereThePageIsGone() throws Exception {
        statusOnce();
        forgetRequests();
        servers.stitch.stubFor(get(urlPathEqualTo(LOADS))
                .withQueryParam("page", equalTo("31"))
                .inScenario("gone")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("there")
                .willReturn(aResponse().withStatus(404)));
        Pass pass = statusOnce();
        assertThat(pass.exitStatus()).isOne();
        assertThat(pass.runs().get(0).problems().failures())
                .singleElement()
                .extracting(Failure::why)
                .asString()
                .contains("answered 404");

        forgetRequests();
        servers.stitch.resetRequests();
        statusOnce();

        assertThat(requested()).isEqualTo(ALL_PAGES.subList(0, 30));
    }

    @Test
    void keepsNoTokenAndFollowsNoAddressOfAnotherServer() throws Exception {
        statusOnce();
        Path position;
        try (Stream<Path> files = Files.list(state)) {
            position = files.filter(file -> file.getFileName().toString().startsWith("run-status-"))
                    .findFirst()
                    .orElseThrow();
        }
        assertThat(Files.readString(position)).doesNotContain("token").contains("\"next\":\"" + LOADS + "?page=31\"");
        assertThat(Files.readString(state.resolve("stitch-jobs.json"))).doesNotContain("token");
        try (Servers evil = Servers.of(ACCOUNT)) {
            Files.writeString(
                    position, Files.readString(position).replace("\"" + LOADS, "\"" + evil.stitch.baseUrl() + LOADS));
            assertThat(Files.readString(position)).contains(evil.stitch.baseUrl());
            forgetRequests();
            servers.stitch.resetRequests();

            statusOnce();

            assertThat(evil.stitch.getAllServeEvents()).isEmpty();
            assertThat(requested()).isEqualTo(ALL_PAGES.subList(0, 30));
        }
    }
}
