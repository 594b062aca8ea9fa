package io.github.stitchopenmetadata.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.text.Json;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The policy that the README points to allows what the README says that the bot needs. */
class PolicyTest {

    private static JsonNode rules() throws IOException {
        return file().at("/policy/rules");
    }

    private static JsonNode file() throws IOException {
        return Json.MAPPER.readTree(
                Path.of("src/site/resources/openmetadata-policy.json").toFile());
    }

    @ParameterizedTest
    @CsvSource({
        "pipelineService,Create ViewAll EditAll",
        "pipeline,Create ViewAll EditAll EditStatus EditLineage Delete",
        "lineage,EditLineage",
        "table,ViewAll EditLineage Create EditAll",
        "databaseService,ViewAll Create EditAll",
        "database,ViewAll Create EditAll",
        "databaseSchema,ViewAll Create EditAll",
        "classification,Create ViewAll",
        "tag,Create ViewAll",
        "user,ViewAll",
        "team,ViewAll",
        "domain,ViewAll",
        "ingestionPipeline,Create ViewAll EditAll"
    })
    void allowsWhatTheBotNeeds(String resource, String operations) throws IOException {
        for (String operation : operations.split(" ")) {
            assertThat(rules()).as(operation).anyMatch(rule -> allows(rule, resource, operation));
        }
    }

    /** A pair of its own, so that no run may delete what only {@code remove} deletes. */
    @ParameterizedTest
    @ValueSource(
            strings = {"pipelineService", "ingestionPipeline", "databaseService", "database", "databaseSchema", "table"
            })
    void allowsDeletionOnlyInTheRoleForRemove(String resource) throws IOException {
        assertThat(rules()).noneMatch(rule -> allows(rule, resource, "Delete"));
        assertThat(file().at("/policyToRemove/rules")).anyMatch(rule -> allows(rule, resource, "Delete"));
        assertThat(file().at("/roleToRemove/policies/0"))
                .isEqualTo(file().at("/policyToRemove/name"))
                .isNotEqualTo(file().at("/policy/name"));
    }

    private static boolean allows(JsonNode rule, String resource, String operation) {
        return rule.path("effect").asText().equals("allow")
                && has(rule.path("resources"), resource)
                && has(rule.path("operations"), operation);
    }

    private static boolean has(JsonNode words, String word) {
        for (JsonNode each : words) {
            if (each.asText().equals(word)) {
                return true;
            }
        }
        return false;
    }
}
