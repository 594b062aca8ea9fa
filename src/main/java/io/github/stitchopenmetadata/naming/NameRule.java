package io.github.stitchopenmetadata.naming;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What one kind of name becomes: alternatives in the order they are tried.
 *
 * @param keepingLetters the same alternatives, but that they leave all characters outside ASCII as they are
 */
record NameRule(List<Step> alternatives, List<Step> keepingLetters) {
    static final NameRule UNCHANGED = new NameRule(List.of(name -> name), List.of(name -> name));

    NameRule {
        alternatives = List.copyOf(alternatives);
        keepingLetters = List.copyOf(keepingLetters);
    }

    /** The rule under a key, which may also be the name of a rule read before; unchanged if there is none. */
    static NameRule find(RuleNode rules, String key, Map<String, NameRule> named) {
        return rules.find(key)
                .map(node -> node.isText() && named.containsKey(node.text()) ? named.get(node.text()) : of(node))
                .orElse(UNCHANGED);
    }

    static NameRule of(RuleNode node) {
        if (node.isText()) {
            unchanged(node);
            return UNCHANGED;
        }
        if (node.items().isEmpty()) {
            throw node.expected("at least one alternative");
        }
        return new NameRule(alternatives(node, false), alternatives(node, true));
    }

    /** The names, without blank ones and repetitions; empty if nothing of the name is left. */
    List<String> candidates(String name) {
        // for each field of each stream, so without a Stream
        List<String> names = new ArrayList<>(alternatives.size());
        for (Step alternative : alternatives) {
            String candidate = alternative.apply(name);
            if (!candidate.isBlank() && !names.contains(candidate)) {
                names.add(candidate);
            }
        }
        return List.copyOf(names);
    }

    /**
     * The names in a destination. What becomes of letters outside ASCII is not documented, so a name that has some may also
     * be there with them, or as it is; and as it is may be a name of which the rules would leave nothing.
     */
    List<String> destinationNames(String name) {
        String composed = Spelling.composed(name);
        List<String> ruled = candidates(composed);
        if (!ruled.isEmpty() && Spelling.isAscii(composed)) {
            return ruled;
        }
        return Stream.of(apply(keepingLetters, composed).map(Spelling::composed), ruled.stream(), Stream.of(composed))
                .flatMap(candidates -> candidates)
                .filter(candidate -> !candidate.isBlank())
                .distinct()
                .toList();
    }

    private static Stream<String> apply(List<Step> alternatives, String name) {
        return alternatives.stream().map(step -> step.apply(name)).filter(result -> !result.isBlank());
    }

    private static List<Step> alternatives(RuleNode node, boolean keepingLetters) {
        return node.items().stream()
                .map(alternative -> alternative(alternative, keepingLetters))
                .toList();
    }

    private static Step alternative(RuleNode node, boolean keepingLetters) {
        if (node.isText()) {
            return unchanged(node);
        }
        return node.items().stream()
                .map(step -> Step.of(step, keepingLetters))
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
