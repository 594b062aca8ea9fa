package io.github.stitchopenmetadata.flow.rules;

import java.lang.reflect.RecordComponent;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What expressions reach into: Simple keeps each object of which it reads a part in a cache, with all that hangs on it. An
 * exception is small, and may be read so.
 */
final class ReachRules {

    private static final Pattern REACH = Pattern.compile("\\$\\{(?:(variable|header|exchangeProperty)s?[.:]([\\w:-]+)"
            + "|body|(?:mandatoryB|b)odyAs\\([^)]*\\))\\??(?:\\.(\\w+)|\\[)");
    private static final int MOST_COMPONENTS = 8;

    private ReachRules() {}

    static Stream<String> reaches(Routes routes) {
        return routes.places().stream().flatMap(place -> place.scalars()
                .flatMap(field -> REACH.matcher(field.value().text()).results().flatMap(reach -> objection(
                                routes.allowed(), place, reach)
                        .map(why -> place.tells(field.value().line(), reach.group() + "…: " + why)))));
    }

    /** What of the excepted objects is not small after all. */
    static Stream<String> large(Routes routes) {
        return routes.allowed().reached().entrySet().stream()
                .filter(reached -> !isSmall(reached.getValue()))
                .map(reached -> reached.getKey() + ": " + reached.getValue().getSimpleName()
                        + " is no record of a few plain values");
    }

    private static Stream<String> objection(Allowed allowed, Place place, MatchResult reach) {
        String part = reach.group(3);
        String key = reach.group(1) == null ? place.entry().id() + " body" : reach.group(1) + "." + reach.group(2);
        Class<?> type = allowed.reached().get(key);
        if (type == null) {
            return Stream.of(
                    "reaches into an object: let a bean's method give what is needed, or allow \"" + key + "\"");
        }
        return part == null || has(type, part) ? Stream.empty() : Stream.of(type.getSimpleName() + " has no " + part);
    }

    private static boolean has(Class<?> type, String part) {
        return Stream.of(type.getMethods())
                .anyMatch(method -> method.getParameterCount() == 0
                        && method.getName().matches("(?i)(get|is)?" + Pattern.quote(part)));
    }

    private static boolean isSmall(Class<?> type) {
        return type.getName().startsWith("java.")
                || type.isRecord()
                        && type.getRecordComponents().length <= MOST_COMPONENTS
                        && Stream.of(type.getRecordComponents())
                                .map(RecordComponent::getType)
                                .allMatch(ReachRules::isPlain);
    }

    private static boolean isPlain(Class<?> type) {
        return type.isPrimitive()
                || type.isEnum()
                || type == String.class
                || Number.class.isAssignableFrom(type)
                || type.getName().startsWith("java.time.")
                || type.isRecord() && isSmall(type);
    }
}
