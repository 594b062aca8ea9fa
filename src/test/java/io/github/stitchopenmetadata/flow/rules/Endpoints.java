package io.github.stitchopenmetadata.flow.rules;

import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The addresses in route files. */
final class Endpoints {

    /** Steps that may compute the address that they call. */
    private static final Set<String> CALLING = Set.of(
            "to", "toD", "wireTap", "enrich", "poll", "pollEnrich", "recipientList", "routingSlip", "dynamicRouter");

    private static final Pattern INTERNAL = Pattern.compile("\\b(direct|seda):(?://)?([\\w-]+)(?![\\w-]*\\$\\{)");
    private static final Pattern HTTP = Pattern.compile("(?<![\\w-])(?!platform-http)((?:[a-z]\\w*-)*https?)(?=:|$)");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??([^}:?]+)(?::([^}]*))?}}");
    private static final Pattern WRITTEN =
            Pattern.compile("(?!(?:direct|seda):[^?]*\\$\\{)(?:[a-z][\\w-]*(?::|$)|\\{\\{)");

    private Endpoints() {}

    /** A place from which a route is called. */
    record Call(String address, Place place) {}

    /** The address of {@code direct:x}, {@code uri: direct:x}, or, as visual editors write it, {@code uri: direct} with the parameter {@code name}. */
    static String address(Tree endpoint) {
        String uri = endpoint.get("uri").isThere() ? endpoint.get("uri").text() : endpoint.text();
        Tree name = endpoint.get("parameters").get("name");
        return Set.of("direct", "seda").contains(uri) && name.isThere() ? uri + ":" + name.text() : uri;
    }

    /** The text with the settings that it names. */
    static String resolve(String text, Properties settings) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        settings.getProperty(found.group(1), found.group(2) == null ? found.group() : found.group(2))));
    }

    /** {@code direct:name} and {@code seda:name} of a text, without parameters. */
    static List<String> internal(String text) {
        return INTERNAL.matcher(text)
                .results()
                .map(found -> found.group(1) + ":" + found.group(2))
                .toList();
    }

    /** The routes that are called from here. */
    static Stream<Call> calls(Place place, Properties settings) {
        Stream<String> written = place.codes()
                .filter(field -> !(field.parent().equals("from") && field.key().equals("uri")))
                .flatMap(field -> internal(resolve(field.value().text(), settings)).stream());
        Stream<String> parted = place.fields()
                .filter(field -> !field.key().equals("from"))
                .filter(field -> field.value().get("uri").text().matches("direct|seda"))
                .flatMap(field -> internal(address(field.value())).stream());
        return Stream.concat(written, parted).map(address -> new Call(address, place));
    }

    /** The component by which a server is called from here, or empty. */
    static Stream<String> http(Place place, Properties settings) {
        return place.codes().flatMap(field -> HTTP.matcher(resolve(field.value().text(), settings))
                .results()
                .filter(found -> field.value().text().contains(":")
                        || Set.of("uri", "to", "toD").contains(field.key()))
                .map(found -> found.group(1)));
    }

    /** Whether the route that is called from here is not the one that stands here. */
    static boolean isComputed(Place place) {
        if (!CALLING.contains(place.step())) {
            return false;
        }
        Tree value = place.value();
        String address = Stream.concat(
                        Stream.of(address(value)),
                        Stream.concat(Stream.of(value), Stream.of(value.get("expression")))
                                .flatMap(holder -> Stream.of("constant", "simple")
                                        .map(holder::get)
                                        .map(one -> one.get("expression").isThere() ? one.get("expression") : one)
                                        .map(Tree::text)))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
        return !WRITTEN.matcher(address).lookingAt();
    }
}
