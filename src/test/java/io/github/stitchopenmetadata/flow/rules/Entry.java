package io.github.stitchopenmetadata.flow.rules;

import java.util.List;
import java.util.stream.Stream;

/**
 * One entry of the list that a route file is.
 *
 * @param file its name
 * @param line where it begins, from 1
 * @param kind {@code route}, {@code routeConfiguration}, {@code beans}, or something else
 */
record Entry(String file, int line, String kind, Tree value) {

    static final String ROUTE = "route";
    static final String CONFIGURATION = "routeConfiguration";
    static final String BEANS = "beans";

    boolean is(String other) {
        return kind.equals(other);
    }

    String id() {
        return value.get("id").text();
    }

    /** Where a route starts, as {@code direct:name}; empty where it names no address. */
    String from() {
        return Endpoints.address(value.get("from"));
    }

    /** The steps, those in other steps too. */
    List<Place> steps() {
        return value.within(key -> false)
                .filter(field -> field.key().equals("steps"))
                .flatMap(steps -> steps.value().items().stream())
                .map(step -> new Place(this, step))
                .toList();
    }

    /** The entry but for its steps, and each of its steps but for the steps in it. */
    List<Place> places() {
        return Stream.concat(Stream.of(new Place(this, value)), steps().stream())
                .toList();
    }
}
