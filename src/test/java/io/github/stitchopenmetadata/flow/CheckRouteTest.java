package io.github.stitchopenmetadata.flow;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.sandbox.CatalogServer;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.EachVersion;
import io.github.stitchopenmetadata.support.Printed;
import io.github.stitchopenmetadata.support.Servers;
import io.github.stitchopenmetadata.support.Versions;
import io.github.stitchopenmetadata.support.WorkflowFile;
import io.github.stitchopenmetadata.text.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a check finds, step by step, and that it writes nothing. */
class CheckRouteTest {

    private static final StitchAccount ACCOUNT = StitchAccount.generated(2, 1, 1, 1.0);

    @TempDir
    private Path folder;

    @AutoClose
    private final Servers servers = Servers.of(ACCOUNT);

    private int exitStatus;

    private JsonNode check(Map<String, String> settings) throws Exception {
        Map<String, String> all = new HashMap<>(settings);
        all.put("output.format", "json");
        try (Printed printed = new Printed();
                Connector connector = servers.connector(all)) {
            exitStatus = connector.check().exitStatus();
            String text = printed.text();
            return Json.MAPPER.readTree(text.substring(text.indexOf("{\n")));
        }
    }

    private static Map<String, JsonNode> steps(JsonNode check) {
        Map<String, JsonNode> steps = new LinkedHashMap<>();
        check.at("/workflows/0/steps")
                .forEach(step -> steps.put(step.path("title").asText(), step));
        return steps;
    }

    private static List<String> titles(JsonNode check, String state) {
        return steps(check).values().stream()
                .filter(step -> step.path("state").asText().equals(state))
                .map(step -> step.path("title").asText())
                .toList();
    }

    private static List<String> words(JsonNode step) {
        return Stream.of("cause", "remedy")
                .map(word -> step.path(word).asText())
                .toList();
    }

    @EachVersion
    void findsNothingWrongWhereNothingIsAndWritesNothing(String version) throws Exception {
        servers.renew(
                ACCOUNT,
                Versions.isKnown(version) ? version : Versions.NEWEST,
                catalog -> catalog.addTablesOf(ACCOUNT));

        JsonNode check = check(Map.of());

        assertThat(titles(check, "failed")).isEmpty();
        assertThat(titles(check, "skipped"))
                .containsExactlyElementsOf(Versions.has(version, "1.2") ? List.of() : List.of("whose token it is"));
        assertThat(exitStatus).isZero();
        assertThat(servers.account.requestsByEndpoint().keySet())
                .isNotEmpty()
                .allMatch(endpoint -> endpoint.startsWith("GET "));
        assertThat(servers.catalogServer.requestsByEndpoint().keySet())
                .isNotEmpty()
                .allMatch(endpoint -> endpoint.startsWith("GET ") || endpoint.startsWith("DELETE /api/v1/lineage/"));
        assertThat(servers.catalogServer.writes()).isOne();
    }

    @Test
    void tellsThatEdgesMayNotBeDrawnNorSchemasBeListed() throws Exception {
        servers.catalogServer.deny("EditLineage", "lineage");
        servers.catalogServer.deny("ViewAll", "databaseSchema");

        JsonNode check = check(Map.of());

        assertThat(titles(check, "failed")).containsExactly("permissions for lineage", "database schemas");
        assertThat(words(steps(check).get("permissions for lineage"))).allMatch(word -> word.contains("EditLineage"));
        assertThat(words(steps(check).get("database schemas")).get(1)).contains("ViewAll");
        assertThat(exitStatus).isEqualTo(2);
    }

    @Test
    void tellsThatStitchRefusesTheTokenAndChecksTheOtherSideAllTheSame() throws Exception {
        JsonNode check = check(Map.of("stitch.token", "wrong"));

        assertThat(titles(check, "failed")).containsExactly("Stitch accepts the token");
        assertThat(words(steps(check).get("Stitch accepts the token")))
                .first()
                .asString()
                .contains("/v4/sources", "401")
                .doesNotContain("check");
        assertThat(words(steps(check).get("Stitch accepts the token")))
                .last()
                .asString()
                .contains("source.serviceConnection.config.token");
        assertThat(titles(check, "skipped"))
                .containsExactly(
                        "sources",
                        "streams of one source",
                        "destinations",
                        "extractions",
                        "loads",
                        "a database service for the destination");
        assertThat(steps(check).get("streams of one source").path("detail").asText())
                .contains("sources");
        assertThat(titles(check, "ok")).contains("OpenMetadata accepts the token", "database service warehouse");
        assertThat(exitStatus).isEqualTo(2);
        assertThat(servers.account.requests()).isOne();
    }

