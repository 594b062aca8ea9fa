package io.github.stitchopenmetadata.catalog.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.model.CatalogVersion;
import io.github.stitchopenmetadata.catalog.model.Fingerprint;
import io.github.stitchopenmetadata.catalog.model.KnownPipeline;
import io.github.stitchopenmetadata.catalog.model.LineageEdge;
import io.github.stitchopenmetadata.catalog.model.MissingEdge;
import io.github.stitchopenmetadata.catalog.model.OfPipeline;
import io.github.stitchopenmetadata.catalog.model.Table;
import io.github.stitchopenmetadata.catalog.register.SourceEnd;
import io.github.stitchopenmetadata.catalog.resolve.Plan;
import io.github.stitchopenmetadata.catalog.resolve.Resolution;
import io.github.stitchopenmetadata.catalog.resolve.Share;
import io.github.stitchopenmetadata.catalog.resolve.Shares;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.lineage.SourceParts;
import io.github.stitchopenmetadata.text.WorkItem;
import io.github.stitchopenmetadata.workflow.PipelineMetadata;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a source comes to in one catalog, and what became of it so far: its streams are added a share after the other. What the
 * catalog answers is added here. One thread at a time, but for {@link #outcome}.
 */
public final class Delivery implements OfPipeline, WorkItem {

    private final Plan plan;
    private final SourceParts parts;
    private final Shares divided;
    private final KnownPipeline known;
    private final boolean reindexes;
    private final ObjectNode references;
    private final Outcome outcome = new Outcome();
    private final List<PlannedEdge> edges = new ArrayList<>();
    private final Set<String> tables = new HashSet<>();
    private final SortedTexts edgeTexts;
    private final SortedTexts endTexts;
    private Map<String, Table> tablesById;
    private Share only;
    private boolean needsTables;
    private boolean lacksStreams;
    private ObjectNode pipeline;
    /** Null as long as it has not been asked for, since it takes all edges. */
    private Fingerprint fingerprint;

    private final Set<String> withoutFields = new HashSet<>();

    private JsonNode before;
    private KnownPipeline written;
    private JsonNode compared;
    private JsonNode lineage;

    /**
     * @param pipeline   the body of PUT pipeline without its fingerprint
     * @param references the owners and the domain that the pipeline gets where it has none, by the fields that hold them
     * @param known      the pipeline as it stands in the catalog, or null
     * @param reindexes  whether all edges are to be written, also those that are as they should be
     */
    Delivery(
            Plan plan,
            SourceParts parts,
            ObjectNode pipeline,
            ObjectNode references,
            KnownPipeline known,
            boolean reindexes) {
        this.plan = plan;
        this.parts = parts;
        this.divided = new Shares(plan);
        this.pipeline = pipeline;
        this.references = references;
        this.known = known;
        this.reindexes = reindexes;
        this.edgeTexts = new SortedTexts(parts.aside());
        this.endTexts = new SortedTexts(parts.aside());
    }

    public Plan plan() {
        return plan;
    }

    /** The source with all its tasks. */
    public LineageMessage message() {
        return plan.message();
    }

    /** The streams, a share after the other, to be resolved. */
    Iterable<Share> shares() {
        if (!parts.isDivided()) {
            only = only == null ? divided.of(message().streams()) : only;
            return List.of(only);
        }
        return () -> {
            Iterator<List<LineageMessage.Stream>> streams = parts.shares().iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return streams.hasNext();
                }

                @Override
                public Share next() {
                    return divided.of(streams.next());
                }
            };
        };
    }

    /** Adds what a share comes to, to what all of it does. */
    void add(Resolution resolution) {
        fingerprint = null;
        SourceEnd end = resolution.share().end();
        resolution.edges().forEach(edge -> {
            edges.add(PlannedEdge.of(edge, pipelineFqn()));
            edgeTexts.add(text(edge));
        });
        end.contents().forEach(endTexts::add);
        needsTables |= !end.due().isEmpty();
        lacksStreams |= resolution.missing().stream().anyMatch(edge -> edge.reason() == MissingEdge.Reason.FAILED);
    }

    /** The edges as planned, for people. */
    public List<PlannedEdge> edges() {
        return edges;
    }

    /** The tables of the schemas concerned, by id. */
    public Map<String, Table> tablesById() {
        tablesById = tablesById == null ? plan.lookup().byId() : tablesById;
        return tablesById;
    }

    /**
     * Tables that may have edges of ours which the lineage of the pipeline does not show, since another tool has put its own pipeline on
     * them. A pipeline that was made just now has none, unless it had the name of one that was deleted for good; where all of it was
     * delivered the last time, they are those of its tasks.
     */
    public Stream<Table> formerTables() {
        if (known == null
                ? outcome.isDrawnBefore()
                : before == null || known.fingerprint().isOpen()) {
            return plan.destinationTables().stream();
        }
        return known == null ? Stream.of() : plan.tablesNamedLike(formerNames());
    }

    private Set<String> formerNames() {
        Set<String> names = formerStreams();
        // a person may have given a task another display name
        before.path("tasks")
                .findValuesAsText("name")
                .forEach(name -> names.addAll(List.of(name, name.substring(name.lastIndexOf('.') + 1))));
        return names;
    }

    /** @return whether the edges into a table are compared for the first time */
    public boolean compares(String tableId) {
        return tables.add(tableId);
    }

    /** The pipeline as it stood in the catalog when the run connected, or null. */
    public KnownPipeline known() {
        return known;
    }

    /** The body of PUT pipeline without its fingerprint. */
    public ObjectNode pipeline() {
        return pipeline;
    }

    /** The owners and the domain that the pipeline gets where it has none, by the fields that hold them. */
    public ObjectNode references() {
        return references;
    }

    /** Whether all of it arrived so far. */
    public Outcome outcome() {
        return outcome;
    }

    @Override
    public String pipelineFqn() {
        return plan().catalog().pipelineFqn(message().source().name());
    }

    @Override
    public String title() {
        return message().source().name();
    }

    @Override
    public void failed(Exception cause) {
        outcome.failed(cause);
    }

    /** The names of the streams that the pipeline has tasks of in the catalog. */
    public Set<String> formerStreams() {
        Set<String> names = new HashSet<>();
        if (before != null) {
            before.path("tasks")
                    .forEach(task -> names.add(
                            task.path("displayName").asText(task.path("name").asText())));
        }
        return names;
    }

    /** The names of the streams that it is to have tasks of. */
    public Set<String> selectedStreams() {
        return message().streams().stream().map(LineageMessage.Stream::name).collect(Collectors.toSet());
    }

    /** @param stored the pipeline with its tasks as it is before PUT, which would take away what is left out */
    void before(JsonNode stored) {
        before = stored;
    }

    /** The pipeline as PUT answered it, or as it stood where only its edges are compared; null before that. */
    public KnownPipeline written() {
        return written;
    }

    void written(KnownPipeline answer) {
        written = answer;
        if (known == null || !known.id().equals(answer.id())) {
            // it covers the id
            fingerprint = null;
        }
    }

    /** The pipeline after PUT as it was compared with what it should be; null where there was nothing to compare. */
    public JsonNode compared() {
        return compared;
    }

    void compared(JsonNode stored) {
        compared = stored;
    }

    /** The lineage of the pipeline before its edges are written; null where the pipeline is new, or nothing may be removed. */
    public JsonNode lineage() {
        return lineage;
    }

    public void lineage(JsonNode stored) {
        lineage = stored;
    }

    /** The tags did not arrive: the pipeline goes without. */
    void dropTags(Exception cause) {
        fingerprint = null;
        pipeline = pipeline.deepCopy();
        pipeline.remove("tags");
        pipeline.path("tasks").forEach(task -> ((ObjectNode) task).remove("tags"));
        failed(cause);
    }

    /** What is left to be corrected in the pipeline after PUT, as a JSON patch; null for nothing. */
    public JsonNode corrections() {
        return Corrections.of(this, compared);
    }

    /** What the run does with the pipeline. */
    public Outcome.Change change() {
        if (stillWaits()) {
            return Outcome.Change.UNCHANGED;
        }
        if (written != null) {
            return known == null ? Outcome.Change.CREATED : Outcome.Change.UPDATED;
        }
        return isUnchanged() ? Outcome.Change.UNCHANGED : Outcome.Change.KEPT;
    }

    /** True where the catalog holds all of this already, by the fingerprint that is written last. */
    private boolean isUnchanged() {
        return isThere() && (fingerprint().equals(known.fingerprint()) || isOfEarlierVersion());
    }

    private boolean isThere() {
        return known != null && !known.deleted() && !reindexes && parts.isComplete() && !needsTables;
    }

    private boolean isOfEarlierVersion() {
        return !known.fingerprint().isOpen()
                && Fingerprint.ofEarlierVersion(contents(""), displayName())
                        .equals(known.fingerprint().toString());
    }

    /** Whether all has arrived before, except edges that wait for tables that were deleted softly. */
    boolean isWaiting() {
        return isThere() && fingerprint().waiting().equals(known.fingerprint());
    }

    /** The pipeline stays as it is, and its edges are compared. */
    void lookAgain() {
        written = known;
    }

    /** Whether the tables are not back yet, and the pipeline says already that they are waited for. */
    boolean stillWaits() {
        return written != null && written == known && isWhole() && outcome.isLeft();
    }

    /** Whether all that is left to be written is whose the schema of the registered tables is. */
    boolean lacksMark() {
        return plan.end().lacksMark() && !needsTables;
    }

    /** False where the catalog holds all already, or where streams could not be read and there is a pipeline to lose some. */
    boolean isDue() {
        return !isUnchanged() && !(message().partial() && known != null && !known.deleted());
    }

    /** False where something failed, did not come, could not be read or is left for later: then it gets no fingerprint. */
    boolean isComplete() {
        return isWhole() && !outcome.isLeft();
    }

    private boolean isWhole() {
        return !outcome.isFailed() && parts.isComplete() && !lacksStreams;
    }

    /**
     * Whether edges that are there are written all the same: a server may have stored edges that it answered with a failure, and
     * then its search index lacks them.
     */
    public boolean writesEdgesAgain() {
        return reindexes || (known != null && known.fingerprint().isDoubtful());
    }

    /** Whether there may be something to correct after PUT, which makes a new pipeline as it should be. */
    boolean mayNeedCorrections() {
        return known != null;
    }

    /** Whether edges that are there and are not among these are out of date; where streams are unknown, they may not be. */
    public boolean mayRemoveEdges() {
        return metadata().includeLineage() && isWhole();
    }

    /**
     * The body of the first PUT. As long as no other follows, as after the end of the process, nobody knows what the server made of
     * the edges. A new pipeline gets its owner and domain with it.
     */
    public JsonNode begun() {
        if (known != null) {
            return with(known.fingerprint().doubtful());
        }
        ObjectNode body = with(withoutContents().doubtful());
        references
                .properties()
                .forEach(reference -> body.set(
                        reference.getKey(),
                        reference.getKey().startsWith("domain")
                                ? plan.catalog().domainNames(reference.getValue())
                                : reference.getValue()));
        return body.remove(plan.catalog().refusedFields().names());
    }

    /** The fields that the pipeline, its tasks and its corrections may do without. */
    Set<String> optionalFields() {
        Set<String> fields = new HashSet<>(List.of("tags", "taskType", "state", "scheduleInterval", "startDate"));
        fields.addAll(List.of(version().ownerField(), version().domainField()));
        return fields;
    }

    boolean isWithout(String field) {
        return withoutFields.contains(field);
    }

    /** The server has refused the field for this pipeline. */
    void goesWithout(String field) {
        withoutFields.add(field);
    }

    /** The body of the last PUT where something did not arrive; where the server failed over edges, the next run writes them again. */
    public JsonNode unfinished() {
        if (outcome.isDoubtful()) {
            return with(withoutContents().doubtful());
        }
        return with(isWhole() ? fingerprint().waiting() : withoutContents().open());
    }

    /** Whether the pipeline has been given this owner or domain before: where it has none now, a person took it away. */
    boolean wasGiven(String field, JsonNode wanted) {
        if (known == null) {
            return false;
        }
        Fingerprint before = known.fingerprint();
        return field.startsWith("domain") ? before.gaveDomain(wanted.toString()) : before.gaveOwner(wanted.toString());
    }

    /** The body of the last PUT, to be sent when all else has arrived. */
    public JsonNode fingerprinted() {
        return with(fingerprint());
    }

    /**
     * Covers everything that is delivered, edges, their columns and registered tables included; the same on every machine,
     * and before as after a table is registered.
     */
    Fingerprint fingerprint() {
        fingerprint = fingerprint == null ? computed() : fingerprint;
        return fingerprint;
    }

    private Fingerprint computed() {
        return given(Fingerprint.of(contents(pipelineId()), displayName()));
    }

    private Stream<String> contents(String pipelineId) {
        Stream<String> all = Stream.of(pipeline.toString(), pipelineId);
        if (!references.isEmpty()) {
            all = Stream.concat(all, Stream.of(references.toString()));
        }
        all = Stream.concat(all, edgeTexts.stream().flatMap(edge -> Stream.of("\n", edge)));
        all = Stream.concat(
                all, endTexts.stream().flatMap(text -> Stream.of("\n", text)).skip(1));
        if (metadata().overrideMetadata()) {
            all = Stream.concat(all, Stream.of("\noverrideMetadata"));
        }
        if (metadata().overrideLineage()) {
            all = Stream.concat(all, Stream.of("\noverrideLineage"));
        }
        return all;
    }

    /** Where it does not matter what is delivered: all of that would have to be gone through. */
    private Fingerprint withoutContents() {
        return given(Fingerprint.of(Stream.of(), displayName()));
    }

    private Fingerprint given(Fingerprint before) {
        return before.given(
                references.path(version().ownerField()).toString(),
                references.path(version().domainField()).toString());
    }

    /** Edges carry it, and keep it when the pipeline is deleted for good: one that was made anew has another. */
    private String pipelineId() {
        return written != null ? written.id() : known != null ? known.id() : "";
    }

    /** Whether the display name that is there was written here, or is not to be kept. */
    boolean mayRename(JsonNode stored) {
        return metadata().overrideMetadata()
                || known.fingerprint()
                        .isOwnDisplayName(stored.path("displayName").asText(""));
    }

    String displayName() {
        return pipeline.path("displayName").asText();
    }

    public PipelineMetadata metadata() {
        return plan().metadata();
    }

    public CatalogVersion version() {
        return plan().catalog().version();
    }

    /** Without owners and domains: PUT would replace those that people gave the pipeline. */
    ObjectNode with(Fingerprint fingerprint) {
        ObjectNode body =
                before == null ? pipeline.deepCopy() : PreservedFields.over(before, pipeline, !mayRename(before));
        Set<String> refused = plan.catalog().refusedFields().names();
        body.remove(refused);
        body.path("tasks").forEach(task -> ((ObjectNode) task).remove(refused));
        fingerprint.putInto(body, version());
        return body;
    }

    /** In whatever order the server lists columns. */
    private static String text(LineageEdge edge) {
        return edge.from().id() + edge.from().fqn() + " → " + edge.to().id()
                + edge.to().fqn() + " "
                + edge.columns().stream()
                        .map(LineageEdge.ColumnPair::toString)
                        .sorted()
                        .toList();
    }
}
