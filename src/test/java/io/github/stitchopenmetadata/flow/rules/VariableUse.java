package io.github.stitchopenmetadata.flow.rules;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a route sets, reads or removes a variable, or an exchange property, which travels as variables do.
 *
 * @param name of a property with "property " before it
 * @param line where it is read; of what is set the last one of the step, which does that when it has done all else
 */
record VariableUse(String name, Kind kind, Place place, int line) {

    enum Kind {
        SET,
        READ,
        REMOVED
    }

    static final String PROPERTY = "property ";
    private static final Pattern IN_SIMPLE =
            Pattern.compile("\\$\\{(variable|exchangeProperty)s?(?:As\\(|[.:]|\\[['\"]?)\\??([\\w:-]+)");

    /** What is used in a place, in no particular order. Camel's own properties are left out. */
    static Stream<VariableUse> in(Routes routes, Place place) {
        Stream<VariableUse> byWords = place.scalars().flatMap(field -> byWord(place, field));
        Stream<VariableUse> inSimple = place.scalars().flatMap(field -> IN_SIMPLE
                .matcher(field.value().text())
                .results()
                .map(found ->
                        read((found.group(1).equals("variable") ? "" : PROPERTY) + found.group(2), place, field)));
        Stream<VariableUse> byMethods = BeanCall.in(place).flatMap(call -> routes.beans().methods(call).stream()
                .flatMap(Beans::variables)
                .distinct()
                .map(name -> new VariableUse(name, Kind.READ, place, call.line())));
        return Stream.of(byWords, inSimple, byMethods).flatMap(uses -> uses).filter(use -> !use.name()
                .startsWith(PROPERTY + "Camel"));
    }

    private static Stream<VariableUse> byWord(Place place, Tree.Field field) {
        String text = field.value().text();
        return switch (field.parent() + " " + field.key()) {
            case "setVariable name", "variables name" -> Stream.of(set(text, place));
            case "setProperty name", "properties name" -> Stream.of(set(PROPERTY + text, place));
            case "removeVariable name" -> Stream.of(removed(text, place));
            case "removeProperty name" -> Stream.of(removed(PROPERTY + text, place));
            case "variable expression" -> Stream.of(read(text, place, field));
            case "exchangeProperty expression" -> Stream.of(read(PROPERTY + text, place, field));
            default ->
                switch (field.key()) {
                    case "variableReceive" -> Stream.of(set(text, place));
                    case "variable", "variableSend" -> Stream.of(read(text, place, field));
                    case "exchangeProperty" -> Stream.of(read(PROPERTY + text, place, field));
                    default -> Stream.empty();
                };
        };
    }

    private static VariableUse set(String name, Place place) {
        int last = place.fields().mapToInt(field -> field.value().line()).max().orElse(0);
        return new VariableUse(name, Kind.SET, place, last);
    }

    private static VariableUse read(String name, Place place, Tree.Field field) {
        return new VariableUse(name, Kind.READ, place, field.value().line());
    }

    private static VariableUse removed(String name, Place place) {
        return new VariableUse(name, Kind.REMOVED, place, place.tree().line());
    }
}
