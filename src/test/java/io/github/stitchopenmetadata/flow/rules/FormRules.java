package io.github.stitchopenmetadata.flow.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** How files and routes are laid out. */
final class FormRules {

    static final String BEANS_FILE = "beans.camel.yaml";
    private static final int MOST_LINES = 250;
    private static final int MOST_STEPS = 25;
    private static final Set<String> KINDS = Set.of(Entry.ROUTE, Entry.CONFIGURATION, Entry.BEANS);

    private FormRules() {}

    static Stream<String> longFiles(Routes routes) {
        return routes.documents().stream()
                .filter(file -> file.lines() > MOST_LINES && !file.name().equals(BEANS_FILE))
                .map(file -> file.tells(MOST_LINES + 1, file.lines() + " lines, of at most " + MOST_LINES));
    }

    static Stream<String> longRoutes(Routes routes) {
        return routes.entries()
                .filter(entry -> !entry.is(Entry.BEANS) && entry.steps().size() > MOST_STEPS)
                .map(entry -> tells(entry, entry.steps().size() + " steps, of at most " + MOST_STEPS));
    }

    /** Editors that show routes as pictures leave comments out when they save, but for those at the head of a file. */
    static Stream<String> comments(Routes routes) {
        return routes.documents().stream().flatMap(file -> {
            int first = file.entries().stream().mapToInt(Entry::line).min().orElse(Integer.MAX_VALUE);
            return file.comments().stream()
                    .filter(line -> line >= first)
                    .map(line -> file.tells(
                            line, "a comment, which a visual editor drops: say it in a description or a note"));
        });
    }

    /** The same editors show neither templates nor what holds for a whole file. */
    static Stream<String> kinds(Routes routes) {
        return routes.entries()
                .filter(entry -> !KINDS.contains(entry.kind()))
                .map(entry -> tells(entry, "neither a route nor a routeConfiguration nor beans"));
    }

    static Stream<String> names(Routes routes) {
        Stream<String> ids = routes.entries()
                .filter(entry -> entry.is(Entry.ROUTE) || entry.is(Entry.CONFIGURATION))
                .filter(entry -> !entry.id().matches("[a-z]+(-[a-z]+)*"))
                .map(entry -> tells(entry, entry.id().isEmpty() ? "no id" : "the id is not words with hyphens"));
        Stream<String> descriptions = routes.routes().stream()
                .filter(route -> route.value().get("description").text().isBlank())
                .map(route -> tells(route, "no description"));
        return Stream.concat(ids, descriptions);
    }

    static Stream<String> twoOfAName(Routes routes) {
        Map<String, Place> first = new HashMap<>();
        List<String> again = new ArrayList<>();
        for (Place place : routes.places()) {
            String id = place.value().get("id").text();
            Place before = id.isEmpty() ? null : first.putIfAbsent(id, place);
            if (before != null) {
                again.add(place.tells(
                        "the id " + id + " is also that of " + before.entry().file() + ", " + before.where()));
            }
        }
        return again.stream();
    }

    /** Who calls a route calls it by its id. One whose endpoint only the user names is called by nobody here. */
    static Stream<String> starts(Routes routes) {
        return routes.routes().stream()
                .filter(route -> !route.from().equals("direct:" + route.id())
                        && !Endpoints.resolve(route.from(), routes.settings())
                                .matches("(((schedule-)?quartz|file|scheduler|timer|platform-http|seda)(:.*)?)?"))
                .map(route -> tells(route, "starts from " + route.from() + ", not from direct:" + route.id()));
    }

    /** One without an id would cover all routes, and none any more after a visual editor gave it one. */
    static Stream<String> configurations(Routes routes) {
        List<String> ids = routes.entries()
                .filter(entry -> entry.is(Entry.CONFIGURATION))
                .map(Entry::id)
                .toList();
        Stream<String> named = routes.routes().stream().flatMap(route -> {
            List<String> configurations = configurationsOf(route);
            if (configurations.isEmpty() && !route.value().get("errorHandler").isThere()) {
                return Stream.of(tells(route, "neither a routeConfigurationId nor an errorHandler"));
            }
            return configurations.stream()
                    .filter(id -> !ids.contains(id))
                    .map(id -> tells(route, "there is no routeConfiguration " + id));
        });
        List<String> inUse = routes.routes().stream()
                .flatMap(route -> configurationsOf(route).stream())
                .toList();
        Stream<String> unused = routes.entries()
                .filter(entry -> entry.is(Entry.CONFIGURATION) && !inUse.contains(entry.id()))
                .map(entry -> tells(entry, "no route names it as its routeConfigurationId"));
        return Stream.concat(named, unused);
    }

    /** A split or multicast that does not wait goes on with the thread of a worker, which then waits for the other threads of its kind. */
    static Stream<String> hastySplits(Routes routes) {
        return routes.places().stream()
                .filter(place -> Set.of("split", "multicast").contains(place.step())
                        && place.value().get("executorService").isThere()
                        && !place.value().get("synchronous").text().equals("true"))
                .map(place -> place.tells("has workers and is not synchronous"));
    }

    private static List<String> configurationsOf(Entry route) {
        return Stream.of(route.value().get("routeConfigurationId").text().split(","))
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .toList();
    }

    private static String tells(Entry entry, String what) {
        return new Place(entry, entry.value()).tells(what);
    }
}
