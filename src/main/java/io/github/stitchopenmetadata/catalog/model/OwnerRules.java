package io.github.stitchopenmetadata.catalog.model;

import io.github.stitchopenmetadata.workflow.FilterPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Who owns the pipeline of which source: the first rule that fits decides. */
final class OwnerRules {

    static final OwnerRules NONE = new OwnerRules(List.of());

    private record Rule(Pattern pattern, NamedEntity owner) {}

    private final List<Rule> rules;

    private OwnerRules(List<Rule> rules) {
        this.rules = rules;
    }

    /**
     * @param setting the name of the setting, for messages
     * @param text    {@code PATTERN=OWNER; PATTERN=OWNER}, or blank for no rules
     * @throws IllegalArgumentException which says what is wrong with which part
     */
    static OwnerRules parse(String setting, String text) {
        List<Rule> rules = new ArrayList<>();
        for (String part : text.split(";")) {
            if (!part.isBlank()) {
                rules.add(rule(setting, part.strip()));
            }
        }
        return new OwnerRules(List.copyOf(rules));
    }

    Optional<NamedEntity> owner(String sourceName) {
        return rules.stream()
                .filter(rule -> rule.pattern().matcher(sourceName).lookingAt())
                .map(Rule::owner)
                .findFirst();
    }

    /** All who may own something, each once. */
    List<NamedEntity> owners() {
        return rules.stream().map(Rule::owner).distinct().toList();
    }

    private static Rule rule(String setting, String part) {
        // the last one, for a pattern may hold others
        int equals = part.lastIndexOf('=');
        String pattern = part.substring(0, Math.max(equals, 0)).strip();
        String owner = part.substring(equals + 1).strip();
        if (pattern.isEmpty() || owner.replaceFirst("^team:", "").isBlank() || owner.startsWith("@")) {
            throw new IllegalArgumentException(setting + " has a part \"" + part
                    + "\": expected PATTERN=OWNER, and as OWNER an e-mail address, the name of a user, or team:NAME");
        }
        try {
            return new Rule(FilterPattern.compile(pattern), NamedEntity.owner(setting, owner));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(setting + " has a part \"" + part
                    + "\": expected a regular expression before the = (" + FilterPattern.reason(e) + ")");
        }
    }
}
