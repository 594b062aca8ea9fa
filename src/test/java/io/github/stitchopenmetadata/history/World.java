package io.github.stitchopenmetadata.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.sandbox.Catalog;
import io.github.stitchopenmetadata.sandbox.CatalogEdits;
import io.github.stitchopenmetadata.sandbox.CatalogServer;
import io.github.stitchopenmetadata.sandbox.CatalogSnapshot;
import io.github.stitchopenmetadata.sandbox.StitchServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The two servers of a history, and beside them what they have to hold: whatever happens, happens to both. */
final class World {

    static final String TOKEN = "catalog-token";

    final Version version;
    final Account account;
    final Tables tables;
    final Catalog catalog;
    Expected expected;
    private final StitchServer stitch;
    private final CatalogServer server;
    private final CatalogEdits edits;

    /** Begins with an empty catalog, but for a pipeline of another tool and the services that hold tables. */
    World(Version version, Warehouse warehouse, StitchServer stitch, CatalogServer server) {
        this.version = version;
        this.stitch = stitch;
        this.server = server;
        this.catalog = server.catalog();
        this.edits = catalog.edits();
        catalog.clear();
        catalog.addUser("maria", "maria@example.net");
        catalog.addDomain("Sales");
        catalog.addPipeline("airflow", "Airflow", "nightly");
        this.account = new Account(warehouse);
        this.tables = new Tables(warehouse, catalog);
        this.expected = new Expected(version);
    }

    /**
     * A run has left these facts. Where the one before was interrupted, it may have left sources open, or not.
     */
    void ran(List<String> facts, boolean interrupted) {
        List<String> sources = Stitch.existing(account).stream().map(source -> source.name).toList();
        Expected after = expected.after(account, tables, Set.of());
        for (int open = 1; interrupted && !after.facts().equals(facts) && open < 1 << sources.size(); open++) {
            BitSet chosen = BitSet.valueOf(new long[] {open});
            Set<String> names = chosen.stream().mapToObj(sources::get).collect(Collectors.toSet());
            Expected other = expected.after(account, tables, names);
            after = other.facts().equals(facts) ? other : after;
        }
        expected = after;
    }

    /** Stitch serves the account as it is now. */
    void serve() {
        stitch.replace(account.served());
    }

    void editPipeline(String fqn, Consumer<ObjectNode> change) {
        edits.editPipeline(fqn, change);
        change.accept(expected.pipelines.get(fqn));
    }

    void deletePipeline(String fqn) {
        edits.deletePipeline(fqn);
        expected.pipelines.get(fqn).put("deleted", true);
    }

    /** Deletes a pipeline for good; servers from 1.2 on drop the edges that carry it. */
    void erasePipeline(String fqn) {
        String id = catalog.entity("pipeline", fqn).orElseThrow().path("id").asText();
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "/v1/pipelines/" + id + "?hardDelete=true")).DELETE()
                .header("Authorization", "Bearer " + TOKEN).build();
        try {
            HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        expected.erase(fqn);
    }

    void restorePipeline(String fqn) {
        edits.restorePipeline(fqn);
        expected.pipelines.get(fqn).put("deleted", false);
    }

    /** Draws an edge, or replaces the one that is there. */
    void drawEdge(String ends, ObjectNode details) {
        catalog.addEdge(from(ends), to(ends), details);
        expected.edges.put(ends, details.deepCopy());
    }

    void editEdge(String ends, Consumer<ObjectNode> change) {
        edits.editEdge(from(ends), to(ends), change);
        change.accept(expected.edges.get(ends));
    }

    void deleteEdge(String ends) {
        edits.deleteEdge(from(ends), to(ends));
        expected.edges.remove(ends);
    }

    void removeTable(String fqn) {
        tables.remove(fqn);
        expected.edges.keySet().removeIf(ends -> from(ends).equals(fqn) || to(ends).equals(fqn));
    }

    /** Ingests a table with other columns. From 1.8 on servers take the pairs of lost columns off its edges. */
    void putTable(String fqn, List<String> columns) {
        tables.put(fqn, columns);
        if (version.atLeast(1, 8)) {
            List.copyOf(expected.edges.keySet()).stream().filter(ends -> from(ends).equals(fqn) || to(ends).equals(fqn))
                    .forEach(ends -> editEdge(ends, this::dropLostPairs));
        }
    }

    private void dropLostPairs(ObjectNode details) {
        ArrayNode pairs = details.arrayNode();
        details.path("columnsLineage").forEach(entry -> {
            if (Expected.isWhole(entry, tables)) {
                pairs.add(entry);
            }
        });
        if (details.has("columnsLineage")) {
            details.set("columnsLineage", pairs);
        }
    }

    ObjectNode reference(String type, String fqn) {
        return edits.reference(type, fqn);
    }

    /** Makes maria the owner of a pipeline or a task. */
    void own(ObjectNode pipeline) {
        ObjectNode maria = reference("user", "maria");
        if (version.atLeast(1, 5)) {
            pipeline.putArray("owners").add(maria);
        } else {
            pipeline.set("owner", maria);
        }
    }

    /** Makes maria the owner of a task, where tasks have owners. */
    void ownTask(ObjectNode task) {
        if (version.atLeast(1, 4)) {
            own(task);
        }
    }

    /** Makes a pipeline in the service of ours, which is none of ours. */
    void makePipelineByHand() {
        catalog.addPipeline("stitch", "", Expected.BY_HAND.substring("stitch.".length()));
    }

    /** Puts a pipeline into a domain, where there are domains. */
    void putIntoDomain(ObjectNode pipeline) {
        ObjectNode sales = reference("domain", "Sales");
        if (version.atLeast(1, 9)) {
            pipeline.putArray("domains").add(sales);
        } else if (version.atLeast(1, 2)) {
            pipeline.set("domain", sales);
        }
    }

    /** The pairs of tables of the streams of the account, selected or not, as far as both are in the catalog. */
    List<String> pairs() {
        List<String> pairs = new ArrayList<>();
        for (Account.Source source : account.sources) {
            for (Account.Stream stream : source.streams) {
                String from = Tables.read(source, stream);
                String to = tables.loaded(source, stream);
                if (tables.find(from) != null && tables.find(to) != null && !pairs.contains(from + " → " + to)) {
                    pairs.add(from + " → " + to);
                }
            }
        }
        return pairs;
    }

    static String from(String ends) {
        return ends.split(" → ")[0];
    }

    static String to(String ends) {
        return ends.split(" → ")[1];
    }

    /** What the catalog holds of pipelines and edges, apart from what was there in the beginning. */
    List<String> facts(CatalogSnapshot snapshot) {
        Map<String, JsonNode> pipelines = new TreeMap<>(snapshot.pipelines());
        pipelines.keySet().removeAll(List.of("airflow.nightly", Expected.BY_HAND));
        return Facts.of(pipelines, snapshot.edges(), version);
    }
}
