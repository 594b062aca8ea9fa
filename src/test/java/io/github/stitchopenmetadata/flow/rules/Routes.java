package io.github.stitchopenmetadata.flow.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The route files of a folder, and what else the rules look at.
 *
 * @param settings the values of the placeholders
 * @param java the sources of the classes that run beside the routes, by their paths below the packages' root
 * @param beans those that the files declare
 * @param allowed what the rules except
 */
record Routes(
        List<RouteDocument> documents, Properties settings, Map<String, String> java, Beans beans, Allowed allowed) {

    /** @param sources the folders with the Java and the Kamelets that call the routes, tests not among them */
    static Routes read(Path folder, Path settings, List<Path> sources, Allowed allowed) throws IOException {
        Map<String, String> files = texts(folder, ".yaml");
        Map<String, String> java = new LinkedHashMap<>();
        for (Path source : sources) {
            java.putAll(texts(source, ".java"));
            java.putAll(texts(source, ".kamelet.yaml"));
        }
        Properties values = new Properties();
        try (var in = Files.newInputStream(settings)) {
            values.load(in);
        }
        return of(files, values, java, allowed);
    }

    static Routes of(Map<String, String> files, Properties settings, Map<String, String> java, Allowed allowed) {
        List<RouteDocument> documents = files.entrySet().stream()
                .map(file -> RouteDocument.parse(file.getKey(), file.getValue()))
                .toList();
        return new Routes(documents, settings, java, new Beans(documents), allowed);
    }

    Stream<Entry> entries() {
        return documents.stream().flatMap(document -> document.entries().stream());
    }

    /** The routes. */
    List<Entry> routes() {
        return entries().filter(entry -> entry.is(Entry.ROUTE)).toList();
    }

    /** All places with steps, those of route configurations too. */
    List<Place> places() {
        return entries()
                .filter(entry -> !entry.is(Entry.BEANS))
                .flatMap(entry -> entry.places().stream())
                .toList();
    }

    private static Map<String, String> texts(Path folder, String suffix) {
        Map<String, String> texts = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList()) {
                texts.put(folder.relativize(file).toString(), Files.readString(file));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return texts;
    }
}
