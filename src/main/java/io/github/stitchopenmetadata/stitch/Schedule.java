package io.github.stitchopenmetadata.stitch;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A Stitch schedule as the five-field cron expression that OpenMetadata shows. All times are UTC. */
final class Schedule {

    private static final int HOUR = 60;
    private static final int DAY = 24 * HOUR;
    private static final Pattern BEYOND_CRON_IN_DAYS = Pattern.compile("[LWC]");
    private static final Pattern BEYOND_CRON_IN_WEEKDAYS = Pattern.compile("[LC#]|W(?!ED)");
    private static final Pattern DAY_NUMBER = Pattern.compile("(?<![\\w#/])([1-7])(?![\\w#])");

    private static final Pattern START_AND_STEP = Pattern.compile("(?<![\\d/-])(\\d{1,2})/(\\d{1,2})");

    private Schedule() {}

    /**
     * Reads the schedule object, and the properties where an API answer leaves it out although there is one.
     *
     * @param source one element of {@code GET /v4/sources}
     * @return a cron expression, or null for a source that is not scheduled or whose interval no cron expression has
     */
    static String cron(JsonNode source) {
        JsonNode schedule = source.path("schedule");
        JsonNode properties = source.path("properties");
        String quartz = schedule.path("cron_expression")
                .asText(properties.path("cron_expression").asText(""));
        if (schedule.path("type").asText("").equals("cron")
                || (!schedule.isObject() && isText(properties, "cron_expression"))) {
            return quartz.isBlank() ? null : unix(quartz.strip());
        }
        double minutes = schedule.isObject()
                ? schedule.path("interval").asDouble()
                : properties.path("frequency_in_minutes").asDouble();
        return every(minutes, anchor(properties)).orElse(null);
    }

    private static Optional<String> every(double interval, int anchor) {
        int minutes = (int) interval;
        if (minutes != interval || minutes < 1 || minutes > DAY || DAY % minutes != 0) {
            return Optional.empty();
        }
        if (minutes < HOUR) {
            return HOUR % minutes == 0
                    ? Optional.of(minutes == 1 ? "* * * * *" : "*/" + minutes + " * * * *")
                    : Optional.empty();
        }
        if (minutes % HOUR != 0) {
            return Optional.empty();
        }
        return Optional.of(anchor % HOUR + " " + hours(minutes / HOUR, anchor / HOUR) + " * * *");
    }

    private static String hours(int step, int anchorHour) {
        if (step == 1) {
            return "*";
        }
        int first = anchorHour % step;
        if (first == 0 && step < 24) {
            return "*/" + step;
        }
        TreeSet<Integer> hours = new TreeSet<>();
        for (int hour = first; hour < 24; hour += step) {
            hours.add(hour);
        }
        return hours.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /** @return the minute of the day at which an anchored schedule starts, 0 for none */
    private static int anchor(JsonNode properties) {
        try {
            OffsetDateTime time =
                    OffsetDateTime.parse(properties.path("anchor_time").asText(""));
            var utc = time.withOffsetSameInstant(ZoneOffset.UTC);
            return utc.getHour() * HOUR + utc.getMinute();
        } catch (DateTimeException none) {
            return 0;
        }
    }

    /**
     * Stitch writes Quartz: seconds first, a year last, days of the week counted from Sunday = 1. What plain cron cannot
     * say (last day, nearest weekday, a year) is left as Stitch wrote it.
     */
    private static String unix(String quartz) {
        String[] fields = quartz.split("\\s+");
        boolean year = fields.length == 7 && !fields[6].equals("*");
        if (fields.length < 6
                || year
                || has(BEYOND_CRON_IN_DAYS, fields[3])
                || has(BEYOND_CRON_IN_WEEKDAYS, fields[5])) {
            return quartz;
        }
        String dayOfWeek = DAY_NUMBER.matcher(fields[5]).replaceAll(day -> String.valueOf(number(day) - 1));
        return String.join(
                " ",
                steps(fields[1], 0, 59),
                steps(fields[2], 0, 23),
                steps(any(fields[3]), 1, 31),
                steps(fields[4], 1, 12),
                any(dayOfWeek));
    }

    /** Quartz starts steps at a number ({@code 5/15}), plain cron takes them over a range ({@code 5-59/15}). */
    private static String steps(String field, int first, int last) {
        return START_AND_STEP
                .matcher(field)
                .replaceAll(step -> (Integer.parseInt(step.group(1)) == first ? "*" : step.group(1) + "-" + last) + "/"
                        + step.group(2));
    }

    private static boolean has(Pattern pattern, String field) {
        return pattern.matcher(field.toUpperCase(Locale.ROOT)).find();
    }

    private static int number(java.util.regex.MatchResult day) {
        return Integer.parseInt(day.group(1));
    }

    private static String any(String field) {
        return field.equals("?") ? "*" : field;
    }

    private static boolean isText(JsonNode json, String field) {
        return json.path(field).isTextual() && !json.path(field).textValue().isBlank();
    }
}