    @Test
    void tellsThatNothingAnswersWithoutAskingTwice() throws Exception {
        servers.stitch.stubFor(
                any(anyUrl()).atPriority(1).willReturn(aResponse().withStatus(503)));

        JsonNode check = check(Map.of("openmetadata.hostPort", "http://127.0.0.1:1/api"));

        assertThat(titles(check, "failed")).containsExactly("sources", "destinations", "OpenMetadata answers");
        assertThat(words(steps(check).get("OpenMetadata answers")))
                .satisfiesExactly(
                        cause -> assertThat(cause).contains("/api/v1/system/version", "127.0.0.1:1"),
                        remedy -> assertThat(remedy).contains("hostPort of OpenMetadata"));
        assertThat(words(steps(check).get("sources")).get(1)).contains("Stitch");
        assertThat(servers.stitch.getAllServeEvents()).hasSize(2);
    }

    @Test
    void skipsExtractionsAndLoadsWhereTheirLimitIsUsedUp() throws Exception {
        JsonNode check = check(Map.of("stitch.jobs.requests", "1"));

        assertThat(titles(check, "skipped")).containsExactly("loads");
        assertThat(steps(check).get("loads").path("detail").asText()).contains("1 request in 10 minutes");
        assertThat(exitStatus).isZero();
    }

    @Test
    void tellsWhichPermissionIsLackingAndWhichNobodyTells() throws Exception {
        servers.catalog.stubFor(get(urlPathEqualTo("/api/v1/permissions/pipeline"))
                .willReturn(okJson("{\"resource\": \"pipeline\", \"permissions\": ["
                        + "{\"operation\": \"ViewAll\", \"access\": \"allow\"}, {\"operation\": \"Create\", \"access\": \"notAllow\"},"
                        + "{\"operation\": \"EditAll\", \"access\": \"conditionalAllow\"}, {\"operation\": \"EditStatus\", \"access\": \"deny\"},"
                        + "{\"operation\": \"Delete\", \"access\": \"allow\"}]}")));
        servers.catalog.stubFor(get(urlPathEqualTo("/api/v1/permissions/pipelineService"))
                .willReturn(aResponse().withStatus(404)));

        JsonNode check = check(Map.of());

        assertThat(words(steps(check).get("permissions for pipelines")))
                .satisfiesExactly(
                        cause -> assertThat(cause)
                                .contains("Create", "EditStatus", "pipeline")
                                .doesNotContain("ViewAll", "EditAll", "Delete"),
                        remedy -> assertThat(remedy).contains("policy", "role"));
        assertThat(titles(check, "skipped")).containsExactly("permissions for the pipeline service");
        assertThat(exitStatus).isEqualTo(2);
    }

    @Test
    void tellsOfServicesThatAreNotThereOrDoNotFitTheDestination() throws Exception {
        JsonNode check = check(Map.of("stitch.dbServiceNames", "prod_postgres,warehuose"));

        assertThat(titles(check, "failed"))
                .containsExactly("database service warehuose", "a database service for the destination");
        assertThat(words(steps(check).get("database service warehuose")).get(0)).contains("warehuose");
        assertThat(words(steps(check).get("a database service for the destination")))
                .satisfiesExactly(
                        cause -> assertThat(cause).contains("snowflake", "Snowflake", "prod_postgres", "Postgres"),
                        remedy -> assertThat(remedy).contains("dbServiceNames"));
    }

    @Test
    void takesTheServiceThatTheSettingsChooseWhateverItsType() throws Exception {
        assertThat(titles(
                        check(Map.of(
                                "stitch.dbServiceNames", "prod_postgres", "lineage.destination", "prod_postgres.shop")),
                        "failed"))
                .isEmpty();
    }

    @Test
    void tellsThatATokenIsAPersons() throws Exception {
        try (CatalogServer server = new CatalogServer(
                "1.13.0", "bot", CatalogServer.Options.defaults().withPersonToken("person"))) {
            JsonNode check = check(Map.of(
                    "openmetadata.hostPort",
                    server.url(),
                    "openmetadata.jwtToken",
                    "person",
                    "stitch.dbServiceNames",
                    ""));

            JsonNode user = steps(check).get("whose token it is");
            assertThat(user.path("detail").asText()).contains("admin", "person");
            assertThat(user.at("/notes/0").asText()).contains("bot", "jwtToken");
            assertThat(titles(check, "failed")).isEmpty();
        }
    }

