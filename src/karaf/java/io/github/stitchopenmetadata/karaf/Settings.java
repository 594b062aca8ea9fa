package io.github.stitchopenmetadata.karaf;

import io.github.stitchopenmetadata.app.KnownSettings;
import io.github.stitchopenmetadata.app.SandboxSetting;
import io.github.stitchopenmetadata.workflow.AccountSettings;
import io.github.stitchopenmetadata.workflow.PackedSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the {@code .cfg} file says, under the keys of {@code application.properties}. Two are equal when they say the same. */
record Settings(Map<String, String> said) {

    /** The default of a setting that had another name before: that of the former name, if it is set. */
    private static final Pattern FORMER = Pattern.compile("\\{\\{(?<key>[\\w.]+):(?<default>[^{}]*)}}");

    /** What the container adds begins so. */
    private static final List<String> OF_THE_CONTAINER = List.of("service.", "felix.", "org.apache.karaf.");

    /** @param configuration as Config Admin gives it; null where there is none */
    static Settings of(Dictionary<String, ?> configuration) {
        Map<String, String> said = new HashMap<>();
        if (configuration != null) {
            Collections.list(configuration.keys()).stream()
                    .filter(key -> OF_THE_CONTAINER.stream().noneMatch(key::startsWith))
                    .forEach(key -> said.put(key, String.valueOf(configuration.get(key))));
        }
        return new Settings(said);
    }

    /** Whether an account is named; else there is nothing to do. */
    boolean nameAnAccount() {
        return AccountSettings.nameAnAccount(this::value);
    }

    /** @return why nothing can run with these settings in a container, or null */
    String refusal() {
        List<String> unknown = KnownSettings.problems(said.keySet(), "");
        return unknown.isEmpty() ? SandboxSetting.refusal(this::value) : String.join("; ", unknown);
    }

    /** @return what Camel is to be told: relative directories and the routes lie where this container keeps such things */
    Properties in(Surroundings surroundings) {
        Properties told = new Properties();
        Properties defaults = defaults();
        defaults.stringPropertyNames().stream()
                .filter(key -> key.endsWith(".directory"))
                .forEach(key -> told.setProperty(key, below(surroundings.data(), value(key, defaults))));
        told.setProperty("camel.main.routesIncludePattern", surroundings.routeFiles());
        told.setProperty("camel.main.routesReloadEnabled", String.valueOf(Files.isDirectory(surroundings.routes())));
        told.setProperty(
                "camel.main.routesReloadDirectory", surroundings.routes().toString());
        said.entrySet().stream()
                .filter(setting ->
                        !told.containsKey(setting.getKey()) || !setting.getKey().endsWith(".directory"))
                .forEach(setting -> told.setProperty(setting.getKey(), setting.getValue()));
        return told;
    }

    private static String below(Path data, String directory) {
        return data.resolve(directory).toString();
    }

    private String value(String key, Properties defaults) {
        String value = value(key);
        if (value != null) {
            return value;
        }
        Matcher former = FORMER.matcher(defaults.getProperty(key));
        if (!former.matches()) {
            return defaults.getProperty(key);
        }
        String formerValue = value(former.group("key"));
        return formerValue == null ? former.group("default") : formerValue;
    }

    /** In the order that Camel has: the file, -D, the environment. */
    private String value(String key) {
        String value = said.getOrDefault(key, System.getProperty(key));
        return value == null
                ? System.getenv(key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'))
                : value;
    }

    private static Properties defaults() {
        Properties defaults = new Properties();
        try (InputStream file = Settings.class.getClassLoader().getResourceAsStream(PackedSettings.OWN)) {
            defaults.load(file);
        } catch (IOException inTheBundle) {
            throw new IllegalStateException(inTheBundle);
        }
        return defaults;
    }
}
