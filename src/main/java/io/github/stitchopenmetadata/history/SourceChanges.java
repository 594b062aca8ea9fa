package io.github.stitchopenmetadata.history;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.catalog.model.MissingEdge;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What the history lacks of the edges of a run, drawn and missing, source by source. */
final class SourceChanges {

    /** What became of the pipeline of a source all of whose edges are known. */
    private static final Set<String> WHOLE = Set.of("created", "updated", "unchanged");

    private final Rows rows;
    private final SentTable edges;
    private final SentTable missingEdges;
    private final Map<String, List<MissingEdge>> missing;
    private final boolean allMissing;

    /**
     * @param missing    the edges that are missing in the run
     * @param allMissing whether these are all, so that one that is not among them is not missing any more
     */
    SourceChanges(Rows rows, SentTable edges, SentTable missingEdges, List<MissingEdge> missing, boolean allMissing) {
        this.rows = rows;
        this.edges = edges;
        this.missingEdges = missingEdges;
        this.missing = missing.stream().collect(Collectors.groupingBy(MissingEdge::source));
        this.allMissing = allMissing;
    }

    /** The names of the sources that have edges that are missing, or had, but for that of the history. */
    Set<String> missingOf() {
        Set<String> sources = new TreeSet<>(missing.keySet());
        sources.addAll(missingEdges.sources());
        sources.removeIf(this::lacksRuns);
        return sources;
    }

    /** Whether the rows of the history itself come by this source. */
    boolean carriesHistory(JsonNode source) {
        return source.path("type").asText().equals("import_api")
                && (isRuns(source.path("edges").findValuesAsText("stream").stream())
                        || lacksRuns(source.path("name").asText()));
    }

    private boolean lacksRuns(String source) {
        return isRuns(missing.getOrDefault(source, List.of()).stream().map(MissingEdge::stream));
    }

    /** @param source as the report shows it */
    Iterator<Change> of(JsonNode source) {
        String name = source.path("name").asText();
        String change = source.path("change").asText();
        if (change.equals("deleted")) {
            return Stream.concat(
                            removed(edges.rows(name), key -> rows.edgeRemoved(name, edges.type(name), key)),
                            removed(
                                    missingEdges.rows(name),
                                    key -> rows.missingNoMore(name, missingEdges.type(name), key)))
                    .iterator();
        }
        String type = source.path("type").isTextual() ? source.path("type").textValue() : null;
        boolean whole = WHOLE.contains(change);
        return Stream.concat(
                        change.equals("failed") ? Stream.empty() : edges(source, name, type, whole),
                        missing(name, type, whole))
                .iterator();
    }

    /** @param whole whether the source was read as a whole, or is not there any more */
    Stream<Change> missing(String source, String type, boolean whole) {
        Map<List<String>, String> known = missingEdges.rows(source);
        String lastType = type == null ? missingEdges.type(source) : type;
        Map<String, Integer> numbers = new HashMap<>();
        List<Change> changes = new ArrayList<>();
        missing.getOrDefault(source, List.of()).stream()
                .sorted(Comparator.comparing(MissingEdge::stream)
                        .thenComparing(MissingEdge::reason)
                        .thenComparing(MissingEdge::detail))
                .map(edge -> rows.missing(
                        edge, lastType, numbers.merge(edge.stream() + "\n" + edge.reason(), 1, Integer::sum)))
                .filter(change -> !change.fingerprint().equals(known.remove(change.key())))
                .forEach(changes::add);
        return whole && allMissing
                ? Stream.concat(changes.stream(), removed(known, key -> rows.missingNoMore(source, lastType, key)))
                : changes.stream();
    }

    private Stream<Change> edges(JsonNode source, String name, String type, boolean whole) {
        Map<List<String>, String> known = edges.rows(name);
        Set<List<String>> there = new HashSet<>();
        Stream<Change> changed = StreamSupport.stream(source.path("edges").spliterator(), false)
                .map(edge -> rows.edge(name, type, edge))
                .filter(change ->
                        there.add(change.key()) && !change.fingerprint().equals(known.get(change.key())));
        return whole
                // which are gone is known when the others are through
                ? Stream.concat(
                        changed,
                        known.keySet().stream()
                                .filter(key -> !there.contains(key))
                                .map(key -> rows.edgeRemoved(name, type, key)))
                : changed;
    }

    private static Stream<Change> removed(Map<List<String>, String> rows, Function<List<String>, Change> change) {
        return List.copyOf(rows.keySet()).stream().map(change);
    }

    private static boolean isRuns(Stream<String> streams) {
        return streams.anyMatch(HistoryTable.RUNS.table()::equals);
    }
}
