package io.github.stitchopenmetadata.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a JSON Patch makes of a pipeline, and of a schema. */
class CatalogPatchTest {

    private static final String LABEL =
            "{'tagFQN': '%s', 'source': 'Classification', 'labelType': 'Automated', 'state': 'Confirmed'}";

    private CatalogFixture fixture;

    @BeforeEach
    void start() {
        fixture = new CatalogFixture("1.13.0");
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private JsonNode stored() {
        return fixture.catalog.pipeline("stitch.shop").orElseThrow();
    }

    private static Caller.Reply patch(CatalogFixture catalog, String operations) {
        return catalog.caller.call(
                "PATCH",
                "/pipelines/" + catalog.pipelineId(),
                "application/json-patch+json",
                operations.replace('\'', '"'));
    }

    @Test
    void patchesWhatAPutWouldKeep() {
        fixture.putPipeline("'description': 'old', 'tasks': [{'name': 'a'}]");
        String patch =
                """
                [{"op": "replace", "path": "/description", "value": "new"},
                 {"op": "add", "path": "/tasks/-", "value": {"name": "b"}},
                 {"op": "remove", "path": "/tasks/0"}]""";

        Caller.Reply reply = patch(fixture, patch);

        assertThat(reply.change()).isEqualTo("entityUpdated");
        assertThat(stored().path("description").asText()).isEqualTo("new");
        assertThat(stored().path("tasks").findValuesAsText("fullyQualifiedName"))
                .containsExactly("stitch.shop.b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{'op': 'replace', 'path': '/name', 'value': 'x'}]          | can not be changed",
                "[{'op': 'add', 'path': '/bogus', 'value': 'x'}]             | Unrecognized field",
                "[{'op': 'remove', 'path': '/displayName'}]                  | not in the document",
                "[{'op': 'add', 'path': '/tasks/-', 'value': {'name': 'b'}}] | not in the document",
                "[{'op': 'remove', 'path': '/tags/0'}]                       | not in the document",
                "[{'op': 'test', 'path': '/displayName', 'value': 'x'}]      | not in the document",
                "[{'op': 'add', 'path': '/tags/1', 'value': {}}]             | ends before index 1",
                "[{'op': 'add', 'path': '/displayName'}]                     | needs a value",
                "[{'op': 'move', 'path': '/version'}]                        | not supported",
                "{'op': 'add'}                                               | array of operations"
            })
    void refusesAPatch(String patch, String message) {
        fixture.putPipeline("");

        Caller.Reply reply = patch(fixture, patch);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.message()).contains(message);
    }

    @Test
    void takesLabelsOffAndPutsThemOn() {
        fixture.putPipeline("'tags': [" + LABEL.formatted("Tier.Tier1")
                + "], 'tasks': [{'name': 'a'}, {'name': 'b', 'tags': [" + LABEL.formatted("PII.None") + "]}]");

        assertThat(patch(
                                fixture,
                                "[{'op': 'test', 'path': '/tags/0/tagFQN', 'value': 'Tier.Tier1'}, {'op': 'remove', 'path': '/tags/0'},"
                                        + " {'op': 'add', 'path': '/tasks/0/tags/0', 'value': "
                                        + LABEL.formatted("Tier.Tier2") + "},"
                                        + " {'op': 'remove', 'path': '/tasks/1/tags/0'}]")
                        .change())
                .isEqualTo("entityUpdated");

        assertThat(stored().has("tags")).isFalse();
        assertThat(stored().at("/tasks/0/tags").findValuesAsText("tagFQN")).containsExactly("Tier.Tier2");
        assertThat(stored().at("/tasks/1").has("tags")).isFalse();
        assertThat(patch(fixture, "[{'op': 'add', 'path': '/tags/0', 'value': " + LABEL.formatted("Tier.Tier3") + "}]")
                        .status())
                .isEqualTo(200);
        assertThat(stored().path("tags").findValuesAsText("tagFQN")).containsExactly("Tier.Tier3");
    }

