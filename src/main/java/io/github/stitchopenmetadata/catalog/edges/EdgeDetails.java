package io.github.stitchopenmetadata.catalog.edges;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.model.EntityRef;
import io.github.stitchopenmetadata.catalog.model.LineageEdge;
import io.github.stitchopenmetadata.catalog.model.Table;
import io.github.stitchopenmetadata.text.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The details of an edge that is there, and what they become. A server keeps one edge per pair of tables, which PUT
 * replaces whole, so that all who draw it share it. Our column pairs are known by their {@code function}.
 */
final class EdgeDetails {

    private static final String OURS = "PipelineLineage";
    private static final String MANUAL = "Manual";
    private static final String COLUMNS = "columnsLineage";
    /** What the server itself writes. */
    private static final List<String> SERVERS =
            List.of("createdAt", "createdBy", "updatedAt", "updatedBy", "assetEdges");

    private final String pipelineId;
    private final String mark;
    private final boolean hadPipeline;
    private final boolean formerlyOurs;
    private final ObjectNode details;

    private EdgeDetails(EdgeDetails whole, ObjectNode details) {
        this.pipelineId = whole.pipelineId;
        this.mark = whole.mark;
        this.hadPipeline = whole.hadPipeline;
        this.formerlyOurs = whole.formerlyOurs;
        this.details = details;
    }

    private EdgeDetails(JsonNode stored, EdgeOwner owner) {
        this.pipelineId = owner.pipeline().id();
        this.mark = "stitch:" + owner.fqn();
        this.details = withoutNulls(stored);
        JsonNode pipeline = details.path("pipeline");
        this.hadPipeline = details.has("pipeline");
        this.formerlyOurs = owner.isFormer(pipeline);
        this.details.remove(SERVERS);
        if (owner.isDead(pipeline)) {
            this.details.remove("pipeline");
        } else if (hadPipeline) {
            this.details.set("pipeline", pipeline(pipeline.path("id").asText()));
        }
    }

    /**
     * Servers keep the reference to a pipeline that was deleted for good, and refuse it when it is written again: it counts as none.
     *
     * @param details as the server gives them; null or missing where there are none
     */
    static EdgeDetails of(JsonNode details, EdgeOwner owner) {
        return new EdgeDetails(details, owner);
    }

    JsonNode json() {
        return details;
    }

    /** Whether a person drew the edge; old servers keep no source, and a tool leaves a pipeline or a query. */
    boolean isManual() {
        String source = details.path("source").asText("");
        return source.isEmpty() ? !hadPipeline && !details.has("sqlQuery") : source.equals(MANUAL);
    }

    boolean isPipelineLineage() {
        return details.path("source").asText("").equals(OURS);
    }

    /** Whether it was drawn for our pipeline, and not for somebody else before. */
    boolean isOurs() {
        return isAnnotated() && isPipelineLineage();
    }

    /** Whether something of it was written for a pipeline of our name. */
    boolean isMarked() {
        return formerlyOurs || entries().stream().anyMatch(this::isOurs);
    }

    boolean hasForeign() {
        return details.has("sqlQuery")
                || details.has("description")
                || details.has("tempLineageTables")
                || entries().stream().anyMatch(entry -> !isOurs(entry));
    }

    /**
     * The same without others' pairs of columns that are gone: old servers leave them, and refuse them when they are written again.
     *
     * @param from the table that the edge comes from, null where it is not known
     * @param to   the table that it leads to, null where it is not known
     */
    EdgeDetails withoutDeadColumns(Table from, Table to) {
        ArrayNode living = Json.MAPPER.createArrayNode();
        entries().stream()
                .filter(entry -> isOurs(entry) || (mayBeIn(to, entry.path("toColumn")) && livesIn(from, entry)))
                .forEach(living::add);
        ObjectNode alive = details.deepCopy();
        alive.set(COLUMNS, living);
        return new EdgeDetails(this, alive);
    }