    @Test
    void refusesAVersionThatIsTooOldAndWhatIsNoOpenMetadata() throws Exception {
        servers.catalog.stubFor(
                get(urlPathEqualTo("/api/v1/system/version")).willReturn(okJson("{\"version\": \"0.13.2\"}")));
        assertThat(words(steps(check(Map.of())).get("version of OpenMetadata")))
                .satisfiesExactly(cause -> assertThat(cause).contains("0.13.2"), remedy -> assertThat(remedy)
                        .contains("1.1"));

        servers.catalog.stubFor(get(urlPathEqualTo("/api/v1/system/version"))
                .willReturn(aResponse().withBody("<html>Login</html>")));
        JsonNode check = check(Map.of());
        assertThat(titles(check, "failed")).containsExactly("version of OpenMetadata");
        assertThat(words(steps(check).get("version of OpenMetadata")).get(1)).contains("hostPort of OpenMetadata");
    }

    @Test
    void tellsWhatAnEndpointAnswersThatWorksForNobody() throws Exception {
        servers.stitch.stubFor(get(urlPathEqualTo("/v4/destinations"))
                .willReturn(aResponse().withStatus(400).withBody("{\"error\":\"no such plan\"}")));
        servers.stitch.stubFor(
                get(urlPathEqualTo("/v4/" + ACCOUNT.clientId() + "/loads")).willReturn(okJson("[]")));

        JsonNode check = check(Map.of());

        assertThat(titles(check, "failed")).containsExactly("destinations", "loads");
        assertThat(words(steps(check).get("destinations")))
                .first()
                .asString()
                .contains("/v4/destinations", "400", "no such plan");
        assertThat(words(steps(check).get("loads"))).last().asString().contains("hostPort of Stitch");
    }

    @Test
    void checksAnAccountWithoutSources() throws Exception {
        servers.account.replace(StitchAccount.builder().build());

        JsonNode check = check(Map.of());

        assertThat(titles(check, "failed")).isEmpty();
        assertThat(titles(check, "skipped"))
                .containsExactly(
                        "streams of one source", "extractions", "loads", "a database service for the destination");
    }

    @Test
    void checksEachWorkflowAndTellsWhatOfItIsNotFollowed() throws Exception {
        for (String name : List.of("a", "b")) {
            WorkflowFile.write(
                    folder,
                    name,
                    servers.stitch.baseUrl(),
                    name.equals("a") ? "wrong" : "stitch-token",
                    servers.catalog.baseUrl(),
                    "catalog-token");
            Path file = folder.resolve(name + ".yaml");
            Files.writeString(
                    file,
                    Files.readString(file)
                            .replace(
                                    "type: PipelineMetadata,", "type: PipelineMetadata, ownershipUpdateMode: append,"));
        }

        JsonNode check = check(Map.of("ingest.workflow", folder + "/*.yaml"));

        assertThat(check.path("workflows").findValuesAsText("service")).containsExactly("a", "b");
        assertThat(check.at("/workflows/0/steps/0/notes/0").asText()).contains("ownershipUpdateMode");
        assertThat(titles(check, "failed")).containsExactly("Stitch accepts the token");
        assertThat(check.at("/workflows/1/steps").findValuesAsText("state")).containsOnly("ok");
        assertThat(exitStatus).isEqualTo(2);
    }

    @Test
    void tellsWhatIsWrongWithTheConfiguration() throws Exception {
        JsonNode check =
                check(Map.of("ingest.workflow", folder.resolve("none.yaml").toString()));

        assertThat(check.path("problems")).singleElement().asString().contains("none.yaml");
        assertThat(exitStatus).isEqualTo(2);
        assertThat(servers.account.requests()).isZero();
    }

    @Test
    void triesWhetherFilesCanBeLeftWhereRunsLeaveThem() throws Exception {
        Path file = Files.writeString(Files.createTempDirectory("check").resolve("file"), "");

        JsonNode check = check(Map.of("state.directory", file.resolve("state").toString()));

        assertThat(words(steps(check).get("folders for reports and state")))
                .anyMatch(word -> word.contains("state.directory"));
    }
}
