package io.github.stitchopenmetadata.flow.history;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.sandbox.CatalogEdits;
import io.github.stitchopenmetadata.sandbox.CatalogServer;
import io.github.stitchopenmetadata.sandbox.StoredCatalog;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The two servers of a history, and beside them what they have to hold: whatever happens, happens to both. */
final class World {

    final Version version;
    final Account account;
    final Tables tables;
    final StoredCatalog catalog;
    final Inventor inventor = new Inventor(this);
    Expected expected;
    private final CatalogServer server;
    private final CatalogEdits edits;

    /** Begins with an empty catalog, but for somebody, a pipeline of another tool, and the services that hold tables. */
    World(Version version, Warehouse warehouse, CatalogServer server) {
        this.version = version;
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
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(server.url() + "/v1/pipelines/" + id + "?hardDelete=true"))
                .DELETE()
                .header("Authorization", "Bearer " + History.CATALOG_TOKEN)
                .build();
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
            List.copyOf(expected.edges.keySet()).stream()
                    .filter(ends -> from(ends).equals(fqn) || to(ends).equals(fqn))
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

    /** A pipeline of another tool, to annotate edges with. */
    ObjectNode anotherPipeline() {
        return edits.reference("pipeline", "airflow.nightly");
    }

    /** Makes maria the owner of a pipeline. */
    void own(ObjectNode pipeline) {
        ObjectNode maria = edits.reference("user", "maria");
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
        ObjectNode sales = edits.reference("domain", "Sales");
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
}
