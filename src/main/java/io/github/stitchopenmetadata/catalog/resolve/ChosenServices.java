package io.github.stitchopenmetadata.catalog.resolve;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The user's choice where several database services fit: {@code lineage.destination} and {@code lineage.source.NAME}, each
 * {@code SERVICE} or {@code SERVICE.DATABASE}.
 */
final class ChosenServices {

    /** @param database null where any database of the service will do */
    record Choice(String setting, String service, String database) {}

    /** What Stitch allows in the name of a source. Any other text must not become part of a setting's name, where braces are evaluated. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_$-]+");

    private final Function<String, String> settings;

    /** @param settings gives the value of a setting, "" or null where it has none */
    ChosenServices(Function<String, String> settings) {
        this.settings = settings;
    }

    Optional<Choice> destination() {
        return choice("lineage.destination");
    }

    /** @param name of the Stitch source */
    Optional<Choice> source(String name) {
        return NAME.matcher(name).matches() ? choice("lineage.source." + name) : Optional.empty();
    }

    private Optional<Choice> choice(String setting) {
        String value = settings.apply(setting);
        if (value == null || value.isBlank()) {
            return Optional.empty();
        }
        int dot = value.indexOf('.');
        return Optional.of(
                dot < 0
                        ? new Choice(setting, value.strip(), null)
                        : new Choice(
                                setting,
                                value.substring(0, dot).strip(),
                                value.substring(dot + 1).strip()));
    }
}
