package io.github.stitchopenmetadata.flow.rules;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A value in a route file.
 *
 * @param line where it begins, from 1; 0 for a value that is not there
 * @param text of a scalar, else empty
 * @param fields of a mapping, else empty
 * @param items of a list, else empty
 */
record Tree(int line, String text, Map<String, Tree> fields, List<Tree> items) {

    private static final Tree ABSENT = new Tree(0, "", Map.of(), List.of());

    /**
     * A value with its key; an item of a list has the key of the list.
     *
     * @param parent the key of what it stands in
     */
    record Field(String parent, String key, Tree value) {}

    static Tree of(Node node) {
        int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
        if (node instanceof MappingNode mapping) {
            Map<String, Tree> fields = new LinkedHashMap<>();
            for (NodeTuple tuple : mapping.getValue()) {
                fields.put(((ScalarNode) tuple.getKeyNode()).getValue(), of(tuple.getValueNode()));
            }
            return new Tree(line, "", fields, List.of());
        }
        return node instanceof SequenceNode list
                ? new Tree(
                        line,
                        "",
                        Map.of(),
                        list.getValue().stream().map(Tree::of).toList())
                : new Tree(line, ((ScalarNode) node).getValue(), Map.of(), List.of());
    }

    /** The value of a field, or one without line, text, fields and items. */
    Tree get(String key) {
        return fields.getOrDefault(key, ABSENT);
    }

    boolean isThere() {
        return line > 0;
    }

    /** All that stands in it, but for the fields of these keys and what stands in those. */
    Stream<Field> within(Predicate<String> leftOut) {
        return within("", "", leftOut);
    }

    private Stream<Field> within(String parent, String key, Predicate<String> leftOut) {
        Stream<Field> inFields = fields.entrySet().stream()
                .filter(field -> !leftOut.test(field.getKey()))
                .flatMap(field -> Stream.concat(
                        Stream.of(new Field(key, field.getKey(), field.getValue())),
                        field.getValue().within(key, field.getKey(), leftOut)));
        Stream<Field> inItems = items.stream()
                .flatMap(item ->
                        Stream.concat(Stream.of(new Field(parent, key, item)), item.within(parent, key, leftOut)));
        return Stream.concat(inFields, inItems);
    }
}
