package io.github.stitchopenmetadata.stitch;

import static io.github.stitchopenmetadata.support.Facts.telling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.github.stitchopenmetadata.catalog.resolve.ShopWorkflow;
import io.github.stitchopenmetadata.http.Attempt;
import io.github.stitchopenmetadata.http.Request;
import io.github.stitchopenmetadata.state.StateFiles;
import io.github.stitchopenmetadata.support.Extent;
import io.github.stitchopenmetadata.support.LogLines;
import io.github.stitchopenmetadata.support.SettableClock;
import io.github.stitchopenmetadata.workflow.Workflow;
import io.github.stitchopenmetadata.workflow.WorkflowRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobsPaceTest {

    private static final Workflow SHOP = ShopWorkflow.named("stitch");
    private static final long PERIOD = 600_000;

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock();

    private JobsPace pace(int requests) {
        return new JobsPace(new StateFiles(folder.toString()), requests, PERIOD, clock);
    }

    /** A request for extractions. */
    private static Attempt attempt(Workflow workflow, long clientId) {
        Request request = new StitchCalls()
                .extractions(clientId, null, (records, list) -> {})
                .next();
        return new Attempt(request, workflow.stitch().baseUrl(), false);
    }

    private static Attempt attempt() {
        return attempt(SHOP, 4711);
    }

    /** The place of a request that may go out now; null where the limit has none. */
    private static Long take(JobsPace pace, Attempt attempt) throws JobsLimitException {
        assertThat(pace.isFull(attempt)).isEqualTo(attempt.place() == null);
        return attempt.place();
    }

    private static long taken(JobsPace pace, Workflow workflow, long clientId, int tries) throws JobsLimitException {
        long taken = 0;
        for (int i = 0; i < tries; i++) {
            taken += take(pace, attempt(workflow, clientId)) == null ? 0 : 1;
        }
        return taken;
    }

    @Test
    void givesAPlaceBackWhenThePeriodIsOver() throws JobsLimitException {
        JobsPace pace = pace(3);
        assertThat(taken(pace, SHOP, 4711, 2)).isEqualTo(2);
        clock.move(1000);
        assertThat(taken(pace, SHOP, 4711, 5)).isOne();
        assertThat(pace.untilFree(attempt())).isEqualTo(PERIOD - 1000 + 1);

        clock.move(PERIOD - 1000);
        assertThat(take(pace, attempt())).as("exactly a period after the first").isNull();
        assertThat(pace.untilFree(attempt())).isOne();

        clock.move(1);
        assertThat(pace.untilFree(attempt())).isZero();
        assertThat(taken(pace, SHOP, 4711, 5)).isEqualTo(2);
        assertThat(pace.untilFree(attempt())).isEqualTo(1000);
    }

    @Test
    void countsARequestUntilAPeriodAfterItsAnswer() throws JobsLimitException {
        JobsPace pace = pace(1);
        Attempt first = attempt();
        take(pace, first);
        clock.move(60_000);
        pace.answered(first);

        clock.move(PERIOD);
        assertThat(take(pace, attempt())).isNull();
        clock.move(1);
        assertThat(take(pace, attempt())).isNotNull();
    }

    @Test
    void countsAnAnswerThatTookLongerThanThePeriod() throws JobsLimitException {
        JobsPace pace = pace(1);
        Attempt first = attempt();
        take(pace, first);
        clock.move(2 * PERIOD);
        pace.answered(first);

        assertThat(take(pace, attempt())).isNull();
    }

    /** Whenever the server counts a request, between its start and its answer, no stretch of a period holds more than allowed. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void keepsTheLimitOverEveryStretchOfAPeriod(long seed) throws JobsLimitException {
        Random random = new Random(seed);
        JobsPace pace = pace(30);
        List<Long> counted = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            clock.move(random.nextInt(10_000));
            Attempt attempt = attempt();
            Long place = take(pace, attempt);
            if (place != null) {
                int took = random.nextInt(20_000);
                clock.move(took);
                counted.add(place + random.nextInt(took + 1));
                pace.answered(attempt);
            }
        }

        assertThat(counted).hasSizeGreaterThan(120);
        for (int i = 30; i < counted.size(); i++) {
            assertThat(counted.get(i) - counted.get(i - 30)).isGreaterThan(PERIOD);
        }
    }

    @Test
    void goesOnCountingAfterARestart() throws JobsLimitException {
        assertThat(taken(pace(30), SHOP, 4711, 20)).isEqualTo(20);
        clock.move(1000);

        assertThat(taken(pace(30), SHOP, 4711, 20)).isEqualTo(10);
        assertThat(taken(pace(30), SHOP, 4711, 20)).isZero();
    }

    @Test
    void countsEachAccountByItself() throws JobsLimitException {
        JobsPace pace = pace(30);

        assertThat(taken(pace, SHOP, 4711, 40)).isEqualTo(30);
        assertThat(taken(pace, SHOP, 4712, 40)).isEqualTo(30);
        assertThat(taken(pace, ShopWorkflow.atStitch("https://api.eu.example"), 4711, 40))
                .isEqualTo(30);
        assertThat(taken(pace, ShopWorkflow.named("other"), 4711, 40))
                .as("the same account in another workflow")
                .isZero();
    }

    @Test
    void forgetsWhatCountsNoMore() throws Exception {
        taken(pace(30), SHOP, 4711, 30);
        clock.move(PERIOD + 1);
        taken(pace(30), SHOP, 4712, 1);

        assertThat(Files.readString(folder.resolve("stitch-jobs.json")))
                .contains("https://api.stitchdata.com 4712", "[" + clock.millis() + "]")
                .doesNotContain("4711");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"https://api.stitchdata.com 4711\": [17",
                "[]",
                "null",
                "{\"https://api.stitchdata.com 4711\": null}",
                "{\"https://api.stitchdata.com 4711\": \"x\"}"
            })
    void startsAnewWithAFileThatIsBroken(String content) throws Exception {
        Files.writeString(folder.resolve("stitch-jobs.json"), content);

        assertThat(taken(pace(30), SHOP, 4711, 40)).isEqualTo(30);
        assertThat(taken(pace(30), SHOP, 4711, 40)).isZero();
    }

    @Test
    void isNotBlockedByAClockThatWasSetBack() throws JobsLimitException {
        taken(pace(30), SHOP, 4711, 30);
        clock.move(-10 * PERIOD);
        assertThat(taken(pace(30), SHOP, 4711, 40)).isZero();
        clock.move(PERIOD + 1);
        assertThat(taken(pace(30), SHOP, 4711, 40)).isEqualTo(30);
    }

    @Test
    void pausesNoLongerThanASecond() throws JobsLimitException {
        JobsPace pace = pace(1);
        assertThat(pace.pause(attempt())).isZero();
        take(pace, attempt());
        assertThat(pace.pause(attempt())).isEqualTo(1000);
        clock.move(PERIOD - 9);
        assertThat(pace.pause(attempt())).isEqualTo(10);
    }

    @Test
    void saysWhenItGoesOnUnlessThatIsSoon() throws JobsLimitException {
        JobsPace pace = pace(1);
        assertThat(told(pace, attempt())).isEmpty();
        take(pace, attempt());
        Attempt waiting = attempt();
        // the clock began at 22:13:20
        assertThat(told(pace, waiting)).satisfiesExactly(telling("stitch: ", "22:23:20", "1 request in 10 minutes"));
        assertThat(told(pace, waiting)).as("once").isEmpty();
        clock.move(PERIOD - 9_000);
        assertThat(told(pace, attempt())).isEmpty();
    }

    @Test
    void saysHowManyPagesWait() throws JobsLimitException {
        JobsPace pace = pace(1);
        take(pace, attempt());

        assertThat(told(pace, attempt(), new Reading()))
                .satisfiesExactly(telling("stitch: ", "22:23:20", "30 of 90 pages left"));
    }

    /** A run with a long list. */
    private static final class Reading implements WorkflowRun {

        @Override
        public String id() {
            return "run-1";
        }

        @Override
        public Workflow workflow() {
            return SHOP;
        }

        @Override
        public String left() {
            return "30 of 90 pages left";
        }
    }

    private static List<String> told(JobsPace pace, Attempt attempt) {
        return told(pace, attempt, ShopWorkflow.run(SHOP));
    }

    /** What the log tells of a wait. */
    private static List<String> told(JobsPace pace, Attempt attempt, WorkflowRun run) {
        try (LogLines lines = new LogLines()) {
            lines.show(Level.INFO);
            pace.announce(attempt, run);
            return lines.at(Level.INFO);
        }
    }

    @Test
    void isSharedByThreads() {
        List<JobsPace> paces = Stream.generate(() -> pace(30)).limit(4).toList();

        assertThat(paces.parallelStream().mapToLong(pace -> all(pace, 20)).sum())
                .isEqualTo(30);
    }

    private static long all(JobsPace pace, int tries) {
        try {
            return taken(pace, SHOP, 4711, tries);
        } catch (JobsLimitException impatient) {
            throw new AssertionError(impatient);
        }
    }

    @Test
    @Tag(Extent.THOROUGH)
    void isSharedByProcesses() throws Exception {
        List<Process> processes = List.of(taker(), taker(), taker());
        long taken = 0;
        for (Process process : processes) {
            taken += Long.parseLong(new String(process.getInputStream().readAllBytes()).strip());
        }

        assertThat(taken).isEqualTo(100);
    }

    private Process taker() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Taker.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Tells how many places it was given. */
    static final class Taker {
        public static void main(String[] args) {
            System.out.println(all(new JobsPace(new StateFiles(args[0]), 100, PERIOD), 80));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "30 | 600000 | 30 requests in 10 minutes",
                "1 | 60000 | 1 request in a minute",
                "5 | 90000 | 5 requests in 90 seconds",
                "5 | 250 | 5 requests in 250 milliseconds"
            })
    void saysTheLimit(int requests, long period, String limit) throws JobsLimitException {
        JobsPace pace = new JobsPace(new StateFiles(folder.toString()), requests, period, clock);

        assertThat(pace.limit()).contains(limit);
        for (int i = 0; i < requests; i++) {
            assertThat(pace.isFull(impatient())).isFalse();
        }
        Attempt late = impatient();
        assertThatThrownBy(() -> pace.isFull(late))
                .isInstanceOf(JobsLimitException.class)
                .hasMessageContaining(limit);
        assertThat(late.place()).isNull();
    }

    /** A request for loads that does not wait. */
    private static Attempt impatient() {
        Account account = ShopSource.extraction("'type': 'import_api'", "[]").account();
        return new Attempt(
                new StitchCalls().firstLoads(account, 1).next(), SHOP.stitch().baseUrl(), false);
    }

    @Test
    void leavesAnAttemptWithoutAPlaceUncounted() throws JobsLimitException {
        JobsPace pace = pace(1);
        pace.answered(attempt());

        assertThat(taken(pace, SHOP, 4711, 2)).isOne();
    }

    /** However the server writes its own address in a link. */
    @ParameterizedTest
    @ValueSource(strings = {"/v4/4711/extractions?page=2", "HTTPS://API.StitchData.com:443/v4/4711/extractions?page=2"})
    void countsThePagesOfAListForOneAccount(String link) throws JobsLimitException {
        JobsPace pace = pace(2);
        Request page =
                new StitchCalls().extractions(4711, link, (records, list) -> {}).next();
        Attempt next = new Attempt(page, SHOP.stitch().baseUrl(), false);

        assertThat(taken(pace, SHOP, 4711, 1)).isOne();
        assertThat(take(pace, next)).isNotNull();
        assertThat(taken(pace, SHOP, 4711, 1)).isZero();
        pace.answered(next);
        clock.move(PERIOD + 1);
        assertThat(taken(pace, SHOP, 4711, 3)).isEqualTo(2);
    }

    @Test
    void limitsNothingButExtractionsAndLoads() {
        Attempt sources = new Attempt(new StitchCalls().sources(), SHOP.stitch().baseUrl(), false);

        assertThat(pace(1).isLimited(sources)).isFalse();
        assertThat(pace(1).isLimited(attempt())).isTrue();
        assertThat(pace(1).isLimited(impatient())).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0, 600000", "-1, 600000", "30, 0", "30, -5"})
    void refusesALimitThatIsNone(int requests, long period) {
        assertThatThrownBy(() -> new JobsPace(new StateFiles(folder.toString()), requests, period))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("stitch.jobs.requests is " + requests, "stitch.jobs.period is " + period);
    }
}
