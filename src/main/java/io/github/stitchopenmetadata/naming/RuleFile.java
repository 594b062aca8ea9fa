package io.github.stitchopenmetadata.naming;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads a rules file into nodes that remember their lines. */
final class RuleFile {
    private static final String SHIPPED = "/naming/loading-rules.yaml";

    private final String file;

    private RuleFile(String file) {
        this.file = file;
    }

    static RuleNode shipped() {
        try (InputStream rules = RuleFile.class.getResourceAsStream(SHIPPED)) {
            return new RuleFile(SHIPPED).parse(new String(rules.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new IllegalStateException("Cannot read the shipped naming rules", unreadable);
        }
    }

    static RuleNode at(Path path) {
        try {
            return new RuleFile(path.toString()).parse(Files.readString(path));
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "Naming rules " + path + " cannot be read; expected a YAML file in UTF-8", unreadable);
        }
    }

    private RuleNode parse(String yaml) {
        LoadSettings settings = LoadSettings.builder().setLabel(file).build();
        try {
            return new Compose(settings)
                    .composeString(yaml)
                    .map(root -> node(root, ""))
                    .orElse(new RuleNode(file, 1, "", Map.of()));
        } catch (MarkedYamlEngineException broken) {
            throw notYaml(broken.getProblemMark().map(Mark::getLine).orElse(0) + 1, broken.getProblem(), broken);
        } catch (YamlEngineException broken) {
            throw notYaml(1, broken.getMessage(), broken);
        }
    }

    private IllegalArgumentException notYaml(int line, String problem, Exception cause) {
        return new IllegalArgumentException(
                "Naming rules %s, line %d: expected YAML, but: %s".formatted(file, line, problem), cause);
    }

    private RuleNode node(Node node, String path) {
        RuleNode here = new RuleNode(file, line(node), path, null);
        if (node.isRecursive()) {
            throw here.expected("a value that does not contain itself");
        }
        if (node instanceof MappingNode mapping) {
            return new RuleNode(file, here.line(), path, entries(mapping, path));
        }
        if (node instanceof SequenceNode sequence) {
            return new RuleNode(file, here.line(), path, items(sequence, path));
        }
        boolean empty = node.getTag().equals(Tag.NULL);
        return empty ? here : new RuleNode(file, here.line(), path, ((ScalarNode) node).getValue());
    }

    private Map<String, RuleNode> entries(MappingNode mapping, String path) {
        Map<String, RuleNode> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String key = node(tuple.getKeyNode(), path).text();
            RuleNode value = node(tuple.getValueNode(), path.isEmpty() ? key : path + " > " + key);
            if (entries.put(key, value) != null) {
                throw value.expected("each key once");
            }
        }
        return entries;
    }

    private List<RuleNode> items(SequenceNode sequence, String path) {
        List<RuleNode> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(node(item, path + "[" + (items.size() + 1) + "]"));
        }
        return items;
    }

    private static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }
}
