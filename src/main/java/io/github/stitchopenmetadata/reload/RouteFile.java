package io.github.stitchopenmetadata.reload;

import io.github.stitchopenmetadata.text.yaml.YamlNode;
import io.github.stitchopenmetadata.text.yaml.YamlReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One file under {@code routes/}, taken apart into what stands in it. Files with the same name and text are equal. */
record RouteFile(String path, String text, List<Item> items) {

    /** What an item of a file is; what is neither of these holds for all routes of its file. */
    enum Kind {
        ROUTE,
        CONFIGURATION,
        BEANS,
        SHARED
    }

    /**
     * One item of the list that a file is.
     *
     * @param id of a route, or of a configuration that has one, else null
     * @param from where a route starts, else null
     * @param calls what is called in it, as {@code direct:name}, with the lines
     * @param line the first one, from 1
     * @param text without comments that belong to what follows
     */
    record Item(Kind kind, String id, String from, Map<String, Integer> calls, int line, int lastLine, String text) {

        boolean is(Kind other) {
            return kind == other;
        }
    }

    private static final Pattern DIRECT = Pattern.compile("direct:(?://)?([\\w-]+)");
    private static final Set<String> PROSE = Set.of("description", "note", "message", "log");

    /** @throws RefusedEditException if the text is no list of routes, each with an id */
    static RouteFile parse(String path, String text) {
        if (text.isBlank()) {
            throw new RefusedEditException(path, 0, "the file is empty");
        }
        YamlNode root = YamlReader.read(text, (line, what) -> {
                    throw new RefusedEditException(path, line, what);
                })
                .orElseThrow();
        if (!root.isList()) {
            throw new RefusedEditException(path, 1, "not a list of routes: each begins with - route:");
        }
        List<YamlNode> list = root.items();
        List<String> lines = text.lines().toList();
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            int last = i + 1 < list.size() ? list.get(i + 1).line() - 1 : lines.size();
            items.add(item(path, list.get(i), last, lines));
        }
        return new RouteFile(path, text, List.copyOf(items));
    }

    /** The items of a kind. */
    List<Item> all(Kind kind) {
        return items.stream().filter(item -> item.is(kind)).toList();
    }

    /** The text of the items of a kind: the same as long as nothing of them is changed. */
    String textOf(Kind kind) {
        return all(kind).stream().map(Item::text).collect(Collectors.joining("\n"));
    }

    /** The file with nothing but these items, each on its line. */
    String only(Predicate<Item> wanted) {
        String[] lines = new String[(int) text.lines().count()];
        Arrays.fill(lines, "");
        List<String> all = text.lines().toList();
        items.stream()
                .filter(wanted)
                .flatMapToInt(item -> IntStream.rangeClosed(item.line(), item.lastLine()))
                .forEach(line -> lines[line - 1] = all.get(line - 1));
        return String.join("\n", lines) + "\n";
    }

    /** @param told by Camel of a step: one too few where the step is written in braces, because what it holds begins there */
    int lineOfStep(int told) {
        return text.lines()
                        .skip(told)
                        .findFirst()
                        .filter(line -> line.matches("\\s*- [\\w-]+: *\\{.*"))
                        .isPresent()
                ? told + 1
                : told;
    }

    private static Item item(String path, YamlNode node, int last, List<String> lines) {
        Map.Entry<String, YamlNode> first = node.entries().entrySet().stream()
                .findFirst()
                .orElseThrow(() -> new RefusedEditException(
                        path, node.line(), "neither a route nor anything else that Camel knows: - route: is missing"));
        Kind kind =
                switch (first.getKey()) {
                    case "route", "from" -> Kind.ROUTE;
                    case "routeConfiguration", "route-configuration" -> Kind.CONFIGURATION;
                    case "beans" -> Kind.BEANS;
                    default -> Kind.SHARED;
                };
        String id = child(first.getValue(), "id").flatMap(YamlNode::text).orElse(null);
        if (id == null && kind == Kind.ROUTE) {
            throw new RefusedEditException(path, node.line(), "the route has no id");
        }
        String from = child(first.getValue(), "from")
                .flatMap(start -> start.text().or(() -> address(start)))
                .orElse(null);
        Map<String, Integer> calls = new TreeMap<>();
        addCalls(first.getValue(), calls);
        calls.keySet().removeIf(call -> call.equals(from));
        return new Item(
                kind,
                id,
                kind == Kind.ROUTE ? from : null,
                calls,
                node.line(),
                last,
                textOf(lines.subList(node.line() - 1, last)));
    }

    private static void addCalls(YamlNode node, Map<String, Integer> calls) {
        address(node).filter(DIRECT.asMatchPredicate()).ifPresent(call -> calls.putIfAbsent(call, node.line()));
        node.text().ifPresent(text -> DIRECT.matcher(text)
                .results()
                .forEach(found -> calls.putIfAbsent("direct:" + found.group(1), node.line())));
        node.items().forEach(item -> addCalls(item, calls));
        node.entries().forEach((key, value) -> {
            if (!PROSE.contains(key)) {
                addCalls(value, calls);
            }
        });
    }

    /** The URI of an endpoint. Visual editors write its name among the parameters. */
    private static Optional<String> address(YamlNode endpoint) {
        return child(endpoint, "uri").flatMap(YamlNode::text).map(uri -> child(endpoint, "parameters")
                .filter(parameters -> uri.equals("direct"))
                .flatMap(parameters -> child(parameters, "name").flatMap(YamlNode::text))
                .map(name -> uri + ":" + name)
                .orElse(uri));
    }

    private static String textOf(List<String> lines) {
        int end = lines.size();
        while (end > 0 && (lines.get(end - 1).isBlank() || lines.get(end - 1).startsWith("#"))) {
            end--;
        }
        return String.join("\n", lines.subList(0, end));
    }

    private static Optional<YamlNode> child(YamlNode node, String key) {
        return Optional.ofNullable(node.entries().get(key));
    }
}
