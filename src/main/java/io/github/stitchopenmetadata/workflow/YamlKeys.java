package io.github.stitchopenmetadata.workflow;

import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The keys of YAML mappings: refuses those given twice and follows the merge key {@code <<}. */
final class YamlKeys {
    private static final String MERGE = "<<";

    private final Problems problems;
    private final Set<Node> checked = identitySet();

    YamlKeys(Problems problems) {
        this.problems = problems;
    }

    /** The entries of a mapping in their order, then those it merges in. */
    static Map<String, NodeTuple> entries(MappingNode mapping) {
        Map<String, NodeTuple> entries = new LinkedHashMap<>();
        collect(mapping, entries, identitySet());
        return entries;
    }

    /** Notes every key that is given twice in its mapping, anywhere below {@code node}. */
    void check(Node node, String path) {
        // an anchored node is checked once, which also ends the way through a node that contains itself
        if (!checked.add(node)) {
            return;
        }
        if (node instanceof SequenceNode sequence) {
            int index = 0;
            for (Node item : sequence.getValue()) {
                check(item, path + "[" + index++ + "]");
            }
        } else if (node instanceof MappingNode mapping) {
            Map<String, Integer> lines = new HashMap<>();
            mapping.getValue().forEach(tuple -> check(tuple, path, lines));
        }
    }

    private void check(NodeTuple tuple, String path, Map<String, Integer> lines) {
        String key = path.isEmpty() ? key(tuple) : path + "." + key(tuple);
        int line = YamlDocument.line(tuple.getKeyNode());
        Integer first = lines.putIfAbsent(key, line);
        if (!(tuple.getKeyNode() instanceof ScalarNode)) {
            problems.error(line, "a key is a list or a mapping: expected text, with quotes if it starts with a brace");
        } else if (first != null) {
            problems.error(line, key + " is given twice, first on line " + first + ": expected it once");
        } else if (key(tuple).equals(MERGE) && tuple.getValueNode() instanceof ScalarNode) {
            problems.error(line, key + " is text: expected a mapping to merge, e.g. *defaults");
        }
        check(tuple.getValueNode(), key);
    }

    private static void collect(Node node, Map<String, NodeTuple> entries, Set<Node> seen) {
        if (!seen.add(node)) {
            return;
        }
        if (node instanceof SequenceNode merged) {
            merged.getValue().forEach(item -> collect(item, entries, seen));
        } else if (node instanceof MappingNode mapping) {
            List<NodeTuple> tuples = mapping.getValue();
            tuples.stream()
                    .filter(tuple -> !key(tuple).equals(MERGE))
                    .forEach(tuple -> entries.putIfAbsent(key(tuple), tuple));
            tuples.stream()
                    .filter(tuple -> key(tuple).equals(MERGE))
                    .forEach(tuple -> collect(tuple.getValueNode(), entries, seen));
        }
    }

    private static String key(NodeTuple tuple) {
        return tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "";
    }

    private static Set<Node> identitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }
}
