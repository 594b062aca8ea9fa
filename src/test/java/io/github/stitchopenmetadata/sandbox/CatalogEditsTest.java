package io.github.stitchopenmetadata.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is done past HTTP, and the snapshots that show it. */
class CatalogEditsTest {

    private CatalogFixture fixture;
    private CatalogEdits edits;

    @BeforeEach
    void start() {
        fixture = new CatalogFixture("1.13.0");
        edits = fixture.catalog.edits();
        fixture.putPipeline("'tasks': [{'name': 'a'}], 'sourceHash': 'h'");
        fixture.putEdge(
                "'source': 'PipelineLineage', 'pipeline': {'id': '" + fixture.pipelineId() + "', 'type': 'pipeline'}");
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private JsonNode pipeline() {
        return fixture.catalog.snapshot().pipelines().get("stitch.shop");
    }

    @Test
    void editsAPipelineAndItsTasks() {
        fixture.catalog.addUser("maria", "maria@example.net");

        edits.editPipeline("stitch.shop", pipeline -> {
            pipeline.put("description", "by hand");
            pipeline.withArray("owners").add(edits.reference("user", "maria"));
        });
        edits.editTask("stitch.shop", "a", task -> task.withArray("tags").add(CatalogEdits.label("Tier.Tier1")));

        JsonNode read = fixture.caller
                .get("/pipelines/name/stitch.shop?fields=tasks,owners,tags,sourceHash")
                .json();
        assertThat(read.path("description").asText()).isEqualTo("by hand");
        assertThat(read.at("/owners/0/name").asText()).isEqualTo("maria");
        assertThat(read.at("/tasks/0/tags/0/tagFQN").asText()).isEqualTo("Tier.Tier1");
        assertThat(read.path("sourceHash").asText()).isEqualTo("h");
        assertThat(read.path("version").asText()).isEqualTo("0.3");
        assertThat(pipeline().path("owners")).hasSize(1).allMatch(owner -> owner.asText()
                .equals("user maria"));
        assertThatThrownBy(() -> edits.editTask("stitch.shop", "b", task -> {}))
                .hasMessageContaining("no task b in stitch.shop");
    }

    @Test
    void deletesAndRestoresAPipeline() {
        edits.deletePipeline("stitch.shop");
        assertThat(fixture.caller.get("/pipelines/name/stitch.shop").status()).isEqualTo(404);
        assertThat(pipeline().path("deleted").asBoolean()).isTrue();

        edits.restorePipeline("stitch.shop");
        assertThat(fixture.caller.get("/pipelines/name/stitch.shop").status()).isEqualTo(200);
    }

    @Test
    void editsDrawsAndDeletesEdges() {
        edits.editEdge(CatalogFixture.ORDERS, CatalogFixture.LOADED, details -> details.put("sqlQuery", "select 1"));
        fixture.catalog.addEdge("stitch.shop", CatalogFixture.LOADED, null);

        assertThat(fixture.caller
                        .get("/lineage/getLineageEdge/" + fixture.orders + "/" + fixture.loaded)
                        .json()
                        .at("/edge/sqlQuery")
                        .asText())
                .isEqualTo("select 1");
        assertThat(fixture.catalog.snapshot().edges())
                .hasSize(2)
                .hasEntrySatisfying(
                        CatalogFixture.ORDERS + " → " + CatalogFixture.LOADED,
                        details -> assertThat(details.path("pipeline").asText()).isEqualTo("pipeline stitch.shop"))
                .hasEntrySatisfying("stitch.shop → " + CatalogFixture.LOADED, details -> assertThat(details)
                        .isEmpty());

        edits.deleteEdge(CatalogFixture.ORDERS, CatalogFixture.LOADED);
        assertThat(fixture.catalog.snapshot().edges()).containsOnlyKeys("stitch.shop → " + CatalogFixture.LOADED);
    }

    @Test
    void showsEachChangeInASnapshotButNoneOfASecondIdenticalHistory() {
        CatalogSnapshot before = fixture.catalog.snapshot();
        fixture.put(
                "/pipelines/stitch.shop/status",
                "{'timestamp': 1700000000000, 'executionStatus': 'Failed', 'taskStatus': []}");
        assertThat(fixture.catalog.snapshot()).isNotEqualTo(before);

        assertChanges(edits -> edits.editPipeline("stitch.shop", pipeline -> pipeline.put("sourceHash", "other")));
        assertChanges(edits -> edits.editEdge(
                CatalogFixture.ORDERS, CatalogFixture.LOADED, details -> details.put("description", "d")));
        assertChanges(edits -> edits.deletePipeline("stitch.shop"));
        assertChanges(edits -> fixture.catalog.addTag("Stitch", "paused"));

        try (CatalogFixture other = new CatalogFixture("1.13.0")) {
            other.putPipeline("'tasks': [{'name': 'a'}], 'sourceHash': 'h'");
            other.putEdge("'source': 'PipelineLineage', 'pipeline': {'id': '" + other.pipelineId()
                    + "', 'type': 'pipeline'}");

            assertThat(other.catalog.snapshot()).isEqualTo(before);
        }
    }

    private void assertChanges(Consumer<CatalogEdits> edit) {
        CatalogSnapshot before = fixture.catalog.snapshot();
        edit.accept(edits);
        assertThat(fixture.catalog.snapshot()).isNotEqualTo(before);
    }

    @Test
    void isAsNewWhenCleared() {
        try (CatalogServer server = new CatalogServer("1.13.0", "secret")) {
            fixture.catalog.clear();

            assertThat(fixture.catalog.snapshot()).isEqualTo(server.catalog().snapshot());
            assertThat(fixture.put("/services/pipelineServices", CatalogFixture.CUSTOM_SERVICE)
                            .status())
                    .isEqualTo(201);
            assertThat(fixture.putPipeline("").change()).isEqualTo("entityCreated");
        }
    }
}
