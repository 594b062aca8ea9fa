package io.github.stitchopenmetadata.app;

import io.github.stitchopenmetadata.http.Proxies;
import io.github.stitchopenmetadata.state.Database;
import io.github.stitchopenmetadata.text.OneLine;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** What the settings that are numbers, schedules, or true or false may be. It is told before anything starts, by their names. */
public final class SettingsCheck {

    private static final long LARGEST = Integer.MAX_VALUE;

    /** Why a text cannot be used, or null. */
    private interface Rule {
        String objection(String text);
    }

    private static final Map<String, Rule> RULES = new TreeMap<>();

    static {
        numbers(
                0,
                Long.MAX_VALUE / 2,
                "ingest.deadline",
                "retry.delay",
                "retry.max.delay",
                "retry.after.max",
                "retry.budget",
                "openmetadata.cache.columns",
                "progress.interval");
        numbers(0, LARGEST, "retry.attempts", "breaker.calls", "stitch.loads.pages", "report.keep");
        numbers(
                1,
                LARGEST,
                "stitch.accounts.concurrency",
                "stitch.concurrency",
                "stitch.requests.per.second",
                "stitch.jobs.requests",
                "stitch.jobs.period",
                "openmetadata.concurrency",
                "openmetadata.requests.per.second",
                "lineage.queue.size",
                "breaker.pause",
                "breaker.trials",
                "http.connect.timeout",
                "http.response.timeout",
                "http.call.timeout",
                "http.connections",
                "http.body.limit",
                "http.pages.limit");
        numbers(4000, LARGEST, "lineage.message.bytes");
        numbers(1, LARGEST, "history.timeout");
        // more than that Stitch refuses
        numbers(1, 20_000, "import.batch.records");
        numbers(1, 20_000_000, "import.batch.bytes");
        numbers(1, 86_400, "import.batch.seconds");
        numbers(1, LARGEST, "lineage.parts.wait", "lineage.results.wait");
        add(text -> text.matches("all|extract|deliver") ? null : "all, extract or deliver", Roles.NAME);
        // more than that OpenMetadata refuses
        numbers(1, 1_000_000, "openmetadata.table.page");
        numbers(0, 65_535, "management.port");
        numbers(0, 100, "ingest.delete.share", "ingest.minCoverage");
        numbers(1, 100, "breaker.failures");
        add(
                text -> text.matches("(?i)true|false") ? null : "true or false",
                "report.private",
                "ingest.once",
                "ingest.at.start",
                "ingest.on.schedule",
                "status.bulk",
                "status.wait",
                "ingest.confirmDelete",
                "remove.confirm",
                "management.enabled",
                "openmetadata.own.runs");
        add(
                text -> text.matches("\\s*|((missing|warnings)\\s*(,\\s*(?!$)|$))+")
                        ? null
                        : "missing, warnings or both",
                "ingest.failOn");
        add(
                text -> text.matches("\\s*|(\\s*(edges|missing_edges|task_statuses)\\s*(,(?!$)|$))+")
                        ? null
                        : "some of edges, missing_edges and task_statuses",
                "history.tables");
        add(text -> text.matches("us|eu|") ? null : "us or eu", "history.region");
        add(text -> text.isEmpty() || isZone(text) ? null : "a time zone, such as Europe/Berlin", "ingest.timezone");
        add(text -> text.matches("(?i)true|false|auto") ? null : "true, false or auto", SandboxSetting.NAME);
        add(Crontab::objection, "ingest.cron", "status.cron");
        add(text -> text.matches("us|eu|") ? null : "us or eu", "import.region");
        add(text -> text.matches("memory|file") ? null : "memory or file", "import.repository");
    }

    private SettingsCheck() {}

    /** @param settings gives the text of each as it is */
    public static List<String> problems(UnaryOperator<String> settings) {
        List<String> problems = new ArrayList<>();
        RULES.forEach((name, rule) -> {
            String text = Objects.requireNonNullElse(settings.apply(name), "");
            String expected = rule.objection(text);
            if (expected != null) {
                problems.add(name + " is \"" + OneLine.of(text) + "\": expected " + expected);
            }
        });
        for (String name : List.of("stitch.proxy", "openmetadata.proxy")) {
            // may hold a password
            String objection = Proxies.objection(settings.apply(name));
            if (objection != null) {
                problems.add(name + " " + objection);
            }
        }
        String database = Database.objection(Objects.requireNonNullElse(settings.apply("state.jdbc.url"), ""));
        if (database != null) {
            problems.add("state.jdbc.url " + database);
        }
        return problems;
    }

    private static void numbers(long least, long most, String... names) {
        String expected =
                "a whole number " + (most < LARGEST ? "from " + least + " to " + most : "of " + least + " or more");
        add(
                text -> text.matches("-?\\d{1,30}") && isBetween(new BigInteger(text), least, most) ? null : expected,
                names);
    }

    private static boolean isZone(String text) {
        try {
            ZoneId.of(text);
            return true;
        } catch (DateTimeException none) {
            return false;
        }
    }

    private static boolean isBetween(BigInteger number, long least, long most) {
        return number.compareTo(BigInteger.valueOf(least)) >= 0 && number.compareTo(BigInteger.valueOf(most)) <= 0;
    }

    private static void add(Rule rule, String... names) {
        for (String name : names) {
            RULES.put(name, rule);
        }
    }
}
