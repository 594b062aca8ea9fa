package io.github.stitchopenmetadata.run;

import io.github.stitchopenmetadata.catalog.model.MissingEdge;
import io.github.stitchopenmetadata.catalog.resolve.DroppedColumns;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What a run did, or, where it is a preview, would do. Thread-safe. */
public final class RunCounts {

    /** How many missing edges are remembered with their details; all are counted. */
    private static final int REMEMBERED = 20_000;

    private final Map<Count, LongAdder> counts = new EnumMap<>(Count.class);
    private final Map<MissingEdge.Reason, Long> missing = new EnumMap<>(MissingEdge.Reason.class);
    private final List<MissingEdge> missingEdges = new ArrayList<>();
    private final DroppedColumns droppedColumns = new DroppedColumns();
    private final Removals removals = new Removals();
    private final EdgeLosses edgeLosses;
    private final CallCounts calls = new CallCounts();
    private final SourceProgress progress = new SourceProgress();
    private final SourceLog sources;
    private final SourceLog statuses = new SourceLog("run status");
    private final PushedRows pushed = new PushedRows();
    private final PlannedChanges planned = new PlannedChanges();

    RunCounts() {
        this(new EdgeLosses(), new SourceLog("lineage"));
    }

    /** What the delivery of one message did, of a run that delivers several. */
    RunCounts(EdgeLosses shared) {
        this(shared, SourceLog.inMemory());
    }

    private RunCounts(EdgeLosses edgeLosses, SourceLog sources) {
        this.edgeLosses = edgeLosses;
        this.sources = sources;
        for (Count count : Count.values()) {
            counts.put(count, new LongAdder());
        }
    }

    public void add(Count what) {
        counts.get(what).increment();
    }

    public void add(Count what, long times) {
        counts.get(what).add(times);
    }

    public long of(Count what) {
        return counts.get(what).sum();
    }

    public synchronized void missing(List<MissingEdge> edges) {
        for (MissingEdge edge : edges) {
            missing.merge(edge.reason(), 1L, Long::sum);
            if (missingEdges.size() < REMEMBERED) {
                missingEdges.add(edge);
            }
        }
    }

    /**
     * What another process found missing.
     *
     * @param counted    how many, by reason
     * @param remembered some of them
     */
    synchronized void missing(Map<MissingEdge.Reason, Long> counted, List<MissingEdge> remembered) {
        counted.forEach((reason, count) -> missing.merge(reason, count, Long::sum));
        remembered.stream().limit(REMEMBERED - missingEdges.size()).forEach(missingEdges::add);
    }

    /** How many edges are missing, by reason. */
    public synchronized Map<MissingEdge.Reason, Long> missing() {
        return Collections.unmodifiableMap(new EnumMap<>(missing));
    }

    /** How many edges are missing in all. */
    public synchronized long missingCount() {
        return missing.values().stream().mapToLong(Long::longValue).sum();
    }

    public synchronized List<MissingEdge> missingEdges() {
        return List.copyOf(missingEdges);
    }

    /** The replicated fields that have no part in an edge. */
    public DroppedColumns droppedColumns() {
        return droppedColumns;
    }

    /** The edges and pairs of columns that were taken away. */
    public Removals removals() {
        return removals;
    }

    EdgeLosses edgeLosses() {
        return edgeLosses;
    }

    /** The calls made for the run. */
    public CallCounts calls() {
        return calls;
    }

    SourceProgress progress() {
        return progress;
    }

    /** What became of each source. */
    public SourceLog sources() {
        return sources;
    }

    /** The run status of each source that goes into the history, as the report shows it; empty where there is no history. */
    public SourceLog statuses() {
        return statuses;
    }

    /** What the history took. */
    public PushedRows pushed() {
        return pushed;
    }

    /** What became of the sources is forgotten, and what comes is not kept. */
    public void closeLogs() {
        sources.close();
        statuses.close();
    }

    /** Whether each missing edge is remembered with its details. */
    public synchronized boolean remembersAllMissing() {
        return missingEdges.size() == missingCount();
    }

    /** What a preview would write; empty for any other run. */
    public PlannedChanges planned() {
        return planned;
    }
}
