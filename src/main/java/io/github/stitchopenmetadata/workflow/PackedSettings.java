package io.github.stitchopenmetadata.workflow;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.Set;

/** The settings on the class path, for what a user does not set. */
public final class PackedSettings {

    /** Those of this program alone, which any Camel may load. */
    public static final String OWN = "stitch-openmetadata/application.properties";

    /** Where a Camel that belongs to this program finds them, with those of Camel itself. */
    public static final String LOCATIONS = "classpath:" + OWN + ",classpath:stitch-openmetadata/camel.properties";

    private PackedSettings() {}

    /** The names of those of this program. */
    public static Set<String> names() {
        return own().stringPropertyNames();
    }

    /** Those of this program, as they are without anything else. */
    public static Properties own() {
        Properties shipped = new Properties();
        try (Reader file = new InputStreamReader(
                PackedSettings.class.getClassLoader().getResourceAsStream(OWN), StandardCharsets.UTF_8)) {
            shipped.load(file);
        } catch (IOException inTheJar) {
            throw new UncheckedIOException(inTheJar);
        }
        return shipped;
    }
}
