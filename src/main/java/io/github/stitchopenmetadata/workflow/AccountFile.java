package io.github.stitchopenmetadata.workflow;

import io.github.stitchopenmetadata.text.OneLine;
import io.github.stitchopenmetadata.text.Spelling;
import io.github.stitchopenmetadata.text.TextFile;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** What the settings say otherwise for one account: {@code NAME.properties} beside the workflow file {@code NAME.yaml}. */
final class AccountFile {

    private static final String SOURCE = "lineage.source.";
    private static final String OF_ALL = "application.properties";
    private static final String TRUE_OR_FALSE = "true|false";

    /** What each may be; the others are judged where they are used. */
    private static final Map<String, String> KEYS = Map.of(
            "lineage.destination",
            ".*",
            "openmetadata.owners",
            ".*",
            "openmetadata.domain",
            ".*",
            "ingest.delete.share",
            "\\d{1,2}|100",
            "ingest.confirmDelete",
            TRUE_OR_FALSE);

    private AccountFile() {}

    /** @return the settings of the file beside a workflow file; none where there is no such file */
    static Map<String, String> beside(Path directory, String workflowFile, Problems problems) {
        String name = workflowFile.replaceFirst("[.][A-Za-z]+$", "") + ".properties";
        Path file = directory.resolve(name);
        if (file.getFileName().toString().equals(OF_ALL) || Files.notExists(file)) {
            return Map.of();
        }
        Properties written = new Properties();
        try {
            written.load(new StringReader(TextFile.read(file).replaceFirst("^\uFEFF", "")));
        } catch (TextFile.Unreadable unreadable) {
            problems.error(Problems.NO_LINE, "needs " + name + ", which " + unreadable.getMessage());
        } catch (IOException fromText) {
            throw new UncheckedIOException(fromText);
        }
        Map<String, String> settings = new TreeMap<>();
        written.stringPropertyNames().stream().sorted().forEach(key -> {
            String value = written.getProperty(key).strip();
            String form = key.startsWith(SOURCE) ? ".*" : KEYS.get(key);
            if (form == null) {
                problems.error(
                        Problems.NO_LINE,
                        "is followed by " + name + ", where " + OneLine.of(key)
                                + " is no setting of one account; did you mean "
                                + Spelling.nearest(key, KEYS.keySet()).orElseThrow() + "?");
            } else if (!value.matches(form)) {
                problems.error(
                        Problems.NO_LINE,
                        "is followed by " + name + ", where " + key + " is \"" + OneLine.of(value) + "\": expected "
                                + (form.equals(TRUE_OR_FALSE) ? "true or false" : "a whole number from 0 to 100"));
            } else if (!value.isEmpty()) {
                settings.put(key, value);
            }
        });
        return settings;
    }
}
