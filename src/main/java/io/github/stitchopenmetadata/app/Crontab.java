package io.github.stitchopenmetadata.app;

import java.util.regex.Pattern;
import org.quartz.CronExpression;

/** Tells who writes a schedule of five fields, as for cron, what it is for Quartz. */
final class Crontab {

    private static final String EXAMPLE = "a Quartz expression, such as 0 0 * * * ?";
    private static final String[] DAYS = {"SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"};
    /** A day of the week in digits, and not how often. */
    private static final Pattern DAY = Pattern.compile("(?<![/\\d])[0-7](?!\\d)");

    private Crontab() {}

    /** @return what a schedule is expected to be, or null for one that is right */
    static String objection(String text) {
        if (CronExpression.isValidExpression(text)) {
            return null;
        }
        String[] fields = text.strip().split("\\s+");
        if (fields.length != 5) {
            return EXAMPLE;
        }
        boolean anyDay = fields[2].equals("*");
        boolean anyWeekday = fields[4].equals("*");
        String weekday = DAY.matcher(fields[4]).replaceAll(day -> DAYS[Integer.parseInt(day.group())]);
        String quartz = String.join(
                " ",
                "0",
                fields[0],
                fields[1],
                anyDay && !anyWeekday ? "?" : fields[2],
                fields[3],
                anyDay && !anyWeekday ? weekday : "?");
        return (anyDay || anyWeekday) && CronExpression.isValidExpression(quartz)
                ? "a Quartz expression, which has six fields with the seconds first: write " + quartz
                : EXAMPLE + ": it has six fields with the seconds first, and one of the two days is ?";
    }
}
