package io.github.stitchopenmetadata.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens, unknown paths, lists and counts. */
class CatalogServerTest {

    @Test
    void tellsItsVersionToEveryone() {
        try (CatalogServer server = new CatalogServer("1.4.0-SNAPSHOT", "secret")) {
            assertThat(new Caller(server.url(), null)
                            .get("/v1/system/version")
                            .json()
                            .path("version")
                            .asText())
                    .isEqualTo("1.4.0-SNAPSHOT");
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "none,Not Authorized! Token not present",
                "Basic dTpw,Not Authorized! Token not present",
                "Bearer other,Invalid token"
            })
    void letsNobodyInWithoutTheToken(String authorization, String message) {
        try (CatalogServer server = new CatalogServer("1.13.0", "secret")) {
            Caller caller = new Caller(server.url(), authorization);

            assertThat(caller.get("/v1/tables?limit=0").status()).isEqualTo(401);
            assertThat(caller.get("/v1/tables?limit=0").message()).isEqualTo(message);
            assertThat(caller.put("/v1/pipelines", "{").message()).isEqualTo(message);
            assertThat(caller.get("/v1/nonesuch").status()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @CsvSource({"1.1.0,500", "1.2.0,404", "1.13.0,404"})
    void disguisesUnknownPathsInVersionOneOne(String version, int status) {
        try (CatalogFixture fixture = new CatalogFixture(version)) {
            for (String path : List.of("/nonesuch", "/tables/not-a-uuid", "/tables?limit=abc", "/lineage/nonesuch")) {
                Caller.Reply reply = fixture.caller.get(path);

                assertThat(reply.status()).as(path).isEqualTo(status);
                assertThat(reply.text()).contains("HTTP 404 Not Found");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1.1.0,500", "1.13.0,405"})
    void refusesMethodsThatAPathDoesNotHave(String version, int status) {
        try (CatalogFixture fixture = new CatalogFixture(version)) {
            for (String method : List.of("GET", "POST")) {
                Caller.Reply reply = fixture.caller.call(method, "/lineage", "application/json", "{}");

                assertThat(reply.status()).as(method).isEqualTo(status);
                assertThat(reply.text()).contains("HTTP 405 Method Not Allowed");
            }
        }
    }

    @Test
    void knowsTheBotThatIsLoggedIn() {
        try (CatalogFixture fixture = new CatalogFixture("1.13.0");
                CatalogFixture old = new CatalogFixture("1.1.0")) {
            assertThat(fixture.caller
                            .get("/users/loggedInUser")
                            .json()
                            .path("name")
                            .asText())
                    .isEqualTo("ingestion-bot");
            assertThat(old.caller.get("/users/loggedInUser").status()).isEqualTo(500);
        }
    }

    @Test
    void leadsThroughAListByItsCursors() {
        try (CatalogFixture fixture = new CatalogFixture("1.13.0")) {
            for (int i = 0; i < 23; i++) {
                fixture.catalog.addTable(
                        "prod_postgres", "shop", "we ird+", "té/st?" + i, List.of(new AccountColumn("id", "INT")));
            }
            List<String> names = new ArrayList<>();
            String after = "";
            do {
                JsonNode page = fixture.caller
                        .get("/tables?databaseSchema=" + Caller.segment("prod_postgres.shop.we ird+")
                                + "&fields=columns&limit=5&after=" + Caller.segment(after))
                        .json();
                names.addAll(page.path("data").findValuesAsText("name").stream()
                        .filter(name -> name.startsWith("té"))
                        .toList());
                assertThat(page.path("paging").path("total").asInt()).isEqualTo(23);
                assertThat(page.at("/data/0/columns/0/fullyQualifiedName").asText())
                        .startsWith("prod_postgres.shop.we ird+.té/st?");
                after = page.path("paging").path("after").asText();
            } while (!after.isEmpty());

            assertThat(names).hasSize(23).doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/tables?databaseSchema=prod_postgres.shop.public,1",
        "/tables?database=prod_postgres.shop,1",
        "/tables?databaseSchema=prod_postgres.shop.PUBLIC,0",
        "/tables?database=prod_postgres.sho,0",
        "/tables?service=prod_postgres,3",
        "/databases?service=prod_postgres,2",
        "/databases?service=nope,0",
        "/databaseSchemas?database=warehouse.ANALYTICS,1",
        "/services/databaseServices,2",
        "/services/pipelineServices,1"
    })
    void narrowsAListToOneParent(String path, int total) {
        try (CatalogFixture fixture = new CatalogFixture("1.13.0")) {
            fixture.catalog.addTable("prod_postgres", "shop2", "public", "orders", List.of());

            assertThat(fixture.caller
                            .get(path)
                            .json()
                            .path("paging")
                            .path("total")
                            .asInt())
                    .isEqualTo(total);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "limit=-1,400",
        "limit=1000001,400",
        "limit=0,200",
        "limit=1000000,200",
        "after=%2A,400",
        "include=some,404",
        "after=a&before=b,400"
    })
    void checksTheParametersOfAList(String query, int status) {
        try (CatalogFixture fixture = new CatalogFixture("1.13.0")) {
            assertThat(fixture.caller.get("/tables?" + query).status()).isEqualTo(status);
        }
    }

    @Test
    void answersTenEntitiesUnlessAskedForMore() {
        try (CatalogFixture fixture = new CatalogFixture("1.13.0")) {
            for (int i = 0; i < 12; i++) {
                fixture.catalog.addTable("prod_postgres", "shop", "public", "t" + i, List.of());
            }

            assertThat(fixture.caller.get("/tables").json().path("data")).hasSize(10);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.0", "1.2.0", "1.13.0"})
    void answersColumnsWhenTheyAreAskedFor(String version) {
        try (CatalogFixture fixture = new CatalogFixture(version)) {
            String path = "/tables/name/" + CatalogFixture.ORDERS;

            assertThat(fixture.caller
                            .get(path + "?fields=columns")
                            .json()
                            .path("columns")
                            .findValuesAsText("fullyQualifiedName"))
                    .containsExactly(
                            CatalogFixture.ORDERS + ".id",
                            CatalogFixture.ORDERS + ".total",
                            CatalogFixture.ORDERS + ".\"a.b\"");
            assertThat(fixture.caller.get(path).json().has("columns")).isEqualTo(version.equals("1.1.0"));
        }
    }

    @Test
    void buildsACustomDatabaseStepByStep() {
        try (CatalogFixture fixture = new CatalogFixture("1.13.0")) {
            assertThat(fixture.put("/databases", "{'name': 'default', 'service': 'saas'}")
                            .message())
                    .isEqualTo("databaseService instance for saas not found");
            assertThat(fixture.put("/services/databaseServices", "{'name': 'saas', 'serviceType': 'CustomDatabase'}")
                            .status())
                    .isEqualTo(201);
            assertThat(fixture.put("/databases", "{'name': 'default', 'service': 'saas'}")
                            .status())
                    .isEqualTo(201);
            assertThat(fixture.put("/databaseSchemas", "{'name': 'hub.spot', 'database': 'saas.default'}")
                            .status())
                    .isEqualTo(201);
            Caller.Reply table = fixture.put(
                    "/tables",
                    "{'name': 'deals', 'databaseSchema': 'saas.default.\\'hub.spot\\'',"
                            + " 'columns': [{'name': 'id', 'dataType': 'STRING'}]}");

            assertThat(table.change()).isEqualTo("entityCreated");
            assertThat(table.json().path("serviceType").asText()).isEqualTo("CustomDatabase");
            assertThat(fixture.catalog.tables())
                    .extracting(AccountTable::fullyQualifiedName)
                    .contains("saas.default.\"hub.spot\".deals");
        }
    }

    @Test
    void listsTheTagsOfOneClassification() {
        try (CatalogFixture fixture = new CatalogFixture("1.13.0")) {
            assertThat(fixture.caller.get("/classifications/name/Stitch").status())
                    .isEqualTo(404);
            fixture.put("/classifications", "{'name': 'Stitch', 'description': 'd'}");
            fixture.put("/tags", "{'classification': 'Stitch', 'name': 'paused', 'description': 'd'}");
            fixture.put("/tags", "{'classification': 'Stitch', 'name': 'connector-hubspot', 'description': 'd'}");

            assertThat(fixture.caller.get("/classifications/name/Stitch").status())
                    .isEqualTo(200);
            assertThat(fixture.caller
                            .get("/tags?parent=Stitch&limit=100")
                            .json()
                            .path("data")
                            .findValuesAsText("fullyQualifiedName"))
                    .contains("Stitch.connector-hubspot", "Stitch.paused")
                    .noneMatch(fqn -> fqn.startsWith("Tier"));
            assertThat(fixture.caller
                            .get("/tags?parent=Stitch&limit=1")
                            .json()
                            .at("/paging/after")
                            .asText())
                    .isNotEmpty();
            assertThat(fixture.caller.get("/tags?parent=Nope&limit=100").json().path("data"))
                    .isEmpty();
        }
    }

    @Test
    void breaksDownWithAnAnswerThatIsLost() {
        try (CatalogFixture fixture = new CatalogFixture("1.13.0")) {
            fixture.server.breakDownAfter(1);

            assertThat(fixture.putPipeline("").status()).isEqualTo(201);
            assertThat(fixture.putPipeline("'concurrency': 1").status()).isEqualTo(503);
            assertThat(fixture.putPipeline("'concurrency': 2").status()).isEqualTo(503);

            fixture.server.recover();
            assertThat(fixture.caller
                            .get("/pipelines/name/stitch.shop")
                            .json()
                            .path("concurrency")
                            .asInt())
                    .isOne();
        }
    }

    @Test
    void countsRequestsAndWritesByEndpoint() {
        try (CatalogFixture fixture = new CatalogFixture("1.13.0")) {
            fixture.putPipeline("");
            fixture.caller.get("/pipelines/name/stitch.shop");
            fixture.caller.get("/pipelines/name/stitch.other");

            assertThat(fixture.server.requests()).isEqualTo(4);
            assertThat(fixture.server.writes()).isEqualTo(2);
            assertThat(fixture.server.requestsByEndpoint())
                    .containsEntry("PUT /api/v1/pipelines", 1L)
                    .containsEntry("GET /api/v1/pipelines/name/{fqn}", 2L);
        }
    }

    @Test
    void holdsTheTablesOfALargeAccount() {
        StitchAccount account = StitchAccount.generated(20, 10, 5, 1);
        try (CatalogFixture fixture = new CatalogFixture("1.13.0")) {
            StoredCatalog catalog = fixture.catalog;
            catalog.addTablesOf(account);

            assertThat(catalog.tables()).hasSize(402);
            assertThat(fixture.caller
                            .get("/tables?databaseSchema=warehouse.ANALYTICS.SOURCE_0007&fields=columns&limit=100")
                            .json()
                            .path("data"))
                    .hasSize(10)
                    .allMatch(table ->
                            table.path("columns").path(0).path("name").asText().equals("ID"));
        }
    }
}
