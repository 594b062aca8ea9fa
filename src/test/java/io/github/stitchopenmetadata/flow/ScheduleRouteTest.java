package io.github.stitchopenmetadata.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.management.Schedule;
import io.github.stitchopenmetadata.support.Connector;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.apache.camel.component.quartz.QuartzComponent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quartz.CronExpression;
import org.quartz.Scheduler;
import org.quartz.TriggerKey;

/** When the next runs begin. */
class ScheduleRouteTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId FAR_AWAY = ZoneId.of("Pacific/Auckland");

    @Test
    void followsTheTimeZoneOfTheSettings() throws Exception {
        try (Connector connector = Connector.between(
                "http://127.0.0.1:1",
                "http://127.0.0.1:1/api",
                Map.of(
                        "ingest.on.schedule",
                        "true",
                        "ingest.cron",
                        "0 0 3 1 1 ?",
                        "status.cron",
                        "0 30 4 1 1 ?",
                        "ingest.timezone",
                        FAR_AWAY.getId()))) {
            Schedule schedule = connector.context().getRegistry().lookupByNameAndType("schedule", Schedule.class);

            ZonedDateTime lineage = schedule.next().orElseThrow().atZone(FAR_AWAY);
            ZonedDateTime status = schedule.nextStatus().orElseThrow().atZone(FAR_AWAY);
            assertThat(lineage.getHour()).isEqualTo(3);
            assertThat(status.getHour()).isEqualTo(4);
            assertThat(status).isEqualTo(lineage.plusMinutes(90));

            laterThanItShould(connector, "ingest", "start-on-schedule");
            laterThanItShould(connector, "status", "status-on-schedule");
            assertThat(schedule.next().orElseThrow()).isAfter(lineage.toInstant());
            schedule.followClock();
            assertThat(schedule.next()).contains(lineage.toInstant());
            assertThat(schedule.nextStatus()).contains(status.toInstant());
        }
    }

    /** As it is after the clock was set back. */
    private static void laterThanItShould(Connector connector, String group, String name) throws Exception {
        Scheduler scheduler = connector
                .context()
                .getComponent("schedule-quartz", QuartzComponent.class)
                .getScheduler();
        TriggerKey key = TriggerKey.triggerKey(name, group);
        scheduler.rescheduleJob(
                key,
                scheduler
                        .getTrigger(key)
                        .getTriggerBuilder()
                        .startAt(Date.from(Instant.now().plus(Duration.ofDays(800))))
                        .build());
    }

    /** Europe/Berlin: on 2026-03-29 there is no 2 o'clock, on 2026-10-25 it comes twice, and the first one has no runs. */
    @ParameterizedTest
    @CsvSource({
        "0 0 * * * ?,    2026-03-28T23:00:00Z, 60",
        "0 0 * * * ?,    2026-10-24T22:00:00Z, 120",
        "0 0/15 * * * ?, 2026-03-28T23:00:00Z, 15",
        "0 0/15 * * * ?, 2026-10-24T22:00:00Z, 75"
    })
    void leavesOutNoMoreThanAnHourWhenClocksAreChanged(String cron, Instant from, int longest) throws Exception {
        List<Instant> times = times(cron, from, Duration.ofHours(6));

        Instant last = from;
        Duration most = Duration.ZERO;
        for (Instant time : times) {
            assertThat(time).isAfter(last);
            most = Collections.max(List.of(most, Duration.between(last, time)));
            last = time;
        }
        assertThat(last).isEqualTo(from.plus(Duration.ofHours(6)));
        assertThat(most).hasMinutes(longest);
    }

    /** As the comment beside {@code ingest.timezone} says. */
    @ParameterizedTest
    @CsvSource({
        "0 30 2 * * ?, 2026-03-28T12:00:00Z, 2",
        "0 30 2 * * ?, 2026-10-24T12:00:00Z, 3",
        "0 30 3 * * ?, 2026-03-28T12:00:00Z, 3"
    })
    void leavesOutATimeThatIsNotThere(String cron, Instant from, int runs) throws Exception {
        assertThat(times(cron, from, Duration.ofDays(3))).hasSize(runs);
    }

    private static List<Instant> times(String cron, Instant from, Duration lasting) throws ParseException {
        CronExpression expression = new CronExpression(cron);
        expression.setTimeZone(TimeZone.getTimeZone(BERLIN));
        return Stream.iterate(Date.from(from), expression::getNextValidTimeAfter)
                .skip(1)
                .map(Date::toInstant)
                .takeWhile(time -> !time.isAfter(from.plus(lasting)))
                .toList();
    }
}
