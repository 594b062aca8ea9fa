package io.github.stitchopenmetadata.naming;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The names under which Stitch may list the loads of a source's streams: that of the stream, or that of its table before the
 * destination's rule, which begins with the schema where the source is set so. A load under a name that several streams may
 * have is nobody's.
 */
public final class LoadNames {

    /**
     * @param own    names that no other stream may have
     * @param shared names that others may have as well
     */
    public record Names(Set<String> own, Set<String> shared) {}

    private final SourceRules source;
    private final Map<String, String> properties;
    private final Map<String, Integer> uses = new HashMap<>();

    /**
     * @param properties of the source
     * @param streams    all that are selected
     */
    public LoadNames(SourceRules source, Map<String, String> properties, Collection<StreamName> streams) {
        this.source = source;
        this.properties = properties;
        streams.forEach(stream -> candidates(stream).forEach(name -> uses.merge(name, 1, Integer::sum)));
    }

    /** @param stream one of the selected ones */
    public Names of(StreamName stream) {
        Map<Boolean, Set<String>> names = candidates(stream).stream()
                .collect(Collectors.partitioningBy(
                        name -> uses.get(name) == 1, Collectors.toCollection(LinkedHashSet::new)));
        return new Names(names.get(true), names.get(false));
    }

    private Set<String> candidates(StreamName stream) {
        Set<String> names = new LinkedHashSet<>();
        names.add(stream.name());
        names.addAll(source.baseNames(stream, properties));
        return names;
    }
}
