package io.github.stitchopenmetadata.naming;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One step of a naming rule: a name in, a name out. */
@FunctionalInterface
interface Step {
    String ANYTHING_BUT = "[^";
    String OUTSIDE_ASCII = "\\x{80}-\\x{10FFFF}";
    Pattern OUTER_SPACES = Pattern.compile("^ +| +$");

    String apply(String name);

    default Step then(Step next) {
        return name -> next.apply(apply(name));
    }

    /**
     * A word (lowercase, uppercase, trim) or a map with delete, replace or prepend.
     *
     * @param keepingLetters whether it leaves all characters outside ASCII as they are
     */
    static Step of(RuleNode node, boolean keepingLetters) {
        if (node.isText()) {
            return switch (node.text()) {
                case "lowercase" -> name -> name.toLowerCase(Locale.ROOT);
                case "uppercase" -> name -> name.toUpperCase(Locale.ROOT);
                case "trim" -> replace(OUTER_SPACES, "");
                default ->
                    throw node.expected(
                            "lowercase, uppercase, trim, {delete: …}, {replace: …, with: …} or {prepend: …, if: …}");
            };
        }
        if (node.find("delete").isPresent()) {
            node.allowOnly(Set.of("delete"));
            return replace(pattern(node.get("delete"), keepingLetters), "");
        }
        if (node.find("replace").isPresent()) {
            node.allowOnly(Set.of("replace", "with"));
            return replace(
                    pattern(node.get("replace"), keepingLetters),
                    node.get("with").text());
        }
        return prepend(node);
    }

    private static Pattern pattern(RuleNode node, boolean keepingLetters) {
        Pattern pattern = node.regex();
        return keepingLetters
                ? Pattern.compile(pattern.pattern().replace(ANYTHING_BUT, ANYTHING_BUT + OUTSIDE_ASCII))
                : pattern;
    }

    private static Step replace(Pattern pattern, String text) {
        String literal = Matcher.quoteReplacement(text);
        return name -> pattern.matcher(name).replaceAll(literal);
    }

    private static Step prepend(RuleNode node) {
        node.allowOnly(Set.of("prepend", "if"));
        String text = node.get("prepend").text();
        return node.find("if")
                .map(RuleNode::regex)
                .<Step>map(when -> name -> when.matcher(name).find() ? text + name : name)
                .orElse(name -> text + name);
    }
}
