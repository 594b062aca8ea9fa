package io.github.stitchopenmetadata.stitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stitchopenmetadata.catalog.resolve.ShopWorkflow;
import io.github.stitchopenmetadata.support.SettableClock;
import io.github.stitchopenmetadata.state.StateFiles;
import io.github.stitchopenmetadata.workflow.Workflow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

    private static long taken(JobsPace pace, Workflow workflow, long clientId, int tries) {
        return IntStream.range(0, tries)
                .filter(each -> pace.take(workflow, clientId) != null)
                .count();
    }

    @Test
    void givesAPlaceBackWhenThePeriodIsOver() {
        JobsPace pace = pace(3);
        assertThat(taken(pace, SHOP, 4711, 2)).isEqualTo(2);
        clock.move(1000);
        assertThat(taken(pace, SHOP, 4711, 5)).isOne();
        assertThat(pace.untilFree(SHOP, 4711)).isEqualTo(PERIOD - 1000 + 1);

        clock.move(PERIOD - 1000);
        assertThat(pace.take(SHOP, 4711)).as("exactly a period after the first").isNull();
        assertThat(pace.untilFree(SHOP, 4711)).isOne();

        clock.move(1);
        assertThat(pace.untilFree(SHOP, 4711)).isZero();
        assertThat(taken(pace, SHOP, 4711, 5)).isEqualTo(2);
        assertThat(pace.untilFree(SHOP, 4711)).isEqualTo(1000);
    }

    @Test
    void countsARequestUntilAPeriodAfterItsAnswer() {
        JobsPace pace = pace(1);
        Long place = pace.take(SHOP, 4711);
        clock.move(60_000);
        pace.answered(SHOP, 4711, place);

        clock.move(PERIOD);
        assertThat(pace.take(SHOP, 4711)).isNull();
        clock.move(1);
        assertThat(pace.take(SHOP, 4711)).isNotNull();
    }

    @Test
    void countsAnAnswerThatTookLongerThanThePeriod() {
        JobsPace pace = pace(1);
        Long place = pace.take(SHOP, 4711);
        clock.move(2 * PERIOD);
        pace.answered(SHOP, 4711, place);

        assertThat(pace.take(SHOP, 4711)).isNull();
    }

    /** Whenever the server counts a request, between its start and its answer, no stretch of a period holds more than allowed. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void keepsTheLimitOverEveryStretchOfAPeriod(long seed) {
        Random random = new Random(seed);
        JobsPace pace = pace(30);
        List<Long> counted = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            clock.move(random.nextInt(10_000));
            Long place = pace.take(SHOP, 4711);
            if (place != null) {
                int took = random.nextInt(20_000);
                clock.move(took);
                counted.add(place + random.nextInt(took + 1));
                pace.answered(SHOP, 4711, place);
            }
        }

        assertThat(counted).hasSizeGreaterThan(120);
        for (int i = 30; i < counted.size(); i++) {
            assertThat(counted.get(i) - counted.get(i - 30)).isGreaterThan(PERIOD);
        }
    }

    @Test
    void goesOnCountingAfterARestart() {
        assertThat(taken(pace(30), SHOP, 4711, 20)).isEqualTo(20);
        clock.move(1000);

        assertThat(taken(pace(30), SHOP, 4711, 20)).isEqualTo(10);
        assertThat(taken(pace(30), SHOP, 4711, 20)).isZero();
    }

    @Test
    void countsEachAccountByItself() {
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
    void forgetsWhatCountsNoMore() throws IOException {
        taken(pace(30), SHOP, 4711, 30);
        clock.move(PERIOD + 1);
        taken(pace(30), SHOP, 4712, 1);

        assertThat(Files.readString(folder.resolve("stitch-jobs.json")))
                .isEqualTo("{\"https://api.stitchdata.com 4712\":[" + clock.millis() + "]}");
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
    void startsAnewWithAFileThatIsBroken(String content) throws IOException {
        Files.writeString(folder.resolve("stitch-jobs.json"), content);

        assertThat(taken(pace(30), SHOP, 4711, 40)).isEqualTo(30);
        assertThat(taken(pace(30), SHOP, 4711, 40)).isZero();
    }

    @Test
    void isNotBlockedByAClockThatWasSetBack() {
        taken(pace(30), SHOP, 4711, 30);
        clock.move(-10 * PERIOD);
        assertThat(taken(pace(30), SHOP, 4711, 40)).isZero();
        clock.move(PERIOD + 1);
        assertThat(taken(pace(30), SHOP, 4711, 40)).isEqualTo(30);
    }

    @Test
    void pausesNoLongerThanASecond() {
        JobsPace pace = pace(1);
        assertThat(pace.pause(SHOP, 4711)).isZero();
        pace.take(SHOP, 4711);
        assertThat(pace.pause(SHOP, 4711)).isEqualTo(1000);
        clock.move(PERIOD - 9);
        assertThat(pace.pause(SHOP, 4711)).isEqualTo(10);
    }

    @Test
    void saysWhenItGoesOnUnlessThatIsSoon() {
        JobsPace pace = pace(1);
        assertThat(pace.notice(SHOP, 4711)).isNull();
        pace.take(SHOP, 4711);
        // the clock began at 22:13:20
        assertThat(pace.notice(SHOP, 4711))
                .isEqualTo("stitch: run status goes on at 22:23:20, because Stitch allows 1 request in 10 minutes");
        clock.move(PERIOD - 9_000);
        assertThat(pace.notice(SHOP, 4711)).isNull();
    }

    @Test
    void isSharedByThreads() {
        List<JobsPace> paces = Stream.generate(() -> pace(30)).limit(4).toList();

        assertThat(paces.parallelStream()
                        .mapToLong(pace -> taken(pace, SHOP, 4711, 20))
                        .sum())
                .isEqualTo(30);
    }

    @Test
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
            System.out.println(taken(new JobsPace(new StateFiles(args[0]), 100, PERIOD), SHOP, 4711, 80));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "30 | 600000 | Stitch allows 30 requests in 10 minutes",
                "1 | 60000 | Stitch allows 1 request in a minute",
                "5 | 90000 | Stitch allows 5 requests in 90 seconds",
                "5 | 250 | Stitch allows 5 requests in 250 milliseconds"
            })
    void saysTheLimit(int requests, long period, String limit) {
        JobsPace pace = new JobsPace(new StateFiles(folder.toString()), requests, period, clock);

        assertThat(pace.limit()).isEqualTo(limit);
        assertThatThrownBy(() -> pace.ensureTaken(null))
                .isInstanceOf(JobsLimitException.class)
                .hasMessage(limit);
        assertThatCode(() -> pace.ensureTaken(5L)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"0, 600000", "-1, 600000", "30, 0", "30, -5"})
    void refusesALimitThatIsNone(int requests, long period) {
        assertThatThrownBy(() -> new JobsPace(new StateFiles(folder.toString()), requests, period))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("stitch.jobs.requests is " + requests + " and stitch.jobs.period is " + period
                        + ": expected 1 or more of each");
    }
}
