package io.github.stitchopenmetadata.naming;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The container that a destination gives to one source. */
record SchemaNames(List<SourceField> from, NameRule rule, NameRule ofDisplayName) {

    private enum SourceField {
        NAME,
        DISPLAY_NAME
    }

    static SchemaNames of(RuleNode destination, RuleNode common, Map<String, NameRule> named) {
        List<SourceField> from = destination
                .find("schema-from")
                .map(node -> node.items().stream()
                        .map(item -> item.oneOf(SourceField.class))
                        .toList())
                .orElse(List.of(SourceField.NAME));
        return new SchemaNames(
                from, NameRule.find(destination, "schemas", named), NameRule.of(common.get("schema-of-display-name")));
    }

    List<String> candidates(String name, String displayName) {
        Stream<String> given = from.stream().map(field -> field == SourceField.NAME ? name : displayName);
        List<String> known =
                given.filter(Objects::nonNull).filter(text -> !text.isBlank()).toList();
        List<String> bases = known.isEmpty() && displayName != null ? ofDisplayName.candidates(displayName) : known;
        return bases.stream()
                .flatMap(base -> rule.candidates(base).stream())
                .distinct()
                .toList();
    }
}
