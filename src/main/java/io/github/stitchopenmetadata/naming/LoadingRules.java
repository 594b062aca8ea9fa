package io.github.stitchopenmetadata.naming;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Stitch's naming rules, read from {@code naming/loading-rules.yaml}. That file describes every rule and what it rests on;
 * this package only carries it out. Immutable and safe to share.
 */
public final class LoadingRules {
    private static final String UNKNOWN = "unknown";

    private final Map<String, DestinationRules> destinations;
    private final Map<String, SourceFamily> families;
    private final Map<String, SourceFamily> sourceTypes;

    private LoadingRules(RuleNode rules) {
        rules.allowOnly(Set.of("common", "destinations", "source-types", "source-families"));
        destinations = destinations(rules.get("destinations"), common(rules));
        families = families(rules.get("source-families"));
        sourceTypes = sourceTypes(rules.get("source-types"));
    }

    public static LoadingRules load() {
        return Shipped.RULES;
    }

    /**
     * The shipped rules with a user's file on top: its entries replace or extend those of the same key.
     *
     * @throws IllegalArgumentException naming file, line and key of what is wrong, and what is expected there
     */
    /** @param override the path of a user's file of the same form, or blank for none */
    public static LoadingRules withOverride(String override) {
        return override.isBlank() ? load() : load(Path.of(override));
    }

    public static LoadingRules load(Path override) {
        return new LoadingRules(RuleFile.shipped().overriddenBy(RuleFile.at(override)));
    }

    /** Empty for a type that neither the shipped rules nor the user's know. */
    public Optional<DestinationRules> destination(String destinationType) {
        return Optional.ofNullable(destinationType).map(destinations::get);
    }

    /** A type that is not listed has the rules of its protocol, else those of {@code prefix.*}, else kind UNKNOWN. */
    public SourceRules source(String sourceType, String protocolOrNull) {
        String type = sourceType == null ? "" : sourceType;
        String protocol = protocolOrNull == null ? "" : protocolOrNull;
        SourceFamily family = Stream.concat(
                        Stream.of(type, protocol), Stream.of(type, protocol).map(LoadingRules::prefix))
                .map(sourceTypes::get)
                .filter(found -> found != null)
                .findFirst()
                .orElse(families.get(UNKNOWN));
        boolean listed = sourceTypes.containsKey(type) || sourceTypes.containsKey(protocol);
        return new SourceRules(type, family, listed);
    }

    private static String prefix(String type) {
        return type.substring(0, type.indexOf('.') + 1) + "*";
    }

    private static RuleNode common(RuleNode rules) {
        RuleNode common = rules.get("common");
        common.allowOnly(Set.of(
                "separator",
                "item",
                "system-columns",
                "system-tables",
                "reserved-prefixes",
                "suffix-spellings",
                "sub-table-keys",
                "sub-table-levels",
                "open",
                "schema-of-display-name"));
        return common;
    }

    private static Map<String, DestinationRules> destinations(RuleNode node, RuleNode common) {
        Map<String, DestinationRules> destinations = new HashMap<>();
        node.entries().forEach((type, rules) -> destinations.put(type, new DestinationRules(rules, common)));
        node.entries().forEach((type, rules) -> rules.findTexts("aliases")
                .forEach(alias -> destinations.putIfAbsent(alias, destinations.get(type))));
        return Map.copyOf(destinations);
    }

    private static Map<String, SourceFamily> families(RuleNode node) {
        node.get(UNKNOWN);
        return node.entries().entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> SourceFamily.of(entry.getValue())));
    }

    private Map<String, SourceFamily> sourceTypes(RuleNode node) {
        return node.entries().entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> family(entry.getValue())));
    }

    private SourceFamily family(RuleNode node) {
        SourceFamily family = families.get(node.text());
        if (family == null) {
            throw node.expected("one of the source families "
                    + String.join(", ", families.keySet().stream().sorted().toList()));
        }
        return family;
    }

    /** Read when they are first asked for. */
    private static final class Shipped {
        private static final LoadingRules RULES = new LoadingRules(RuleFile.shipped());
    }
}