    @Test
    void storesNothingWhenATestFails() {
        fixture.putPipeline("'displayName': 'First'");

        Caller.Reply reply = patch(
                fixture,
                "[{'op': 'replace', 'path': '/displayName', 'value': 'Second'},"
                        + " {'op': 'test', 'path': '/displayName', 'value': 'First'}]");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.message()).startsWith("The JSON Patch operation 'test' failed for path '/displayName'");
        assertThat(stored().path("displayName").asText()).isEqualTo("First");
        assertThat(patch(
                                fixture,
                                "[{'op': 'test', 'path': '/displayName', 'value': 'First'},"
                                        + " {'op': 'replace', 'path': '/displayName', 'value': 'Second'}]")
                        .status())
                .isEqualTo(200);
        assertThat(stored().path("displayName").asText()).isEqualTo("Second");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.0", "1.4.0", "2.0.0"})
    void describesASchema(String version) {
        try (CatalogFixture catalog = new CatalogFixture(version)) {
            JsonNode schema = catalog.catalog
                    .entity("databaseSchema", "warehouse.ANALYTICS.SHOP")
                    .orElseThrow();

            Caller.Reply reply = catalog.caller.call(
                    "PATCH",
                    "/databaseSchemas/" + schema.path("id").asText(),
                    "application/json-patch+json",
                    "[{\"op\": \"add\", \"path\": \"/description\", \"value\": \"Loaded.\"}]");

            assertThat(reply.change()).isEqualTo("entityUpdated");
            assertThat(catalog.catalog
                            .entity("databaseSchema", "warehouse.ANALYTICS.SHOP")
                            .orElseThrow()
                            .path("description")
                            .asText())
                    .isEqualTo("Loaded.");
        }
    }

    @Test
    void storesWhatIsNotRecordedOnlyTogetherWithAnotherChangeOrANewHash() {
        fixture.putPipeline("'sourceHash': 'one', 'tasks': [{'name': 'a', 'displayName': 'First'}]");
        String rename = "{'op': 'replace', 'path': '/tasks/0/displayName', 'value': 'Second'}";

        assertThat(patch(fixture, "[" + rename + "]").change()).isEqualTo("entityNoChange");
        assertThat(stored().at("/tasks/0/displayName").asText()).isEqualTo("First");

        assertThat(patch(fixture, "[" + rename + ", {'op': 'replace', 'path': '/sourceHash', 'value': 'two'}]")
                        .change())
                .isEqualTo("entityNoChange");
        assertThat(stored().at("/tasks/0/displayName").asText()).isEqualTo("Second");
        assertThat(stored().path("sourceHash").asText()).isEqualTo("two");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1.1.0  | {'op': 'add', 'path': '/owner', 'value': {'id': '$user', 'type': 'user'}}      | /owner/name      | maria",
                "1.4.0  | {'op': 'add', 'path': '/owner', 'value': {'id': '$user', 'type': 'user'}}      | /owner/name      | maria",
                "1.5.0  | {'op': 'add', 'path': '/owners', 'value': [{'id': '$user', 'type': 'user'}]}   | /owners/0/name   | maria",
                "1.2.0  | {'op': 'add', 'path': '/domain', 'value': {'id': '$domain', 'type': 'domain'}}    | /domain/fullyQualifiedName | Sales",
                "1.13.0 | {'op': 'add', 'path': '/domains', 'value': [{'id': '$domain', 'type': 'domain'}]} | /domains/0/name | Sales",
                "2.0.0  | {'op': 'add', 'path': '/sourceHash', 'value': 'h'}                               | /sourceHash      | h"
            })
    void setsAFieldOfItsVersion(String version, String operation, String pointer, String value) {
        try (CatalogFixture catalog = new CatalogFixture(version)) {
            String filled = operation
                    .replace(
                            "$user",
                            catalog.catalog
                                    .addUser("maria", "maria@example.net")
                                    .toString())
                    .replace("$domain", catalog.catalog.addDomain("Sales").toString());
            catalog.putPipeline("");

            assertThat(patch(catalog, "[" + filled + "]").status()).isEqualTo(200);

            assertThat(catalog.catalog
                            .pipeline("stitch.shop")
                            .orElseThrow()
                            .at(pointer)
                            .asText())
                    .isEqualTo(value);
            catalog.putPipeline("'concurrency': 1");
            assertThat(catalog.catalog
                            .pipeline("stitch.shop")
                            .orElseThrow()
                            .at(pointer)
                            .asText())
                    .isEqualTo(pointer.equals("/sourceHash") ? "" : value);
        }
    }

    @ParameterizedTest
    @CsvSource({"1.4.0,owners", "1.5.0,owner", "1.8.0,domains", "1.9.0,domain", "1.3.0,sourceHash", "1.6.0,state"})
    void refusesAFieldOfAnotherVersion(String version, String field) {
        try (CatalogFixture catalog = new CatalogFixture(version)) {
            catalog.putPipeline("");

            assertThat(patch(catalog, "[{'op': 'add', 'path': '/" + field + "', 'value': 'x'}]")
                            .message())
                    .startsWith("Unrecognized field \"" + field + "\"");
        }
    }
}
