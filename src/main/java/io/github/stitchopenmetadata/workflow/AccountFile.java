package io.github.stitchopenmetadata.workflow;

import io.github.stitchopenmetadata.text.OneLine;
import io.github.stitchopenmetadata.text.Spelling;
import io.github.stitchopenmetadata.text.TextFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** What the settings say otherwise for one account: {@code NAME.properties} beside the workflow file {@code NAME.yaml}. */
final class AccountFile {

    private static final String SOURCE = "lineage.source.";
    private static final String OF_ALL = "application.properties";

    /** What a setting may be, as a regular expression and in words. */
    private record Form(String pattern, String words) {}

    /** Is judged where it is used. */
    private static final Form TEXT = new Form(".*", "");

    private static final Form TRUE_OR_FALSE = new Form("true|false", "true or false");
    private static final Form PERCENT = new Form("\\d{1,2}|100", "a whole number from 0 to 100");

    private static final Map<String, Form> KEYS = Map.ofEntries(
            Map.entry("lineage.destination", TEXT),
            Map.entry("lineage.saas", new Form("(?i)register|pipeline|skip", "register, pipeline or skip")),
            Map.entry("lineage.saas.service", TEXT),
            Map.entry("openmetadata.owners", TEXT),
            Map.entry("openmetadata.domain", TEXT),
            Map.entry("ingest.delete.share", PERCENT),
            Map.entry("ingest.confirmDelete", TRUE_OR_FALSE),
            Map.entry("ingest.minCoverage", PERCENT),
            Map.entry(
                    "ingest.failOn", new Form("((missing|warnings)\\s*(,\\s*(?!$)|$))+", "missing, warnings or both")),
            Map.entry("openmetadata.own.runs", TRUE_OR_FALSE),
            Map.entry("status.bulk", TRUE_OR_FALSE));

    private AccountFile() {}

    /** @return the settings of the file beside a workflow file; none where there is no such file */
    static Map<String, String> beside(Path directory, String workflowFile, Problems problems) {
        String name = workflowFile.replaceFirst("[.][A-Za-z]+$", "") + ".properties";
        Path file = directory.resolve(name);
        if (file.getFileName().toString().equals(OF_ALL) || Files.notExists(file)) {
            return Map.of();
        }
        Properties written;
        try {
            written = TextFile.properties(file);
        } catch (TextFile.Unreadable unreadable) {
            problems.error(Problems.NO_LINE, "needs " + name + ", which " + unreadable.getMessage());
            return Map.of();
        }
        Map<String, String> settings = new TreeMap<>();
        written.stringPropertyNames().stream().sorted().forEach(key -> {
            String value = written.getProperty(key).strip();
            Form form = key.startsWith(SOURCE) ? TEXT : KEYS.get(key);
            String where = "is followed by " + name + ", where " + OneLine.of(key);
            if (form == null) {
                problems.error(Problems.NO_LINE, where + refusal(key, workflowFile));
            } else if (!value.isEmpty() && !objection(key, value).isEmpty()) {
                problems.error(
                        Problems.NO_LINE,
                        where + " is \"" + OneLine.of(value) + "\": expected " + objection(key, value));
            } else if (!value.isEmpty()) {
                settings.put(key, value);
            }
        });
        return settings;
    }

    static boolean isSetting(String key) {
        return KEYS.containsKey(key) || key.startsWith(SOURCE);
    }

    /** @return what a value of a setting of one account has to be, where it is something else; "" where it may be that */
    static String objection(String key, String value) {
        Form form = key.startsWith(SOURCE) ? TEXT : KEYS.get(key);
        return value.matches(form.pattern()) ? "" : form.words();
    }

    /** Why a setting cannot stand in the file. */
    private static String refusal(String key, String workflowFile) {
        if (Workflows.settings().contains(key)) {
            return " is no setting of one account: what it says stands in " + workflowFile;
        }
        if (PackedSettings.names().contains(key) || key.matches("(retry|camel)\\..+")) {
            return " is no setting of one account but of the whole process: set it in " + OF_ALL;
        }
        return " is no setting of one account; did you mean "
                + Spelling.nearest(key, KEYS.keySet()).orElseThrow() + "?";
    }
}
