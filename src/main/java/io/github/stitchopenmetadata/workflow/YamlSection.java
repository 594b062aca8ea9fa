package io.github.stitchopenmetadata.workflow;

import io.github.stitchopenmetadata.text.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One mapping of a YAML file. */
final class YamlSection extends Section {
    private final String path;
    private final int line;
    private final Map<String, YamlNode> entries;

    private YamlSection(
            String path, int line, Map<String, YamlNode> entries, Problems problems, Environment environment) {
        super(problems, environment);
        this.path = path;
        this.line = line;
        this.entries = entries;
    }

    static YamlSection root(YamlNode mapping, Problems problems, Environment environment) {
        return new YamlSection("", mapping.line(), mapping.entries(), problems, environment);
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
        return entries.containsKey(key) ? entries.get(key).line() : line;
    }

    @Override
    Collection<String> keys() {
        return entries.keySet();
    }

    @Override
    boolean has(String key) {
        return value(key)
                .filter(node -> isText(key)
                        || !node.items().isEmpty()
                        || !node.entries().isEmpty())
                .isPresent();
    }

    @Override
    Optional<Text> written(String key, String expected) {
        return value(key).flatMap(node -> scalar(key, path(key), node, expected));
    }

    @Override
    List<Text> writtenList(String key, String expected) {
        List<Text> texts = new ArrayList<>();
        YamlNode node = value(key).orElse(null);
        if (node != null && node.isList()) {
            int index = 0;
            for (YamlNode item : node.items()) {
                scalar(key, path(key) + "[" + index++ + "]", item, expected).ifPresent(texts::add);
            }
        } else if (node != null) {
            refuseKind(key, path(key), node, expected);
        }
        return texts;
    }

    @Override
    boolean isText(String key) {
        return value(key).flatMap(YamlNode::text).isPresent();
    }

    @Override
    boolean isClosed() {
        return true;
    }

    @Override
    Section open(String key, Problems problems) {
        YamlNode node = value(key).orElse(null);
        boolean refused = node != null && !node.isMapping();
        if (refused) {
            refuseKind(key, path(key), node, "a mapping");
        }
        return new YamlSection(
                path(key),
                line(key),
                node == null ? Map.of() : node.entries(),
                refused ? problems.muted() : problems,
                environment);
    }

    private Optional<YamlNode> value(String key) {
        return Optional.ofNullable(entries.get(key)).filter(node -> !node.isNull());
    }

    private Optional<Text> scalar(String key, String path, YamlNode node, String expected) {
        if (node.isList() || node.isMapping()) {
            refuseKind(key, path, node, expected);
            return Optional.empty();
        }
        String value = node.text().orElse("");
        return Optional.of(new Text(value, value, path, node.line()));
    }

    // a text in the place of something else may be a token, so only its kind is told
    private void refuseKind(String key, String path, YamlNode node, String expected) {
        String kind = node.isMapping() ? "a mapping" : node.isList() ? "a list" : "text";
        refuse(key, node.line(), path + " is " + kind + ": expected " + expected);
    }
}
