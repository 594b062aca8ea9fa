package io.github.stitchopenmetadata.run;

import io.github.stitchopenmetadata.catalog.model.Catalog;
import io.github.stitchopenmetadata.catalog.resolve.DroppedColumns;
import io.github.stitchopenmetadata.catalog.resolve.MissingEdge;
import io.github.stitchopenmetadata.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/** One pass over one workflow: what was done, what went wrong, and whether it should go on. Thread-safe. */
public final class Run {

    /** What a run counts. */
    public enum Count {
        SOURCES,
        SOURCES_LEFT_OUT,
        PIPELINES_CREATED,
        PIPELINES_UPDATED,
        PIPELINES_UNCHANGED,
        PIPELINES_KEPT,
        PIPELINES_DELETED,
        PARKED,
        TABLES_REGISTERED,
        EDGES_DRAWN,
        EDGES_UNCHANGED,
        EDGES_REMOVED,
        COLUMNS_LINKED,
        STATUSES,
        STATUSES_UNCHANGED
    }

    /** A failure as a person reads it: what it hit, and why. */
    public record Failure(String what, String why) {}

    /** How many missing edges are remembered with their details; all are counted. */
    private static final int REMEMBERED = 20_000;

    private final String id;
    private final Workflow workflow;
    private final RunTime time;
    private final Map<Count, LongAdder> counts = new EnumMap<>(Count.class);
    private final Map<MissingEdge.Reason, Long> missing = new EnumMap<>(MissingEdge.Reason.class);
    private final List<MissingEdge> missingEdges = new ArrayList<>();
    private final FailureList failures = new FailureList();
    private final DroppedColumns droppedColumns = new DroppedColumns();
    private final Deliveries deliveries = new Deliveries();
    private final CallCounts calls = new CallCounts();
    private final SourceProgress headway = new SourceProgress();
    private final SourceLog sources = new SourceLog();
    private final Set<String> present = ConcurrentHashMap.newKeySet();
    private final List<String> notes = new CopyOnWriteArrayList<>();
    private final Set<String> noted = ConcurrentHashMap.newKeySet();
    private final PlannedChanges planned;
    private volatile boolean accountRead = true;
    private volatile Catalog catalog;
    private volatile String stopped;
    private volatile boolean refused;
    private volatile String left;

    public Run(Workflow workflow) {
        this(UUID.randomUUID().toString(), workflow, RunTime.unlimited());
    }

    public Run(String id, Workflow workflow, RunTime time) {
        this(id, workflow, time, null);
    }

    /** @param planned takes what would be written, where nothing is to be; null where it is written */
    public Run(String id, Workflow workflow, RunTime time, PlannedChanges planned) {
        this.id = id;
        this.workflow = workflow;
        this.time = time;
        this.planned = planned;
        for (Count count : Count.values()) {
            counts.put(count, new LongAdder());
        }
    }

    public String id() {
        return id;
    }

    public Workflow workflow() {
        return workflow;
    }

    /** The server as this run found it; null until it is connected. */
    public Catalog catalog() {
        return catalog;
    }

    void connected(Catalog server) {
        catalog = server;
    }

    public RunTime time() {
        return time;
    }

    /** Whether nothing is written, anywhere: neither in OpenMetadata nor among the dead letters. */
    public boolean isPreview() {
        return planned != null;
    }

    /** What a preview would write; null for any other run. */
    public PlannedChanges planned() {
        return planned;
    }

    /** @return how long to wait before a call is repeated, at most as long as wanted; nothing where it is not to be repeated */
    Optional<Duration> waiting(Duration wanted) {
        if (stopped != null) {
            return Optional.empty();
        }
        Optional<Duration> granted = time.waiting(wanted);
        if (granted.isEmpty()) {
            noteOnce(
                    "retry.budget",
                    "the time for waiting is used up (retry.budget): from then on no call was tried again");
        }
        return granted;
    }

    /** Lineage messages on their way between extraction and delivery. */
    Deliveries deliveries() {
        return deliveries;
    }

    /** The calls made for this run. */
    public CallCounts calls() {
        return calls;
    }

    SourceProgress headway() {
        return headway;
    }

    /** What became of each source; to be closed when the report is written. */
    public SourceLog sources() {
        return sources;
    }

    public void count(Count what) {
        counts.get(what).increment();
    }

    public void count(Count what, long times) {
        counts.get(what).add(times);
    }

    public long counted(Count what) {
        return counts.get(what).sum();
    }

    /** @param sourceName of a source that is to have a pipeline */
    void present(String sourceName) {
        present.add(sourceName);
    }

    /** The names of the sources that are to have a pipeline, as far as they were read. */
    Set<String> present() {
        return present;
    }

    /** Not all sources could be read: what is not among them may be there all the same. */
    void accountUnread() {
        accountRead = false;
    }

    boolean isAccountRead() {
        return accountRead;
    }

    /** Something that is no failure, and that a person should know. */
    void note(String text) {
        notes.add(text);
    }

    /** @param kind of which the first is noted */
    void noteOnce(String kind, String text) {
        if (noted.add(kind)) {
            note(text);
        }
    }

    public List<String> notes() {
        return notes;
    }

    public synchronized void missing(List<MissingEdge> edges) {
        for (MissingEdge edge : edges) {
            missing.merge(edge.reason(), 1L, Long::sum);
            if (missingEdges.size() < REMEMBERED) {
                missingEdges.add(edge);
            }
        }
    }

    /** How many edges are missing, by reason. */
    public synchronized Map<MissingEdge.Reason, Long> missing() {
        return Collections.unmodifiableMap(new EnumMap<>(missing));
    }

    public synchronized List<MissingEdge> missingEdges() {
        return List.copyOf(missingEdges);
    }

    /** The replicated fields that have no part in an edge. */
    public DroppedColumns droppedColumns() {
        return droppedColumns;
    }

    public void failed(String what, String why) {
        failed(what, why, why);
    }

    /** @param cause the same text for all that failed for it */
    public void failed(String what, String why, String cause) {
        failures.add(what, why, cause);
    }

    public long failureCount() {
        return failures.count();
    }

    public List<Failure> failures() {
        return failures.all();
    }

    /** The same by what they failed for. */
    public List<FailureList.Group> failuresByCause() {
        return failures.groups();
    }

    /** Ends the run early: no call starts from now on, messages under way are let go. */
    public void stop(String reason) {
        if (stopped == null) {
            stopped = reason;
        }
        deliveries.abandon();
    }

    /** As {@link #stop}, because a server or the configuration refused. */
    public void refuse(String reason) {
        refused = true;
        stop(reason);
    }

    /** Why the run ended early, or null. */
    public String stopped() {
        return stopped;
    }

    public boolean isRefused() {
        return refused;
    }

    void leave(String what) {
        left = what;
    }

    /** What is left for the next run, and why; null for nothing. */
    public String left() {
        return left;
    }
}
