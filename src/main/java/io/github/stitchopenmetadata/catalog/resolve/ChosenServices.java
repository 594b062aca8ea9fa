package io.github.stitchopenmetadata.catalog.resolve;

import io.github.stitchopenmetadata.catalog.model.Catalog.DatabaseService;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The user's choice where several database services fit: {@code lineage.destination} and {@code lineage.source.NAME}, each
 * {@code SERVICE} or {@code SERVICE.DATABASE}. A name with a dot stands in quotes, as in OpenMetadata's full names; it need
 * not where the services of the catalog leave one way to read it.
 */
final class ChosenServices {

    static final String DESTINATION = "lineage.destination";
    static final String SOURCE = "lineage.source.";

    /**
     * @param database null where any database of the service will do
     * @param unclear  why the setting cannot be followed, or null
     */
    record Choice(String setting, String service, String database, String unclear) {

        private Choice(String setting, String service, String database) {
            this(setting, service, database, null);
        }

        private String title() {
            return database == null ? "the service " + service : "the database " + database + " of " + service;
        }
    }

    /** What Stitch allows in the name of a source. Any other text must not become part of a setting's name, where braces are evaluated. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_$-]+");

    private static final Pattern QUOTED = Pattern.compile("(\"[^\"]*\"|[^\"]*?)(?:\\.(\"[^\"]*\"|[^\"]*))?");

    private final Function<String, String> settings;

    /** @param settings gives the value of a setting, "" or null where it has none */
    ChosenServices(Function<String, String> settings) {
        this.settings = settings;
    }

    /** @return null where nothing is chosen */
    Choice destination(Collection<DatabaseService> services) {
        return choice(DESTINATION, services);
    }

    /**
     * @param name of the Stitch source
     * @return null where nothing is chosen
     */
    Choice source(String name, Collection<DatabaseService> services) {
        return NAME.matcher(name).matches() ? choice(SOURCE + name, services) : null;
    }

    private Choice choice(String setting, Collection<DatabaseService> services) {
        String value = settings.apply(setting);
        if (value == null || value.isBlank()) {
            return null;
        }
        List<Choice> readings = readings(setting, value.strip());
        List<Choice> known = readings.stream()
                .filter(reading ->
                        services.stream().anyMatch(service -> service.name().equals(reading.service())))
                .toList();
        Choice first = known.isEmpty() ? readings.get(0) : known.get(0);
        return known.size() < 2
                ? first
                : new Choice(
                        setting,
                        first.service(),
                        first.database(),
                        setting + " may mean "
                                + known.stream().map(Choice::title).collect(Collectors.joining(" or "))
                                + "; put the name of the service in quotes");
    }

    /** All ways to tell the service from the database, the one that stands at the first dot first. */
    private static List<Choice> readings(String setting, String value) {
        if (value.contains("\"")) {
            Matcher parts = QUOTED.matcher(value);
            return parts.matches()
                    ? List.of(new Choice(setting, plain(parts.group(1)), plain(parts.group(2))))
                    : List.of(new Choice(setting, value, null));
        }
        List<Choice> readings = new ArrayList<>();
        for (int dot = value.indexOf('.'); dot >= 0; dot = value.indexOf('.', dot + 1)) {
            readings.add(new Choice(
                    setting,
                    value.substring(0, dot).strip(),
                    value.substring(dot + 1).strip()));
        }
        readings.add(new Choice(setting, value, null));
        return readings;
    }

    private static String plain(String part) {
        return part == null ? null : part.replace("\"", "").strip();
    }
}
