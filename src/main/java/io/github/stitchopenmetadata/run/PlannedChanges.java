package io.github.stitchopenmetadata.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.catalog.edges.EdgeDifference;
import io.github.stitchopenmetadata.catalog.pipeline.PipelineChange;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Predicate;

/** What the run of a preview would have written. It grows with that, and with nothing else. Thread-safe. */
public final class PlannedChanges {

    /**
     * An edge of a source.
     *
     * @param source by name
     */
    public record PlannedEdge(String source, EdgeDifference change) {}

    private final Queue<PipelineChange> pipelines = new ConcurrentLinkedQueue<>();
    private final Set<String> deleted = new ConcurrentSkipListSet<>();
    private final Queue<PlannedEdge> edges = new ConcurrentLinkedQueue<>();
    private final Set<String> tables = new ConcurrentSkipListSet<>();
    private final Set<String> others = new ConcurrentSkipListSet<>();
    private final Map<String, JsonNode> alive = new ConcurrentHashMap<>();

    void pipeline(PipelineChange change) {
        pipelines.add(change);
    }

    void pipelineDeleted(String name) {
        deleted.add(name);
    }

    void edge(String source, EdgeDifference change) {
        edges.add(new PlannedEdge(source, change));
    }

    void table(String fqn) {
        tables.add(fqn);
    }

    /** @param what such as {@code tag Stitch.paused} */
    public void other(String what) {
        others.add(what);
    }

    /** A pipeline counts as there from now on, although the catalog has none of that id, or hides it. */
    public void alive(String pipelineId, JsonNode pipeline) {
        alive.put(pipelineId, pipeline);
    }

    /** @return the pipeline that counts as there, or null */
    public JsonNode alive(String pipelineId) {
        return alive.get(pipelineId);
    }

    public List<PipelineChange> pipelinesCreated() {
        return sorted(PipelineChange::isNew);
    }

    public List<PipelineChange> pipelinesChanged() {
        return sorted(change -> !change.isNew());
    }

    public List<String> pipelinesDeleted() {
        return List.copyOf(deleted);
    }

    public List<PlannedEdge> edges(EdgeDifference.Kind kind) {
        return edges.stream()
                .filter(edge -> edge.change().kind() == kind)
                .sorted(Comparator.comparing((PlannedEdge edge) -> edge.change().to())
                        .thenComparing(edge -> edge.change().from()))
                .toList();
    }

    /** The full names of tables that are registered, or get other columns. */
    public List<String> tables() {
        return List.copyOf(tables);
    }

    /** What else is created: services, schemas, tags. */
    public List<String> others() {
        return List.copyOf(others);
    }

    public boolean isEmpty() {
        return pipelines.isEmpty() && deleted.isEmpty() && edges.isEmpty() && tables.isEmpty() && others.isEmpty();
    }

    private List<PipelineChange> sorted(Predicate<PipelineChange> wanted) {
        return pipelines.stream()
                .filter(wanted)
                .sorted(Comparator.comparing(PipelineChange::name))
                .toList();
    }
}
