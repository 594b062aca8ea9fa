package io.github.stitchopenmetadata.stitch;

import static io.github.stitchopenmetadata.text.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

    private static String interval(String minutes, String anchor) {
        return Schedule.cron(json(
                """
                {'schedule': {'type': 'interval', 'unit': 'minute', 'interval': %s, 'next_fire_time': '2024-02-03T04:05:06Z'},
                 'properties': {'anchor_time': %s, 'frequency_in_minutes': '1440'}}"""
                        .formatted(minutes, anchor)));
    }

    private static String quartz(String expression) {
        return Schedule.cron(json(
                "{'schedule': {'type': 'cron', 'cron_expression': '%s'}, 'properties': {'frequency_in_minutes': '30'}}"
                        .formatted(expression)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1      | * * * * *",
                "2.0    | */2 * * * *",
                "30     | */30 * * * *",
                "60.0   | 0 * * * *",
                "180    | 0 */3 * * *",
                "360    | 0 */6 * * *",
                "720.0  | 0 */12 * * *",
                "1440.0 | 0 0 * * *"
            })
    void saysIntervalsThatDivideTheDay(String minutes, String cron) {
        assertThat(interval(minutes, "null")).isEqualTo(cron);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-30", "0.5", "45", "50", "90", "300", "1000", "2880", "'often'", "null", "{}"})
    void saysNothingForIntervalsThatCronDoesNotHave(String minutes) {
        assertThat(interval(minutes, "null")).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "30   | 2024-01-07T23:23:08.116Z  | */30 * * * *",
                "60   | 2024-01-07T23:23:08.116Z  | 23 * * * *",
                "360  | 2024-01-07T23:23:08.116Z  | 23 5,11,17,23 * * *",
                "360  | 2024-01-07T18:00:00Z      | 0 */6 * * *",
                "720  | 2024-01-07T13:05:00Z      | 5 1,13 * * *",
                "1440 | 2024-01-07T09:30:00Z      | 30 9 * * *",
                "1440 | 2024-01-07T01:30:00+02:00 | 30 23 * * *",
                "1440 | yesterday                 | 0 0 * * *"
            })
    void startsAnchoredIntervalsAtTheirAnchorInUtc(String minutes, String anchor, String cron) {
        assertThat(interval(minutes, "'" + anchor + "'")).isEqualTo(cron);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 0 12 ? * MON-FRI *   | 0 12 * * MON-FRI",
                "0 0/15 * * * ?         | */15 * * * *",
                "0 5/20 0/6 1/2 2/3 ?   | 5-59/20 */6 */2 2-12/3 *",
                "0 10-40/10 * * * ?     | 10-40/10 * * * *",
                "0 15 10 * * ? *        | 15 10 * * *",
                "0 15 10 * * ?          | 15 10 * * *",
                "30 0 6 1,15 * ?        | 0 6 1,15 * *",
                "0 0 6 ? * 1            | 0 6 * * 0",
                "0 0 6 ? * 7            | 0 6 * * 6",
                "0 0 6 ? * 2-6          | 0 6 * * 1-5",
                "0 0 6 ? * 2,4,6        | 0 6 * * 1,3,5",
                "0 0 6 ? * 2/2          | 0 6 * * 1/2",
                "0 0 6 ? * */2          | 0 6 * * */2",
                "0 0 6 ? * WED          | 0 6 * * WED",
                "0 0 6 ? * mon,wed      | 0 6 * * mon,wed",
                "0 0 6 ? JAN-JUL SUN *  | 0 6 * JAN-JUL SUN",
                "'  0  0  6 * *  ? '    | 0 6 * * *"
            })
    void turnsQuartzIntoFiveFields(String quartz, String cron) {
        assertThat(quartz(quartz)).isEqualTo(cron);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 0 6 L * ?",
                "0 0 6 L-3 * ?",
                "0 0 6 LW * ?",
                "0 0 6 15W * ?",
                "0 0 6 15w * ?",
                "0 0 6 ? * L",
                "0 0 6 ? * 6L",
                "0 0 6 ? * FRIL",
                "0 0 6 ? * 6#3",
                "0 0 6 ? * FRI#1",
                "0 0 6 * * ? 2030",
                "0 0 6 1 1 ? 2030-2035",
                "0 6 * * *",
                "@daily"
            })
    void keepsWhatPlainCronCannotSayAsStitchWroteIt(String quartz) {
        assertThat(quartz(quartz)).isEqualTo(quartz);
    }

    @Test
    void fallsBackToThePropertiesWhereTheScheduleObjectIsMissing() {
        assertThat(Schedule.cron(
                        json("{'properties': {'frequency_in_minutes': '60', 'anchor_time': '2024-01-07T00:10:00Z'}}")))
                .isEqualTo("10 * * * *");
        assertThat(Schedule.cron(json("{'schedule': null, 'properties': {'frequency_in_minutes': '30'}}")))
                .isEqualTo("*/30 * * * *");
        assertThat(
                        Schedule.cron(
                                json(
                                        """
                {'schedule': null, 'properties': {'cron_expression': '0 0 5 ? * 2 *', 'frequency_in_minutes': '30'}}""")))
                .isEqualTo("0 5 * * 1");
        assertThat(Schedule.cron(json("{'properties': {'cron_expression': null, 'frequency_in_minutes': '30'}}")))
                .isEqualTo("*/30 * * * *");
        assertThat(Schedule.cron(json("{'properties': {'cron_expression': ' ', 'frequency_in_minutes': '30'}}")))
                .isEqualTo("*/30 * * * *");
    }

    @Test
    void hasNoneForASourceThatIsNotScheduled() {
        assertThat(Schedule.cron(json("{}"))).isNull();
        assertThat(Schedule.cron(json("{'schedule': null, 'properties': {}}"))).isNull();
        assertThat(quartz("")).isNull();
        assertThat(quartz("  ")).isNull();
    }

    @Test
    void readsTheExpressionFromThePropertiesWhereACronScheduleLacksIt() {
        assertThat(Schedule.cron(
                        json("{'schedule': {'type': 'cron'}, 'properties': {'cron_expression': '0 30 4 * * ?'}}")))
                .isEqualTo("30 4 * * *");
    }
}
