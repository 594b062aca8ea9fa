package io.github.stitchopenmetadata.reload;

import io.github.stitchopenmetadata.reload.RouteFile.Item;
import io.github.stitchopenmetadata.reload.RouteFile.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All files with routes, by their paths. */
record RouteFiles(SortedMap<String, RouteFile> byPath) {

    /** @param file null where it is deleted */
    RouteFiles with(String path, RouteFile file) {
        SortedMap<String, RouteFile> files = new TreeMap<>(byPath);
        if (file == null) {
            files.remove(path);
        } else {
            files.put(path, file);
        }
        return new RouteFiles(files);
    }

    /** The ids of the routes that are in neither, or are not the same in both; with them all for which a configuration is another. */
    Set<String> changedBy(RouteFiles edited) {
        Map<String, String> before = texts();
        Map<String, String> after = edited.texts();
        return Stream.concat(before.keySet().stream(), after.keySet().stream())
                .filter(id -> !after.containsKey(id) || !after.get(id).equals(before.get(id)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether a route among these may be called by another of them, or by itself, and so can only be held back with it. */
    boolean callEachOther(Set<String> ids) {
        Map<String, Set<String>> calls = new HashMap<>();
        routes().forEach(route -> calls.put(route.id(), route.calls().keySet()));
        Map<String, String> starts = routes().filter(route -> route.from() != null)
                .collect(Collectors.toMap(Item::from, Item::id, (one, other) -> one));
        return ids.stream().anyMatch(id -> reached(id, calls, starts).stream().anyMatch(ids::contains));
    }

    /** The ids of the routes. */
    Set<String> ids() {
        return routes().map(Item::id).collect(Collectors.toSet());
    }

    /**
     * @param elsewhere what routes that stand in no file start from
     * @throws RefusedEditException if two routes share an id or a start, or a step calls a route that is not there
     */
    void check(RouteFiles before, Set<String> elsewhere) {
        Set<String> ids = new HashSet<>();
        Set<String> starts = new HashSet<>(elsewhere);
        byPath.forEach((path, file) -> file.all(Kind.ROUTE).forEach(route -> {
            if (!ids.add(route.id())) {
                throw new RefusedEditException(path, route.line(), "there is another route with the id " + route.id());
            }
            if (route.from() != null && !starts.add(route.from())) {
                throw new RefusedEditException(path, route.line(), "there is another route from " + route.from());
            }
        }));
        Set<String> wereMissing = before.routes()
                .flatMap(route -> route.calls().keySet().stream())
                .filter(start -> before.routes().noneMatch(route -> start.equals(route.from())))
                .collect(Collectors.toSet());
        byPath.forEach((path, file) -> file.all(Kind.ROUTE)
                .forEach(route -> route.calls().forEach((start, line) -> {
                    if (!starts.contains(start) && !wereMissing.contains(start)) {
                        throw new RefusedEditException(
                                path, line, route.id() + " calls " + start + ", and no route starts there");
                    }
                })));
    }

    /** The texts of all route configurations, which hold for routes of any file. */
    String configurations() {
        return byPath.values().stream()
                .map(file -> file.textOf(Kind.CONFIGURATION))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    private Map<String, String> texts() {
        String configurations = configurations();
        Map<String, String> texts = new HashMap<>();
        byPath.values().forEach(file -> file.all(Kind.ROUTE)
                .forEach(route ->
                        texts.put(route.id(), route.text() + "\n" + file.textOf(Kind.SHARED) + "\n" + configurations)));
        return texts;
    }

    private Stream<Item> routes() {
        return byPath.values().stream().flatMap(file -> file.all(Kind.ROUTE).stream());
    }

    private static Set<String> reached(String id, Map<String, Set<String>> calls, Map<String, String> starts) {
        Set<String> reached = new HashSet<>();
        Set<String> next = Set.of(id);
        while (!next.isEmpty()) {
            next = next.stream()
                    .flatMap(caller -> calls.getOrDefault(caller, Set.of()).stream())
                    .map(starts::get)
                    .filter(called -> called != null && reached.add(called))
                    .collect(Collectors.toSet());
        }
        return reached;
    }
}
