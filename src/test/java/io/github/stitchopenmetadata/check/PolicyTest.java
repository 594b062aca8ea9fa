package io.github.stitchopenmetadata.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.text.Json;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The policy that the README points to allows what the README says that the bot needs. */
class PolicyTest {

    private static JsonNode rules() throws IOException {
        return Json.MAPPER
                .readTree(Path.of("src/site/resources/openmetadata-policy.json").toFile())
                .at("/policy/rules");
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
            assertThat(rules())
                    .as(operation)
                    .anyMatch(rule -> rule.path("effect").asText().equals("allow")
                            && has(rule.path("resources"), resource)
                            && has(rule.path("operations"), operation));
        }
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
