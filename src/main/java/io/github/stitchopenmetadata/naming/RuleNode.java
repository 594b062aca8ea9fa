package io.github.stitchopenmetadata.naming;

import io.github.stitchopenmetadata.text.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * One value of a rules file, with the place it stands at, so that every complaint can name file, line and key.
 *
 * @param merged the entries of a mapping that is made of several, else null
 */
record RuleNode(String file, String path, YamlNode yaml, Map<String, RuleNode> merged) {

    RuleNode(String file, String path, YamlNode yaml) {
        this(file, path, yaml, null);
    }

    Optional<RuleNode> find(String key) {
        return Optional.ofNullable(entries().get(key));
    }

    RuleNode get(String key) {
        return find(key).orElseThrow(() -> expected("a key '" + key + "'"));
    }

    Map<String, RuleNode> entries() {
        if (merged != null) {
            return merged;
        }
        if (!yaml.isMapping()) {
            throw expected("keys with values");
        }
        Map<String, RuleNode> entries = new LinkedHashMap<>();
        yaml.entries()
                .forEach((key, value) ->
                        entries.put(key, new RuleNode(file, path.isEmpty() ? key : path + " > " + key, value)));
        return entries;
    }

    List<RuleNode> items() {
        if (!yaml.isList()) {
            throw expected("a list");
        }
        List<RuleNode> items = new ArrayList<>();
        yaml.items().forEach(item -> items.add(new RuleNode(file, path + "[" + (items.size() + 1) + "]", item)));
        return items;
    }

    boolean isText() {
        return yaml.text().isPresent();
    }

    String text() {
        return yaml.text().orElseThrow(() -> expected("a text"));
    }

    Optional<String> findText(String key) {
        return find(key).map(RuleNode::text);
    }

    List<String> findTexts(String key) {
        return find(key)
                .map(list -> list.items().stream().map(RuleNode::text).toList())
                .orElse(List.of());
    }

    int length() {
        try {
            int length = Integer.parseInt(text());
            if (length > 0) {
                return length;
            }
        } catch (NumberFormatException notANumber) {
            throw (IllegalArgumentException) expected("a whole number above 0").initCause(notANumber);
        }
        throw expected("a whole number above 0");
    }

    Pattern regex() {
        try {
            return Pattern.compile(text());
        } catch (PatternSyntaxException broken) {
            throw (IllegalArgumentException) expected("a regular expression, but: " + broken.getDescription())
                    .initCause(broken);
        }
    }

    /** The constant that this text spells in lower case with hyphens. */
    <E extends Enum<E>> E oneOf(Class<E> type) {
        List<String> words = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
        int position = words.indexOf(text());
        if (position < 0) {
            throw expected("one of " + String.join(", ", words));
        }
        return type.getEnumConstants()[position];
    }

    void allowOnly(Set<String> keys) {
        for (Map.Entry<String, RuleNode> entry : entries().entrySet()) {
            if (!keys.contains(entry.getKey())) {
                throw entry.getValue()
                        .complaint("unknown key; expected one of "
                                + String.join(", ", keys.stream().sorted().toList()));
            }
        }
    }

    /** Maps are merged key by key, an empty value removes its key, any other value replaces this one; an empty file none. */
    RuleNode overriddenBy(RuleNode other) {
        if (other.yaml.isNull()) {
            return this;
        }
        if (!yaml.isMapping() || !other.yaml.isMapping()) {
            return other;
        }
        Map<String, RuleNode> merged = new LinkedHashMap<>(entries());
        other.entries().forEach((key, node) -> {
            if (node.yaml.isNull()) {
                merged.remove(key);
            } else {
                merged.merge(key, node, RuleNode::overriddenBy);
            }
        });
        return new RuleNode(other.file, other.path, other.yaml, merged);
    }

    IllegalArgumentException expected(String what) {
        return complaint("expected " + what
                + yaml.text().map(text -> ", found '" + text + "'").orElse(""));
    }

    private IllegalArgumentException complaint(String message) {
        return new IllegalArgumentException("Naming rules %s, line %d, %s: %s"
                .formatted(file, yaml.line(), path.isEmpty() ? "top level" : path, message));
    }
}
