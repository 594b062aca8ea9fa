package io.github.stitchopenmetadata.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What real servers of 1.2 and 1.6 were seen to do, and a stand-in that is kinder would hide. */
class RealServerFactsTest {

    private static final String ID_PAIR =
            "{'fromColumns': ['" + CatalogFixture.ORDERS + ".id'], 'toColumn': '" + CatalogFixture.LOADED + ".ID'}";

    private static String annotation(CatalogFixture fixture) {
        return "'pipeline': {'id': '" + fixture.pipelineId() + "', 'type': 'pipeline'}";
    }

    private static JsonNode details(CatalogFixture fixture) {
        return fixture.catalog
                .edge(CatalogFixture.ORDERS, CatalogFixture.LOADED)
                .orElseThrow()
                .details();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2.0", "1.6.0"})
    void keepTheReferenceToAPipelineThatIsGoneAndRefuseIt(String version) {
        try (CatalogFixture fixture = new CatalogFixture(version)) {
            fixture.putPipeline("");
            String dead = annotation(fixture);
            String id = fixture.pipelineId();
            fixture.putEdge(dead);

            fixture.caller.delete("/pipelines/" + id + "?hardDelete=true");

            assertThat(details(fixture).at("/pipeline/id").asText()).isEqualTo(id);
            assertThat(details(fixture).at("/pipeline/deleted").asBoolean()).isFalse();
            assertThat(fixture.putEdge(dead))
                    .returns(404, Caller.Reply::status)
                    .returns("pipeline instance for " + id + " not found", Caller.Reply::message);
            fixture.putPipeline("");
            assertThat(fixture.pipelineId()).isNotEqualTo(id);
            assertThat(details(fixture).at("/pipeline/id").asText()).isEqualTo(id);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2.0", "1.6.0"})
    void takeASoftlyDeletedPipelineAndRefuseASoftlyDeletedTable(String version) {
        try (CatalogFixture fixture = new CatalogFixture(version)) {
            fixture.putPipeline("");
            String pipeline = annotation(fixture);
            fixture.catalog.edits().deletePipeline("stitch.shop");
            assertThat(fixture.putEdge(pipeline).status()).isEqualTo(200);

            fixture.catalog.edits().deleteTable(CatalogFixture.ORDERS);
            assertThat(fixture.putEdge("").status()).isEqualTo(404);
            assertThat(fixture.caller
                            .delete("/lineage/table/" + fixture.orders + "/table/" + fixture.loaded)
                            .status())
                    .isEqualTo(200);
            assertThat(fixture.catalog.edges()).isEmpty();
        }
    }

    @Test
    void storeAnEdgeAndAnswerWithAFailureWhereTheSearchFails() {
        try (CatalogFixture fixture = new CatalogFixture("1.6.0")) {
            fixture.catalog.failSearch(true);
            assertThat(fixture.putEdge("").status()).isEqualTo(500);
            assertThat(fixture.catalog.edges()).hasSize(1);
            assertThat(fixture.catalog.edgesOutsideTheIndex()).hasSize(1);

            fixture.catalog.failSearch(false);
            assertThat(fixture.putEdge("").status()).isEqualTo(200);
            assertThat(fixture.catalog.edgesOutsideTheIndex()).isEmpty();
        }
    }

    @Test
    void askForThePermissionToDrawEdgesOnAResourceOfItsOwn() {
        try (CatalogFixture fixture = new CatalogFixture("1.6.0")) {
            fixture.server.deny("EditLineage", "lineage");
            fixture.server.deny("ViewAll", "databaseSchema");

            assertThat(fixture.putEdge("").status()).isEqualTo(403);
            assertThat(fixture.caller
                            .delete("/lineage/table/" + fixture.orders + "/table/" + fixture.orders)
                            .status())
                    .isEqualTo(403);
            assertThat(fixture.caller.get("/databaseSchemas").status()).isEqualTo(403);
            assertThat(fixture.caller.get("/databases").status()).isEqualTo(200);
            assertThat(fixture.caller.get("/permissions/lineage").message())
                    .isEqualTo("Resource type lineage not found");
        }
    }

    @ParameterizedTest
    @CsvSource({"1.1.0,200", "1.2.0,500", "1.5.1,500", "1.6.0,200"})
    void cannotWriteAServiceAgainThatWasMadeWithoutAConnection(String version, int status) {
        String connection = ", 'connection': {'config': {'type': 'CustomPipeline'}}";
        try (CatalogFixture fixture = new CatalogFixture(version)) {
            String whole = "{'name': 'whole', 'serviceType': 'CustomPipeline'" + connection + "}";
            fixture.put("/services/pipelineServices", whole);
            assertThat(fixture.put("/services/pipelineServices", whole).status())
                    .isEqualTo(200);

            String bare = "{'name': 'bare', 'serviceType': 'CustomPipeline'"
                    + (version.equals("1.1.0") ? connection : "") + "}";
            fixture.put("/services/pipelineServices", bare);
            assertThat(fixture.put("/services/pipelineServices", bare).status()).isEqualTo(status);
            String id = fixture.caller
                    .get("/services/pipelineServices/name/bare")
                    .json()
                    .path("id")
                    .asText();
            assertThat(fixture.put("/services/pipelineServices/restore", "{'id': '" + id + "'}")
                            .status())
                    .isEqualTo(status);
        }
    }

    @ParameterizedTest
    @CsvSource({"1.6.0-SNAPSHOT,400", "1.6.1,201"})
    void knowTheTypeOfTheServiceFromItsFirstPatch(String version, int status) {
        try (CatalogFixture fixture = new CatalogFixture(version)) {
            Caller.Reply reply = fixture.put("/services/pipelineServices", "{'name': 'new', 'serviceType': 'Stitch'}");

            assertThat(reply.status()).isEqualTo(status);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1.6.0,eyJhbGciOiJSUzI1NiJ9.e30.x,500",
        "1.6.0,eyJraWQiOiJhIn0.e30.x,401",
        "1.6.0,'',500",
        "1.6.0,other,401",
        "1.1.0,eyJhbGciOiJSUzI1NiJ9.e30.x,401"
    })
    void failOverSomeTokens(String version, String token, int status) {
        try (CatalogServer server = new CatalogServer(version, "catalog-token")) {
            assertThat(Caller.withToken(server.url() + "/v1", token)
                            .get("/tables?limit=0")
                            .status())
                    .isEqualTo(status);
        }
    }

    @Test
    void showARunOfANewPipelineOnlyOnceItIsWrittenAgain() {
        try (CatalogFixture fixture = new CatalogFixture("1.6.0")) {
            fixture.putPipeline("");
            String status = "{'timestamp': 1700000000000, 'executionStatus': 'Successful', 'taskStatus': []}";
            assertThat(fixture.put("/pipelines/stitch.shop/status", status).change())
                    .isEqualTo("entityUpdated");
            assertThat(fixture.catalog.showsRun("stitch.shop")).isTrue();

            fixture.catalog.edits().removePipeline("stitch.shop");
            fixture.putPipeline("");
            assertThat(fixture.catalog.statuses("stitch.shop")).hasSize(1);
            assertThat(fixture.catalog.showsRun("stitch.shop")).isFalse();
        }
    }

    @Test
    void leaveUnknownColumnsOutAndSayNothingInNewerVersions() {
        String unknown = "{'fromColumns': ['" + CatalogFixture.ORDERS + ".nope'], 'toColumn': '" + CatalogFixture.LOADED
                + ".TOTAL'}";
        for (String version : List.of("1.9.0", "1.10.0")) {
            try (CatalogFixture fixture = new CatalogFixture(version)) {
                int status = fixture.putEdge("'columnsLineage': [" + ID_PAIR + ", " + unknown + "]")
                        .status();

                assertThat(status).isEqualTo(version.equals("1.9.0") ? 400 : 200);
                if (status == 200) {
                    assertThat(details(fixture).path("columnsLineage")).hasSize(1);
                }
            }
        }
    }
}