    /**
     * @param columns         what the edge is to pair
     * @param annotates       whether the edge gets our pipeline where it has none
     * @param replacesForeign whether what others put on an edge of ours goes
     * @return the details as they are to be
     */
    ObjectNode with(List<LineageEdge.ColumnPair> columns, boolean annotates, boolean replacesForeign) {
        ObjectNode after = Json.MAPPER.createObjectNode();
        boolean drops = replacesForeign && isOurs();
        if (!drops) {
            after.setAll(details);
        }
        after.put("source", details.path("source").asText(OURS));
        if (details.has("pipeline") || annotates) {
            after.set("pipeline", pipeline(details.path("pipeline").path("id").asText(pipelineId)));
        }
        after.set(COLUMNS, columns(columns, drops ? List.of() : foreignEntries()));
        return after;
    }

    /** @return the details without our part, or null where that changes nothing */
    JsonNode withoutOurs() {
        ObjectNode after = details.deepCopy();
        if (isAnnotated()) {
            after.remove("pipeline");
        }
        after.set(COLUMNS, Json.MAPPER.createArrayNode().addAll(foreignEntries()));
        return says(after) ? null : after;
    }

    /** One entry per target column; a pair that somebody else has there already is not drawn twice. */
    private ArrayNode columns(List<LineageEdge.ColumnPair> wanted, List<ObjectNode> foreign) {
        ArrayNode all = Json.MAPPER.createArrayNode().addAll(foreign);
        Map<String, Set<String>> pairs = new LinkedHashMap<>();
        Set<LineageEdge.ColumnPair> covered = pairs(foreign);
        wanted.stream().filter(pair -> !covered.contains(pair)).forEach(pair -> pairs.computeIfAbsent(
                        pair.to(), to -> new LinkedHashSet<>())
                .add(pair.from()));
        pairs.forEach((to, from) -> {
            ObjectNode entry = all.addObject();
            from.forEach(entry.putArray("fromColumns")::add);
            entry.put("toColumn", to).put("function", mark);
        });
        return all;
    }

    private static boolean livesIn(Table from, JsonNode entry) {
        for (JsonNode column : entry.path("fromColumns")) {
            if (!mayBeIn(from, column)) {
                return false;
            }
        }
        return true;
    }

    private static boolean mayBeIn(Table table, JsonNode column) {
        return table == null || table.mayHave(column.asText());
    }

    private static Set<LineageEdge.ColumnPair> pairs(List<ObjectNode> entries) {
        Set<LineageEdge.ColumnPair> pairs = new HashSet<>();
        entries.stream().filter(entry -> !entry.has("function")).forEach(entry -> entry.path("fromColumns")
                .forEach(from -> pairs.add(new LineageEdge.ColumnPair(
                        from.asText(), entry.path("toColumn").asText()))));
        return pairs;
    }

    private boolean isAnnotated() {
        return formerlyOurs || details.path("pipeline").path("id").asText("").equals(pipelineId);
    }

    private List<ObjectNode> foreignEntries() {
        return entries().stream().filter(entry -> !isOurs(entry)).toList();
    }

    private boolean isOurs(JsonNode entry) {
        return entry.path("function").asText("").equals(mark);
    }

    private List<ObjectNode> entries() {
        List<ObjectNode> entries = new ArrayList<>();
        details.path(COLUMNS).forEach(entry -> entries.add(withoutNulls(entry)));
        return entries;
    }

    /** Whether these are there already. */
    boolean says(ObjectNode after) {
        Set<JsonNode> columns = new HashSet<>();
        after.path(COLUMNS).forEach(columns::add);
        return details.deepCopy().without(COLUMNS).equals(after.deepCopy().without(COLUMNS))
                && columns.equals(new HashSet<>(entries()));
    }

    private static ObjectNode pipeline(String id) {
        return new EntityRef(id, LineageEdge.PIPELINE).json();
    }

    private static ObjectNode withoutNulls(JsonNode json) {
        ObjectNode plain = Json.MAPPER.createObjectNode();
        if (json != null) {
            json.properties().forEach(field -> {
                if (!field.getValue().isNull()) {
                    plain.set(field.getKey(), field.getValue());
                }
            });
        }
        return plain;
    }
}
