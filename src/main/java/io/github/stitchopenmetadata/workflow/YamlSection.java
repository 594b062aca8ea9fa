package io.github.stitchopenmetadata.workflow;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** One mapping of a YAML file. */
final class YamlSection extends Section {
    private final String path;
    private final int line;
    private final Map<String, NodeTuple> entries;

    private YamlSection(
            String path, int line, Map<String, NodeTuple> entries, Problems problems, Environment environment) {
        super(problems, environment);
        this.path = path;
        this.line = line;
        this.entries = entries;
    }

    static YamlSection root(MappingNode mapping, Problems problems, Environment environment) {
        return new YamlSection("", YamlDocument.line(mapping), YamlKeys.entries(mapping), problems, environment);
    }

    @Override
    String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    @Override
    String formatPath(String key) {
        return path(key);
    }

    @Override
    int line(String key) {
        return entries.containsKey(key) ? YamlDocument.line(entries.get(key).getKeyNode()) : line;
    }

    @Override
    Collection<String> keys() {
        return entries.keySet();
    }

    @Override
    boolean has(String key) {
        return value(key).filter(node -> !isEmpty(node)).isPresent();
    }

    @Override
    Optional<Text> written(String key, String expected) {
        return value(key).flatMap(node -> scalar(key, path(key), node, expected, line(key)));
    }

    @Override
    List<Text> writtenList(String key, String expected) {
        List<Text> texts = new ArrayList<>();
        Node node = value(key).orElse(null);
        if (node instanceof SequenceNode sequence) {
            int index = 0;
            for (Node item : sequence.getValue()) {
                scalar(key, path(key) + "[" + index++ + "]", item, expected, YamlDocument.line(item))
                        .ifPresent(texts::add);
            }
        } else if (node != null) {
            refuseKind(key, path(key), node, expected, line(key));
        }
        return texts;
    }

    @Override
    boolean isText(String key) {
        return value(key).filter(ScalarNode.class::isInstance).isPresent();
    }

    @Override
    boolean isClosed() {
        return true;
    }

    @Override
    Section open(String key, Problems problems) {
        Node node = value(key).orElse(null);
        Map<String, NodeTuple> below = node instanceof MappingNode mapping ? YamlKeys.entries(mapping) : Map.of();
        boolean refused = node != null && !(node instanceof MappingNode);
        if (refused) {
            refuseKind(key, path(key), node, "a mapping", line(key));
        }
        return new YamlSection(path(key), line(key), below, refused ? problems.muted() : problems, environment);
    }

    private Optional<Node> value(String key) {
        return Optional.ofNullable(entries.get(key))
                .map(NodeTuple::getValueNode)
                .filter(node -> !YamlDocument.isNull(node));
    }

    private static boolean isEmpty(Node node) {
        return node instanceof CollectionNode<?> group && group.getValue().isEmpty();
    }

    private Optional<Text> scalar(String key, String path, Node node, String expected, int line) {
        if (node instanceof ScalarNode scalar) {
            String value = YamlDocument.isNull(node) ? "" : scalar.getValue();
            return Optional.of(new Text(value, value, path, line));
        }
        refuseKind(key, path, node, expected, line);
        return Optional.empty();
    }

    // a text in the place of something else may be a token, so only its kind is told
    private void refuseKind(String key, String path, Node node, String expected, int line) {
        String kind = node instanceof MappingNode ? "a mapping" : node instanceof SequenceNode ? "a list" : "text";
        refuse(key, line, path + " is " + kind + ": expected " + expected);
    }
}
