package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;

/** What people and other tools do in a catalog, past HTTP; what is to be edited has to be there. */
public final class CatalogEdits {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final StoredCatalog catalog;

    CatalogEdits(StoredCatalog catalog) {
        this.catalog = catalog;
    }

    /** @param change of what is stored: texts, labels, references, tasks; not the name or the service */
    public void editPipeline(String fullyQualifiedName, Consumer<ObjectNode> change) {
        edit(EntityType.PIPELINE, fullyQualifiedName, change);
    }

    /** @param change of what is stored: texts, labels, references; not the name or the database */
    public void editSchema(String fullyQualifiedName, Consumer<ObjectNode> change) {
        edit(EntityType.DATABASE_SCHEMA, fullyQualifiedName, change);
    }

    public void editTable(String fullyQualifiedName, Consumer<ObjectNode> change) {
        edit(EntityType.TABLE, fullyQualifiedName, change);
    }

    /** @param change of what is stored of a database service: its texts; not the name */
    public void editDatabaseService(String fullyQualifiedName, Consumer<ObjectNode> change) {
        edit(EntityType.DATABASE_SERVICE, fullyQualifiedName, change);
    }

    private void edit(EntityType type, String fullyQualifiedName, Consumer<ObjectNode> change) {
        catalog.writing(() -> {
            Entity entity = entity(type, fullyQualifiedName);
            ObjectNode body = entity.body().deepCopy();
            change.accept(body);
            entity.store(body, List.of());
            entity.bump(false);
            return null;
        });
    }

    public void editTask(String pipelineFqn, String name, Consumer<ObjectNode> change) {
        editPipeline(pipelineFqn, pipeline -> {
            for (JsonNode task : pipeline.path("tasks")) {
                if (task.path("name").asText().equals(name)) {
                    change.accept((ObjectNode) task);
                    return;
                }
            }
            throw new IllegalArgumentException("no task " + name + " in " + pipelineFqn);
        });
    }

    /** Deletes a pipeline softly. */
    public void deletePipeline(String fullyQualifiedName) {
        delete(fullyQualifiedName, true);
    }

    /** Deletes a pipeline for good; what becomes of the edges that carry it is the server's affair. */
    public void removePipeline(String fullyQualifiedName) {
        catalog.writing(() -> {
            catalog.remove(entity(EntityType.PIPELINE, fullyQualifiedName));
            return null;
        });
    }

    /** Deletes a pipeline service softly, with its pipelines. */
    public void deletePipelineService(String fullyQualifiedName) {
        catalog.writing(() -> {
            entity(EntityType.PIPELINE_SERVICE, fullyQualifiedName).delete(true);
            catalog.entities()
                    .below(EntityType.PIPELINE, fullyQualifiedName)
                    .forEach(pipeline -> pipeline.delete(true));
            return null;
        });
    }

    public void restorePipeline(String fullyQualifiedName) {
        delete(fullyQualifiedName, false);
    }

    /** Deletes a table softly, as an ingestion does that no longer finds it. */
    public void deleteTable(String fullyQualifiedName) {
        delete(fullyQualifiedName, true);
    }

    public void restoreTable(String fullyQualifiedName) {
        delete(fullyQualifiedName, false);
    }

    private void delete(String fullyQualifiedName, boolean deleted) {
        catalog.writing(() -> {
            catalog.end(fullyQualifiedName).delete(deleted);
            return null;
        });
    }

    /** @param change of the lineage details, which are empty where an edge was drawn without any */
    public void editEdge(String fromFqn, String toFqn, Consumer<ObjectNode> change) {
        catalog.writing(() -> {
            ObjectNode details = catalog.edge(fromFqn, toFqn)
                    .orElseThrow(() -> new IllegalArgumentException("no edge " + fromFqn + " → " + toFqn))
                    .details()
                    .deepCopy();
            change.accept(details);
            catalog.addEdge(fromFqn, toFqn, details);
            return null;
        });
    }

    public void deleteEdge(String fromFqn, String toFqn) {
        catalog.writing(() -> {
            EdgeStore.Stored edge = catalog.edgeStore()
                    .find(catalog.end(fromFqn).id(), catalog.end(toFqn).id());
            catalog.edgeStore().removeAll(edge == null ? List.of() : List.of(edge));
            return null;
        });
    }

    /** A reference as the catalog stores it, for owners, domains and the pipeline of an edge. */
    public ObjectNode reference(String type, String fullyQualifiedName) {
        return catalog.reading(() -> EntityView.reference(catalog.entities()
                .find(EntityType.of(type).orElseThrow(), fullyQualifiedName)
                .orElseThrow()));
    }

    /** A label as people put it on. */
    public static ObjectNode label(String tagFqn) {
        return NODES.objectNode()
                .put("tagFQN", tagFqn)
                .put("source", "Classification")
                .put("labelType", "Manual")
                .put("state", "Confirmed");
    }

    private Entity entity(EntityType type, String fullyQualifiedName) {
        return catalog.entities()
                .find(type, fullyQualifiedName)
                .orElseThrow(() -> new IllegalArgumentException("no " + type.word() + " " + fullyQualifiedName));
    }
}
