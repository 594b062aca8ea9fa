package io.github.stitchopenmetadata.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a bot's PUT and DELETE make of a pipeline that is already there. */
class CatalogPipelinesTest {

    @AutoClose
    private final CatalogFixture fixture = new CatalogFixture("1.13.0");

    private JsonNode stored() {
        return fixture.catalog.pipeline("stitch.shop").orElseThrow();
    }

    @Test
    void tellsCreatedFromUpdatedFromUnchanged() {
        assertThat(fixture.putPipeline("'concurrency': 1").change()).isEqualTo("entityCreated");
        assertThat(fixture.putPipeline("'concurrency': 1").change()).isEqualTo("entityNoChange");
        assertThat(stored().path("version").asText()).isEqualTo("0.1");
        assertThat(fixture.putPipeline("'concurrency': 2").change()).isEqualTo("entityUpdated");
        assertThat(stored().path("version").asText()).isEqualTo("0.2");
    }

    @Test
    void keepsTextsThatAreThereAndFillsEmptyOnes() {
        fixture.putPipeline("'displayName': 'First'");
        fixture.putPipeline("'displayName': 'Second', 'description': 'given later'");
        fixture.putPipeline("");

        assertThat(stored().path("displayName").asText()).isEqualTo("First");
        assertThat(stored().path("description").asText()).isEqualTo("given later");
    }

    @Test
    void letsAPersonReplaceAndClearWhatABotOnlyFills() {
        UUID first = fixture.catalog.addUser("first", "first@example.net");
        UUID second = fixture.catalog.addUser("second", "second@example.net");
        fixture.putPipeline("'displayName': 'Shop', 'description': 'by a bot', 'owners': [{'id': '" + first
                + "', 'type': 'user'}]," + " 'tasks': [{'name': 'a', 'description': 'by a bot'}]");

        assertThat(fixture.putByPerson(
                                "/pipelines",
                                "{'name': 'shop', 'service': 'stitch', 'description': 'by a person',"
                                        + " 'owners': [{'id': '" + second
                                        + "', 'type': 'user'}], 'tasks': [{'name': 'a', 'description': 'by a person'}]}")
                        .change())
                .isEqualTo("entityUpdated");
        assertThat(stored().has("displayName")).isFalse();
        assertThat(stored().path("description").asText()).isEqualTo("by a person");
        assertThat(stored().at("/tasks/0/description").asText()).isEqualTo("by a person");
        assertThat(stored().at("/owners/0/name").asText()).isEqualTo("second");

        assertThat(fixture.putPipeline("'description': 'by a bot', 'tasks': [{'name': 'a', 'description': 'by a bot'}]")
                        .change())
                .isEqualTo("entityNoChange");
    }

    @Test
    void clearsARecordedFieldThatIsLeftOut() {
        fixture.putPipeline("'sourceUrl': 'https://a/1', 'state': 'Active'");

        assertThat(fixture.putPipeline("").change()).isEqualTo("entityUpdated");
        assertThat(stored().has("sourceUrl")).isFalse();
        assertThat(stored().has("state")).isFalse();
    }

    @Test
    void takesTheTasksThatItIsGivenAndNoOthers() {
        fixture.putPipeline("'tasks': [{'name': 'a', 'description': 'kept'}, {'name': 'b'}]");

        assertThat(fixture.putPipeline("'tasks': [{'name': 'c.d'}, {'name': 'a', 'description': 'new'}]")
                        .change())
                .isEqualTo("entityUpdated");
        assertThat(stored().path("tasks").findValuesAsText("fullyQualifiedName"))
                .containsExactly("stitch.shop.\"c.d\"", "stitch.shop.a");
        assertThat(stored().path("tasks").findValuesAsText("description")).containsExactly("kept");

        fixture.putPipeline("");
        assertThat(stored().has("tasks")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'scheduleInterval': '0 6 * * *'                             | 'scheduleInterval': '0 7 * * *'  | /scheduleInterval",
                "'startDate': '2024-01-01T00:00:00Z'                         | 'startDate': '2024-02-01T00:00:00Z' | /startDate",
                "'tasks': [{'name': 'a', 'sourceUrl': 'https://a/1'}]        | 'tasks': [{'name': 'a', 'sourceUrl': 'https://a/2'}] | /tasks/0/sourceUrl",
                "'tasks': [{'name': 'a', 'downstreamTasks': ['b']}]          | 'tasks': [{'name': 'a', 'downstreamTasks': ['c']}] | /tasks/0/downstreamTasks"
            })
    void storesSomeFieldsOnlyTogetherWithAnotherChangeOrANewHash(String before, String after, String pointer) {
        fixture.putPipeline(before + ", 'sourceHash': 'one'");
        JsonNode first = stored().at(pointer);

        assertThat(fixture.putPipeline(after + ", 'sourceHash': 'one'").change())
                .isEqualTo("entityNoChange");
        assertThat(stored().at(pointer)).isEqualTo(first);

        fixture.putPipeline(after + ", 'sourceHash': 'two'");
        assertThat(stored().at(pointer)).isNotEqualTo(first);
        assertThat(stored().path("sourceHash").asText()).isEqualTo("two");
        assertThat(stored().path("version").asText()).isEqualTo("0.1");
    }

