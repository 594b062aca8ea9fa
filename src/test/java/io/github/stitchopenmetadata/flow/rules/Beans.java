package io.github.stitchopenmetadata.flow.rules;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.Variable;
import org.apache.camel.spi.Registry;

/** The beans that route files declare, and the methods that routes call of them. */
final class Beans {

    /** Camel gives these to a method whoever calls it. */
    private static final Set<Class<?>> GIVEN =
            Set.of(Exchange.class, Message.class, CamelContext.class, Registry.class, Exception.class);

    private final Map<String, Optional<Class<?>>> byName = new HashMap<>();

    Beans(List<RouteDocument> documents) {
        documents.stream()
                .flatMap(document -> document.entries().stream())
                .filter(entry -> entry.is(Entry.BEANS))
                .flatMap(entry -> entry.value().items().stream())
                .forEach(bean -> byName.put(bean.get("name").text(), madeBy(bean)));
    }

    boolean has(String name) {
        return byName.containsKey(name);
    }

    /** The class of the bean that is called, if there is one and it can be loaded. */
    Optional<Class<?>> type(BeanCall call) {
        return call.ref().isEmpty() ? load(call.type()) : byName.getOrDefault(call.ref(), Optional.empty());
    }

    /** The public methods of the name that Camel can call so. */
    List<Method> methods(BeanCall call) {
        return type(call).stream()
                .flatMap(type -> Stream.of(type.getMethods()))
                .filter(method ->
                        call.method().isEmpty() && Processor.class.isAssignableFrom(method.getDeclaringClass())
                                || method.getName().equals(call.method()) && takes(method, call))
                .toList();
    }

    /** The names of the variables that a method takes without being told to in the route. */
    static Stream<String> variables(Method method) {
        return Stream.of(method.getParameterAnnotations())
                .flatMap(Stream::of)
                .filter(Variable.class::isInstance)
                .map(annotation -> ((Variable) annotation).value());
    }

    /** What is written stands for the first parameters; the others have to be such as Camel fills by itself. */
    private static boolean takes(Method method, BeanCall call) {
        int parameters = method.getParameterCount();
        if (call.aggregates()) {
            return parameters >= 2 && parameters % 2 == 0;
        }
        int written = call.arguments().map(List::size).orElse(0);
        long left = IntStream.range(written, parameters)
                .filter(i -> !isGiven(method.getParameterTypes()[i], method.getParameterAnnotations()[i]))
                .count();
        // without parentheses the first one is the body
        return written <= parameters && left <= (call.arguments().isPresent() ? 0 : 1);
    }

    private static boolean isGiven(Class<?> type, Annotation... annotations) {
        return GIVEN.contains(type)
                || Stream.of(annotations)
                        .anyMatch(annotation ->
                                annotation.annotationType().getName().startsWith("org.apache.camel."));
    }

    private static Optional<Class<?>> madeBy(Tree bean) {
        Optional<Class<?>> type = load(bean.get("type").text());
        String factory = bean.get("factoryMethod").text();
        return factory.isEmpty()
                ? type
                : type.flatMap(maker -> Stream.of(maker.getMethods())
                        .filter(method -> method.getName().equals(factory))
                        .findFirst()
                        .map(Method::getReturnType));
    }

    private static Optional<Class<?>> load(String name) {
        try {
            return Optional.of(Class.forName(name, false, Beans.class.getClassLoader()));
        } catch (ClassNotFoundException missing) {
            return Optional.empty();
        }
    }
}
