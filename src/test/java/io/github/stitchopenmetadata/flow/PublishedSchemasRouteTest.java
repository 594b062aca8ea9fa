package io.github.stitchopenmetadata.flow;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.stitchopenmetadata.sandbox.AccountEdits;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.MixedAccount;
import io.github.stitchopenmetadata.support.OpenMetadataSchema;
import io.github.stitchopenmetadata.support.Servers;
import io.github.stitchopenmetadata.text.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every body that goes to OpenMetadata 1.4 is one of its published schemas', not only of the sandbox's. */
class PublishedSchemasRouteTest {

    private static final Map<String, OpenMetadataSchema> SCHEMAS = Map.ofEntries(
            Map.entry(
                    "/api/v1/services/pipelineServices",
                    OpenMetadataSchema.of("api/services/createPipelineService.json")),
            Map.entry(
                    "/api/v1/services/databaseServices",
                    OpenMetadataSchema.of("api/services/createDatabaseService.json")),
            Map.entry("/api/v1/databases", OpenMetadataSchema.of("api/data/createDatabase.json")),
            Map.entry("/api/v1/databaseSchemas", OpenMetadataSchema.of("api/data/createDatabaseSchema.json")),
            Map.entry("/api/v1/tables", OpenMetadataSchema.of("api/data/createTable.json")),
            Map.entry("/api/v1/classifications", OpenMetadataSchema.of("api/classification/createClassification.json")),
            Map.entry("/api/v1/tags", OpenMetadataSchema.of("api/classification/createTag.json")),
            Map.entry("/api/v1/pipelines", OpenMetadataSchema.of("api/data/createPipeline.json")),
            Map.entry(
                    "/api/v1/pipelines/*/status",
                    OpenMetadataSchema.of("entity/data/pipeline.json#/definitions/pipelineStatus")),
            Map.entry(
                    "/api/v1/services/ingestionPipelines",
                    OpenMetadataSchema.of("api/services/ingestionPipelines/createIngestionPipeline.json")),
            Map.entry(
                    "/api/v1/services/ingestionPipelines/*/pipelineStatus",
                    OpenMetadataSchema.of(
                            "entity/services/ingestionPipelines/ingestionPipeline.json#/definitions/pipelineStatus")),
            Map.entry("/api/v1/lineage", OpenMetadataSchema.of("api/lineage/addLineage.json")));
    private static final OpenMetadataSchema LINEAGE = OpenMetadataSchema.of("type/entityLineage.json");

    @ParameterizedTest
    @ValueSource(strings = {"register", "pipeline"})
    void areKeptByEveryBodyThatIsSent(String saas) throws Exception {
        try (Servers servers = MixedAccount.serve("1.4.8");
                Connector connector = MixedAccount.connector(servers, Map.of("lineage.saas", saas))) {
            assertThat(connector.ingestOne().problems().failures()).isEmpty();
            assertThat(connector.status().runs().get(0).problems().failures()).isEmpty();
            servers.account.replace(AccountEdits.pauseSource(
                    servers.account.account(), MixedAccount.SHOP, Instant.parse("2025-10-02T00:00:00Z")));
            assertThat(connector.ingestOne().problems().failures()).isEmpty();

            Set<String> sentTo = new HashSet<>();
            for (LoggedRequest request : servers.catalog.findAll(putRequestedFor(anyUrl()))) {
                String path = request.getUrl().replaceFirst("(?i)(pipelines)/[^/]+/", "$1/*/");
                sentTo.add(path);
                assertThat(SCHEMAS).containsKey(path);
                JsonNode body = Json.MAPPER.readTree(request.getBodyAsString());
                assertThat(SCHEMAS.get(path).refusals(body))
                        .as(path + " " + body)
                        .isEmpty();
                assertThatEdgesHoldNothingElse(body);
            }
            assertThat(sentTo).hasSize(saas.equals("register") ? SCHEMAS.size() : SCHEMAS.size() - 4);
        }
    }

    /** Servers pass over what they do not know inside an edge. */
    private static void assertThatEdgesHoldNothingElse(JsonNode body) throws IOException {
        JsonNode details = body.at("/edge/lineageDetails");
        assertThat(LINEAGE.undeclared("lineageDetails", details)).isEmpty();
        for (JsonNode pair : details.path("columnsLineage")) {
            assertThat(LINEAGE.undeclared("columnLineage", pair)).isEmpty();
        }
    }
}
