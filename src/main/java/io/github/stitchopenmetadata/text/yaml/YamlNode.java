package io.github.stitchopenmetadata.text.yaml;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * One value of a YAML text, with its line: a text, a list, a mapping, or nothing. What is in it is looked at when it is asked
 * for, because aliases can make of a short text more than fits into memory, or one without end.
 */
public final class YamlNode {

    /** Stands for no line in particular. */
    public static final int NO_LINE = 0;

    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

    private final Node node;
    private final int line;

    YamlNode(Node node) {
        this(node, line(node));
    }

    private YamlNode(Node node, int line) {
        this.node = node;
        this.line = line;
    }

    static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(NO_LINE);
    }

    static String key(NodeTuple tuple) {
        return tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "";
    }

    /** The line of its key; of a value that has none, the first one. */
    public int line() {
        return line;
    }

    /** Whether there is nothing after the key, or one of the words for it. */
    public boolean isNull() {
        return node instanceof ScalarNode scalar && scalar.isPlain() && NULLS.contains(scalar.getValue());
    }

    public boolean isList() {
        return node instanceof SequenceNode;
    }

    public boolean isMapping() {
        return node instanceof MappingNode;
    }

    /** The text as it stands there, also of a number and the like; empty for what is none. */
    public Optional<String> text() {
        return node instanceof ScalarNode scalar && !isNull() ? Optional.of(scalar.getValue()) : Optional.empty();
    }

    /** The items of a list; none of what is no list. */
    public List<YamlNode> items() {
        return node instanceof SequenceNode list
                ? list.getValue().stream().map(YamlNode::new).toList()
                : List.of();
    }

    /** The values of a mapping by their keys, in their order, then those that it merges in; none of what is no mapping. */
    public Map<String, YamlNode> entries() {
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        if (isMapping()) {
            collect(node, entries, Collections.newSetFromMap(new IdentityHashMap<>()));
        }
        return entries;
    }

    private static void collect(Node node, Map<String, YamlNode> entries, Set<Node> seen) {
        if (!seen.add(node)) {
            return;
        }
        if (node instanceof SequenceNode merged) {
            merged.getValue().forEach(item -> collect(item, entries, seen));
        } else if (node instanceof MappingNode mapping) {
            Map<Boolean, List<NodeTuple>> tuples =
                    mapping.getValue().stream().collect(Collectors.partitioningBy(YamlNode::isMerge));
            tuples.get(false)
                    .forEach(entry -> entries.putIfAbsent(
                            key(entry), new YamlNode(entry.getValueNode(), line(entry.getKeyNode()))));
            tuples.get(true).forEach(entry -> collect(entry.getValueNode(), entries, seen));
        }
    }

    static boolean isMerge(NodeTuple entry) {
        return key(entry).equals("<<");
    }
}
