package io.github.stitchopenmetadata.reload;

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
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.schema.JsonSchema;

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

    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setSchema(new JsonSchema()).build();

    private static final Pattern DIRECT = Pattern.compile("direct:(?://)?([\\w-]+)");
    private static final Set<String> PROSE = Set.of("description", "note", "message", "log");

    /** @throws RefusedEditException if the text is no list of routes, each with an id */
    static RouteFile parse(String path, String text) {
        if (text.isBlank()) {
            throw new RefusedEditException(path, 0, "the file is empty");
        }
        try {
            Node root = new Compose(SETTINGS).composeString(text).orElse(null);
            if (!(root instanceof SequenceNode list)) {
                throw new RefusedEditException(path, 1, "not a list of routes: each begins with - route:");
            }
            List<String> lines = text.lines().toList();
            List<Item> items = new ArrayList<>();
            for (int i = 0; i < list.getValue().size(); i++) {
                int last = i + 1 < list.getValue().size() ? line(list.getValue().get(i + 1)) - 1 : lines.size();
                items.add(item(path, list.getValue().get(i), last, lines));
            }
            return new RouteFile(path, text, List.copyOf(items));
        } catch (YamlEngineException | StackOverflowError broken) {
            throw RefusedEditException.of(path, 0, broken);
        }
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

    private static Item item(String path, Node node, int last, List<String> lines) {
        int line = line(node);
        if (!(node instanceof MappingNode mapping) || mapping.getValue().isEmpty()) {
            throw new RefusedEditException(
                    path, line, "neither a route nor anything else that Camel knows: - route: is missing");
        }
        NodeTuple first = mapping.getValue().get(0);
        Kind kind =
                switch (text(first.getKeyNode()).orElse("")) {
                    case "route", "from" -> Kind.ROUTE;
                    case "routeConfiguration", "route-configuration" -> Kind.CONFIGURATION;
                    case "beans" -> Kind.BEANS;
                    default -> Kind.SHARED;
                };
        String id = child(first.getValueNode(), "id").flatMap(RouteFile::text).orElse(null);
        if (id == null && kind == Kind.ROUTE) {
            throw new RefusedEditException(path, line, "the route has no id");
        }
        String from = child(first.getValueNode(), "from")
                .flatMap(start -> text(start).or(() -> address(start)))
                .orElse(null);
        Map<String, Integer> calls = new TreeMap<>();
        addCalls(first.getValueNode(), calls);
        calls.keySet().removeIf(call -> call.equals(from));
        String text = textOf(lines.subList(line - 1, last));
        return new Item(kind, id, kind == Kind.ROUTE ? from : null, calls, line, last, text);
    }

    private static void addCalls(Node node, Map<String, Integer> calls) {
        address(node).filter(DIRECT.asMatchPredicate()).ifPresent(call -> calls.putIfAbsent(call, line(node)));
        if (node instanceof ScalarNode scalar) {
            DIRECT.matcher(scalar.getValue())
                    .results()
                    .forEach(found -> calls.putIfAbsent("direct:" + found.group(1), line(node)));
        } else if (node instanceof SequenceNode list) {
            list.getValue().forEach(item -> addCalls(item, calls));
        } else if (node instanceof MappingNode mapping) {
            mapping.getValue().stream()
                    .filter(tuple -> !PROSE.contains(text(tuple.getKeyNode()).orElse("")))
                    .forEach(tuple -> addCalls(tuple.getValueNode(), calls));
        }
    }

    /** The URI of an endpoint. Visual editors write its name among the parameters. */
    private static Optional<String> address(Node endpoint) {
        return child(endpoint, "uri").flatMap(RouteFile::text).map(uri -> child(endpoint, "parameters")
                .filter(parameters -> uri.equals("direct"))
                .flatMap(parameters -> child(parameters, "name").flatMap(RouteFile::text))
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

    private static Optional<Node> child(Node node, String key) {
        return node instanceof MappingNode mapping
                ? mapping.getValue().stream()
                        .filter(tuple -> text(tuple.getKeyNode()).orElse("").equals(key))
                        .map(NodeTuple::getValueNode)
                        .findFirst()
                : Optional.empty();
    }

    private static Optional<String> text(Node node) {
        return node instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }
}
