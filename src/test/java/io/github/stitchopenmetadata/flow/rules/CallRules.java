package io.github.stitchopenmetadata.flow.rules;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which routes and servers are called from where. */
final class CallRules {

    static final String HTTP_FILE = "http.camel.yaml";
    private static final Pattern IN_JAVA = Pattern.compile("\"(direct:[a-z][\\w-]*)");

    private CallRules() {}

    static Stream<String> calledAndMissing(Routes routes) {
        Set<String> starts = routes.routes().stream()
                .flatMap(route -> Endpoints.internal(Endpoints.resolve(route.from(), routes.settings())).stream())
                .collect(Collectors.toSet());
        Stream<String> inYaml = inYaml(routes)
                .filter(call -> !starts.contains(call.address()))
                .map(call -> call.place().tells("no route starts from " + call.address()));
        Stream<String> inJava = inJava(routes).entrySet().stream().flatMap(source -> source.getValue().stream()
                .filter(address -> !starts.contains(address))
                .map(address -> source.getKey() + ": no route starts from " + address));
        return Stream.concat(inYaml, inJava);
    }

    static Stream<String> thereAndUncalled(Routes routes) {
        Set<String> called = Stream.concat(
                        inYaml(routes).map(Endpoints.Call::address),
                        inJava(routes).values().stream().flatMap(List::stream))
                .collect(Collectors.toSet());
        return routes.routes().stream()
                .filter(route -> route.from().startsWith("direct:") && !called.contains(route.from()))
                .map(route -> new Place(route, route.value()).tells("nobody calls it"));
    }

    static Stream<String> callersInJava(Routes routes) {
        return inJava(routes).entrySet().stream()
                .filter(source -> !routes.allowed().callers().contains(source.getKey()))
                .map(source -> source.getKey() + ": calls " + source.getValue()
                        + ": flow is in the routes, and these are begun in few places of Java");
    }

    static Stream<String> oneStepForOneCaller(Routes routes) {
        Map<String, List<Endpoints.Call>> callers =
                inYaml(routes).collect(Collectors.groupingBy(Endpoints.Call::address));
        List<String> inJava =
                inJava(routes).values().stream().flatMap(List::stream).toList();
        return routes.routes().stream()
                .filter(route -> route.from().startsWith("direct:")
                        && route.steps().size() == 1
                        && !inJava.contains(route.from())
                        && callers.getOrDefault(route.from(), List.of()).size() == 1)
                .map(route -> new Place(route, route.value())
                        .tells("one step and one caller, in whose place the step can stand: "
                                + callers.get(route.from()).get(0).place().where()));
    }

    /** What is written as an expression can be found neither by a reader nor by these rules. */
    static Stream<String> computed(Routes routes) {
        return routes.places().stream()
                .filter(Endpoints::isComputed)
                .map(place -> place.tells("calls an address that does not stand here"));
    }

    static Stream<String> servers(Routes routes) {
        return routes.places().stream()
                .filter(place -> !place.entry().file().equals(HTTP_FILE))
                .flatMap(place -> Endpoints.http(place, routes.settings())
                        .map(component -> place.tells("calls " + component + ": only " + HTTP_FILE + " does")));
    }

    private static Stream<Endpoints.Call> inYaml(Routes routes) {
        return routes.places().stream().flatMap(place -> Endpoints.calls(place, routes.settings()));
    }

    private static Map<String, List<String>> inJava(Routes routes) {
        Map<String, List<String>> calls = new TreeMap<>();
        routes.java().forEach((path, source) -> {
            List<String> called = IN_JAVA.matcher(source)
                    .results()
                    .map(found -> found.group(1))
                    .distinct()
                    .toList();
            if (!called.isEmpty()) {
                calls.put(path, called);
            }
        });
        return calls;
    }
}
