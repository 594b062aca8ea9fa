package io.github.stitchopenmetadata.naming;

import java.util.List;
import java.util.Map;

/** What one kind of name becomes: alternatives in the order they are tried. */
record NameRule(List<Step> alternatives) {
    static final NameRule UNCHANGED = new NameRule(List.of(name -> name));

    NameRule {
        alternatives = List.copyOf(alternatives);
    }

    /** The rule under a key, which may also be the name of a rule read before; unchanged if there is none. */
    static NameRule find(RuleNode rules, String key, Map<String, NameRule> named) {
        return rules.find(key)
                .map(node -> node.isText() && named.containsKey(node.text()) ? named.get(node.text()) : of(node))
                .orElse(UNCHANGED);
    }

    static NameRule of(RuleNode node) {
        if (node.isText()) {
            return new NameRule(List.of(unchanged(node)));
        }
        if (node.items().isEmpty()) {
            throw node.expected("at least one alternative");
        }
        return new NameRule(node.items().stream().map(NameRule::alternative).toList());
    }

    /** The names, without blank ones and repetitions; empty if nothing of the name is left. */
    List<String> candidates(String name) {
        return alternatives.stream()
                .map(step -> step.apply(name))
                .filter(result -> !result.isBlank())
                .distinct()
                .toList();
    }

    private static Step alternative(RuleNode node) {
        if (node.isText()) {
            return unchanged(node);
        }
        return node.items().stream()
                .map(Step::of)
                .reduce(Step::then)
                .orElseThrow(() -> node.expected("at least one step"));
    }

    private static Step unchanged(RuleNode node) {
        if (!node.text().equals("unchanged")) {
            throw node.expected(
                    "unchanged, same as columns or tables where that is another rule, or a list of alternatives, each a list of steps");
        }
        return name -> name;
    }
}
