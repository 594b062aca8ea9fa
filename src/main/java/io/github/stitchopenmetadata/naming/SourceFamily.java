package io.github.stitchopenmetadata.naming;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The entry of one family of source types in the rules file. */
record SourceFamily(
        SourceKind kind,
        List<String> serviceTypes,
        List<Template> database,
        List<Template> schema,
        List<Template> tables,
        List<Template> tablesWithSchemaNames,
        NameRule streams,
        RememberedNames fields,
        List<String> textTypes,
        List<String> knownTables,
        Optional<String> tablesProperty) {

    static SourceFamily of(RuleNode node) {
        node.allowOnly(Set.of(
                "kind",
                "services",
                "database",
                "schema",
                "tables",
                "tables-with-schema-names",
                "streams",
                "fields",
                "text-types",
                "known-tables",
                "tables-property"));
        node.get("tables");
        return new SourceFamily(
                node.get("kind").oneOf(SourceKind.class),
                node.findTexts("services"),
                templates(node, "database"),
                templates(node, "schema"),
                templates(node, "tables"),
                templates(node, "tables-with-schema-names"),
                NameRule.find(node, "streams", Map.of()),
                new RememberedNames(NameRule.find(node, "fields", Map.of())::candidates),
                node.findTexts("text-types"),
                node.findTexts("known-tables"),
                node.findText("tables-property"));
    }

    private static List<Template> templates(RuleNode node, String key) {
        return node.find(key)
                .map(list -> list.items().stream().map(Template::of).toList())
                .orElse(List.of());
    }
}
