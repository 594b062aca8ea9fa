package io.github.stitchopenmetadata.flow.rules;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which Java the routes call, and how. */
final class BeanRules {

    private static final Set<String> REFERENCES = Set.of("executorService", "aggregationStrategy", "ref");
    private static final Pattern REFERENCE = Pattern.compile("#bean:([\\w-]+)");

    private BeanRules() {}

    static Stream<String> missingBeans(Routes routes) {
        Stream<String> named = routes.places().stream()
                .flatMap(place -> place.codes().flatMap(field -> references(field)
                        .filter(bean -> !routes.beans().has(bean))
                        .map(bean -> place.tells(field.value().line(), "there is no bean " + bean))));
        Stream<String> loaded = calls(routes)
                .filter(call -> call.ref().isEmpty() || routes.beans().has(call.ref()))
                .filter(call -> routes.beans().type(call).isEmpty())
                .map(call -> tells(call, "the class of " + subject(call) + " is not there"));
        return Stream.concat(named, loaded);
    }

    static Stream<String> missingMethods(Routes routes) {
        return calls(routes)
                .filter(call -> routes.beans().type(call).isPresent()
                        && routes.beans().methods(call).isEmpty())
                .map(call -> tells(
                        call,
                        subject(call) + " has no public method " + call.method() + " that "
                                + call.arguments()
                                        .map(arguments -> "takes " + arguments.size() + " parameters")
                                        .orElse("takes the body alone")));
    }

    /** To convert to an enum, Camel asks every converter, at each call. */
    static Stream<String> enums(Routes routes) {
        return calls(routes).flatMap(call -> routes.beans().methods(call).stream()
                .flatMap(method -> Stream.of(method.getParameterTypes()))
                .filter(Class::isEnum)
                .map(type -> tells(
                        call,
                        subject(call) + "." + call.method() + " takes the enum " + type.getSimpleName()
                                + ", which is costly to convert to")));
    }

    /** So that it can be seen what is called. */
    static Stream<String> shortCalls(Routes routes) {
        return routes.places().stream().flatMap(place -> place.scalars()
                .filter(BeanCall::isShort)
                .map(field -> place.tells(field.value().line(), "calls a bean in a short form: write ref and method")));
    }

    static Stream<BeanCall> calls(Routes routes) {
        return routes.places().stream().flatMap(BeanCall::in);
    }

    private static Stream<String> references(Tree.Field field) {
        String text = field.value().text();
        boolean isName = REFERENCES.contains(field.key())
                || field.key().endsWith("Ref")
                || field.key().equals("bean");
        return isName && text.matches("[\\w-]+")
                ? Stream.of(text)
                : REFERENCE.matcher(text).results().map(found -> found.group(1));
    }

    private static String subject(BeanCall call) {
        return call.ref().isEmpty() ? call.type() : call.ref();
    }

    private static String tells(BeanCall call, String what) {
        return call.place().tells(call.line(), what);
    }
}