    @Test
    void addsTagsAndTakesNoneAway() {
        String label = "{'tagFQN': '%s', 'source': 'Classification', 'labelType': 'Automated', 'state': 'Confirmed'}";
        fixture.put("/classifications", "{'name': 'Stitch', 'description': 'd'}");
        fixture.put("/tags", "{'classification': 'Stitch', 'name': 'paused', 'description': 'd'}");

        fixture.putPipeline("'tags': [" + label.formatted("Stitch.paused") + "]");
        fixture.putPipeline("'tags': [" + label.formatted("Tier.Tier2") + "]");
        fixture.putPipeline("'tasks': [{'name': 'a', 'tags': [" + label.formatted("Stitch.paused") + "]}]");
        fixture.putPipeline("'tasks': [{'name': 'a', 'tags': [" + label.formatted("PII.None") + "]}]");
        fixture.putPipeline("'tasks': [{'name': 'a'}]");

        assertThat(stored().path("tags").findValuesAsText("tagFQN")).containsExactly("Stitch.paused", "Tier.Tier2");
        assertThat(stored().at("/tasks/0/tags").findValuesAsText("tagFQN"))
                .containsExactly("Stitch.paused", "PII.None");
    }

    @Test
    void letsOneLabelOfAnExclusiveClassificationIn() {
        String label =
                "{'tagFQN': 'State.%s', 'source': 'Classification', 'labelType': 'Automated', 'state': 'Confirmed'}";
        fixture.put("/classifications", "{'name': 'State', 'description': 'd', 'mutuallyExclusive': true}");
        fixture.put("/tags", "{'classification': 'State', 'name': 'on', 'description': 'd'}");
        fixture.put("/tags", "{'classification': 'State', 'name': 'off', 'description': 'd'}");

        assertThat(fixture.putPipeline("'tags': [" + label.formatted("on") + ", " + label.formatted("off") + "]")
                        .message())
                .contains("mutually exclusive");
    }

    @Test
    void keepsTheOwnersThatAreThere() {
        UUID team = fixture.catalog.addTeam("data_platform");
        UUID user = fixture.catalog.addUser("maria.lopez", "maria@example.net");
        fixture.putPipeline("'owners': [{'id': '" + user + "', 'type': 'user'}]");
        fixture.putPipeline("'owners': [{'id': '" + team + "', 'type': 'team'}]");

        assertThat(stored().path("owners").findValuesAsText("name")).containsExactly("maria.lopez");
        assertThat(fixture.putPipeline("'owners': [{'id': '" + user + "', 'type': 'user'}, {'id': '" + team
                                + "', 'type': 'team'}]")
                        .status())
                .isEqualTo(400);
        assertThat(fixture.caller
                        .get("/users/name/maria.lopez")
                        .json()
                        .path("id")
                        .asText())
                .isEqualTo(user.toString());
    }

    @Test
    void replacesTheOwnerInOldVersions() {
        try (CatalogFixture old = new CatalogFixture("1.4.0")) {
            UUID first = old.catalog.addUser("first", "first@example.net");
            UUID second = old.catalog.addUser("second", "second@example.net");
            old.putPipeline("'owner': {'id': '" + first + "', 'type': 'user'}");
            old.putPipeline("'owner': {'id': '" + second + "', 'type': 'user'}");
            old.putPipeline("");

            assertThat(old.catalog
                            .pipeline("stitch.shop")
                            .orElseThrow()
                            .path("owner")
                            .path("name")
                            .asText())
                    .isEqualTo("second");
        }
    }

