package io.github.stitchopenmetadata.text.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.JsonSchema;

/** Reads YAML into nodes that know their lines, and refuses what is ambiguous in it: two documents, and two values for one key. */
public final class YamlReader {

    // not the core schema: with it the parser follows merge keys itself and never returns from one that merges itself
    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setSchema(new JsonSchema())
            .setAllowNonScalarKeys(true)
            .build();

    /** What it gives a text that has none: for a mark alone, and for what begins as a variable. */
    private static final Set<String> OF_THE_PARSER = Set.of("!", Tag.ENV_TAG.getValue());

    private static final Set<String> KNOWN_TAGS = Set.of(
            "str",
            "int",
            "float",
            "bool",
            "null",
            "map",
            "seq",
            "binary",
            "timestamp",
            "set",
            "omap",
            "pairs",
            "merge");

    private final YamlProblems problems;
    private final Set<Node> checked = Collections.newSetFromMap(new IdentityHashMap<>());

    private YamlReader(YamlProblems problems) {
        this.problems = problems;
    }

    /**
     * @param problems told of all that is wrong with keys, or of the first thing that is no YAML
     * @return the value that the text is, null in YAML's sense for an empty one; nothing where the text is no YAML
     */
    public static Optional<YamlNode> read(String yaml, YamlProblems problems) {
        try {
            List<Node> documents = new ArrayList<>();
            new Compose(SETTINGS).composeAllFromString(withoutTabs(yaml)).forEach(documents::add);
            if (documents.size() > 1) {
                problems.add(YamlNode.line(documents.get(1)), "starts a second YAML document: expected one in a file");
                return Optional.empty();
            }
            Node root = documents.isEmpty()
                    ? new ScalarNode(Tag.NULL, true, "", ScalarStyle.PLAIN, Optional.empty(), Optional.empty())
                    : documents.get(0);
            new YamlReader(problems).check(root, "");
            return Optional.of(new YamlNode(root));
        } catch (ReaderException e) {
            int line = (int) yaml.codePoints()
                            .limit(e.getPosition())
                            .filter(c -> c == '\n')
                            .count()
                    + 1;
            problems.add(line, "is not YAML: it has a control character in it");
        } catch (MarkedYamlEngineException e) {
            syntaxError(e, problems);
        } catch (YamlEngineException e) {
            problems.add(
                    YamlNode.NO_LINE,
                    "is not YAML: " + String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
        } catch (StackOverflowError e) {
            problems.add(YamlNode.NO_LINE, "is nested too deeply");
        }
        return Optional.empty();
    }

    /** JSON, where a tab is a blank; elsewhere YAML takes none as indentation. */
    private static String withoutTabs(String text) {
        if (text.indexOf('\t') < 0 || !text.stripLeading().startsWith("{")) {
            return text;
        }
        StringBuilder blanks = new StringBuilder(text);
        boolean quoted = false;
        for (int at = 0; at < blanks.length(); at++) {
            char c = blanks.charAt(at);
            if (quoted && c == '\\') {
                at++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '\t' && !quoted) {
                blanks.setCharAt(at, ' ');
            }
        }
        return blanks.toString();
    }

    /** Tells every key that is given twice in its mapping, anywhere below the node. */
    private void check(Node node, String path) {
        // an anchored node is checked once, which also ends the way through a node that contains itself
        if (!checked.add(node)) {
            return;
        }
        String tag = node.getTag().getValue();
        if (!OF_THE_PARSER.contains(tag) && !KNOWN_TAGS.contains(tag.replaceFirst("^tag:yaml\\.org,2002:", ""))) {
            // not quoted: it may be the start of a password
            problems.add(
                    YamlNode.line(node),
                    path + " has a tag that is not known: expected none, and quotes around a text that begins with !");
        }
        if (node instanceof SequenceNode sequence) {
            int index = 0;
            for (Node item : sequence.getValue()) {
                check(item, path + "[" + index++ + "]");
            }
        } else if (node instanceof MappingNode mapping) {
            Map<String, Integer> lines = new HashMap<>();
            mapping.getValue().forEach(entry -> check(entry, path, lines));
        }
    }

    private void check(NodeTuple entry, String path, Map<String, Integer> lines) {
        String key = path.isEmpty() ? YamlNode.key(entry) : path + "." + YamlNode.key(entry);
        int line = YamlNode.line(entry.getKeyNode());
        Integer first = lines.putIfAbsent(key, line);
        if (!(entry.getKeyNode() instanceof ScalarNode)) {
            problems.add(line, "a key is a list or a mapping: expected text, with quotes if it starts with a brace");
        } else if (first != null) {
            problems.add(line, key + " is given twice, first on line " + first + ": expected it once");
        } else if (YamlNode.isMerge(entry) && entry.getValueNode() instanceof ScalarNode) {
            problems.add(line, key + " is text: expected a mapping to merge, e.g. *defaults");
        }
        check(entry.getValueNode(), key);
    }

    // the parser quotes the names of aliases and tags, which are the start of an unquoted value such as a password
    private static void syntaxError(MarkedYamlEngineException e, YamlProblems problems) {
        String reason = String.valueOf(e.getProblem())
                .replaceFirst("(found undefined (alias|tag handle)).*", "$1")
                .replaceFirst("\\. \\(Do not use .*", "")
                .replaceAll("\\s+", " ");
        int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(YamlNode.NO_LINE);
        String column = e.getProblemMark()
                .map(mark -> " at column " + (mark.getColumn() + 1))
                .orElse("");
        problems.add(line, "is not YAML" + column + ": " + reason);
    }
}
