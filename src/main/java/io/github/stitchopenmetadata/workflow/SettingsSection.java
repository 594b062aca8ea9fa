package io.github.stitchopenmetadata.workflow;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings that share a prefix; a blank one counts as absent and a list is separated by commas. */
final class SettingsSection extends Section {
    private final Map<String, String> settings;
    private final String prefix;
    private final String formatPrefix;

    /** Takes the settings below {@code prefix} as the section of the workflow format at {@code formatPrefix}. */
    SettingsSection(
            Map<String, String> settings,
            String prefix,
            String formatPrefix,
            Problems problems,
            Environment environment) {
        super(problems, environment);
        this.settings = settings;
        this.prefix = prefix;
        this.formatPrefix = formatPrefix;
    }

    @Override
    String path(String key) {
        return prefix + key;
    }

    @Override
    String formatPath(String key) {
        return formatPrefix + key;
    }

    @Override
    int line(String key) {
        return Problems.NO_LINE;
    }

    @Override
    Collection<String> keys() {
        return settings.keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .map(key -> key.substring(prefix.length()))
                .filter(this::has)
                .sorted()
                .toList();
    }

    @Override
    boolean has(String key) {
        return value(key).isPresent();
    }

    @Override
    Optional<Text> written(String key, String expected) {
        return value(key).map(value -> new Text(value, value, path(key), Problems.NO_LINE));
    }

    @Override
    List<Text> writtenList(String key, String expected) {
        return value(key).stream()
                .map(CommaList::split)
                .flatMap(List::stream)
                .map(item -> new Text(item, item, path(key), Problems.NO_LINE))
                .toList();
    }

    @Override
    boolean isText(String key) {
        return has(key);
    }

    // other parts of the integration have settings with the same prefixes
    @Override
    boolean isClosed() {
        return false;
    }

    @Override
    Section open(String key, Problems problems) {
        return new SettingsSection(settings, path(key) + ".", formatPath(key) + ".", problems, environment);
    }

    private Optional<String> value(String key) {
        return Optional.ofNullable(settings.get(path(key))).filter(value -> !value.isBlank());
    }
}
