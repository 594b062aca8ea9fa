package io.github.stitchopenmetadata.flow.rules;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A call of a bean's method.
 *
 * @param line where it stands
 * @param ref the name of the bean; empty for one that is made from its type
 * @param type the name of the class; empty for a bean with a name
 * @param method its name; empty where there is none
 * @param arguments as they are written between the parentheses; empty without parentheses
 * @param aggregates whether it is called with two exchanges, whose parts it takes
 */
record BeanCall(
        Place place,
        int line,
        String ref,
        String type,
        String method,
        Optional<List<String>> arguments,
        boolean aggregates) {

    /** The calls of a step, or of what a route says beside its steps. */
    static Stream<BeanCall> in(Place place) {
        Stream<BeanCall> methods = place.fields().filter(BeanCall::isCall).map(field -> of(place, field.value()));
        Stream<BeanCall> strategies = place.fields()
                .filter(field -> field.key().equals("aggregationStrategyMethodName"))
                .map(field -> new BeanCall(
                        place,
                        field.value().line(),
                        place.value().get("aggregationStrategy").text(),
                        "",
                        field.value().text(),
                        Optional.empty(),
                        true));
        return Stream.concat(methods, strategies);
    }

    /** Whether this names a method in a way that these rules do not look into. */
    static boolean isShort(Tree.Field field) {
        return field.key().equals("method")
                        && !field.value().text().isEmpty()
                        && !List.of("bean", "method").contains(field.parent())
                || field.value().text().matches("(?s).*\\$\\{\\s*(bean|ref):.*|(bean|class):.*");
    }

    private static boolean isCall(Tree.Field field) {
        return field.key().equals("bean")
                || field.key().equals("method") && !field.value().fields().isEmpty();
    }

    private static BeanCall of(Place place, Tree value) {
        String method = value.get("method").text();
        int open = method.endsWith(")") ? method.indexOf('(') : -1;
        return new BeanCall(
                place,
                value.line(),
                value.get("ref").isThere() ? value.get("ref").text() : value.text(),
                value.get("beanType").text(),
                open < 0 ? method : method.substring(0, open),
                open < 0 ? Optional.empty() : Optional.of(split(method.substring(open + 1, method.length() - 1))),
                false);
    }

    private static List<String> split(String arguments) {
        List<String> split = new ArrayList<>();
        Deque<Character> closing = new ArrayDeque<>();
        int start = 0;
        for (int i = 0; i < arguments.length(); i++) {
            char at = arguments.charAt(i);
            if (!closing.isEmpty() && at == closing.peek()) {
                closing.pop();
            } else if (closing.isEmpty() && at == ',') {
                split.add(arguments.substring(start, i).strip());
                start = i + 1;
            } else if (closing.isEmpty() || "'\"".indexOf(closing.peek()) < 0) {
                int opening = "({'\"".indexOf(at);
                if (opening >= 0) {
                    closing.push(")}'\"".charAt(opening));
                }
            }
        }
        if (!arguments.isBlank()) {
            split.add(arguments.substring(start).strip());
        }
        return split;
    }
}