    @Test
    void hidesWhatWasDeletedSoftlyUntilItIsPutAgain() {
        fixture.putPipeline("");
        String path = "/pipelines/" + fixture.pipelineId();

        assertThat(fixture.caller.delete(path).change()).isEqualTo("entitySoftDeleted");
        assertThat(fixture.caller.delete(path).change()).isEqualTo("entitySoftDeleted");
        assertThat(fixture.caller.get("/pipelines/name/stitch.shop").status()).isEqualTo(404);
        assertThat(fixture.caller.get("/pipelines?include=deleted").json().path("data"))
                .hasSize(1);
        assertThat(fixture.caller
                        .get(path + "?include=all")
                        .json()
                        .path("deleted")
                        .asBoolean())
                .isTrue();

        assertThat(fixture.putPipeline("").change()).isEqualTo("entityUpdated");
        assertThat(fixture.caller.get(path).json().path("version").asText()).isEqualTo("0.3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.0", "1.4.0", "1.13.0", "2.0.0"})
    void refusesWhatIsForAPipelineThatIsDeletedSoftly(String version) {
        try (CatalogFixture other = new CatalogFixture(version)) {
            other.putPipeline("'tasks': [{'name': 'a'}]");
            String id = other.pipelineId();
            String annotation = "'pipeline': {'id': '" + id + "', 'type': 'pipeline'}";
            other.putEdge(annotation);
            other.caller.delete("/pipelines/" + id + "?hardDelete=false");

            assertThat(other.put(
                                    "/pipelines/stitch.shop/status",
                                    "{'timestamp': 1700000000000, 'executionStatus': 'Successful', 'taskStatus': []}")
                            .status())
                    .isEqualTo(404);
            assertThat(other.caller
                            .call(
                                    "PATCH",
                                    "/pipelines/" + id,
                                    "application/json-patch+json",
                                    "[{\"op\": \"add\", \"path\": \"/description\", \"value\": \"d\"}]")
                            .status())
                    .isEqualTo(404);
            assertThat(other.caller.get("/lineage/pipeline/" + id).status()).isEqualTo(404);
            assertThat(other.caller.get("/lineage/pipeline/name/stitch.shop").status())
                    .isEqualTo(404);
            assertThat(other.putEdge(annotation).status()).isEqualTo(200);
            assertThat(other.catalog.edges()).hasSize(1);
            assertThat(other.caller.get("/pipelines?include=all").json().path("data"))
                    .hasSize(1);
            assertThat(other.caller.get("/pipelines?service=stitch").json().path("data"))
                    .isEmpty();
        }
    }

    @Test
    void restoresWithWhatPeopleWroteWhenPutAgain() {
        fixture.putPipeline(
                "'description': 'written by hand', 'tasks': [{'name': 'a', 'description': 'too'}], 'sourceHash': 'h'");
        fixture.catalog.edits().deletePipeline("stitch.shop");

        assertThat(fixture.putPipeline("'tasks': [{'name': 'a'}], 'sourceHash': 'h'")
                        .change())
                .isEqualTo("entityUpdated");

        assertThat(stored().path("description").asText()).isEqualTo("written by hand");
        assertThat(stored().path("tasks").findValuesAsText("description")).containsExactly("too");
    }

    @Test
    void restoresById() {
        fixture.putPipeline("");
        String id = fixture.pipelineId();
        fixture.caller.delete("/pipelines/" + id);

        assertThat(fixture.put("/pipelines/restore", "{'id': '" + id + "'}").change())
                .isEqualTo("entityUpdated");
        assertThat(fixture.caller.get("/pipelines/" + id).status()).isEqualTo(200);
    }

    @Test
    void forgetsWhatWasDeletedHard() {
        fixture.putPipeline("");
        String id = fixture.pipelineId();

        assertThat(fixture.caller
                        .delete("/pipelines/" + id + "?hardDelete=true")
                        .change())
                .isEqualTo("entityDeleted");
        assertThat(fixture.caller.get("/pipelines/" + id + "?include=all").status())
                .isEqualTo(404);
        assertThat(fixture.putPipeline("").change()).isEqualTo("entityCreated");
    }

    @Test
    void answersSomeFieldsOnlyWhenTheyAreNamed() {
        fixture.putPipeline("'sourceHash': 'h', 'scheduleInterval': '0 6 * * *', 'tasks': [{'name': 'a'}]");

        assertThat(fixture.caller.get("/pipelines/name/stitch.shop").json())
                .noneMatch(field -> field.asText().equals("h"));
        JsonNode named = fixture.caller
                .get("/pipelines/name/stitch.shop?fields=tasks,sourceHash")
                .json();
        assertThat(named.path("sourceHash").asText()).isEqualTo("h");
        assertThat(named.path("tasks")).hasSize(1);
        assertThat(named.has("scheduleInterval")).isFalse();
    }
}
