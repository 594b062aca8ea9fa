package io.github.stitchopenmetadata.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxTest {

    private static Sandbox sandbox;
    private static Caller stitch;
    private static Caller catalog;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start();
        stitch = Caller.withToken(sandbox.stitchUrl(), sandbox.stitchToken());
        catalog = Caller.withToken(sandbox.catalogUrl(), sandbox.catalogToken());
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void servesAnAccountWithSourcesInEveryState() {
        JsonNode sources = stitch.get("/v4/sources").json();

        assertThat(sources).hasSize(11);
        assertThat(sources)
                .filteredOn(source -> !source.path("paused_at").isNull())
                .hasSize(1);
        assertThat(sources)
                .filteredOn(source -> !source.path("system_paused_at").isNull())
                .hasSize(1);
        assertThat(sources)
                .filteredOn(source -> !source.path("deleted_at").isNull())
                .hasSize(1);
        assertThat(sources.findValuesAsText("current_step_type")).contains("field_selection", "fully_configured");
        assertThat(sources).noneMatch(source -> source.has("streams") || source.has("last_connection_check"));
    }

    @Test
    void fillsMoreThanOnePageOfExtractionsAndLoads() {
        for (String what : List.of("extractions", "loads")) {
            JsonNode first = stitch.get("/v4/204871/" + what).json();

            assertThat(first.path("total").asInt())
                    .isGreaterThan(first.path("data").size());
            assertThat(first.path("links").path("next").asText()).isEqualTo("/v4/204871/" + what + "?page=2");
        }
    }

    @Test
    void letsTheRunsHaveHappenedRecently() {
        JsonNode shop = stitch.get("/v4/204871/extractions").json().path("data").path(0);

        assertThat(Instant.parse(shop.path("completion_time").asText()))
                .isBetween(Instant.now().minus(1, ChronoUnit.HOURS), Instant.now());
    }

    @Test
    void leavesAUsersOwnDatesAlone() {
        assertThat(stitch.get("/v4/sources/310404")
                        .json()
                        .path("properties")
                        .path("start_date")
                        .asText())
                .isEqualTo("2023-01-01T00:00:00Z");
    }

    @Test
    void holdsEverySelectedTableOfTheDatabasesButOneInTheWarehouse() {
        List<String> tables = sandbox.catalogServer().catalog().tables().stream()
                .map(AccountTable::fullyQualifiedName)
                .toList();

        assertThat(tables)
                .contains(
                        "prod_postgres.shop.public.returns",
                        "prod_postgres.shop.public.OrderNotes",
                        "prod_postgres.shop.public.gift cards",
                        "prod_mysql.default.fulfilment.shipments",
                        "warehouse.ANALYTICS.SHOP.ORDERNOTES",
                        "warehouse.ANALYTICS.SHOP.GIFT_CARDS");
        assertThat(tables).doesNotContain("warehouse.ANALYTICS.SHOP.RETURNS");
    }

    @Test
    void holdsTheEdgesThatOthersHaveDrawn() {
        assertThat(sandbox.catalogServer()
                        .catalog()
                        .edge("prod_postgres.shop.billing.payments", "warehouse.ANALYTICS.SHOP.PAYMENTS"))
                .hasValueSatisfying(edge ->
                        assertThat(edge.details().path("sqlQuery").asText()).isNotEmpty());
        assertThat(sandbox.catalogServer().catalog().edges())
                .hasSize(2)
                .anyMatch(edge -> edge.details().path("source").asText().equals("Manual"));
    }

    @Test
    void keepsItsEdgesWithinTheColumnsOfItsTables() {
        for (StoredEdge edge : sandbox.catalogServer().catalog().edges()) {
            JsonNode from = catalog.get("/v1/tables/name/" + Caller.segment(edge.from()) + "?fields=columns")
                    .json();
            JsonNode to = catalog.get("/v1/tables/name/" + Caller.segment(edge.to()) + "?fields=columns")
                    .json();
            List<String> known = List.of(from, to).stream()
                    .flatMap(table -> table.path("columns").findValuesAsText("fullyQualifiedName").stream())
                    .toList();

            edge.details().path("columnsLineage").forEach(pair -> {
                assertThat(known).contains(pair.path("toColumn").asText());
                pair.path("fromColumns").forEach(column -> assertThat(known).contains(column.asText()));
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.0", "1.4.0", "1.9.0", "2.0.0"})
    void startsWithTheCatalogOfAnyVersion(String version) {
        try (Sandbox other = Sandbox.start(version)) {
            assertThat(new Caller(other.catalogUrl(), null)
                            .get("/v1/system/version")
                            .json()
                            .path("version")
                            .asText())
                    .isEqualTo(version);
        }
    }

    @Test
    void answersForAServiceThatIsNotThereYet() {
        assertThat(catalog.get("/v1/services/pipelineServices/name/" + sandbox.serviceName())
                        .status())
                .isEqualTo(404);
        assertThat(sandbox.dbServiceNames())
                .allSatisfy(name -> assertThat(catalog.get("/v1/services/databaseServices/name/" + name)
                                .status())
                        .isEqualTo(200));
    }
}
