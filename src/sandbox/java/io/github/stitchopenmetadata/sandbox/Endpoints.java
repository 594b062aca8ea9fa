package io.github.stitchopenmetadata.sandbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The endpoints of one server: which path template answers a request, and with which path parameters. */
final class Endpoints {

    private final List<Route> routes = new ArrayList<>();

    /** Answers one request whose path matched; the map holds the values of the template's parameters. */
    @FunctionalInterface
    interface Endpoint {
        Answer answer(ReceivedRequest request, Map<String, String> path);
    }

    /** The outcome of a look-up: without an endpoint the path is unknown, or known for other methods only. */
    record Match(String template, Endpoint endpoint, Map<String, String> path, boolean pathKnown) {

        boolean found() {
            return endpoint != null;
        }
    }

    private record Route(String method, String template, List<String> parts, Endpoint endpoint) {

        Map<String, String> match(List<String> segments) {
            if (segments.size() != parts.size()) {
                return null;
            }
            Map<String, String> path = new HashMap<>();
            for (int i = 0; i < parts.size(); i++) {
                String part = parts.get(i);
                if (part.startsWith("{")) {
                    path.put(part.substring(1, part.length() - 1), segments.get(i));
                } else if (!part.equals(segments.get(i))) {
                    return null;
                }
            }
            return path;
        }
    }

    /** Earlier endpoints win, so a literal path has to come before a template that covers it. */
    Endpoints add(String method, String template, Endpoint endpoint) {
        routes.add(new Route(
                method,
                template,
                Arrays.stream(template.substring(1).split("/")).toList(),
                endpoint));
        return this;
    }

    Match match(String method, List<String> segments) {
        boolean pathKnown = false;
        for (Route route : routes) {
            Map<String, String> path = route.match(segments);
            if (path != null && route.method.equals(method)) {
                return new Match(route.template, route.endpoint, path, true);
            }
            pathKnown |= path != null;
        }
        return new Match("/" + String.join("/", segments), null, Map.of(), pathKnown);
    }
}
