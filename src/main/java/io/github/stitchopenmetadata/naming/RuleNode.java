package io.github.stitchopenmetadata.naming;

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
 * @param value a String, a List or a Map of further nodes, or null for an empty value
 */
record RuleNode(String file, int line, String path, Object value) {

    Optional<RuleNode> find(String key) {
        return Optional.ofNullable(entries().get(key));
    }

    RuleNode get(String key) {
        return find(key).orElseThrow(() -> expected("a key '" + key + "'"));
    }

    @SuppressWarnings("unchecked")
    Map<String, RuleNode> entries() {
        if (value instanceof Map) {
            return (Map<String, RuleNode>) value;
        }
        throw expected("keys with values");
    }

    @SuppressWarnings("unchecked")
    List<RuleNode> items() {
        if (value instanceof List) {
            return (List<RuleNode>) value;
        }
        throw expected("a list");
    }

    String text() {
        if (value instanceof String text) {
            return text;
        }
        throw expected("a text");
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

    /** Maps are merged key by key, an empty value removes its key, any other value replaces this one. */
    RuleNode overriddenBy(RuleNode other) {
        if (!(value instanceof Map) || !(other.value instanceof Map)) {
            return other;
        }
        Map<String, RuleNode> merged = new LinkedHashMap<>(entries());
        other.entries().forEach((key, node) -> {
            if (node.value == null) {
                merged.remove(key);
            } else {
                merged.merge(key, node, RuleNode::overriddenBy);
            }
        });
        return new RuleNode(other.file, other.line, other.path, merged);
    }

    IllegalArgumentException expected(String what) {
        return complaint("expected " + what + (value instanceof String ? ", found '" + value + "'" : ""));
    }

    private IllegalArgumentException complaint(String message) {
        return new IllegalArgumentException(
                "Naming rules %s, line %d, %s: %s".formatted(file, line, path.isEmpty() ? "top level" : path, message));
    }
}
