package io.github.stitchopenmetadata.flow;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.stitchopenmetadata.sandbox.AccountColumn;
import io.github.stitchopenmetadata.sandbox.AccountEdits;
import io.github.stitchopenmetadata.sandbox.CatalogEdits;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.sandbox.StoredCatalog;
import io.github.stitchopenmetadata.sandbox.StoredEdge;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.Servers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A run asks OpenMetadata for nothing that it knows, and still finds all that is ours. */
class FewRequestsRouteTest {

    private static final int SOURCES = 4;
    private static final int STREAMS = 3;
    private static final StitchAccount ACCOUNT = StitchAccount.generated(SOURCES, STREAMS, 2, 1.0);
    private static final String PIPELINE = "stitch.source_0001";
    /** Only what the account itself takes is counted. */
    private static final Map<String, String> WITHOUT_OWN_RUNS = Map.of("openmetadata.own.runs", "false");

    private static Servers servers(String version) {
        return new Servers(ACCOUNT, version, catalog -> {
            catalog.addTablesOf(ACCOUNT);
            for (int source = 1; source <= SOURCES; source++) {
                for (int table = 1; table <= 10; table++) {
                    addTable(catalog, source, "NOT_OF_STITCH_" + table);
                }
            }
        });
    }

    private static void addTable(StoredCatalog catalog, int source, String name) {
        catalog.addTable(
                "warehouse",
                "ANALYTICS",
                "SOURCE_%04d".formatted(source),
                name,
                List.of(new AccountColumn("ID", "INT")));
    }

    private static StoredCatalog catalog(Servers servers) {
        return servers.catalogServer.catalog();
    }

    private static void ingest(Servers servers) throws Exception {
        servers.catalog.resetRequests();
        try (Connector connector = servers.connector(WITHOUT_OWN_RUNS)) {
            assertThat(connector.ingestOne().problems().failures()).isEmpty();
        }
    }

    private static int edgesRead(Servers servers) {
        return servers.catalog
                .findAll(getRequestedFor(urlPathMatching("/api/v1/lineage/table/.*")))
                .size();
    }

    private static StoredEdge edge(Servers servers) {
        return catalog(servers).edges().stream()
                .filter(edge -> edge.from().contains("source_0001"))
                .findFirst()
                .orElseThrow();
    }

    private static StitchAccount deselected(StoredEdge edge) {
        long source = ACCOUNT.sources().get(0).path("id").asLong();
        String name = edge.from().replaceFirst(".*[.]", "");
        return AccountEdits.deselectStream(
                ACCOUNT,
                source,
                ACCOUNT.streams(source).stream()
                        .filter(stream -> stream.path("stream_name").asText().equals(name))
                        .findFirst()
                        .orElseThrow()
                        .path("stream_id")
                        .asLong());
    }

    @Test
    void makeTwoCallsForEachPairAndEachSource() throws Exception {
        try (Servers servers = servers("1.13.0")) {
            ingest(servers);

            int pairs = SOURCES * STREAMS;
            assertThat(catalog(servers).edges()).hasSize(pairs);
            List<LoggedRequest> pages = servers.catalog.findAll(
                    getRequestedFor(urlPathMatching("/api/v1/(tables|databases|databaseSchemas|pipelines)")));
            assertThat(pages.stream().map(LoggedRequest::getUrl)).doesNotHaveDuplicates();
            int all = servers.catalog.findAll(anyRequestedFor(anyUrl())).size();
            assertThat(all).isLessThanOrEqualTo(2 * pairs + 2 * SOURCES + pages.size() + 20);
            assertThat(edgesRead(servers)).isEqualTo(pairs);
            servers.catalog.verify(1, getRequestedFor(urlPathEqualTo("/api/v1/classifications/name/Stitch")));
        }
    }

    @Test
    void readOnlyWhereEdgesOfAKnownPipelineMayLead() throws Exception {
        try (Servers servers = servers("1.13.0")) {
            catalog(servers).addPipeline("dbt", "CustomPipeline", "theirs");
            ingest(servers);
            StoredEdge drawn = edge(servers);
            giveToAnotherTool(servers, drawn);
            servers.account.replace(deselected(drawn));

            ingest(servers);

            // the table that loses an edge is read once more before it does
            assertThat(edgesRead(servers)).isEqualTo(STREAMS + 1);
            JsonNode details = catalog(servers)
                    .edge(drawn.from(), drawn.to())
                    .orElseThrow()
                    .details();
            assertThat(details.path("columnsLineage")).isEmpty();
            assertThat(details.at("/pipeline/fullyQualifiedName").asText()).isEqualTo("dbt.theirs");
        }
    }

    /** Our lineage does not lead to the edge any more. */
    private static void giveToAnotherTool(Servers servers, StoredEdge edge) {
        CatalogEdits edits = catalog(servers).edits();
        ObjectNode theirs = edits.reference("pipeline", "dbt.theirs");
        edits.editEdge(edge.from(), edge.to(), details -> details.set("pipeline", theirs));
    }

    @Test
    void findEdgesOfTheNameThatANewPipelineTook() throws Exception {
        try (Servers servers = servers("1.6.1")) {
            ingest(servers);
            StoredEdge drawn = edge(servers);
            catalog(servers).edits().removePipeline(PIPELINE);
            servers.account.replace(deselected(drawn));

            ingest(servers);

            assertThat(catalog(servers).edge(drawn.from(), drawn.to())).isEmpty();
        }
    }

    @Test
    void findEdgesThatAnEarlierRunFailedToTakeAway() throws Exception {
        try (Servers servers = servers("1.13.0")) {
            catalog(servers).addPipeline("dbt", "CustomPipeline", "theirs");
            ingest(servers);
            StoredEdge drawn = edge(servers);
            giveToAnotherTool(servers, drawn);
            servers.account.replace(deselected(drawn));
            StubMapping refused = servers.catalog.stubFor(put(urlPathEqualTo("/api/v1/lineage"))
                    .willReturn(aResponse().withStatus(403)));
            try (Connector connector = servers.connector(WITHOUT_OWN_RUNS)) {
                assertThat(connector.ingestOne().problems().failures()).isNotEmpty();
            }
            servers.catalog.removeStub(refused);

            ingest(servers);

            assertThat(catalog(servers)
                            .edge(drawn.from(), drawn.to())
                            .orElseThrow()
                            .details()
                            .path("columnsLineage"))
                    .isEmpty();
        }
    }
}
