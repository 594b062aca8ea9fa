package io.github.stitchopenmetadata.naming;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A name with {@code {placeholders}}. */
record Template(String text) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
    private static final Set<String> WORDS = Set.of("stream", "database", "schema", "type");
    static final String PROPERTIES = "properties.";

    static Template of(RuleNode node) {
        Matcher placeholders = PLACEHOLDER.matcher(node.text());
        while (placeholders.find()) {
            String word = placeholders.group(1);
            if (!WORDS.contains(word) && !word.startsWith(PROPERTIES)) {
                throw node.expected("only {stream}, {database}, {schema}, {type} and {properties.NAME} in braces");
            }
        }
        return new Template(node.text());
    }

    /** Empty if a placeholder has no value. */
    Optional<String> fill(Function<String, String> values) {
        Matcher placeholders = PLACEHOLDER.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (placeholders.find()) {
            String value = values.apply(placeholders.group(1));
            if (value == null || value.isBlank()) {
                return Optional.empty();
            }
            placeholders.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        return Optional.of(placeholders.appendTail(filled).toString());
    }
}
