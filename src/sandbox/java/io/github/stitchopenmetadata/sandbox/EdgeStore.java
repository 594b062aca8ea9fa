package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The lineage edges: at most one for each ordered pair of entities. */
final class EdgeStore {

    private final Map<UUID, Map<UUID, Stored>> downstream = new LinkedHashMap<>();
    private final Map<UUID, Map<UUID, Stored>> upstream = new HashMap<>();

    /** An edge with its ends; the details are null when it was drawn without any. */
    static final class Stored {

        private final Entity from;
        private final Entity to;
        private final PackedDetails details;

        Stored(Entity from, Entity to, ObjectNode details) {
            this.from = from;
            this.to = to;
            this.details = details == null ? null : PackedDetails.of(details);
        }

        Entity from() {
            return from;
        }

        Entity to() {
            return to;
        }

        /** What changes in them is to be {@linkplain EdgeStore#put put} anew. */
        ObjectNode details() {
            return details == null ? null : details.json();
        }

        boolean carries(UUID pipeline) {
            return details != null && details.pipeline().equals(pipeline.toString());
        }
    }

    /** The edges that the search index has, by their ends; only those are shown to people. */
    private final Set<List<UUID>> indexed = new HashSet<>();

    void index(UUID from, UUID to) {
        indexed.add(List.of(from, to));
    }

    boolean isIndexed(Stored edge) {
        return indexed.contains(List.of(edge.from().id(), edge.to().id()));
    }

    void put(Stored edge) {
        downstream
                .computeIfAbsent(edge.from().id(), id -> new LinkedHashMap<>())
                .put(edge.to().id(), edge);
        upstream.computeIfAbsent(edge.to().id(), id -> new LinkedHashMap<>())
                .put(edge.from().id(), edge);
    }

    void clear() {
        downstream.clear();
        upstream.clear();
        indexed.clear();
    }

    Stored find(UUID from, UUID to) {
        return downstream.getOrDefault(from, Map.of()).get(to);
    }

    Stored remove(UUID from, UUID to) {
        Stored edge = find(from, to);
        if (edge != null) {
            downstream.get(from).remove(to);
            upstream.get(to).remove(from);
            indexed.remove(List.of(from, to));
        }
        return edge;
    }

    Collection<Stored> from(UUID id) {
        return downstream.getOrDefault(id, Map.of()).values();
    }

    Collection<Stored> to(UUID id) {
        return upstream.getOrDefault(id, Map.of()).values();
    }

    List<Stored> touching(UUID id) {
        return Stream.concat(from(id).stream(), to(id).stream()).distinct().toList();
    }

    List<Stored> all() {
        List<Stored> edges = new ArrayList<>();
        downstream.values().forEach(targets -> edges.addAll(targets.values()));
        return edges;
    }

    List<Stored> all(Predicate<Stored> wanted) {
        return all().stream().filter(wanted).toList();
    }

    void removeAll(List<Stored> edges) {
        edges.forEach(edge -> remove(edge.from().id(), edge.to().id()));
    }
}
