package io.github.stitchopenmetadata.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.management.Schedule;
import io.github.stitchopenmetadata.support.Connector;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When the next runs begin. */
class ScheduleRouteTest {

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
        }
    }
}
