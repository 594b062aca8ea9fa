package io.github.stitchopenmetadata.flow.rules;

import io.github.stitchopenmetadata.flow.rules.VariableUse.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a route keeps beside the body. */
final class VariableRules {

    private static final Pattern IN_JAVA =
            Pattern.compile("\\b(?:get|set|remove)(?:Variable|Property)\\(\\s*\"[\\w:-]+\"|\\bgetVariables\\(\\)");
    private static final Set<String> KEPT =
            Set.of("setVariable", "setVariables", "setProperty", "setHeader", "setHeaders");

    private VariableRules() {}

    /**
     * All routes of an exchange share its variables. So who reads one has to have set it in the same route, and not to have
     * called a route since that sets another one of the name. The order is that of the file, and each call counts, whether it
     * goes on with the same exchange or with a copy.
     */
    static Stream<String> crossing(Routes routes) {
        Map<String, Set<String>> setBy = setBy(routes);
        return routes.entries().filter(entry -> !entry.is(Entry.BEANS)).flatMap(entry -> {
            List<VariableUse> uses = local(routes, entry);
            return uses.stream().filter(use -> use.kind() == Kind.READ).flatMap(read -> objection(
                            routes, read, uses, setBy)
                    .map(why -> read.place().tells(read.line(), "the variable " + read.name() + " " + why)));
        });
    }

    static Stream<String> unread(Routes routes) {
        return routes.entries().filter(entry -> !entry.is(Entry.BEANS)).flatMap(entry -> {
            List<VariableUse> uses = local(routes, entry);
            Set<String> read = names(uses, Kind.READ);
            return uses.stream()
                    .filter(use -> use.kind() == Kind.SET && !read.contains(use.name()))
                    .map(set -> set.place()
                            .tells("the variable " + set.name() + " is set here and read nowhere in the route"));
        });
    }

    static Stream<String> verbs(Routes routes) {
        return uses(routes).filter(use -> use.name().equals("verb")).map(use -> use.place()
                .tells("a variable named verb: the request says how it is sent"));
    }

    static Stream<String> routeNames(Routes routes) {
        Set<String> ids = routes.routes().stream().map(Entry::id).collect(Collectors.toSet());
        return routes.places().stream()
                .filter(place -> KEPT.contains(place.step()))
                .flatMap(place -> place.codes()
                        .filter(field -> !field.key().equals("name"))
                        .filter(field -> ids.contains(field.value().text())
                                || !Endpoints.internal(field.value().text()).isEmpty())
                        .map(field -> place.tells(
                                "keeps the name of the route " + field.value().text())));
    }

    /** Java gets what it needs as parameters. */
    static Stream<String> inJava(Routes routes) {
        return routes.java().entrySet().stream().flatMap(source -> IN_JAVA.matcher(source.getValue())
                .results()
                .map(MatchResult::group)
                .filter(use -> use.endsWith("()") || isOfARoute(routes, use))
                .map(use -> source.getKey() + ": " + use + ": a variable is no matter of Java"));
    }

    /** Properties of other things are read in the same words. */
    private static boolean isOfARoute(Routes routes, String use) {
        String name = use.split("\"")[1];
        return use.contains("Variable")
                ? !routes.allowed().crossing().contains(name)
                : uses(routes).anyMatch(read -> read.name().equals(VariableUse.PROPERTY + name));
    }

    private static Stream<String> objection(
            Routes routes, VariableUse read, List<VariableUse> uses, Map<String, Set<String>> setBy) {
        int set = uses.stream()
                .filter(use -> use.kind() == Kind.SET && use.name().equals(read.name()) && use.line() < read.line())
                .filter(use -> !use.place().equals(read.place()))
                .mapToInt(VariableUse::line)
                .max()
                .orElse(0);
        if (set == 0) {
            return Stream.of("is read here and not set before in the route");
        }
        return read.place().entry().places().stream()
                .filter(place -> place.tree().line() > set && place.tree().line() < read.line())
                .filter(place -> !place.equals(read.place()))
                .flatMap(place -> Endpoints.calls(place, routes.settings()))
                .map(Endpoints.Call::address)
                .filter(address -> setBy.getOrDefault(address, Set.of()).contains(read.name()))
                .map(address -> "is read here, and " + address + ", which is called before, sets one of that name");
    }

    /** The variables that are set by a route, or by those that it calls. */
    private static Map<String, Set<String>> setBy(Routes routes) {
        Map<String, Set<String>> calls = new HashMap<>();
        Map<String, Set<String>> setBy = new HashMap<>();
        for (Entry route : routes.routes()) {
            calls.put(
                    route.from(),
                    route.places().stream()
                            .flatMap(place -> Endpoints.calls(place, routes.settings()))
                            .map(Endpoints.Call::address)
                            .collect(Collectors.toSet()));
            setBy.put(route.from(), names(local(routes, route), Kind.SET));
        }
        boolean more = true;
        while (more) {
            more = false;
            for (Map.Entry<String, Set<String>> route : calls.entrySet()) {
                for (String called : route.getValue()) {
                    more |= setBy.get(route.getKey()).addAll(setBy.getOrDefault(called, Set.of()));
                }
            }
        }
        return setBy;
    }

    private static List<VariableUse> local(Routes routes, Entry entry) {
        return entry.places().stream()
                .flatMap(place -> VariableUse.in(routes, place))
                .filter(use -> !routes.allowed().crossing().contains(use.name()))
                .toList();
    }

    private static Set<String> names(List<VariableUse> uses, Kind kind) {
        return uses.stream()
                .filter(use -> use.kind() == kind)
                .map(VariableUse::name)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static Stream<VariableUse> uses(Routes routes) {
        return routes.places().stream().flatMap(place -> VariableUse.in(routes, place));
    }
}
