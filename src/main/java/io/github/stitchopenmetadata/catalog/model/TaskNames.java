package io.github.stitchopenmetadata.catalog.model;

import io.github.stitchopenmetadata.lineage.LineageMessage.Stream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Names of tasks, unique within their pipeline. A stream gives its task its own name; streams of one name, which lie in
 * different schemas or databases, are told apart by those, and by the stream id where nothing else does.
 */
public final class TaskNames {

    private static final List<Function<Stream, String>> FORMS = List.of(
            Stream::name,
            stream -> joined(stream.schema() == null ? stream.database() : stream.schema(), stream.name()),
            stream -> joined(stream.database(), stream.schema(), stream.name()));

    private TaskNames() {}

    /** @param limit how many characters a name may have */
    public static Map<Stream, String> of(List<Stream> streams, int limit) {
        Map<Stream, String> names = new IdentityHashMap<>();
        Set<String> taken = new HashSet<>();
        for (Function<Stream, String> form : FORMS) {
            Map<String, Long> uses = streams.stream()
                    .collect(Collectors.groupingBy(
                            stream -> Fqn.name(form.apply(stream), limit), Collectors.counting()));
            for (Stream stream : streams) {
                String name = Fqn.name(form.apply(stream), limit);
                if (!names.containsKey(stream) && uses.get(name) == 1 && taken.add(name)) {
                    names.put(stream, name);
                }
            }
        }
        streams.stream()
                .filter(stream -> !names.containsKey(stream))
                .sorted(Comparator.comparingLong(Stream::id))
                .forEach(stream -> names.put(stream, numbered(stream, taken, limit)));
        return names;
    }

    private static String numbered(Stream stream, Set<String> taken, int limit) {
        String name = stream.name();
        do {
            name = Fqn.name(name + " #" + stream.id(), limit);
        } while (!taken.add(name));
        return name;
    }

    private static String joined(String... parts) {
        return Arrays.stream(parts).filter(Objects::nonNull).collect(Collectors.joining("."));
    }
}
