package io.github.stitchopenmetadata.logging;

import ch.qos.logback.core.PropertyDefinerBase;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/** For Logback: the setting {@code log.format}, which is needed before Camel has read any settings. */
public final class LogFormat extends PropertyDefinerBase {

    public static final String PLAIN = "plain";
    /** What the setting may say. */
    public static final Set<String> ALL = Set.of(PLAIN, "json");

    private static final String SETTING = "log.format";

    @Override
    public String getPropertyValue() {
        return Stream.of(System.getProperty(SETTING), System.getenv("LOG_FORMAT"), inFile())
                .filter(Objects::nonNull)
                .map(String::strip)
                .findFirst()
                .filter(ALL::contains)
                .orElse(PLAIN);
    }

    private static String inFile() {
        Properties settings = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of("application.properties"))) {
            settings.load(file);
        } catch (IOException | IllegalArgumentException none) {
            return null;
        }
        return settings.getProperty(SETTING);
    }
}
